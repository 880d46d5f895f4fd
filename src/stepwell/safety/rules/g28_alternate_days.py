"""G28: the same dose every day."""

from collections.abc import Iterator
from itertools import pairwise

from stepwell.plan.finding import Severity
from stepwell.plan.schedule import Schedule
from stepwell.safety.case import Case
from stepwell.safety.rule import Hit, Rule


ALTERNATING_DAYS = 2


def check(case: Case) -> Iterator[Hit]:
    """Find a short-acting drug that changes to and fro every day or two."""
    if case.schedule is None:
        return
    for name in case.schedule.drugs:
        step = _first_dip(case.schedule, name)
        if step is not None and case.formulary.drug(name).is_short_acting:
            yield Hit(
                f"From step {step} on {name} goes down and up again from day to day;"
                " it leaves the body quickly, so that can bring withdrawal between"
                " doses. Ask for the same dose every day.",
                step=step,
            )


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
    would_change="the same daily dose; free nights suit only the lowest dose for sleep",
    check=check,
)
