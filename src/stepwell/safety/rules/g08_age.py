"""G08: adults only."""

from collections.abc import Iterator

from stepwell.plan.finding import Severity
from stepwell.safety.case import Case
from stepwell.safety.rule import Hit, Rule


ADULT_YEARS = 18


def check(case: Case) -> Iterator[Hit]:
    """Find an age below 18; an age that was not given is no finding."""
    age = case.person.age_years
    if age is not None and age < ADULT_YEARS:
        yield Hit(
            f"Stepwell is for adults, and the age given is {age}; ask a doctor who"
            " looks after young people. Do not stop suddenly."
        )


RULE = Rule(
    id="G08",
    title="Adults only",
    severity=Severity.STOP,
    source="asam2025",
    would_change="nothing in Stepwell; the guidelines behind it are for adults",
    check=check,
)
