"""The journal: entries that are only ever added, from one device or several.

Merging is the union of what each device has, so the order and the number of times in
which entries arrive do not matter (H22).  What contradicts itself is kept and named
as a conflict; nothing is chosen silently.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from stepwell.journal.entry import Content, DoseEntry, Entry, Intake, TakenBack
from stepwell.journal.nights import TIMES, Night


Kind = TypeVar("Kind", bound=Content)
Key = Callable[[Entry], Hashable]


class ConflictKind(StrEnum):
    """In which way entries contradict each other."""

    SAME_ID = "different entries under one id"
    EARLY_CORRECTION = "a correction that cannot count: too old, or of an unclear id"
    TWO_CORRECTIONS = "two corrections of one entry"
    SAME_DOSE = "two entries for one dose"
    SAME_NIGHT = "two entries for one night"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Entries that contradict each other; a correction by somebody settles it."""

    kind: ConflictKind
    entries: tuple[Entry, ...]

    @property
    def day(self) -> date:
        """The day of the first of them."""
        return self.entries[0].day


@dataclass(frozen=True)
class Journal:
    """Entries in the order in which they happened; the same entry stands once."""

    entries: tuple[Entry, ...] = ()

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "Journal":
        """Keep each entry once, in order."""
        once = {_identity(entry): entry for entry in entries}
        return cls(tuple(sorted(once.values(), key=_place)))

    def merged(self, other: "Journal") -> "Journal":
        """The journal of two devices: every entry of both."""
        return Journal.of((*self.entries, *other.entries))

    def up_to(self, day: date) -> "Journal":
        """The journal about the days up to one, and every correction of them."""
        kept: set[str | None] = set()
        entries = []
        for entry in self.entries:
            if entry.day <= day or entry.corrects in kept:
                kept.add(entry.id)
                entries.append(entry)
        return Journal(tuple(entries))

    @cached_property
    def current(self) -> tuple[Entry, ...]:
        """The entries that hold: neither corrected nor taken back."""
        return tuple(
            entry
            for entry in self.entries
            if self._holds(entry) and not isinstance(entry.content, TakenBack)
        )

    def of_kind(self, kind: type[Kind]) -> Iterator[tuple[Entry, Kind]]:
        """Give the entries of a kind that hold, each with its content."""
        for entry in self.current:
            if isinstance(entry.content, kind):
                yield entry, entry.content

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Every contradiction that nobody has settled yet, in order of days."""
        holding = [entry for entry in self.entries if self._holds(entry)]
        corrections = [each for each in holding if each.corrects is not None]
        made = [each for each in corrections if each in self._corrections]
        found = (
            *_groups(ConflictKind.SAME_ID, holding, lambda each: each.id),
            *_groups(ConflictKind.TWO_CORRECTIONS, made, lambda each: each.corrects),
            *_groups(ConflictKind.SAME_DOSE, self.current, _dose_of),
            *_groups(ConflictKind.SAME_NIGHT, self.current, _night_of),
            *(
                Conflict(ConflictKind.EARLY_CORRECTION, (entry,))
                for entry in corrections
                if entry not in self._corrections
            ),
        )
        return tuple(sorted(found, key=lambda each: (each.day, each.kind)))

    def _holds(self, entry: Entry) -> bool:
        return entry.id not in self._corrected

    @cached_property
    def _corrected(self) -> frozenset[str | None]:
        return frozenset(each.corrects for each in self._corrections)

    @cached_property
    def _corrections(self) -> frozenset[Entry]:
        """The corrections, without those that are older than what they correct.

        So two entries never cancel each other, whatever the clocks said.  Nor is one
        counted that names an id under which several entries stand.
        """
        written: defaultdict[str, list[tuple[datetime, bool, str]]] = defaultdict(list)
        for entry in self.entries:
            written[entry.id].append(_age(entry))
        return frozenset(
            entry
            for entry in self.entries
            if entry.corrects is not None
            and len(written[entry.corrects]) <= 1
            and all(age < _age(entry) for age in written[entry.corrects])
        )


def _identity(entry: Entry) -> Hashable:
    """What makes two entries the same; the same instant elsewhere is another day."""
    times = [entry.occurred_at, entry.recorded_at]
    if isinstance(entry.content, Night):
        times += [getattr(entry.content, name) for name in TIMES]
    return (entry, *(time.utcoffset() for time in times))


@dataclass(frozen=True, slots=True, eq=False)
class _Wording:
    """What sets entries apart that have everything else alike; slow, so asked last."""

    entry: Entry

    def __lt__(self, other: "_Wording") -> bool:
        return self._text() < other._text()

    def _text(self) -> str:
        """The same on every device: sets have no order of their own."""
        entry, content = self.entry, self.entry.content
        values = [getattr(content, each.name) for each in fields(content)]
        ordered = [sorted(v) if isinstance(v, frozenset) else v for v in values]
        moments = (entry.occurred_at.isoformat(), entry.recorded_at.isoformat())
        return repr((moments, type(content), ordered, entry.author, entry.corrects))


def _place(entry: Entry) -> tuple[datetime, datetime, str, _Wording]:
    return entry.occurred_at, entry.recorded_at, entry.id, _Wording(entry)


def _age(entry: Entry) -> tuple[datetime, bool, str]:
    """A total order: an original comes before a correction of the same moment."""
    return entry.recorded_at, entry.corrects is not None, entry.id


def _groups(
    kind: ConflictKind, entries: Iterable[Entry], key: Key
) -> Iterator[Conflict]:
    """Give the entries with an equal key that differ, where there are several."""
    together: defaultdict[Hashable, list[Entry]] = defaultdict(list)
    for entry in entries:
        if (shared := key(entry)) is not None:
            together[shared].append(entry)
    for found in together.values():
        if len(found) > 1:
            yield Conflict(kind, tuple(sorted(found, key=_place)))


def _dose_of(entry: Entry) -> Hashable:
    """The dose of a plan that an entry is about; None for anything else."""
    dose = entry.content
    if isinstance(dose, DoseEntry) and dose.intake is not Intake.EXTRA:
        return entry.day, dose.drug, dose.time
    return None


def _night_of(entry: Entry) -> Hashable:
    return entry.day if isinstance(entry.content, Night) else None
