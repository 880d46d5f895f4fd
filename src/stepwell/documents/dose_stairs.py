"""The total daily dose of each drug over dates, as a staircase; exact masses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from stepwell.documents.wording import counted, day_words
from stepwell.plan.schedule import Period
from stepwell.quantities import Mass


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in a row with one total daily dose; ``end`` is the first day after."""

    first: date
    end: date
    total: Mass


@dataclass(frozen=True, slots=True)
class Change:
    """A day from which on more or less of a drug is taken a day than before."""

    day: date
    before: Mass
    after: Mass

    @property
    def fall(self) -> Mass:
        """How much less is taken a day; nothing where it rises."""
        return self.before - self.after if self.before > self.after else Mass(0)


@dataclass(frozen=True, slots=True)
class Staircase:
    """The total daily dose of one drug, without gaps; neighbours differ."""

    drug: str
    stretches: tuple[Stretch, ...]

    @property
    def changes(self) -> tuple[Change, ...]:
        """Every change of it."""
        return tuple(
            Change(later.first, earlier.total, later.total)
            for earlier, later in pairwise(self.stretches)
        )

    @property
    def highest(self) -> Stretch:
        """The first days with the highest dose."""
        return max(self.stretches, key=lambda each: each.total)

    @property
    def largest_fall(self) -> Change | None:
        """The largest change to a lower dose above zero, the first of equal ones."""
        falls = [each for each in self.changes if each.fall and each.after]
        return max(falls, key=lambda each: each.fall, default=None)

    @property
    def last_dose(self) -> Stretch | None:
        """The last days with a dose above zero."""
        taken = [each for each in self.stretches if each.total]
        return taken[-1] if taken else None


def staircase(drug: str, periods: Sequence[Period]) -> Staircase:
    """The total daily dose of a drug over periods without gaps between them."""
    level = groupby(periods, key=lambda period: period.regimen.total(drug))
    return Staircase(
        drug,
        tuple(
            Stretch(held[0].start, held[-1].end, total)
            for total, held in ((total, tuple(same)) for total, same in level)
        ),
    )


def stair_words(stairs: Staircase) -> Iterator[str]:
    """What a staircase shows, in sentences: first, last, highest, largest fall."""
    first, last = stairs.stretches[0], stairs.stretches[-1]
    if first is last:
        yield (
            f"The daily dose of {stairs.drug} is {_mg(first.total)} from"
            f" {day_words(first.first)} on, without a change."
        )
        return
    yield (
        f"The daily dose of {stairs.drug} is {_mg(first.total)} on"
        f" {day_words(first.first)} and {_mg(last.total)} from"
        f" {day_words(last.first)} on, with {counted(len(stairs.changes), 'change')}."
    )
    highest, final, fall = stairs.highest, stairs.last_dose, stairs.largest_fall
    if highest.total > first.total:
        yield (
            f"It is highest, {_mg(highest.total)}, from {day_words(highest.first)} on."
        )
    if fall is not None:
        yield (
            f"Its largest reduction to a dose above zero is {_mg(fall.fall)}, from"
            f" {_mg(fall.before)} to {_mg(fall.after)} on {day_words(fall.day)}."
        )
    if final is not None and final is not last:
        yield (
            f"The last dose above zero is {_mg(final.total)} a day; the first day"
            f" without {stairs.drug} is {day_words(final.end)}."
        )


def _mg(mass: Mass) -> str:
    return f"{mass.mg_text} mg"
