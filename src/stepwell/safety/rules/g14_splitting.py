"""G14: never split what must stay whole."""

from collections.abc import Iterator

from stepwell.plan.finding import Severity
from stepwell.plan.request import Request
from stepwell.quantities import Mass
from stepwell.quantities.counts import count_text
from stepwell.safety.case import Case
from stepwell.safety.pieces import Piece, pieces_taken, product_of
from stepwell.safety.rule import Hit, Rule


WAY_OUT = "ask your pharmacist for another strength or a liquid"


def check(case: Case) -> Iterator[Hit]:
    """Find pieces smaller than a product allows, and doses of extended release.

    A piece of a product that nobody here knows is a caution in a stranger's plan.
    """
    yield from _maybe_extended(case)
    told = set()
    for piece in pieces_taken(case):
        problem = _problem(piece)
        if problem and piece.product_id not in told:
            told.add(piece.product_id)
            unsure = piece.product is None and case.author is None
            yield Hit(
                f"{problem}; {WAY_OUT}.",
                step=piece.step,
                severity=Severity.CAUTION if unsure else None,
            )


def _maybe_extended(case: Case) -> Iterator[Hit]:
    """Look for doses that only an extended-release product has, each drug once."""
    told = set()
    for (drug, _), amount in case.today.amounts.items():
        if drug not in told and amount in _only_extended(case, drug):
            told.add(drug)
            yield Hit(
                f"Today's dose of {amount.words} is a strength of the extended-release"
                f" form of {drug}; if that is what you take, this plan for plain"
                " tablets does not fit: name the product.",
                step=0,
                severity=Severity.CAUTION,
            )


def _only_extended(case: Case, drug: str) -> set[Mass]:
    """Strengths without a plain product; none where the request names a product."""
    request = case.request
    if request is None or _is_named(case, request, drug):
        return set()
    strengths: dict[bool, set[Mass]] = {True: set(), False: set()}
    for product in case.formulary.products_of(drug, case.market):
        if product.strength is not None:
            strengths[product.extended_release].add(product.strength)
    return strengths[True] - strengths[False]


def _is_named(case: Case, request: Request, drug: str) -> bool:
    products = (product_of(case, product_id) for product_id in request.products)
    return any(each is not None and each.drug == drug for each in products)


def _problem(piece: Piece) -> str:
    product = piece.product
    taken = f"Step {piece.step} takes {count_text(piece.part)} of"
    if product is None:
        return (
            f"{taken} {piece.product_id}, and nobody here knows whether it may be"
            " divided"
        )
    if not piece.part % product.smallest_piece.fraction:
        return ""
    named = f"{taken} a {product.name} of {product.drug}"
    if product.must_stay_whole:
        return f"{named}, which has to stay whole or the dose comes out wrong"
    return f"{named}, which may not be divided that far"


RULE = Rule(
    id="G14",
    title="What must not be split",
    severity=Severity.STOP,
    source="curator_knowledge",
    would_change="whole units, another strength or a liquid, or a product you name",
    check=check,
)
