"""G04: time between cuts."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from stepwell.plan.finding import Severity
from stepwell.plan.schedule import Period, Schedule
from stepwell.safety.cap import passes_cap
from stepwell.safety.case import Case
from stepwell.safety.rule import Hit, Rule
from stepwell.safety.wording import counted_days


SHORTEST_DAYS = 7
USUAL_DAYS = 14


def check(case: Case) -> Iterator[Hit]:
    """Find steps shorter than 7 days (unless a micro-taper) and than 14 days."""
    if case.schedule is None:
        return
    too_fast = {fall.step for fall in case.falls if not passes_cap(fall.change)}
    pairs = list(pairwise(_stays(case.schedule)))
    for period, following in pairs:
        if period.days < SHORTEST_DAYS and following.number in too_fast:
            yield Hit(
                f"Step {period.number} lasts {counted_days(period.days)} and the cuts"
                " add up to more than the 14-day limit; leave at least 14 days between"
                " cuts.",
                step=period.number,
                severity=_severity_of_short_step(case),
            )
    is_micro = any(period.days < SHORTEST_DAYS for period, _ in pairs)
    short = [
        period
        for period, following in pairs
        if SHORTEST_DAYS <= period.days < USUAL_DAYS and not _swaps(period, following)
    ]
    if short and not is_micro:
        yield Hit(
            f"{_counted(len(short))} less than 14 days, first step {short[0].number};"
            " 14 to 28 days show what a cut really does.",
            step=short[0].number,
            severity=Severity.CAUTION,
        )


def _counted(steps: int) -> str:
    return "One step lasts" if steps == 1 else f"{steps} steps last"


def _stays(schedule: Schedule) -> list[Period]:
    """The periods after today; neighbours that take the same are one.

    A first step that only holds today's dose belongs to today: nothing is cut yet.
    """
    stays = [schedule.periods[0]]
    for period in schedule.periods[1:]:
        if stays[-1].regimen == period.regimen:
            days = (period.end - stays[-1].start).days
            stays[-1] = replace(stays[-1], days=days)
        else:
            stays.append(period)
    return stays[1:]


def _swaps(period: Period, following: Period) -> bool:
    return bool(following.regimen.rises_over(period.regimen))


def _severity_of_short_step(case: Case) -> Severity:
    return Severity.LOCK if case.by_prescriber else Severity.STOP


RULE = Rule(
    id="G04",
    title="Time between cuts",
    severity=Severity.STOP,
    source="asam2025",
    would_change="14 to 28 days a step, or a micro-taper whose 14-day sum is small",
    check=check,
)
