"""The days of a journal as a page shows them: what holds, and what stood before."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from stepwell.journal.entry import BY_PRESCRIBERS, Entry, TakenBack
from stepwell.journal.journal import ConflictKind, Journal
from stepwell.web.journal.markup import before_markup, deeds_markup, said_markup
from stepwell.web.journal.words import ORDER, Words, time_of, words_of


PAGE_DAYS = 14
DAY = timedelta(days=1)
WAYS_OUT = {
    ConflictKind.SAME_ID: _("Two things stand under one name. Correct one of them."),
    ConflictKind.EARLY_CORRECTION: _(
        "This wants to correct something, but is older than it, so it does not count."
        " Correct the entry itself."
    ),
    ConflictKind.TWO_CORRECTIONS: _(
        "One entry was corrected twice, in two ways. Keep the right one, and say of the"
        " other that it never happened."
    ),
    ConflictKind.SAME_DOSE: _(
        "Two entries are about the same dose. Keep the right one, and say of the other"
        " that it never happened, or correct it."
    ),
    ConflictKind.SAME_NIGHT: _(
        "Two entries are about the same night. Keep the right one, and say of the other"
        " that it never happened, or correct it."
    ),
}
"""How somebody who knows what is right can settle what contradicts itself."""


@dataclass(frozen=True)
class Line:
    """One entry; ``before`` is what stood there earlier, the latest first."""

    entry: Entry
    before: tuple[Words, ...] = ()

    @cached_property
    def words(self) -> Words:
        """What it says."""
        return words_of(self.entry)

    @property
    def said(self) -> SafeString:
        """What it says, and what stood there before, as markup."""
        told = said_markup(self.words, time_of(self.entry))
        return told + before_markup(self.before, is_taken_back=self.is_taken_back)

    @property
    def deeds(self) -> SafeString:
        """The ways to put it right, as markup; none of what was taken back."""
        if self.is_taken_back:
            return SafeString()
        return deeds_markup(
            self.entry.id, self.words, can_be_corrected=self.can_be_corrected
        )

    @property
    def is_taken_back(self) -> bool:
        """Tell whether it says that what stood there never happened."""
        return isinstance(self.entry.content, TakenBack)

    @property
    def can_be_corrected(self) -> bool:
        """Tell whether the person can write it anew: not what only a prescriber may."""
        return not isinstance(self.entry.content, (*BY_PRESCRIBERS, TakenBack))


@dataclass(frozen=True, slots=True)
class Days:
    """One day with its lines, or several days in a row without any."""

    first: date
    last: date
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Entries that contradict each other, and the way to settle it."""

    day: date
    way_out: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Shown:
    """A journal as far as one page shows it."""

    journal: Journal
    first: date
    last: date

    @cached_property
    def days(self) -> tuple[Days, ...]:
        """The days, the newest first; days without an entry in a row stand together."""
        by_day = self._by_day
        found: list[Days] = []
        for back in range((self.last - self.first).days + 1):
            day = self.last - back * DAY
            lines = tuple(sorted(by_day.get(day, ()), key=_place))
            if found and not lines and not found[-1].lines:
                found[-1] = Days(day, found[-1].last)
            else:
                found.append(Days(day, day, lines))
        return tuple(found)

    @property
    def contradictions(self) -> Iterator[Contradiction]:
        """What contradicts itself on these days."""
        for conflict in self.journal.conflicts:
            if any(self.first <= each.day <= self.last for each in conflict.entries):
                lines = tuple(map(self.line, conflict.entries))
                yield Contradiction(conflict.day, str(WAYS_OUT[conflict.kind]), lines)

    @cached_property
    def _by_day(self) -> dict[date, list[Line]]:
        lines: defaultdict[date, list[Line]] = defaultdict(list)
        for entry in self._ends:
            line = self.line(entry)
            lines[self._day_of(entry)].append(line)
        return lines

    @property
    def _ends(self) -> Iterator[Entry]:
        """What holds, and what says that something never happened."""
        corrected = {each.corrects for each in self.journal.entries}
        yield from self.journal.current
        for entry in self.journal.entries:
            if isinstance(entry.content, TakenBack) and entry.id not in corrected:
                yield entry

    def _day_of(self, entry: Entry) -> date:
        """What was taken back is shown on the day on which it was said to happen."""
        earlier = self._earlier.get(entry.corrects or "")
        if isinstance(entry.content, TakenBack) and earlier is not None:
            return earlier.day
        return entry.day

    def line(self, entry: Entry) -> Line:
        """An entry with what stood there before."""
        return Line(entry, tuple(words_of(each) for each in self._history(entry)))

    def _history(self, entry: Entry) -> Iterator[Entry]:
        seen = {entry.id}
        while entry.corrects is not None and entry.corrects not in seen:
            seen.add(entry.corrects)
            earlier = self._earlier.get(entry.corrects)
            if earlier is None:
                return
            entry = earlier
            yield entry

    @cached_property
    def _earlier(self) -> dict[str, Entry]:
        return {each.id: each for each in self.journal.entries}


def _place(line: Line) -> tuple[int, str, str]:
    entry = line.entry
    return ORDER[type(entry.content)], entry.occurred_at.isoformat(), entry.id
