"""G03: a step above the usual ones deserves a second look."""

from collections.abc import Iterator
from fractions import Fraction

from stepwell.formulary.occupancy import MODERATE_POINTS
from stepwell.plan.finding import Severity
from stepwell.quantities.decimals import rounded_text
from stepwell.safety.case import Case
from stepwell.safety.falls import percent
from stepwell.safety.rule import Hit, Rule


USUAL_FRACTION = Fraction(1, 10)


def check(case: Case) -> Iterator[Hit]:
    """Find falls above 10 % of the current dose and above 2.5 points."""
    if case.schedule is None:
        return
    for fall in case.falls:
        change = fall.change
        if change.fraction > USUAL_FRACTION and change.points > MODERATE_POINTS:
            yield Hit(
                f"Step {fall.step} is a cut of {percent(change.fraction)} % of the"
                f" current dose and {rounded_text(change.points, 1)} points of modelled"
                " occupancy; 5 to 10 % is usual, and a smaller step may be easier.",
                step=fall.step,
            )


RULE = Rule(
    id="G03",
    title="A step above the usual ones",
    severity=Severity.CAUTION,
    source="asam2025",
    would_change="smaller pieces, another strength or a liquid",
    check=check,
)
