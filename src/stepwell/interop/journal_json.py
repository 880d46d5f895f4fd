"""The journal as JSON: a zone for all of it, and a list of records."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from stepwell.interop.documents_in import parse_json
from stepwell.interop.errors import InputError, shown
from stepwell.interop.fields import Fields
from stepwell.interop.journal_kinds import KEYS
from stepwell.interop.journal_limits import MOST_ENTRIES
from stepwell.interop.journal_times import read_zone


SCHEMA = "stepwell/journal/1"
FLAT = re.compile(r"\{[^{}]*\}")
"""An object with no other in it, as records are."""


@dataclass(frozen=True, slots=True)
class Element:
    """One element of the list of records, as it was parsed."""

    place: str
    values: Any

    def fields(self) -> Fields:
        """Its keys, when all of them are known; raises InputError."""
        return Fields.of(self.values, self.place, KEYS)


def read_elements(text: str) -> tuple[ZoneInfo | None, list[Element]]:
    """Read the zone of the journal and its records; raises InputError."""
    journal = Fields.of(parse_json(text), "", ("schema", "zone", "entries"))
    journal.required("schema", _read_schema)
    zone = journal.optional("zone", read_zone, None)
    return zone, journal.required("entries", _read_entries)


def rough_elements(text: str) -> Iterator[Element]:
    """Give the records that can be made out of JSON that cannot be read."""
    for found in FLAT.finditer(text):
        try:
            yield Element("", json.loads(found[0]))
        except (ValueError, RecursionError):
            continue


def _read_schema(value: Any, field: str) -> None:
    if value != SCHEMA:
        sentence = f"{shown(value)} is not a journal; write {shown(SCHEMA)}"
        raise InputError.at(field, sentence)


def _read_entries(value: Any, field: str) -> list[Element]:
    if not isinstance(value, list):
        raise InputError.at(field, f"write a list, not {shown(value)}")
    if len(value) > MOST_ENTRIES:
        sentence = f"there are more than {MOST_ENTRIES} of them; split the journal"
        raise InputError.at(field, sentence)
    return [Element(f"{field}[{at}]", each) for at, each in enumerate(value)]
