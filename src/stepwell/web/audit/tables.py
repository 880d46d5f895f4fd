"""The tables to which rows are only added, and what events vouch for of each."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

from stepwell.interop.errors import InputError
from stepwell.web.audit.models import Event
from stepwell.web.journal.columns import columns
from stepwell.web.journal.models import Entry
from stepwell.web.journal.records import entry_of
from stepwell.web.plans.models import Change, Pause, Review, Version
from stepwell.web.plans.vouched import change_text, pause_text, review_text
from stepwell.web.spaces.models import Space


WRONG_NUMBER = "its number is not its place in the order of the versions"
WRONG_PLACE = "it is filed under another day, kind or entry than it tells of"

Misfiled = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Vouched:
    """A row: how its event names it, and what that vouches for."""

    about: str
    written: str
    at: datetime
    by: UUID | None = None


def nothing_misfiled(rows: Sequence[Any], events: Sequence[Event]) -> Misfiled:
    """Of most tables the event says everything."""
    return iter(())


@dataclass(frozen=True, slots=True)
class Table:
    """A table, its rows of a space, and what is vouched for of each.

    ``misfiled`` names the rows whose columns beside that are wrong, and says how.
    """

    model: type[Model]
    of_space: Callable[[Space], QuerySet[Any]]
    vouched: Callable[[Any], Vouched]
    misfiled: Callable[[Sequence[Any], Sequence[Event]], Misfiled] = nothing_misfiled

    @property
    def name(self) -> str:
        """Its name in the database."""
        return self.model._meta.db_table

    def count(self) -> int:
        """How many rows it has in all."""
        return self.model._default_manager.count()


def _of_version(row: Version) -> Vouched:
    return Vouched(f"version {row.uid}", row.document, row.made_at, row.made_by.uid)


def _misnumbered(rows: Sequence[Version], events: Sequence[Event]) -> Misfiled:
    """A version is numbered in the order in which it was made."""
    told = sorted(events, key=lambda each: each.number)
    names = [each.about for each in told if each.about.startswith("version ")]
    places = {about: place for place, about in enumerate(names, 1)}
    for row in rows:
        about = f"version {row.uid}"
        if places.get(about, row.number) != row.number:
            yield about, WRONG_NUMBER


def _of_entry(row: Entry) -> Vouched:
    return Vouched(f"entry {row.entry}", row.record, row.kept_at)


def _misplaced(rows: Sequence[Entry], events: Sequence[Event]) -> Misfiled:
    """An entry is found by its day, its kind and its root, which follow from it."""
    roots = {row.entry: row.root for row in rows}
    for row in rows:
        root = roots.get(row.corrects) if row.corrects else row.entry
        if row.root != root or not _is_filed(row):
            yield f"entry {row.entry}", WRONG_PLACE


def _is_filed(row: Entry) -> bool:
    try:
        entry = entry_of(row.record)
    except (InputError, ValueError):
        return False
    told = columns(entry)
    return entry.id == row.entry and all(
        getattr(row, name) == value for name, value in told.items()
    )


def _of_deeds(
    kind: str, model: type[Change | Pause | Review], text: Callable[[Any], str]
) -> Table:
    """The table of what became of versions."""

    def of_space(space: Space) -> QuerySet[Any]:
        rows = model._default_manager.filter(version__space=space)
        return rows.select_related("version", "by")

    def vouched(row: Any) -> Vouched:
        return Vouched(f"{kind} {row.pk}", text(row), row.at, row.by.uid)

    return Table(model, of_space, vouched)


TABLES = (
    Table(
        Version,
        lambda space: space.versions.select_related("made_by"),
        _of_version,
        _misnumbered,
    ),
    _of_deeds("change", Change, change_text),
    _of_deeds("pause", Pause, pause_text),
    _of_deeds("review", Review, review_text),
    Table(Entry, lambda space: space.entries.all(), _of_entry, _misplaced),
)
