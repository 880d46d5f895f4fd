"""The descent of one drug: the best way down, dated by step lengths."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from stepwell.plan.times import DoseTime
from stepwell.planner.fit import Blocked, Fit, Landing
from stepwell.planner.pace import SLOW_STEP_DAYS, USUAL_STEP_DAYS, Pace
from stepwell.planner.rungs import Rung
from stepwell.planner.staircase import Stair


@dataclass(frozen=True, slots=True)
class Stage:
    """Days on one stair; ``forced`` and ``last_resort`` as in a `Landing`."""

    rung: Rung
    stair: Stair
    days: int
    forced: bool = False
    last_resort: bool = False


def start_stair(starts: dict[DoseTime, int]) -> Stair:
    """Today's doses as the top of the staircase."""
    amounts = tuple(starts.values())
    return Stair(sum(amounts), amounts, 0, 0)


def descend(fit: Fit) -> tuple[Stage, ...] | Blocked:
    """Date the path of a fit by the lengths of its steps; or say what blocks it."""
    path, pace = fit.path, fit.curve.pace
    if isinstance(path, Blocked):
        return path
    if not path:
        return _stay_before_stopping(fit)
    if pace.change_days is not None:
        return tuple(_spread(path, pace, fit.start))
    return tuple(
        Stage(
            landing.rung,
            landing.stair,
            _days(landing, pace),
            landing.forced,
            landing.last_resort,
        )
        for landing in path
    )


def _stay_before_stopping(fit: Fit) -> tuple[Stage, ...] | Blocked:
    """Today's dose is small enough to stop from: one more step on it, to prepare.

    When the goal is a lower dose, staying as it is meets no goal.
    """
    curve, start = fit.curve, fit.start
    if curve.floor_ng:
        return Blocked(start.total, curve.floor_ng, None)
    for rung in fit.rungs:
        made = rung.staircase.makeable.ways
        if all(amount in made for amount in start.amounts):
            return (Stage(rung, start, max(curve.pace.step_days, USUAL_STEP_DAYS)),)
    return Blocked(start.total, 0, None, already_small=True)


def _days(landing: Landing, pace: Pace) -> int:
    """A cut above the agreed one is held longer, unless a length was asked for."""
    if (landing.forced or landing.last_resort) and not pace.length_is_wished:
        return max(pace.step_days, SLOW_STEP_DAYS)
    return pace.step_days


def _spread(path: Sequence[Landing], pace: Pace, start: Stair) -> Iterator[Stage]:
    """Spread each cut evenly over its step, and hold the final dose for a step."""
    tops = (start, *(landing.stair for landing in path[:-1]))
    changes = [
        stage
        for landing, above in zip(path, tops, strict=True)
        for stage in _small_changes(landing, above, pace)
    ]
    last = path[-1]
    days = max(_days(last, pace), USUAL_STEP_DAYS)
    held = Stage(last.rung, last.stair, days, last_resort=last.last_resort)
    for _, equal in groupby([*changes, held], key=lambda stage: stage.stair):
        stages = list(equal)
        days = sum(stage.days for stage in stages)
        yield replace(stages[-1], days=days, forced=stages[0].forced)


def _small_changes(landing: Landing, above: Stair, pace: Pace) -> Iterator[Stage]:
    """The stairs of one spread cut; what does not divide evenly stays at the end."""
    assert pace.change_days is not None
    step_days = _days(landing, pace)
    count = max(1, step_days // pace.change_days)
    stairs = landing.rung.staircase.stairs
    cut = above.total - landing.stair.total
    for change in range(1, count + 1):
        wanted = above.total - cut * change // count
        place = bisect_left(stairs, wanted, key=lambda stair: stair.total)
        stair = stairs[min(place, len(stairs) - 1)]
        last = change == count
        left_over = step_days - count * pace.change_days if last else 0
        days = pace.change_days + left_over
        yield Stage(landing.rung, stair, days, landing.forced and last)
