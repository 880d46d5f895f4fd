"""G01: never stop abruptly when dependence is likely."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise, product

from stepwell.plan.finding import Severity
from stepwell.plan.schedule import Period, Schedule
from stepwell.safety.case import Case
from stepwell.safety.falls import Fall, drug_falls
from stepwell.safety.rule import Hit, Rule


FROM_DIAZEPAM_MG = Fraction(4)
LARGEST_FRACTION = Fraction(1, 2)


def check(case: Case) -> Iterator[Hit]:
    """Find a stop, a fall by over half and days left open, above 4 mg of diazepam.

    Of several drugs each counts by itself, too, unless another one takes its place.
    """
    if case.schedule is None or not case.dependent:
        return
    told = set()
    for what, fall in _abrupt_falls(case, case.schedule):
        if fall.step not in told:
            told.add(fall.step)
            does = "more than halves" if fall.change.after else "stops"
            yield Hit(
                f"Step {fall.step} {does} {what} at once; a sudden stop can cause"
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


def _abrupt_falls(case: Case, schedule: Schedule) -> Iterator[tuple[str, Fall]]:
    """What falls abruptly: everything together, or one drug of several."""
    for scale in case.scales:
        for fall in case.falls_by(scale):
            if _is_abrupt(fall):
                yield "the medicine", fall
    several = schedule.drugs if len(schedule.drugs) > 1 else ()
    for scale, drug in product(case.scales, several):
        for fall, with_its_successor in drug_falls(schedule, drug, scale):
            if _is_abrupt(fall) and _is_abrupt(with_its_successor):
                yield drug, fall


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
