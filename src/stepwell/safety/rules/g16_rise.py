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
from stepwell.safety.wording import counted_days


CROSSOVER_MOST = Fraction(21, 20)
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
            f"The medicine is taken on {counted_days(case.use.days_per_week)} a week; a"
            f" plan for every day would raise the weekly total. {_way_on(case)}"
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
        if not later.regimen.rises_over(earlier.regimen):
            continue
        if not _swaps(earlier, later):
            yield from _rising_drugs(earlier, later)
            continue
        before = scale.diazepam_mg(earlier.regimen)
        after = scale.diazepam_mg(later.regimen)
        if after > before * CROSSOVER_MOST:
            yield Rise(later.number, (after - before) / before, "the step before it")
        elif after > before and 0 < today * CROSSOVER_MOST < after:
            yield Rise(later.number, (after - today) / today, "today")


def _rising_drugs(earlier: Period, later: Period) -> Iterator[Rise]:
    for drug in later.regimen.drugs:
        before = earlier.regimen.total(drug).nanograms
        after = later.regimen.total(drug).nanograms
        if after > before:
            fraction = Fraction(after - before, before) if before else Fraction(1)
            yield Rise(later.number, fraction, "the step before it")
            return


def _swaps(earlier: Period, later: Period) -> bool:
    """One drug falls while another rises: a crossover is under way."""
    drugs = {*earlier.regimen.drugs, *later.regimen.drugs}
    amounts = [
        (earlier.regimen.total(drug), later.regimen.total(drug)) for drug in drugs
    ]
    falls = any(after < before for before, after in amounts)
    return falls and any(after > before for before, after in amounts)


RULE = Rule(
    id="G16",
    title="No rise",
    severity=Severity.STOP,
    source="stepwell_proposal",
    would_change="the same or a lower dose than the step before",
    check=check,
)
