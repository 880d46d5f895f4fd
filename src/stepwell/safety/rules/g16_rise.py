"""G16: a reduction never raises a dose."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from stepwell.plan.finding import Severity
from stepwell.plan.schedule import Period, Schedule
from stepwell.safety.case import Case
from stepwell.safety.dependence import RARE_DAYS_PER_WEEK
from stepwell.safety.falls import percent
from stepwell.safety.rule import Hit, Rule
from stepwell.safety.scale import Scale


CROSSOVER_ROUNDING = Fraction(1, 20)
EVERY_DAY = 7


@dataclass(frozen=True, slots=True)
class Rise:
    """A step that takes more, as a fraction of what it rises over."""

    step: int
    fraction: Fraction
    over: str


def check(case: Case) -> Iterator[Hit]:
    """Find steps that take more than the step before, or than today."""
    if case.request is not None and case.use.days_per_week < EVERY_DAY:
        yield Hit(
            f"The medicine is taken on {case.use.days_per_week} days a week; a plan"
            f" for every day would raise the weekly total. {_way_on(case)}"
        )
    if case.schedule is None:
        return
    found = list(_rises(case.schedule, case.scale))
    for rise in found:
        yield Hit(
            f"Step {rise.step} takes {percent(rise.fraction)} % more than {rise.over};"
            " a reduction does not raise the dose.",
            step=rise.step,
        )
    yield from _by_the_other_table(case, case.schedule, {rise.step for rise in found})


def _way_on(case: Case) -> str:
    if case.use.days_per_week <= RARE_DAYS_PER_WEEK:
        return "Stay with your usual days, and ask your prescriber how to go on."
    return (
        "Ask your prescriber which equal daily dose to begin with, and enter that as"
        " seven days a week."
    )


def _by_the_other_table(
    case: Case, schedule: Schedule, known: set[int]
) -> Iterator[Hit]:
    other = case.scale.other
    rises = (rise for rise in _rises(schedule, other) if rise.step not in known)
    rise = next(rises, None)
    if rise is not None:
        yield Hit(
            f"Step {rise.step} does not rise by {case.scale.table.id}, but takes"
            f" {percent(rise.fraction)} % more than {rise.over} by {other.table.id},"
            " because the tables differ. Ask your prescriber what to do if you get"
            " sleepy.",
            step=rise.step,
            severity=Severity.CAUTION,
            source=other.table.work,
        )


def _rises(schedule: Schedule, scale: Scale) -> Iterator[Rise]:
    """Rounding in a crossover may raise a step by 5 %, and never far above today."""
    today = scale.diazepam_mg(schedule.periods[0].regimen)
    for earlier, later in pairwise(schedule.periods):
        before = scale.diazepam_mg(earlier.regimen)
        after = scale.diazepam_mg(later.regimen)
        allowed = 1 + (CROSSOVER_ROUNDING if _swaps(earlier, later) else Fraction(0))
        if after > before * allowed:
            fraction = (after - before) / before if before else Fraction(1)
            yield Rise(later.number, fraction, "the step before it")
        elif after > before and 0 < today * allowed < after:
            yield Rise(later.number, (after - today) / today, "today")


def _swaps(earlier: Period, later: Period) -> bool:
    drugs = later.regimen.drugs
    return len(drugs) > 1 or set(drugs) != set(earlier.regimen.drugs)


RULE = Rule(
    id="G16",
    title="No rise",
    severity=Severity.STOP,
    source="stepwell_proposal",
    would_change="the same or a lower dose than the step before",
    check=check,
)
