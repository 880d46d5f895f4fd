"""A line of pasted text as tokens, each of which has to be understood."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn

from stepwell.interop.errors import InputError, shown


TOKEN = re.compile(
    r"(?P<iso>(?<![0-9])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9-]))"
    r"|(?P<day>(?<![0-9.,/-])(?:[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{2,4}"
    r"|[0-9]{1,2}-[0-9]{1,2}-[0-9]{4})(?![0-9]))"
    r"|(?P<part>(?<![0-9.,/])[0-9]{1,3}/[0-9]{1,3}(?![0-9/]|[.,·][0-9]))"
    r"|(?P<number>[.,·]?[0-9]+(?:[.,·'’][0-9]+)*)"
    r"|(?P<short>[A-Za-z](?:\.[A-Za-z]){1,3}(?![^\W_])\.?)"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<mark>\S)"
)
"""Kinds of token; each alternative is linear in the length of the line."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark; ``text`` in small letters, from ``start`` to ``end``."""

    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its place for people, such as ``line 3``, and its tokens."""

    place: str
    text: str
    tokens: tuple[Token, ...]

    def refuse(self, first: int, past: int, why: str) -> NoReturn:
        """Raise InputError that shows the tokens from ``first`` and says why."""
        tokens = self.tokens[first : max(past, first + 1)]
        part = self.text[tokens[0].start : tokens[-1].end] if tokens else self.text
        raise InputError.at(self.place, f"{shown(part)} is not understood: {why}")

    def text_at(self, at: int) -> str:
        """The text of a token, or nothing past the end."""
        return self.tokens[at].text if at < len(self.tokens) else ""

    def kind_at(self, at: int) -> str:
        """The kind of a token, or nothing past the end."""
        return self.tokens[at].kind if at < len(self.tokens) else ""

    def texts(self, at: int, count: int) -> tuple[str, ...]:
        """So many texts from a token on."""
        return tuple(token.text for token in self.tokens[at : at + count])


def line_of(place: str, text: str) -> Line:
    """Take a line apart; raises InputError for marks that nobody can see."""
    barred = text.strip().replace("\t", " | ")
    plain = "".join(" " if mark.isspace() else mark for mark in barred).strip()
    for mark in plain:
        if unicodedata.category(mark) in ("Cc", "Cf", "Co", "Cs", "Cn"):
            sentence = f"it holds the invisible mark {mark!a}; take it out"
            raise InputError.at(place, sentence)
    return Line(place, plain, tuple(_tokens(plain)))


def _tokens(plain: str) -> Sequence[Token]:
    tokens = []
    for found in TOKEN.finditer(plain):
        kind, text = found.lastgroup or "mark", found[0].lower()
        if kind == "short":
            kind, text = "word", text.replace(".", "")
        tokens.append(Token(kind, text, found.start(), found.end()))
    return tokens
