"""Reading single values strictly; every refusal names its field."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeVar

from stepwell.interop.errors import InputError, nearest, shown
from stepwell.quantities import Mass, QuantityError, read_mass


T = TypeVar("T")
Default = TypeVar("Default")
Choice = TypeVar("Choice", bound=StrEnum)
Reader = Callable[[Any, str], T]
"""Reads a value; the second argument is the field it stands in."""

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
LONGEST_TEXT = 4_000
UNSAFE_MARK = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""What a terminal may obey, or no file can hold; tabs and ends of lines may stay."""
PLAIN_SPACE = " \t\r\n"
FIRST_YEAR, LAST_YEAR = 1900, 2199


@dataclass(frozen=True, slots=True)
class Fields:
    """An object of the document whose keys are all known.

    ``joint`` stands between the path and a key where a field is named.
    """

    path: str
    values: Mapping[str, Any]
    joint: str = "."

    @classmethod
    def of(cls, value: Any, path: str, known: Iterable[str]) -> "Fields":
        """Check that it is an object without unknown keys; raises InputError."""
        if not isinstance(value, Mapping):
            raise InputError.at(
                path or "the document", "it has to be an object of keys"
            )
        fields = cls(path, value)
        names = list(known)
        for key in value:
            if key not in names:
                sentence = f"this key is not known; {nearest(str(key), names)}"
                raise InputError.at(fields.at(shown(key)[1:-1]), sentence)
        return fields

    def at(self, key: str) -> str:
        """The dotted name of a key."""
        return f"{self.path}{self.joint}{key}" if self.path else key

    def has(self, key: str) -> bool:
        """Tell whether the key was given."""
        return key in self.values

    def required(self, key: str, read: Reader[T]) -> T:
        """Read a key that has to be there; raises InputError."""
        if key not in self.values:
            raise InputError.at(self.at(key), "this is missing; it is required")
        return read(self.values[key], self.at(key))

    def optional(self, key: str, read: Reader[T], default: Default) -> T | Default:
        """Read a key, or give the default where it was left out."""
        if key not in self.values:
            return default
        return read(self.values[key], self.at(key))


def read_text(value: Any, field: str) -> str:
    """Read text on one line, of 1 to 500 characters."""
    if not isinstance(value, str):
        raise InputError.at(field, f"write text in quotes, not {shown(value)}")
    if not value.strip() or len(value) > 500 or not value.isprintable():
        raise InputError.at(field, "write 1 to 500 characters on one line")
    return value


def read_free_text(value: Any, field: str) -> str:
    """Read text of 1 to 4,000 characters that may have several lines, as it is."""
    if not isinstance(value, str):
        raise InputError.at(field, f"write text in quotes, not {shown(value)}")
    if not value.strip() or len(value) > LONGEST_TEXT:
        raise InputError.at(field, f"write 1 to {LONGEST_TEXT} characters")
    if found := UNSAFE_MARK.search(value):
        sentence = f"it holds the control character {found[0]!a}; take it out"
        raise InputError.at(field, sentence)
    return value


def read_named(known: Mapping[str, T]) -> Reader[T]:
    """Make a reader of one of some names, which gives what the name stands for."""

    def read(value: Any, field: str) -> T:
        name = read_text(value, field)
        if name not in known:
            sentence = f"{shown(name)} is not known; {nearest(name, known)}"
            raise InputError.at(field, sentence)
        return known[name]

    return read


def read_choice(kind: type[Choice]) -> Reader[Choice]:
    """Make a reader of one of an enumeration's words."""
    return read_named({each.value: each for each in kind})


def read_yes_or_no(value: Any, field: str) -> bool:
    """Read true or false."""
    if not isinstance(value, bool):
        raise InputError.at(field, f"write true or false, not {shown(value)}")
    return value


def read_whole(low: int, high: int) -> Reader[int]:
    """Make a reader of a whole number within bounds, both included."""

    def read(value: Any, field: str) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            sentence = f"write a whole number without quotes, not {shown(value)}"
            raise InputError.at(field, sentence)
        if not low <= value <= high:
            sentence = f"{shown(value)} is not within {low} to {high}"
            raise InputError.at(field, sentence)
        return value

    return read


def read_ratio(most: str, *, excluded: bool) -> Reader[Fraction]:
    """Make a reader of an exact number above zero, and up to or below ``most``."""

    def read(value: Any, field: str) -> Fraction:
        if not isinstance(value, int | Decimal) or isinstance(value, bool):
            sentence = f"write a plain number without quotes, not {shown(value)}"
            raise InputError.at(field, sentence)
        number, limit = Fraction(value), Fraction(most)
        if number <= 0 or number > limit or (excluded and number == limit):
            bound = f"below {most}" if excluded else f"at most {most}"
            sentence = f"{shown(value)} has to be above 0 and {bound}"
            raise InputError.at(field, sentence)
        return number

    return read


def read_dose(value: Any, field: str) -> Mass:
    """Read a dose such as ``"1 mg"``."""
    if not isinstance(value, str):
        sentence = f'a dose is text with its unit, such as "1 mg", not {shown(value)}'
        raise InputError.at(field, sentence)
    if any(mark.isspace() and mark not in PLAIN_SPACE for mark in value):
        sentence = f"{shown(value)} holds a special space; type a plain space instead"
        raise InputError.at(field, sentence)
    try:
        return read_mass(value)
    except QuantityError as problem:
        raise InputError.at(field, problem) from None


def read_day(value: Any, field: str) -> date:
    """Read a calendar day of the years 1900 to 2199."""
    if isinstance(value, datetime):
        raise InputError.at(field, "write a day without a time, such as 2027-01-04")
    day = value if isinstance(value, date) else _day_of_text(value, field)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        sentence = f"the year has to be {FIRST_YEAR} to {LAST_YEAR}"
        raise InputError.at(field, sentence)
    return day


def read_list(read: Reader[T], most: int, least: int = 0) -> Reader[tuple[T, ...]]:
    """Make a reader of a list of ``least`` to ``most`` values."""

    def read_all(value: Any, field: str) -> tuple[T, ...]:
        if not isinstance(value, list):
            raise InputError.at(field, f"write a list, not {shown(value)}")
        if not least <= len(value) <= most:
            sentence = f"it has {len(value)} entries; {least} to {most} are possible"
            raise InputError.at(field, sentence)
        return tuple(read(each, f"{field}[{at}]") for at, each in enumerate(value))

    return read_all


def or_none(read: Reader[T]) -> Reader[T | None]:
    """Make a reader that also takes null, for what does not exist."""

    def read_given(value: Any, field: str) -> T | None:
        return None if value is None else read(value, field)

    return read_given


def refuse_twice(entries: Iterable[object], field: str, what: str) -> None:
    """Raise InputError naming the second of two equal entries of a list."""
    seen = set()
    for position, entry in enumerate(entries):
        if entry in seen:
            raise InputError.at(f"{field}[{position}]", f"{what} stands here twice")
        seen.add(entry)


def _day_of_text(value: Any, field: str) -> date:
    sentence = f"{shown(value)} is not a day; write it as 2027-01-04"
    if not isinstance(value, str) or not DAY.fullmatch(value):
        raise InputError.at(field, sentence)
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise InputError.at(field, sentence) from None
