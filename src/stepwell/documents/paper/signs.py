"""Text that the fonts of a print can show: what they cannot becomes a visible ``?``."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any


SHOWN = re.compile(
    "["
    " -~"
    "\u00a0-\u00ac\u00ae-\u02ff"  # Latin
    "\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03ff"  # Greek
    "\u0400-\u0482\u048a-\u04ff"  # Cyrillic
    "\u1e00-\u1eff"  # more Latin
    "\u2010-\u2027\u2030-\u2040\u2044-\u2052"  # marks
    "\u20a0-\u20bf\u2153-\u2184\u2190-\u23ff"  # money, numbers, arrows, mathematics
    "]"
)
NOT_SHOWN = "?"
LONG_WORD = re.compile(r"[^\s/]{20,}|/{20,}")
"""What may be too wide for the narrowest column; a line may end after a slash."""
PIECE = re.compile(".{12}(?=.)")
MAY_BREAK = "\u200b"


def printable(value: Any) -> Any:
    """Give a value with every text in it as it can be printed, on one line."""
    if isinstance(value, str):
        return printable_text(value)
    if isinstance(value, Mapping):
        return {key: printable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [printable(each) for each in value]
    return value


def printable_text(text: str) -> str:
    """Give a text with plain spaces, breakable words and only signs that are shown."""
    line = " ".join(unicodedata.normalize("NFC", text).split())
    shown = "".join(sign if SHOWN.match(sign) else NOT_SHOWN for sign in line)
    return LONG_WORD.sub(_in_pieces, shown)


def _in_pieces(word: re.Match[str]) -> str:
    return PIECE.sub(lambda piece: piece[0] + MAY_BREAK, word[0])
