"""The staircase: every daily pattern a drug can take on its way down.

For one set of products, the makeable regimens of a drug form a single staircase.
It starts at today's doses and ends at nothing; each stair lowers one dose of the
day by the least that can be made.  All doses shrink in the same proportion (a
dose named to shrink first goes down before the others); none is dropped before
every dose is as small as can be made; so no dose ever rises, and three doses a day
stay three for as long as tablets and liquids allow.  Where one dose could only fall
by a large amount, another that can fall by a smaller one goes before it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from stepwell.dispensing import MakeableDoses
from stepwell.dispensing.makeable import Made
from stepwell.plan.times import DoseTime


DROP_ORDER = (DoseTime.MIDDAY, DoseTime.MORNING, DoseTime.EVENING, DoseTime.BEDTIME)
"""Which of equal doses goes first when nobody named one: the night's goes last."""


ANY_CUT = Fraction(1)


class Stair(NamedTuple):
    """A daily pattern: total and amounts in nanograms, and what it takes to make."""

    total: int
    amounts: tuple[int, ...]
    pieces: int
    products: int


@dataclass(frozen=True, slots=True)
class Staircase:
    """The stairs of one rung, lowest first; the lowest is above nothing."""

    makeable: MakeableDoses
    stairs: tuple[Stair, ...]


def build_staircase(
    starts: Mapping[DoseTime, int],
    makeable: MakeableDoses,
    first: DoseTime | None = None,
    gentle: Fraction = ANY_CUT,
) -> Staircase:
    """Build the staircase below today's doses (nanograms by time of day).

    Where the dose whose turn it is could only fall by more than ``gentle`` (a
    fraction of the day's total), another that can fall by less goes first.
    """
    ways = makeable.ways
    patterns = _Turns(starts, sorted(ways), first, gentle).patterns()
    stairs = [_stair(pattern, ways) for pattern in patterns if any(pattern)]
    return Staircase(makeable, tuple(reversed(stairs)))


def _ladder(amounts: Sequence[int], start: int) -> list[int]:
    return [0, *(amount for amount in amounts if amount <= start)]


def _order(times: Sequence[DoseTime], first: DoseTime | None) -> list[int]:
    def rank(index: int) -> tuple[bool, int]:
        return (times[index] is not first, DROP_ORDER.index(times[index]))

    return sorted(range(len(times)), key=rank)


class _Turns:
    """Which dose of the day goes one makeable amount down next.

    ``ladders`` hold what each dose can still be, in nanograms: nothing first, what
    it is now last.
    """

    def __init__(
        self,
        starts: Mapping[DoseTime, int],
        amounts: Sequence[int],
        first: DoseTime | None,
        gentle: Fraction,
    ) -> None:
        common = lcm(*starts.values())
        self.shares = [common // start for start in starts.values()]
        self.ladders = [_ladder(amounts, start) for start in starts.values()]
        self.order = _order(tuple(starts), first)
        self.named = self.order[0] if first in starts else None
        self.gentle, self.of_day = gentle.numerator, gentle.denominator

    def patterns(self) -> Iterator[tuple[int, ...]]:
        """Every pattern on the way down, in nanograms; at the end, each is dropped."""
        ladders = self.ladders
        pattern = [ladder[-1] for ladder in ladders]
        yield tuple(pattern)
        shrinking = [index for index in self.order if len(ladders[index]) > 2]
        while shrinking:
            index = self._next(shrinking, pattern)
            ladders[index].pop()
            pattern[index] = ladders[index][-1]
            yield tuple(pattern)
            if len(ladders[index]) == 2:
                shrinking.remove(index)
        for index in self.order:
            if pattern[index]:
                pattern[index] = 0
                yield tuple(pattern)

    def _next(self, shrinking: Sequence[int], pattern: Sequence[int]) -> int:
        """The dose named to shrink first, or the one with the largest share left."""
        if len(shrinking) == 1:
            return shrinking[0]
        if self.gentle < self.of_day:
            most = self.gentle * sum(pattern) // self.of_day
            small = [index for index in shrinking if self._cut(index) <= most]
            shrinking = small or shrinking
        if shrinking[0] == self.named:
            return shrinking[0]
        return max(shrinking, key=lambda index: pattern[index] * self.shares[index])

    def _cut(self, index: int) -> int:
        ladder = self.ladders[index]
        return ladder[-1] - ladder[-2]


def _stair(pattern: tuple[int, ...], ways: Mapping[int, Made]) -> Stair:
    pieces = 0
    used: set[int] = set()
    for amount in pattern:
        if amount:
            way = ways[amount]
            pieces += way.pieces
            used.update(way.order)
    return Stair(sum(pattern), pattern, pieces, len(used))
