"""The staircase: every daily pattern a drug can take on its way down.

For one set of products, the makeable regimens of a drug form a single staircase.
It starts at today's doses and ends at nothing; each stair lowers one dose of the
day by the least that can be made.  All doses shrink in the same proportion (a
dose named to shrink first goes down before the others); none is dropped before
every dose is as small as can be made; so no dose ever rises, and three doses a day
stay three for as long as tablets and liquids allow.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import lcm
from typing import NamedTuple

from stepwell.dispensing import MakeableDoses
from stepwell.plan.times import DoseTime


DROP_ORDER = (DoseTime.MIDDAY, DoseTime.MORNING, DoseTime.EVENING, DoseTime.BEDTIME)
"""Which of equal doses goes first when nobody named one: the night's goes last."""


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
) -> Staircase:
    """Build the staircase below today's doses (nanograms by time of day)."""
    times = tuple(starts)
    amounts = sorted(makeable.ways)
    ladders = [_ladder(amounts, starts[time]) for time in times]
    order = _order(times, first)
    position = [len(ladder) - 1 for ladder in ladders]
    patterns = [_pattern(ladders, position)]
    for index in _moves(times, ladders, starts, order, first):
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


def _moves(
    times: Sequence[DoseTime],
    ladders: Sequence[Sequence[int]],
    starts: Mapping[DoseTime, int],
    order: Sequence[int],
    first: DoseTime | None,
) -> Iterator[int]:
    """Which dose goes one makeable amount down, stair after stair."""
    common = lcm(*(starts[time] for time in times))
    shares = [common // starts[time] for time in times]
    rank = {index: place for place, index in enumerate(order)}
    shrinking = [
        (times[index] is not first, -amount * shares[index], rank[index], index)
        for index, ladder in enumerate(ladders)
        for amount in ladder[2:]
    ]
    yield from (index for *_, index in sorted(shrinking))
    yield from (index for index in order if len(ladders[index]) > 1)


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
