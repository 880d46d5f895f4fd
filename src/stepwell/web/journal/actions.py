"""Writing in a journal: entries are added, and the same one only once."""

from collections.abc import Iterable
from uuid import UUID

from stepwell.journal.entry import Entry
from stepwell.journal.journal import Journal
from stepwell.safety.red_flags import raised_flags
from stepwell.web.accounts.models import User
from stepwell.web.journal.batch import Batch
from stepwell.web.journal.columns import columns
from stepwell.web.journal.models import Entry as Row
from stepwell.web.journal.queries import days
from stepwell.web.journal.records import entry_of
from stepwell.web.plans.actions import hold_for_help
from stepwell.web.spaces.clock import local_today
from stepwell.web.spaces.writing import ChangedError, Work, writing


class ClashError(Exception):
    """Another entry says something else of the same thing; ``kept`` are those."""

    def __init__(self, wanted: Entry, kept: tuple[Entry, ...]) -> None:
        super().__init__("something else was written meanwhile")
        self.wanted, self.kept = wanted, kept


def add(
    actor: User, space: UUID, entries: Iterable[Entry], *, seen: int | None = None
) -> int:
    """Keep some entries, all or none; gives how many of them are new.

    The same entry once more is not kept twice.  Raises ClashError where a dose or a
    night has an entry already, or what is corrected was corrected meanwhile;
    ChangedError where the page showed another revision of the plans than ``seen``, so
    that nobody answers for a dose that they did not see (H14); and InputError for an
    entry that no reader would read back.
    """
    wanted = list(entries)
    if not wanted:
        return 0
    with writing(actor, space) as work:
        batch = Batch.of(work.space, wanted)
        new = [entry for entry in wanted if _is_new(batch, entry)]
        if new and seen is not None and seen != work.space.revision:
            raise ChangedError
        rows = [_row(work, batch, entry) for entry in new]
        Row.objects.bulk_create(rows)
        if any(map(_is_certain, new)):
            today = local_today(work.space)
            hold_for_help(work, today, days(actor, today, today))
        for row in rows:
            work.record("journal.added", f"entry {row.entry}", row.record)
        for entry in () if rows else wanted[:1]:
            work.record("journal.known", f"entry {entry.id}")
    return len(rows)


def _is_new(batch: Batch, entry: Entry) -> bool:
    """Tell whether it is to be kept; raises ClashError where it may not be."""
    if entry.id in batch:
        if not batch.knows(entry):
            raise ClashError(entry, batch.holding(entry.id))
        return False
    if others := batch.against(entry):
        raise ClashError(entry, others.entries)
    batch.take(entry)
    return True


def _is_certain(entry: Entry) -> bool:
    """Tell whether it raises a red flag, and not only by its words."""
    return any(found.is_certain for found in raised_flags(Journal.of([entry])))


def _row(work: Work, batch: Batch, entry: Entry) -> Row:
    row = Row(
        space=work.space,
        entry=entry.id,
        root=batch.roots[entry.id],
        kept_at=work.at,
        **columns(entry),
    )
    entry_of(row.record)
    return row
