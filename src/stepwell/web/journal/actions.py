"""Writing in a journal: entries are added, and the same one only once."""

from collections.abc import Iterable
from uuid import UUID

from stepwell.journal.entry import DoseEntry, Entry
from stepwell.journal.journal import Journal
from stepwell.journal.nights import Night
from stepwell.web.accounts.models import User
from stepwell.web.journal.columns import columns
from stepwell.web.journal.models import Entry as Row
from stepwell.web.journal.queries import days
from stepwell.web.journal.queries import entry as entry_and_corrections
from stepwell.web.journal.records import text_of
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
    with writing(actor, space) as work:
        new = [entry for entry in wanted if not _is_known(work, entry)]
        for entry in new:
            _refuse_a_clash(actor, entry)
        rows = [_row(work, entry) for entry in new]
        Row.objects.bulk_create(rows)
        for row in rows:
            work.record("journal.added", f"entry {row.entry}", row.record)
        if not rows:
            work.record("journal.known", f"entry {wanted[0].id}")
    return len(rows)


def _is_known(work: Work, entry: Entry) -> bool:
    """Tell whether it is kept already; raises ClashError for another under its id."""
    kept = work.space.entries.filter(entry=entry.id).first()
    if kept is None:
        return False
    if kept.record != text_of(entry):
        raise ClashError(entry, entry_and_corrections(work.actor, entry.id).current)
    return True


def _refuse_a_clash(actor: User, entry: Entry) -> None:
    """Raise ClashError where an entry that holds says something else."""
    if entry.corrects is not None:
        known = entry_and_corrections(actor, entry.corrects)
        if all(each.id != entry.corrects for each in known.current):
            raise ClashError(entry, known.current)
        return
    if isinstance(entry.content, DoseEntry | Night):
        after = days(actor, entry.day, entry.day).merged(Journal.of([entry]))
        for conflict in after.conflicts:
            if entry in conflict.entries:
                others = tuple(each for each in conflict.entries if each != entry)
                raise ClashError(entry, others)


def _row(work: Work, entry: Entry) -> Row:
    root = entry.id
    if entry.corrects is not None:
        root = work.space.entries.get(entry=entry.corrects).root
    return Row(
        space=work.space, entry=entry.id, root=root, kept_at=work.at, **columns(entry)
    )
