"""G16: a reduction never raises a dose."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from stepwell.plan.crossover import DIAZEPAM
from stepwell.plan.finding import Severity
from stepwell.plan.regimen import Regimen
from stepwell.plan.schedule import Period, Schedule
from stepwell.safety.case import Case
from stepwell.safety.dependence import RARE_DAYS_PER_WEEK
from stepwell.safety.falls import percent
from stepwell.safety.rule import Hit, Rule
from stepwell.safety.scale import Scale
from stepwell.safety.wording import counted_days, listing, mg_range


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
    found = list(_rises(case.schedule, case.scale.diazepam_mg))
    for rise in found:
        yield Hit(
            f"Step {rise.step} takes {percent(rise.fraction)} % more than {rise.over};"
            " a reduction does not raise the dose.",
            step=rise.step,
        )
    known = {rise.step for rise in found}
    for said in (_by_the_other_table, _by_the_low_end):
        more, hits = said(case, case.schedule, known)
        known |= more
        yield from hits


def _way_on(case: Case) -> str:
    if case.use.days_per_week <= RARE_DAYS_PER_WEEK:
        return "Stay with your usual days, and ask your prescriber how to go on."
    return (
        "Ask your prescriber which equal daily dose to begin with, and enter that as"
        " seven days a week."
    )


def _by_the_other_table(
    case: Case, schedule: Schedule, known: set[int]
) -> tuple[set[int], list[Hit]]:
    """The steps that rise by the other table only, and a caution on the first."""
    other = case.scale.other
    rises = _unknown(_rises(schedule, other.diazepam_mg), known)
    hits = [
        Hit(
            f"Step {rise.step} does not rise by {case.scale.table.id}, but takes"
            f" {percent(rise.fraction)} % more than {rise.over} by {other.table.id},"
            " because the tables differ. Ask your prescriber what to do if you get"
            " sleepy.",
            step=rise.step,
            severity=Severity.CAUTION,
            source=other.table.work,
        )
        for rise in rises[:1]
    ]
    return {rise.step for rise in rises}, hits


def _by_the_low_end(
    case: Case, schedule: Schedule, known: set[int]
) -> tuple[set[int], list[Hit]]:
    """The steps that rise by the low end of a table only, and a caution on the first.

    What is added is judged by the lower diazepam equivalent of what it replaces.
    """
    scales = (case.scale, case.scale.other)
    found = [
        (scale, _unknown(_rises(schedule, scale.least_mg), known)) for scale in scales
    ]
    rising = [(scale, rises) for scale, rises in found if rises]
    steps = {rise.step for _, rises in rising for rise in rises}
    return steps, [_low_end(schedule, *each) for each in rising[:1]]


def _low_end(schedule: Schedule, scale: Scale, rises: list[Rise]) -> Hit:
    """Both ends by name, and how far the whole schedule rises by the lower."""
    days = [period.regimen for period in schedule.periods]
    today, highest = scale.least_mg(days[0]), max(map(scale.least_mg, days))
    most, rise = scale.diazepam_mg(days[0]), rises[0]
    replaced = [drug for drug in schedule.drugs if drug != DIAZEPAM]
    tables = listing(scale.tables_used(replaced))
    return Hit(
        f"By {tables} today counts as {mg_range(today, most)} of diazepam. By the"
        f" higher end step {rise.step} does not rise; by the lower it takes"
        f" {percent(rise.fraction)} % more than {rise.over}, and the plan goes up to"
        f" {mg_range(highest, highest)} a day. What is added is judged by the lower"
        " end: ask your prescriber whether less diazepam is right, and what to do if"
        " you get sleepy.",
        step=rise.step,
        severity=Severity.CAUTION,
        source=scale.table_for(replaced[0]).work,
    )


def _unknown(rises: Iterator[Rise], known: set[int]) -> list[Rise]:
    return [rise for rise in rises if rise.step not in known]


def _rises(
    schedule: Schedule, diazepam_mg: Callable[[Regimen], Fraction]
) -> Iterator[Rise]:
    """Rounding in a crossover may raise a step by 5 %, and never far above today."""
    today = diazepam_mg(schedule.periods[0].regimen)
    for earlier, later in pairwise(schedule.periods):
        if not later.regimen.rises_over(earlier.regimen):
            continue
        if not _swaps(earlier, later):
            yield from _rising_drugs(earlier, later)
            continue
        before = diazepam_mg(earlier.regimen)
        after = diazepam_mg(later.regimen)
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
