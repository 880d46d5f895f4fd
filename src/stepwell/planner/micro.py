"""A micro-taper keeps the cap in every fortnight, not only step by step.

Spread over its days, a step can share a fortnight with the next one.  Where lumps in
what can be made push such a fortnight over the cap, the pace is made gentler.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from stepwell.plan.limit import Reason
from stepwell.plan.regimen import Regimen
from stepwell.plan.schedule import Period, Schedule
from stepwell.plan.times import DoseTime
from stepwell.planner.descent import Stage
from stepwell.planner.pace import Pace
from stepwell.planner.staircase import Stair
from stepwell.quantities import Mass
from stepwell.safety.cap import WINDOW_DAYS, passes_cap
from stepwell.safety.falls import falls
from stepwell.safety.scale import Scale


ANY_DAY = date(2001, 1, 1)
SHARES = tuple(Fraction(tenths, 10) for tenths in range(10, 3, -1))


def gentler_paces(pace: Pace) -> Iterator[Pace]:
    """The pace itself; for a micro-taper also gentler ones, with the reason."""
    yield pace
    if pace.change_days is None:
        return
    reason = Reason("G02", "gentler than asked, so that every fortnight keeps the cap")
    reasons = (*pace.reasons, reason)
    for share in SHARES[1:]:
        if pace.reduction is not None:
            yield replace(pace, reduction=pace.reduction * share, reasons=reasons)
        elif pace.points is not None:
            yield replace(pace, points=pace.points * share, reasons=reasons)
        else:
            assert pace.amount is not None
            amount = Mass(int(pace.amount.nanograms * share))
            yield replace(pace, amount=amount, reasons=reasons)


def keeps_cap(
    stages: Sequence[Stage], start: Stair, pace: Pace, drug: str, scale: Scale
) -> bool:
    """Tell whether no two days at most 14 days apart break the cap."""
    if pace.change_days is None:
        return True
    runs = [(start.total, WINDOW_DAYS), *((s.stair.total, s.days) for s in stages)]
    periods, day = [], ANY_DAY
    for number, (total, days) in enumerate(runs):
        taken = Regimen.of([(drug, DoseTime.BEDTIME, Mass(total))])
        periods.append(Period(number, day, days, taken))
        day += timedelta(days=days)
    found = falls(Schedule(tuple(periods), ends=True), scale)
    return all(passes_cap(fall.change, pace.largest_fraction) for fall in found)
