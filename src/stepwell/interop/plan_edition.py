"""The version of a plan of ours: whose it is, and how far it has come."""

import re
from typing import Any

from stepwell.interop.errors import InputError, shown
from stepwell.interop.fields import Fields, read_choice, read_day, read_text, read_whole
from stepwell.interop.request_care import read_name
from stepwell.plan.edition import MOST_VERSIONS, Edition, Status, check_code
from stepwell.plan.plan import Plan


EDITION_KEYS = (
    "version",
    "replaces",
    "superseded_by",
    "person",
    "agreed_with",
    "agreed_on",
    "check_code",
    "valid_until",
    "series",
    "calendar_entries",
)
MOST_ENTRIES = 30_000
SERIES = re.compile(r"[0-9a-f]{32}")
"""A calendar shows it, so nothing else may hide in it."""
AGAIN = "make the plan again with this version"


def read_edition(fields: Fields) -> Edition:
    """Read the version of a plan, the first where none is told; raises InputError."""
    status = fields.required("status", read_choice(Status))
    edition = fields.optional("edition", _read, Edition())
    if status is not edition.status:
        sentence = f"{shown(status.value)} contradicts the edition; {AGAIN}"
        raise InputError.at("status", sentence)
    return edition


def check_the_code(fields: Fields, plan: Plan, edition: Edition) -> None:
    """Raise InputError where the check code is not that of the doses."""
    told = _told(fields.values.get("edition") or {}, "edition")
    given = told.optional("check_code", read_text, None)
    if given is not None and given != check_code(plan, edition):
        sentence = f"{shown(given)} is not the code of these doses; {AGAIN}"
        raise InputError.at("edition.check_code", sentence)


def _read(value: Any, field: str) -> Edition:
    told = _told(value, field)
    read_version, read_entries = (
        read_whole(1, MOST_VERSIONS),
        read_whole(0, MOST_ENTRIES),
    )
    found: dict[str, Any] = {
        "version": told.required("version", read_version),
        "person": told.optional("person", read_name, ""),
        "agreed_with": told.optional("agreed_with", read_name, None),
        "agreed_on": told.optional("agreed_on", read_day, None),
        "superseded_by": told.optional("superseded_by", read_version, None),
        "series": told.optional("series", _read_series, ""),
        "entries": told.optional("calendar_entries", read_entries, 0),
    }
    try:
        return Edition(**found)
    except ValueError as problem:
        raise InputError.at(field, f"{problem}; {AGAIN}") from None


def _read_series(value: Any, field: str) -> str:
    if not isinstance(value, str) or not SERIES.fullmatch(value):
        raise InputError.at(field, f"{shown(value)} is not one of ours; {AGAIN}")
    return value


def _told(value: Any, field: str) -> Fields:
    """The keys that are told; ``null`` tells nothing."""
    fields = Fields.of(value, field, EDITION_KEYS)
    told = {key: each for key, each in fields.values.items() if each is not None}
    return Fields(field, told)
