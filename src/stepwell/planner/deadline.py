"""The pace that meets an end date, or the reason why there is none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from stepwell.plan.finding import Finding, Severity
from stepwell.plan.limit import Reason
from stepwell.plan.plan import Plan
from stepwell.plan.request import Request
from stepwell.planner.descent import Stage
from stepwell.planner.fit import Blocked
from stepwell.planner.pace import Pace


UNLESS_ASKED = "unless a prescriber sets it or you ask for a pace by name"
PERCENT_GRID = tuple(Fraction(halves, 200) for halves in range(5, 51))
POINTS_GRID = tuple(Fraction(tenths, 10) for tenths in range(5, 51))

Descend = Callable[[Pace], "tuple[Stage, ...] | Blocked"]


@dataclass(frozen=True, slots=True)
class Meeting:
    """The pace that meets the date with its stages, or a finding why none does."""

    pace: Pace
    stages: tuple[Stage, ...] | Blocked
    finding: Finding | None = None


def meet_deadline(request: Request, pace: Pace, descend: Descend) -> Meeting:
    """Find a slow pace that ends by the date asked for, halving the search each time.

    A person's draft is never faster than the tier's pace; a prescriber's never
    faster than the 14-day cap.
    """
    assert request.goal.by is not None
    paces = _slower_to_faster(pace, request.by_prescriber)
    days = (request.goal.by - request.start).days
    low, high = 0, len(paces) - 1
    fastest = descend(paces[high])
    if isinstance(fastest, Blocked) or length_days(fastest) > days:
        return Meeting(paces[high], fastest, _too_soon(request, paces[high], fastest))
    while low < high:
        middle = (low + high) // 2
        stages = descend(paces[middle])
        if isinstance(stages, Blocked) or length_days(stages) > days:
            low = middle + 1
        else:
            high = middle
    return Meeting(paces[high], descend(paces[high]))


def misses_deadline(
    request: Request, plan: Plan, *, held: bool = False
) -> Finding | None:
    """Say so when a plan ends after the date asked for.

    ``held`` when only freezes made it late.  At an open pace a later date is no way
    out then: it would make the pace slower, and the plan as late again.
    """
    by, stop = request.goal.by, plan.stop_date
    if by is None or stop is None or stop <= by:
        return None
    why, way_out = "At this pace", "Choose a later date, or leave out the pace to see"
    way_out += " what may be possible"
    would_change = f"an end date on or after {stop.isoformat()}"
    if held:
        why += " and with the holds for other medicines"
        way_out = "Choose a later date"
        if request.pace.is_open:
            way_out = "Leave out the date, or choose a pace of your own with it"
            would_change = "no end date, or a pace of your own with it"
    return Finding(
        rule="G02",
        severity=Severity.STOP,
        text=(
            f"{why} the plan ends on {stop.isoformat()}, after {by.isoformat()}."
            f" {way_out}."
        ),
        source="asam2025",
        would_change=would_change,
    )


def length_days(stages: Sequence[Stage]) -> int:
    """The days until the day after the last stage."""
    return sum(stage.days for stage in stages)


def _slower_to_faster(pace: Pace, by_prescriber: bool) -> list[Pace]:
    reason = Reason("request", "the slow pace that still meets the date asked for")
    reasons = (*pace.reasons, reason)
    if pace.points is not None:
        bound = POINTS_GRID[-1] if by_prescriber else pace.points
        grid = [*(each for each in POINTS_GRID if each < bound), bound]
        return [replace(pace, points=each, reasons=reasons) for each in grid]
    assert pace.reduction is not None
    top = pace.largest_fraction if by_prescriber else pace.reduction
    grid = [*(each for each in PERCENT_GRID if each < top), top]
    return [replace(pace, reduction=each, reasons=reasons) for each in grid]


def _too_soon(
    request: Request, fastest: Pace, stages: tuple[Stage, ...] | Blocked
) -> Finding | None:
    if isinstance(stages, Blocked):
        return None
    by = request.goal.by
    assert by is not None
    earliest: date = request.start + timedelta(days=length_days(stages))
    who = "for this plan" if request.by_prescriber else UNLESS_ASKED
    return Finding(
        rule="G02",
        severity=Severity.STOP,
        text=(
            f"Stopping by {by.isoformat()} would need cuts above {fastest.words}, the"
            f" most {who}; the earliest stop date at that pace is"
            f" {earliest.isoformat()}. Choose a later date, or a lower dose as goal."
        ),
        source="asam2025",
        would_change=f"an end date on or after {earliest.isoformat()}",
    )
