"""G03: a step above the usual ones deserves a second look."""

from collections.abc import Iterator
from fractions import Fraction

from stepwell.formulary.occupancy import MODERATE_POINTS
from stepwell.plan.finding import Severity
from stepwell.quantities.decimals import rounded_text
from stepwell.safety.case import Case
from stepwell.safety.falls import percent
from stepwell.safety.rule import Hit, Rule
from stepwell.safety.tiers import PACES


USUAL_FRACTION = Fraction(1, 10)


def check(case: Case) -> Iterator[Hit]:
    """Find falls above 10 % and 2.5 points, and wishes above the person's tier."""
    yield from _wish_above_tier(case)
    for fall in case.falls:
        change = fall.change
        if change.fraction > USUAL_FRACTION and change.points > MODERATE_POINTS:
            yield Hit(
                f"Step {fall.step} is a cut of {percent(change.fraction)} % of the"
                f" current dose and {rounded_text(change.points, 1)} points of modelled"
                " occupancy; 5 to 10 % is usual, and a smaller step may be easier.",
                step=fall.step,
            )


def _wish_above_tier(case: Case) -> Iterator[Hit]:
    request = case.request
    if request is None:
        return
    tier, reasons = case.tier
    usual, wish = PACES[tier], request.pace
    if wish.reduction is not None and wish.reduction > usual.reduction:
        asked = f"{percent(wish.reduction)} %"
        called_for = f"{percent(usual.reduction)} %"
    elif wish.points is not None and wish.points > usual.points:
        asked = f"{rounded_text(wish.points, 1)} points"
        called_for = f"{rounded_text(usual.points, 1)} points"
    else:
        return
    why = "; ".join(reason.text for reason in reasons)
    yield Hit(
        f"The step asked for is {asked}; {called_for} is what this history calls for"
        f" ({why}). Ask your prescriber before you begin.",
        source="stepwell_proposal",
    )


RULE = Rule(
    id="G03",
    title="A step above the usual ones",
    severity=Severity.CAUTION,
    source="asam2025",
    would_change="smaller pieces, another strength or a liquid",
    check=check,
)
