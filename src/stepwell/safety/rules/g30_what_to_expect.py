"""G30: what to expect after a cut, and when to judge it."""

import re
from collections.abc import Iterator
from fractions import Fraction

from stepwell.formulary import Drug
from stepwell.plan.finding import Severity
from stepwell.safety.case import Case
from stepwell.safety.rule import Hit, Rule


COURSES = {
    "short": ("6 to 24 hours", "1 to 4 days", 4),
    "intermediate": ("1 to 2 days", "3 to 7 days", 7),
    "long": ("2 to 7 days", "5 to 14 days", 14),
}
"""When symptoms begin, when they peak and the last day of that peak.

Seen at second hand, so unverified.
"""

SHORTEST_DAYS = 7
HALF_LIVES = 3
LEADING_RANGE = re.compile(r"(?:\d+(?:\.\d+)?-)?(\d+(?:\.\d+)?)")


def check(case: Case) -> Iterator[Hit]:
    """Say for every drug of a plan when a cut shows and when to judge it."""
    if case.schedule is None:
        return
    for name in case.schedule.drugs:
        drug = case.formulary.drug(name)
        onset, peak, _ = COURSES[drug.course.text]
        yield Hit(
            f"After a cut of {name}, symptoms may begin within {onset}, be strongest"
            f" after {peak} and then ease; judge the cut after {judge_days(drug)} days"
            " at the earliest. These times are unverified."
        )


def judge_days(drug: Drug) -> int:
    """Days before a cut can be judged: 7, three half-lives or the peak's last day.

    The longest of these, so that nobody judges before the worst is over.  The
    longest half-life counts: of the drug in our model, or of an active metabolite
    at the upper end of its usual range.
    """
    hours = [Fraction(0), *_half_lives_h(drug)]
    _, _, peak_day = COURSES[drug.course.text]
    return max(SHORTEST_DAYS, peak_day, round(HALF_LIVES * max(hours) / 24))


def _half_lives_h(drug: Drug) -> Iterator[Fraction]:
    for formulation in drug.formulations:
        model = formulation.values.get("half_life_model")
        if model is not None and model.value is not None:
            yield Fraction(model.value)
    for metabolite in drug.metabolites:
        written = LEADING_RANGE.match(metabolite.get("half_life", {}).get("text", ""))
        if written:
            yield Fraction(written[1])


RULE = Rule(
    id="G30",
    title="What to expect after a cut",
    severity=Severity.INFO,
    source="navarrete2026",
    would_change="your own experience with earlier cuts",
    check=check,
)
