"""G28: the same dose every day."""

from collections.abc import Iterator
from itertools import pairwise

from stepwell.plan.finding import Severity
from stepwell.plan.schedule import Schedule
from stepwell.safety.case import Case
from stepwell.safety.rule import Hit, Rule


ALTERNATING_DAYS = 2
SPREAD_DOSES = 3


def check(case: Case) -> Iterator[Hit]:
    """Find a short-acting drug that goes to and fro, or turns into one daily dose."""
    if case.schedule is None:
        return
    for name in case.schedule.drugs:
        if case.formulary.drug(name).is_short_acting:
            yield from _alternating(case.schedule, name)
            yield from _crowded(case.schedule, name)


def _alternating(schedule: Schedule, name: str) -> Iterator[Hit]:
    step = _first_dip(schedule, name)
    if step is not None:
        yield Hit(
            f"From step {step} on {name} goes down and up again from day to day;"
            " it leaves the body quickly, so that can bring withdrawal between"
            " doses. Ask for the same dose every day.",
            step=step,
        )


def _crowded(schedule: Schedule, name: str) -> Iterator[Hit]:
    """Find the first step from three or more doses a day to a single one."""
    for earlier, later in pairwise(schedule.periods):
        doses = len(earlier.regimen.amounts_of(name))
        if doses >= SPREAD_DOSES and len(later.regimen.amounts_of(name)) == 1:
            yield Hit(
                f"Step {later.number} turns {doses} doses of {name} a day into one; it"
                " leaves the body quickly, so that can bring withdrawal before the next"
                " dose. Ask for doses spread over the day.",
                step=later.number,
                source="stepwell_proposal",
            )
            return


def _first_dip(schedule: Schedule, drug: str) -> int | None:
    periods = schedule.periods
    levels = [period.regimen.total(drug) for period in periods]
    for (before, low), (dip, after) in zip(
        pairwise(levels[:-1]), pairwise(periods[1:]), strict=True
    ):
        short = dip.days <= ALTERNATING_DAYS and after.days <= ALTERNATING_DAYS
        if short and low < before and low < after.regimen.total(drug):
            return dip.number
    return None


RULE = Rule(
    id="G28",
    title="The same dose every day",
    severity=Severity.CAUTION,
    source="curator_knowledge",
    would_change="the same doses every day; free nights suit only the lowest for sleep",
    check=check,
)
