"""Entries that are to be kept together, beside what is kept already: asked for once."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, replace

from django.db.models import Q

from stepwell.journal.entry import DoseEntry, Entry, Intake
from stepwell.journal.journal import Journal
from stepwell.journal.nights import Night
from stepwell.web.journal.records import entry_of, text_of
from stepwell.web.spaces.models import Space


@dataclass(frozen=True, slots=True)
class Others:
    """The entries that stand against another one; none where it names nothing."""

    entries: tuple[Entry, ...]


@dataclass
class Batch:
    """What is kept of the same ids, chains of corrections, doses and nights.

    ``roots`` has for each id the entry at which its chain of corrections begins;
    ``slots`` the chains that have ever spoken of a dose or a night.
    """

    kept: dict[str, Entry] = field(default_factory=dict)
    roots: dict[str, str] = field(default_factory=dict)
    chains: defaultdict[str, list[Entry]] = field(
        default_factory=lambda: defaultdict(list)
    )
    slots: defaultdict[Hashable, set[str]] = field(
        default_factory=lambda: defaultdict(set)
    )

    @classmethod
    def of(cls, space: Space, entries: Iterable[Entry]) -> "Batch":
        """Ask for everything that these entries may be the same as, or clash with."""
        found, wanted = cls(), list(entries)
        ids = {name for each in wanted for name in (each.id, each.corrects) if name}
        days = {each.day for each in wanted if slot(each) is not None}
        rows = space.entries.filter(Q(entry__in=ids) | Q(day__in=days))
        for row in space.entries.filter(root__in=rows.values("root")):
            found._keep(entry_of(row.record), row.root)
        return found

    def __contains__(self, entry_id: str) -> bool:
        return entry_id in self.kept

    def knows(self, entry: Entry) -> bool:
        """Tell whether it is kept already, sent once more perhaps somewhat later."""
        kept = self.kept[entry.id]
        return text_of(_as_first_sent(entry, kept)) == text_of(kept)

    def holding(self, entry_id: str) -> tuple[Entry, ...]:
        """What holds now of the chain of an id."""
        root = self.roots.get(entry_id)
        return self._current(root) if root is not None else ()

    def against(self, entry: Entry) -> Others | None:
        """What keeps an entry from being added; None if nothing does."""
        if entry.corrects is not None:
            holding = self.holding(entry.corrects)
            is_open = any(each.id == entry.corrects for each in holding)
            return None if is_open else Others(holding)
        wanted = slot(entry)
        if wanted is None:
            return None
        roots = sorted(self.slots[wanted])
        current = (each for root in roots for each in self._current(root))
        others = tuple(each for each in current if slot(each) == wanted)
        return Others(others) if others else None

    def take(self, entry: Entry) -> None:
        """Count an entry as kept."""
        self._keep(entry, self.roots[entry.corrects] if entry.corrects else entry.id)

    def _keep(self, entry: Entry, root: str) -> None:
        self.kept[entry.id] = entry
        self.roots[entry.id] = root
        self.chains[root].append(entry)
        self.slots[slot(entry)].add(root)

    def _current(self, root: str) -> tuple[Entry, ...]:
        return Journal.of(self.chains[root]).current


def slot(entry: Entry) -> Hashable:
    """The dose of a plan or the night that an entry is about; None for the rest."""
    content = entry.content
    if isinstance(content, Night):
        return entry.day, "night"
    if isinstance(content, DoseEntry) and content.intake is not Intake.EXTRA:
        return entry.day, content.drug, content.time
    return None


def _as_first_sent(entry: Entry, kept: Entry) -> Entry:
    """An entry with the times of the first sending, where only those may differ.

    A page that is sent again is written later; what happened "now" did so then.
    """
    was_now = kept.occurred_at == kept.recorded_at
    is_now = entry.occurred_at == entry.recorded_at
    happened = kept.occurred_at if was_now and is_now else entry.occurred_at
    return replace(entry, occurred_at=happened, recorded_at=kept.recorded_at)
