"""The staircase: every daily pattern a drug can take on its way down.

For one set of products, the makeable regimens of a drug form a single staircase.
It starts at today's doses and ends at nothing; each stair lowers one dose of the
day by the least that can be made.  All doses shrink in the same proportion (a
dose named to shrink first goes down before the others); none is dropped before
every dose is as small as can be made; so no dose ever rises, and three doses a day
stay three for as long as tablets and liquids allow.  Where one dose could only fall
by a large amount, another that can fall by a smaller one goes before it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from stepwell.dispensing import MakeableDoses
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
    times = tuple(starts)
    amounts = sorted(makeable.ways)
    ladders = [_ladder(amounts, starts[time]) for time in times]
    order = _order(times, first)
    position = [len(ladder) - 1 for ladder in ladders]
    patterns = [_pattern(ladders, position)]
    turns = _Turns(times, ladders, starts, order, first, gentle)
    while (index := turns.next(position)) is not None:
        position[index] -= 1
        patterns.append(_pattern(ladders, position))
    stairs = [_stair(pattern, makeable) for pattern in patterns if any(pattern)]
    return Staircase(makeable, tuple(reversed(stairs)))


def _ladder(amounts: Sequence[int], start: int) -> list[int]:
    return [0, *(amount for amount in amounts if amount <= start)]


def _order(times: Sequence[DoseTime], first: DoseTime | None) -> list[int]:
    def rank(index: int) -> tuple[bool, int]:
        return (times[index] is not first, DROP_ORDER.index(times[index]))

    return sorted(range(len(times)), key=rank)


class _Turns:
    """Which dose of the day goes one makeable amount down next."""

    def __init__(
        self,
        times: Sequence[DoseTime],
        ladders: Sequence[Sequence[int]],
        starts: Mapping[DoseTime, int],
        order: Sequence[int],
        first: DoseTime | None,
        gentle: Fraction,
    ) -> None:
        common = lcm(*(starts[time] for time in times))
        self.shares = [common // starts[time] for time in times]
        self.waits = [time is not first for time in times]
        self.rank = {index: place for place, index in enumerate(order)}
        self.ladders, self.order = ladders, order
        self.gentle, self.of_day = gentle.numerator, gentle.denominator

    def next(self, position: Sequence[int]) -> int | None:
        """The dose with the largest share left; at the end, each is dropped."""
        shrinking = [index for index in self.order if position[index] > 1]
        if not shrinking:
            return next((i for i in self.order if position[i] > 0), None)
        if len(shrinking) == 1:
            return shrinking[0]
        if self.gentle < self.of_day:
            total = sum(self.ladders[i][place] for i, place in enumerate(position))
            most = self.gentle * total // self.of_day
            small = [i for i in shrinking if self._cut(i, position) <= most]
            shrinking = small or shrinking
        return min(shrinking, key=lambda index: self._turn(index, position))

    def _cut(self, index: int, position: Sequence[int]) -> int:
        ladder, place = self.ladders[index], position[index]
        return ladder[place] - ladder[place - 1]

    def _turn(self, index: int, position: Sequence[int]) -> tuple[bool, int, int]:
        share = self.ladders[index][position[index]] * self.shares[index]
        return (self.waits[index], -share, self.rank[index])


def _pattern(
    ladders: Sequence[Sequence[int]], position: Sequence[int]
) -> tuple[int, ...]:
    return tuple(ladder[place] for ladder, place in zip(ladders, position, strict=True))


def _stair(pattern: tuple[int, ...], makeable: MakeableDoses) -> Stair:
    ways = [makeable.ways[amount] for amount in pattern if amount]
    if len(ways) == 1:
        return Stair(sum(pattern), pattern, ways[0].pieces, ways[0].products)
    used = {product for way in ways for product in way.order}
    return Stair(sum(pattern), pattern, sum(way.pieces for way in ways), len(used))
