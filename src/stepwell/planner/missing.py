"""What is missing when no plan can be made, said exactly."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

from stepwell.formulary import Formulary, SmallestPiece
from stepwell.plan.finding import Finding, Severity
from stepwell.plan.request import Request
from stepwell.planner.fit import Blocked
from stepwell.quantities import Mass
from stepwell.quantities.decimals import rounded_text
from stepwell.safety.cap import SMALL_CHANGE_DIAZEPAM_MG
from stepwell.safety.scale import Scale


NANOGRAMS_PER_MICROGRAM = 1_000


def missing_finding(
    blocked: Blocked,
    request: Request,
    formulary: Formulary,
    scale: Scale,
    drug: str,
    works: Callable[[Request], bool],
) -> Finding:
    """Say from which dose nothing smaller can be made, and what would do.

    ``works`` tells whether another request can be planned; it is asked about the
    person's own settings first.
    """
    helpful = [words for words, eased in _easings(request) if works(eased)]
    unit = _needed_unit(drug, scale)
    form = _solid_form(request, formulary, drug)
    if helpful:
        way_out = f"It would work with {' or with '.join(helpful)}."
        would_change = " or ".join(helpful)
    else:
        way_out = (
            f"No product of the {request.market} market that may be used makes a"
            f" smaller cut: missing is a {unit.mg_text} mg {form} or an oral liquid. A"
            f" compounded oral liquid of {_strength_for(unit)} mg/ml would do (enter it"
            " under custom_products), or ask your prescriber about a crossover to"
            " another medicine."
        )
        would_change = f"a {unit.mg_text} mg {form} or an oral liquid of {drug}"
    here = f"From {Mass(blocked.from_ng).words} of {drug} a day"
    return Finding(
        rule="G02",
        severity=Severity.STOP,
        text=f"{here} {_next_lower(blocked)}. {way_out}",
        source="asam2025",
        would_change=would_change,
    )


def _easings(request: Request) -> Iterator[tuple[str, Request]]:
    """The person's own settings, one at a time less strict."""
    if request.smallest_piece is SmallestPiece.WHOLE:
        yield (
            "halves of tablets (smallest_piece)",
            replace(request, smallest_piece=SmallestPiece.HALF),
        )
    if not request.liquids:
        yield "an oral liquid (liquids)", replace(request, liquids=True)
    if request.goal.final_dose is not None:
        goal = replace(request.goal, final_dose=None)
        yield "another last dose (goal.final_dose)", replace(request, goal=goal)


def _next_lower(blocked: Blocked) -> str:
    if blocked.next_ng is None:
        return "nothing suitable can be made"
    lower = Mass(blocked.next_ng).words
    return (
        f"the next smaller dose that can be made is {lower}, a cut of"
        f" {_cut_percent(blocked, blocked.next_ng)} % when at most"
        f" {_cut_percent(blocked, blocked.allowed_ng)} % keeps the limit"
    )


def _cut_percent(blocked: Blocked, to_ng: int) -> str:
    cut = Fraction(100 * (blocked.from_ng - to_ng), blocked.from_ng)
    return rounded_text(cut, 1)


def _needed_unit(drug: str, scale: Scale) -> Mass:
    """The largest unit whose last steps keep the limit, to a microgram."""
    exact = scale.mass_of(drug, SMALL_CHANGE_DIAZEPAM_MG) / NANOGRAMS_PER_MICROGRAM
    return Mass(exact.numerator // exact.denominator * NANOGRAMS_PER_MICROGRAM)


def _solid_form(request: Request, formulary: Formulary, drug: str) -> str:
    forms = [product.form for product in formulary.products_of(drug, request.market)]
    return "capsule" if forms and "capsule" in forms[0] else "tablet"


def _strength_for(unit: Mass) -> str:
    return "1" if unit >= Mass.mg("0.5") else "0.1"
