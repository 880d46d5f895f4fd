"""An entry as the row that keeps it, and the other way round."""

import json
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from stepwell.formulary import load_formulary
from stepwell.interop.fields import Fields
from stepwell.interop.journal_contents import Readers
from stepwell.interop.journal_kinds import KEYS
from stepwell.interop.journal_record import read_record
from stepwell.interop.journal_times import Clock
from stepwell.interop.journal_writer import record_of
from stepwell.journal.entry import Entry


REMEMBERED = 20_000
"""A year of a full journal: an entry never changes, so it is read once."""


def text_of(entry: Entry) -> str:
    """The record of an entry; the same entry gives the same text."""
    return json.dumps(record_of(entry), ensure_ascii=False, sort_keys=True)


@lru_cache(maxsize=REMEMBERED)
def entry_of(record: str) -> Entry:
    """The entry of a record; raises InputError."""
    return read_record(Fields.of(json.loads(record), "", KEYS), readers())


@cache
def readers(zone: str = "") -> Readers:
    """What reads records, with times local to a zone; without one, with offsets."""
    return Readers.using(load_formulary(), Clock(ZoneInfo(zone) if zone else None))
