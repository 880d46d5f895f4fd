"""What is missing when no plan can be made, said exactly."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

from stepwell.formulary import Formulary, Product, SmallestPiece
from stepwell.plan.finding import Finding, Severity
from stepwell.plan.request import MOST_PIECES, Method, Request
from stepwell.planner.few_pieces import MORE_PIECES
from stepwell.planner.fit import Blocked
from stepwell.quantities import Concentration, Mass
from stepwell.quantities.decimals import rounded_text
from stepwell.safety.cap import SMALL_CHANGE_DIAZEPAM_MG
from stepwell.safety.scale import Scale
from stepwell.sources import Mark


COMPOUNDED_MG_PER_ML = ("1", "0.1", "0.5", "2", "5", "10")
ALREADY_SMALL = (
    "It is small enough to stop from, but nothing known makes it for one more step;"
    " name the product it is made of under custom_products, or ask your prescriber."
)


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
    helpful = _helpful(request, works)
    if helpful:
        way_out = f"It would work with {' or with '.join(helpful)}."
        would_change = " or ".join(helpful)
    elif blocked.already_small:
        way_out, would_change = ALREADY_SMALL, "the product that this dose is made of"
    else:
        way_out, would_change = _way_out(request, formulary, scale, drug, works)
    here = f"From {Mass(blocked.from_ng).words} of {drug} a day"
    return Finding(
        rule="G02",
        severity=Severity.STOP,
        text=f"{here} {_next_lower(blocked)}. {way_out}",
        source="asam2025",
        would_change=would_change,
    )


def _way_out(
    request: Request,
    formulary: Formulary,
    scale: Scale,
    drug: str,
    works: Callable[[Request], bool],
) -> tuple[str, str]:
    """What a pharmacy could add: only what was tried and works is said to do."""
    unit = _needed_unit(drug, scale)
    form = _solid_form(request, formulary, drug)
    products = formulary.products_of(drug, request.market)
    thinner = "a thinner" if any(each.is_liquid for each in products) else "an"
    missing = f"a {unit.mg_text} mg {form} or {thinner} oral liquid"
    liquid = next(
        (strength for strength, eased in _compounded(request, drug) if works(eased)),
        None,
    )
    text = (
        "Nothing that this plan may use makes a smaller cut:"
        f" missing is {missing}. {_offer(request, liquid)}"
    )
    return text, f"{missing} of {drug}"


def _offer(request: Request, liquid: str | None) -> str:
    """What to ask for; a crossover that is under way is not offered again."""
    offers = []
    if liquid is not None:
        offers.append(
            f"a compounded oral liquid of {liquid} mg/ml would do (enter it under"
            " custom_products)"
        )
    if request.method is Method.CROSSOVER:
        offers.append("ask the pharmacist what else can be had")
    else:
        offers.append("ask your prescriber about a crossover to another medicine")
    said = ", or ".join(offers)
    return f"{said[0].upper()}{said[1:]}."


def _compounded(request: Request, drug: str) -> Iterator[tuple[str, Request]]:
    for strength in COMPOUNDED_MG_PER_ML:
        liquid = Product(
            f"custom/{drug}-{strength}",
            drug,
            "oral suspension",
            ("custom",),
            Mark.UNVERIFIED,
            concentration=Concentration.mg_per_ml(strength),
        )
        more = (*request.custom_products, liquid)
        yield strength, replace(request, custom_products=more)


def _helpful(request: Request, works: Callable[[Request], bool]) -> list[str]:
    """The person's own settings that would do less strict: each, or else only all."""
    easings = list(_easings(request))
    helpful = [words for words, change in easings if works(replace(request, **change))]
    if helpful or len(easings) < 2:
        return helpful
    everything = {key: value for _, change in easings for key, value in change.items()}
    together = " and ".join(words for words, _ in easings)
    return [together] if works(replace(request, **everything)) else []


def _easings(request: Request) -> Iterator[tuple[str, dict[str, Any]]]:
    """The person's own settings that could be less strict, with the change of each."""
    if request.smallest_piece is SmallestPiece.WHOLE:
        halves = "halves of tablets (smallest_piece)"
        yield halves, {"smallest_piece": SmallestPiece.HALF}
    if not request.liquids:
        yield "an oral liquid (liquids)", {"liquids": True}
    if request.limits_pieces:
        yield MORE_PIECES, {"most_pieces": MOST_PIECES}


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
    """The largest unit whose last steps keep the limit."""
    exact = scale.mass_of(drug, SMALL_CHANGE_DIAZEPAM_MG)
    return Mass(exact.numerator // exact.denominator)


def _solid_form(request: Request, formulary: Formulary, drug: str) -> str:
    forms = [product.form for product in formulary.products_of(drug, request.market)]
    return "capsule" if forms and "capsule" in forms[0] else "tablet"
