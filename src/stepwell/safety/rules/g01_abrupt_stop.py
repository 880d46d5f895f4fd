"""G01: never stop abruptly when dependence is likely."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from stepwell.plan.finding import Severity
from stepwell.plan.schedule import Period, Schedule
from stepwell.safety.case import Case
from stepwell.safety.falls import Fall
from stepwell.safety.rule import Hit, Rule


FROM_DIAZEPAM_MG = Fraction(4)
LARGEST_FRACTION = Fraction(1, 2)


def check(case: Case) -> Iterator[Hit]:
    """Find a stop, a fall by over half and days left open, above 4 mg of diazepam."""
    if case.schedule is None or not case.dependent:
        return
    for fall in case.falls:
        if _is_abrupt(fall):
            what = "stops" if not fall.change.after else "more than halves"
            yield Hit(
                f"Step {fall.step} {what} the medicine at once; a sudden stop can cause"
                " seizures and psychosis, so the dose has to fall in small steps.",
                step=fall.step,
            )
    for period in _left_open(case.schedule):
        if case.scale.diazepam_mg(period.regimen) > FROM_DIAZEPAM_MG:
            yield Hit(
                f"The schedule does not say what follows step {period.number}; stay on"
                " that dose, because ending there would be an abrupt stop.",
                step=period.number,
                severity=Severity.CAUTION,
            )


def _left_open(schedule: Schedule) -> Iterator[Period]:
    """Periods after which nothing is said: days left out, or the end."""
    for period, following in pairwise(schedule.periods):
        if following.start > period.end:
            yield period
    if not schedule.ends:
        yield schedule.periods[-1]


def _is_abrupt(fall: Fall) -> bool:
    change = fall.change
    return change.before > FROM_DIAZEPAM_MG and change.fraction > LARGEST_FRACTION


RULE = Rule(
    id="G01",
    title="No abrupt stop",
    severity=Severity.STOP,
    source="fda2020",
    would_change="smaller steps down to a dose from which stopping is small",
    check=check,
)
