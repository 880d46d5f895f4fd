"""Writing in a journal: entries are added, and the same one only once."""

from collections.abc import Iterable
from uuid import UUID

from stepwell.journal.entry import Entry
from stepwell.web.accounts.models import User
from stepwell.web.journal.batch import Batch
from stepwell.web.journal.columns import columns
from stepwell.web.journal.models import Entry as Row
from stepwell.web.spaces.writing import Work, writing


class ClashError(Exception):
    """Another entry says something else of the same thing; ``kept`` are those."""

    def __init__(self, wanted: Entry, kept: tuple[Entry, ...]) -> None:
        super().__init__("something else was written meanwhile")
        self.wanted, self.kept = wanted, kept


def add(actor: User, space: UUID, entries: Iterable[Entry]) -> int:
    """Keep some entries, all or none; gives how many of them are new.

    The same entry once more is not kept twice.  Raises ClashError where a dose or a
    night has an entry already, or what is corrected was corrected meanwhile.
    """
    wanted = list(entries)
    if not wanted:
        return 0
    with writing(actor, space) as work:
        batch = Batch.of(work.space, wanted)
        new = [entry for entry in wanted if _is_new(batch, entry)]
        rows = [_row(work, batch, entry) for entry in new]
        Row.objects.bulk_create(rows)
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


def _row(work: Work, batch: Batch, entry: Entry) -> Row:
    return Row(
        space=work.space,
        entry=entry.id,
        root=batch.roots[entry.id],
        kept_at=work.at,
        **columns(entry),
    )
