"""A journal that somebody brings: JSON or a CSV table of the same records."""

from collections.abc import Iterable
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from stepwell.formulary import Formulary
from stepwell.interop.errors import InputError
from stepwell.interop.fields import Fields
from stepwell.interop.journal_contents import Readers
from stepwell.interop.journal_csv import read_rows, rough_rows
from stepwell.interop.journal_json import read_elements, rough_elements
from stepwell.interop.journal_limits import MOST_BYTES, MOST_FAULTS
from stepwell.interop.journal_record import read_record
from stepwell.interop.journal_red_flags import standing_flags
from stepwell.interop.journal_times import Clock, read_zone
from stepwell.interop.red_flags import with_help
from stepwell.journal.entry import Entry
from stepwell.journal.journal import Journal


TOO_LARGE = f"the journal is larger than {MOST_BYTES // 1_000_000} MB; split it"


class Record(Protocol):
    """A record where it stands: its values in the rough, and its fields if they fit."""

    @property
    def values(self) -> Any:
        """The values as they were found, right or wrong."""

    def fields(self) -> Fields:
        """Its plain values by key; raises InputError."""


def read_journal(
    text: str, formulary: Formulary, *, zone: str | None = None
) -> Journal:
    """Read a journal; raises InputError naming the first field that is wrong.

    ``zone`` is where times are local to, unless the journal or an entry says another.
    When the journal also shows a red flag that stands, the help comes first.
    """
    given = None if zone is None else read_zone(zone, "zone")
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise InputError(TOO_LARGE)
    try:
        found, records = _records(text)
    except InputError as problem:
        readers = Readers.using(formulary, Clock(given))
        return _read_all(_rough_records(text), readers, problem)
    return _read_all(records, Readers.using(formulary, Clock(found or given)))


def _is_json(text: str) -> bool:
    return text.lstrip().startswith(("{", "["))


def _records(text: str) -> tuple[ZoneInfo | None, Iterable[Record]]:
    """The zone that the journal names, if it does, and its records."""
    return read_elements(text) if _is_json(text) else (None, read_rows(text))


def _rough_records(text: str) -> Iterable[Record]:
    return rough_elements(text) if _is_json(text) else rough_rows(text)


def _read_all(
    records: Iterable[Record], readers: Readers, problem: InputError | None = None
) -> Journal:
    """Read every record, also after a fault, so that no red flag is overlooked."""
    entries: list[Entry] = []
    unread: list[Any] = []
    faults = [] if problem is None else [problem]
    waiting = iter(records)
    for record in waiting:
        try:
            entries.append(read_record(record.fields(), readers))
        except InputError as fault:
            faults.append(fault)
            unread.append(record.values)
            if len(faults) >= MOST_FAULTS:
                unread.extend(each.values for each in waiting)
    if faults:
        raise with_help(standing_flags(entries, unread), faults[0])
    return Journal.of(entries)
