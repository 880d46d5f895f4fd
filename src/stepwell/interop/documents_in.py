"""Bytes to text to plain values: JSON and TOML without any of their ambiguities.

Duplicate keys, NaN, endless digits and deep nesting are refused; numbers with a
point stay exact decimals.
"""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from stepwell.interop.errors import InputError, shown
from stepwell.interop.red_flags import help_first


MOST_BYTES = 1_000_000
MOST_SCHEDULE_BYTES = 8_000_000
"""Our own plan of hundreds of small steps is larger than any request."""
DEEPEST = 20
LONGEST_LINE = 1_000
NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,12})?", re.ASCII)
TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"?|[\[\]{}]')
"""A string, also one without an end (or looking for it again would take hours)."""
KEY_ENDS = re.compile(r"\s*:")


@dataclass(frozen=True, slots=True)
class Unplain:
    """A number that is refused: NaN, an exponent, endless digits."""

    text: str


def decode(content: bytes, name: str = "the file", most: int = MOST_BYTES) -> str:
    """Read bytes as UTF-8 text of at most so many bytes; raises InputError."""
    if len(content) > most:
        raise InputError(too_large(name, most))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{name} is not UTF-8 text; save it again as UTF-8") from None


def too_large(name: str, most: int) -> str:
    """The sentence for a document of more than ``most`` bytes."""
    limit = f"{most // 1_000_000} MB"
    return f"{name} is larger than {limit}; a request or schedule is far smaller"


def parse_json(text: str) -> Any:
    """Read JSON strictly; raises InputError with the line."""
    _look_over(text)
    try:
        document = json.loads(
            text,
            parse_float=_exact,
            parse_int=_whole,
            parse_constant=Unplain,
        )
    except json.JSONDecodeError as problem:
        sentence = f"line {problem.lineno} is not JSON: {problem.msg.lower()}"
        raise InputError(sentence) from None
    return _all_plain(document)


def parse_toml(text: str) -> dict[str, Any]:
    """Read TOML strictly; raises InputError with the line."""
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > LONGEST_LINE:  # keeps dotted keys and endless digits cheap
            raise InputError(f"line {number} is longer than {LONGEST_LINE} characters")
    try:
        document = tomllib.loads(text, parse_float=_exact)
    except tomllib.TOMLDecodeError as problem:
        sentence = f"this is not TOML: {_first_line(str(problem))}"
        raise InputError(sentence) from None
    except RecursionError:
        return _refuse_depth()
    return _all_plain(document) if _depth_within(document) else _refuse_depth()


def _look_over(text: str) -> None:
    """Refuse deep nesting and duplicate keys before anything is built."""
    seen: list[set[str] | None] = []
    for token in TOKEN.finditer(text):
        mark = token[0]
        if mark in "{[":
            seen.append(set() if mark == "{" else None)
            if len(seen) > DEEPEST:
                raise InputError(
                    f"{_line(text, token)} nests deeper than {DEEPEST} levels"
                )
        elif mark in "}]":
            del seen[-1:]
        elif seen and seen[-1] is not None and KEY_ENDS.match(text, token.end()):
            _note_key(token, text, seen[-1])


def _note_key(token: re.Match[str], text: str, seen: set[str]) -> None:
    try:
        key = json.loads(token[0])
    except ValueError:
        return  # the parser will say what is wrong with it
    if key in seen:
        place = _line(text, token)
        raise InputError(f"{place} gives the key {shown(key)} a second time")
    seen.add(key)


def _line(text: str, token: re.Match[str]) -> str:
    return f"line {text.count(chr(10), 0, token.start()) + 1}"


def _exact(number: str) -> Decimal | Unplain:
    return Decimal(number) if NUMBER.fullmatch(number) else Unplain(number)


def _whole(number: str) -> int | Unplain:
    return int(number) if NUMBER.fullmatch(number) else Unplain(number)


def _all_plain(document: Any) -> Any:
    """Give the document back; raises InputError naming a number that is not plain."""
    for field, number in _unplain(document, ""):
        sentence = f"{shown(number.text)} is not a plain number; write it as 12.5"
        raise help_first(document, InputError.at(field, sentence))
    return document


def _unplain(value: object, field: str) -> Iterator[tuple[str, Unplain]]:
    if isinstance(value, Unplain):
        yield field, value
    elif isinstance(value, dict):
        for key, each in value.items():
            inner = shown(key)[1:-1]
            yield from _unplain(each, f"{field}.{inner}" if field else inner)
    elif isinstance(value, list):
        for position, each in enumerate(value):
            yield from _unplain(each, f"{field}[{position}]")


def _depth_within(value: object, left: int = DEEPEST) -> bool:
    if isinstance(value, dict):
        return left > 0 and all(
            _depth_within(each, left - 1) for each in value.values()
        )
    if isinstance(value, list):
        return left > 0 and all(_depth_within(each, left - 1) for each in value)
    return True


def _refuse_depth() -> dict[str, Any]:
    raise InputError(f"the document nests deeper than {DEEPEST} levels")


def _first_line(text: str) -> str:
    return "".join(mark if mark.isprintable() else "?" for mark in text)[:200]
