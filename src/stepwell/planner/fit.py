"""The fit: which stairs a plan stands on.  Exact, over all stairs of all rungs.

What is sought, in this order, summed over the steps of the whole plan:

1. No stop finding: no cut breaks the 14-day cap, no dose rises, and the plan ends.
2. Fewest cautions: a cut above the agreed step only where nothing that may be used
   can make a smaller one, and then the smallest that can be made.
3. Simplest means: whole tablets before pieces, before other strengths, before a
   liquid; once a plan has climbed to a rung it does not go back, and it never
   goes from one liquid to another.
4. Nearest to the curve: fewest tenths of the agreed cut left out (a step is never
   larger than agreed, so nearest means least slow).
5. Fewest pieces, then fewest products.

The daily pattern is steady by construction (see `staircase`).  Because every shape
is a rule on the current dose, a plan is a path down the stairs whose cost is a sum
over its steps, and the best way down from each stair is found from the bottom up.
The five sums are packed into one integer, most important first, so they compare as
a whole.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from stepwell.planner.curve import Curve
from stepwell.planner.rungs import Rung
from stepwell.planner.staircase import Stair


FIELD_BITS = 24
PRODUCTS, PIECES, SLOWNESS, MEANS, CAUTIONS = (
    1 << (FIELD_BITS * place) for place in range(5)
)
NO_WAY = 1 << (FIELD_BITS * 5)
TENTHS = 10
SLOW = tuple(tenths * SLOWNESS for tenths in range(TENTHS))
"""The cost of leaving out so many tenths of an agreed cut."""
TODAY = -1
"""The place of today's doses, which are on no rung: every rung is open to them."""


class Choice(NamedTuple):
    """The next stair, or the end (``rung`` is None); whether the cut was forced."""

    rung: int | None
    stair: int
    forced: bool


STOP = Choice(None, 0, False)
FORCED_STOP = Choice(None, 0, True)
NOWHERE = (NO_WAY, STOP)


class Landing(NamedTuple):
    """A stair the plan stands on.

    ``forced``: getting there was a cut above the agreed step.  ``last_resort``: the
    stop from there is, because nothing smaller can be made.
    """

    rung: Rung
    stair: Stair
    forced: bool
    last_resort: bool = False


@dataclass(frozen=True, slots=True)
class Blocked:
    """No way down: the lowest dose that can be reached and what lies below it.

    All in nanograms a day; ``next_ng`` is None when nothing lies below.
    ``already_small``: today's dose could be stopped from, but not made once more.
    """

    from_ng: int
    allowed_ng: int
    next_ng: int | None
    already_small: bool = False


def best_fit(rungs: Sequence[Rung], curve: Curve, start: Stair) -> "Fit":
    """The fit that ends nearest to the goal: at nothing, or at or above a dose."""
    fits = (Fit(rungs, curve, start, end) for end in ends_of(rungs, curve))
    return min(fits, key=lambda fit: fit.rank) if curve.floor_ng else next(fits)


def ends_of(rungs: Sequence[Rung], curve: Curve) -> list[int]:
    """The totals to end at: nothing, or what each rung makes nearest above the goal."""
    if not curve.floor_ng:
        return [0]
    above = (
        [stair.total for stair in _stairs(rung) if stair.total >= curve.floor_ng]
        for rung in rungs
    )
    return sorted({min(totals) for totals in above if totals}) or [curve.floor_ng]


