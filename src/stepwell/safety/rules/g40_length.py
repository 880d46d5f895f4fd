"""G40: a very long or a very short plan, and both sides of the evidence."""

from collections.abc import Iterator
from datetime import timedelta

from stepwell.plan.finding import Severity
from stepwell.plan.schedule import Schedule
from stepwell.safety.case import Case
from stepwell.safety.rule import Hit, Rule
from stepwell.safety.wording import counted_days


LONGEST = timedelta(days=548)
"""18 months."""

SHORTEST = timedelta(weeks=8)
LONG_USE_MONTHS = 3


def check(case: Case) -> Iterator[Hit]:
    """Find a plan of more than 18 months, or of under 8 weeks after long use."""
    if case.schedule is None or len(case.schedule.periods) == 1:
        return
    length = _length(case.schedule)
    if length > LONGEST:
        yield Hit(
            f"This plan takes about {length.days * 12 // 365} months: the joint"
            " guideline knows tapers of over a year, but trials have not shown that"
            " very slow is better, and one expert finds 4 to 8 weeks enough for most"
            " (soyka2017). Choose with your prescriber.",
            source="baandrup2018",
        )
    stops = case.schedule.periods[-1].regimen.is_nothing
    if stops and length < SHORTEST and _used_long(case):
        yield Hit(
            f"This plan ends after {counted_days(length.days)}: one expert finds 4 to"
            " 8 weeks enough for most (soyka2017), but the joint guideline reckons with"
            " months after long use. Ask your prescriber whether slower suits you"
            " better."
        )


def _length(schedule: Schedule) -> timedelta:
    """From the first cut to the stop, or to the end of the last step."""
    first, last = schedule.periods[1], schedule.periods[-1]
    return (last.start if last.regimen.is_nothing else last.end) - first.start


def _used_long(case: Case) -> bool:
    months = case.months
    return case.dependent and (months is None or months >= LONG_USE_MONTHS)


RULE = Rule(
    id="G40",
    title="Very long or very short",
    severity=Severity.CAUTION,
    source="asam2025",
    would_change="a pace that you and your prescriber choose together",
    check=check,
)
