"""The person and how long the medicine has been taken."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from stepwell.interop.errors import InputError, shown
from stepwell.interop.fields import (
    Fields,
    read_choice,
    read_day,
    read_list,
    read_text,
    read_whole,
)
from stepwell.interop.red_flags import help_first
from stepwell.plan.person import Flag, Person, RedFlag, UseHistory


PERSON_KEYS = ("age", "flags", "red_flags")
USE_KEYS = ("using_since", "days_per_week")
YEAR_OR_MONTH = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?", re.ASCII)
EVERY_DAY = 7


def read_person(value: Any, field: str) -> Person:
    """Read the block ``person``."""
    fields = Fields.of(value, field, PERSON_KEYS)
    flags = read_list(read_choice(Flag), len(Flag))
    red_flags = read_list(read_choice(RedFlag), len(RedFlag))
    return Person(
        age_years=fields.optional("age", read_whole(0, 120), None),
        flags=frozenset(fields.optional("flags", flags, ())),
        red_flags=frozenset(fields.optional("red_flags", red_flags, ())),
    )


def read_use(fields: Fields, start: date) -> UseHistory:
    """Read since when, and on how many days a week, the medicine is taken."""
    since = fields.required("using_since", read_since)
    if since > start:
        sentence = f"{since.isoformat()} is after the start {start.isoformat()}"
        raise InputError.at(fields.at("using_since"), sentence)
    days = fields.optional("days_per_week", read_whole(1, EVERY_DAY), EVERY_DAY)
    return UseHistory(since, days)


def read_since(value: Any, field: str) -> date:
    """Read a day, a month or a year, as the earliest day it can mean.

    The earliest, because a longer use asks for more care.
    """
    if isinstance(value, date):
        return read_day(value, field)
    match = YEAR_OR_MONTH.fullmatch(read_text(value, field))
    if match is None:
        return read_day(value, field)
    month = match[2] or "01"
    if not "01" <= month <= "12":
        raise InputError.at(field, f"{shown(value)} has no such month; write 2021-05")
    return read_day(f"{match[1]}-{month}-01", field)


def read_person_file(document: Any, today: date) -> tuple[Person, UseHistory]:
    """Read a document of ``person``, ``using_since`` and ``days_per_week``.

    ``today`` is the first day of the schedule under review.  Raises InputError.
    """
    if not isinstance(document, Mapping):
        raise InputError("the person file has to be an object of keys")
    try:
        return _person_and_use(document, today)
    except InputError as problem:
        raise help_first(document, problem) from None


def _person_and_use(
    document: Mapping[str, Any], today: date
) -> tuple[Person, UseHistory]:
    fields = Fields.of(document, "", ("person", *USE_KEYS))
    person = fields.optional("person", read_person, Person())
    if fields.has("using_since"):
        return person, read_use(fields, today)
    days = fields.optional("days_per_week", read_whole(1, EVERY_DAY), EVERY_DAY)
    return person, UseHistory(None, days)