class Fit:
    """The best way down from every stair to one end, found from the bottom up.

    ``path`` holds the stairs of the best plan from today's doses (``start``), or why
    there is none; ``end`` is the total to end at, in nanograms a day.
    """

    def __init__(
        self, rungs: Sequence[Rung], curve: Curve, start: Stair, end: int
    ) -> None:
        self.rungs, self.curve, self.start, self.end = rungs, curve, start, end
        self.totals = [[stair.total for stair in _stairs(rung)] for rung in rungs]
        self.onward = {index: _onward(rungs, index) for index in range(len(rungs))}
        self.onward[TODAY] = list(range(len(rungs)))
        self.costs: list[list[int]] = [[] for _ in rungs]
        self.choices: list[list[Choice]] = [[] for _ in rungs]
        for index in reversed(range(len(rungs))):
            self._descend(index)
        self.cost, choice = self._best(start, TODAY)
        has_way = self.cost < NO_WAY
        self.path = self._follow(choice) if has_way else self._blocked(start)

    @property
    def is_smooth(self) -> bool:
        """Whether there is a way down without a cut above the agreed step."""
        return self.cost < CAUTIONS

    @property
    def rank(self) -> tuple[bool, int, int]:
        """Lower is better: a way down, then nearer to the goal, then less costly."""
        if isinstance(self.path, Blocked):
            return (True, self.path.from_ng, 0)
        return (False, self.end, self.cost)

    def sums(self) -> tuple[int, ...] | None:
        """The five sums of the best plan, for tests; None when there is none."""
        if self.cost >= NO_WAY:
            return None
        mask = (1 << FIELD_BITS) - 1
        places = (4, 3, 2, 1, 0)
        return tuple(self.cost >> (FIELD_BITS * place) & mask for place in places)

    def _follow(self, choice: Choice) -> tuple[Landing, ...]:
        path: list[Landing] = []
        while choice.rung is not None:
            rung = self.rungs[choice.rung]
            path.append(Landing(rung, _stairs(rung)[choice.stair], choice.forced))
            choice = self.choices[choice.rung][choice.stair]
        if path:
            path[-1] = path[-1]._replace(last_resort=choice.forced)
        return tuple(path)

    def _descend(self, rung_index: int) -> None:
        means = int(self.rungs[rung_index].kind) * MEANS
        for stair in _stairs(self.rungs[rung_index]):
            cost, choice = self._best(stair, rung_index)
            here = means + stair.pieces * PIECES + stair.products * PRODUCTS
            self.costs[rung_index].append(min(NO_WAY, cost + here))
            self.choices[rung_index].append(choice)

    def _best(self, stair: Stair, rung_index: int) -> tuple[int, Choice]:
        if self.end and stair.total == self.end:
            return 0, STOP
        if not self.end and self.curve.may_stop_from(stair.total):
            return 0, STOP
        agreed = self.curve.agreed(stair.total)
        best, choice = self._within_agreed(stair, rung_index, agreed)
        return (best, choice) if best < NO_WAY else self._forced(stair, rung_index)

    def _within_agreed(
        self, stair: Stair, rung_index: int, agreed: int
    ) -> tuple[int, Choice]:
        """The cheapest stair of any rung within the agreed cut.

        How slow a cut is depends on its tenth alone, so each tenth is a slice of
        the rung and only its cheapest stair matters.  A slice is not looked at when
        even the cheapest stair of the rung would be too dear there.
        """
        cut = stair.total - agreed
        best, found = NO_WAY, (0, 0, 0, 0)
        for index in self.onward[rung_index]:
            totals, costs = self.totals[index], self.costs[index]
            highest = self._first_not_below(stair, index, rung_index)
            low = bisect_left(totals, agreed, 0, highest)
            if low == highest:
                continue
            least = min(costs[low:highest])
            for tenth, slow in enumerate(SLOW, start=1):
                if least + slow >= best:
                    break
                edge = agreed + -(-cut * tenth // TENTHS)
                high = bisect_left(totals, edge, low, highest)
                if low < high:
                    cheapest = min(costs[low:high])
                    if cheapest + slow < best:
                        best, found = cheapest + slow, (index, cheapest, low, high)
                low = high
        index, cheapest, low, high = found
        if best >= NO_WAY:
            return NOWHERE
        return best, Choice(index, self.costs[index].index(cheapest, low, high), False)

    def _first_not_below(self, stair: Stair, index: int, rung_index: int) -> int:
        """How many stairs of a rung are lower in total and nowhere higher."""
        count = bisect_left(self.totals[index], stair.total)
        if index == rung_index or len(stair.amounts) == 1:
            return count
        stairs = _stairs(self.rungs[index])
        return bisect_left(
            range(count),
            True,
            key=lambda place: not _within(stairs[place].amounts, stair.amounts),
        )

    def _forced(self, stair: Stair, rung_index: int) -> tuple[int, Choice]:
        allowed = max(self.curve.allowed(stair.total), self.end)
        lower = [
            (index, self._first_not_below(stair, index, rung_index) - 1)
            for index in self.onward[rung_index]
        ]
        reachable = [(index, place) for index, place in lower if place >= 0]
        if not reachable:
            stops = allowed == 0 and not self.end
            return (CAUTIONS, FORCED_STOP) if stops else NOWHERE
        smallest_cut = max(self.totals[index][place] for index, place in reachable)
        if smallest_cut < allowed:
            return NOWHERE
        return min(
            (self.costs[index][place] + CAUTIONS, Choice(index, place, True))
            for index, place in reachable
            if self.totals[index][place] == smallest_cut
        )

    def _blocked(self, start: Stair) -> Blocked:
        lowest, seen, waiting = start, {(TODAY, start)}, [(TODAY, start)]
        while waiting:
            rung_index, stair = waiting.pop()
            if stair.total < lowest.total:
                lowest = stair
            for reached in self._reachable(stair, rung_index):
                if reached not in seen:
                    seen.add(reached)
                    waiting.append(reached)
        below = [
            totals[place - 1]
            for totals in self.totals
            if (place := bisect_left(totals, lowest.total)) > 0
        ]
        allowed = max(self.curve.allowed(lowest.total), self.end)
        return Blocked(lowest.total, allowed, max(below, default=None))

    def _reachable(self, stair: Stair, rung_index: int) -> Iterator[tuple[int, Stair]]:
        allowed = max(self.curve.allowed(stair.total), self.end)
        for index in self.onward[rung_index]:
            highest = self._first_not_below(stair, index, rung_index)
            low = bisect_left(self.totals[index], allowed, 0, highest)
            stairs = _stairs(self.rungs[index])
            yield from ((index, each) for each in stairs[low:highest])


def _onward(rungs: Sequence[Rung], index: int) -> list[int]:
    """The rungs a plan may stand on after this one: itself, and all that are higher."""
    higher = (p for p, rung in enumerate(rungs) if rung.kind > rungs[index].kind)
    return [index, *higher]


def _stairs(rung: Rung) -> tuple[Stair, ...]:
    return rung.staircase.stairs


def _within(amounts: tuple[int, ...], bounds: tuple[int, ...]) -> bool:
    return all(amount <= bound for amount, bound in zip(amounts, bounds, strict=True))
