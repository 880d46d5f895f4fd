"""G15: doses that are hard to make."""

from collections.abc import Iterator
from functools import lru_cache

from stepwell.dispensing import makeable_doses
from stepwell.formulary import Product, Score, SmallestPiece
from stepwell.plan.finding import Severity
from stepwell.plan.regimen import Occasion, Regimen
from stepwell.plan.request import MOST_PIECES
from stepwell.quantities import Mass
from stepwell.safety.case import Case
from stepwell.safety.pieces import Piece, pieces_taken, product_of
from stepwell.safety.rule import Hit, Rule
from stepwell.sources import Mark


Taken = tuple[int, Occasion, Mass]
"""A step, a drug with its time of day, an amount."""


def check(case: Case) -> Iterator[Hit]:
    """Find doses that no product makes, quarters, and tablets of unsure division."""
    yield from _not_makeable(case)
    told = set()
    for piece in pieces_taken(case):
        for kind, hit in _notes(piece):
            if (kind, piece.product_id) not in told:
                told.add((kind, piece.product_id))
                yield hit


def _not_makeable(case: Case) -> Iterator[Hit]:
    """Look at doses of which nobody said what makes them, each drug once."""
    unmade = [
        (number, where, amount)
        for number, regimen in _unmade(case)
        for where, amount in regimen.amounts.items()
    ]
    for drug in dict.fromkeys(where[0] for _, where, _ in unmade):
        doses = [taken for taken in unmade if taken[1][0] == drug]
        products = _products(case, drug)
        ceiling = max(amount for _, _, amount in doses)
        known = _amounts(products, ceiling)
        wrong = next((each for each in doses if each[2].nanograms not in known), None)
        if wrong is not None:
            yield Hit(_sentence(case, wrong, products), step=wrong[0])


def _unmade(case: Case) -> list[tuple[int, Regimen]]:
    if case.schedule is None:
        return [(0, case.today)]
    return [
        (period.number, period.regimen)
        for period in case.schedule.periods
        if not period.doses
    ]


def _products(case: Case, drug: str) -> tuple[Product, ...]:
    """What the person named, otherwise what the market has, of one drug."""
    request = case.request
    market = case.formulary.products_of(drug, case.market)
    if request is None:
        return market
    named = [product_of(case, product_id) for product_id in request.products]
    own = [each for each in named if each is not None and each.drug == drug]
    custom = [each for each in request.custom_products if each.drug == drug]
    usual = [each for each in market if request.liquids or not each.is_liquid]
    return tuple(own or [*usual, *custom])


@lru_cache(maxsize=256)
def _amounts(products: tuple[Product, ...], ceiling: Mass) -> frozenset[int]:
    made = makeable_doses(products, SmallestPiece.QUARTER, ceiling)
    return frozenset(made.ways)


def _sentence(case: Case, taken: Taken, products: tuple[Product, ...]) -> str:
    step, (drug, time), amount = taken
    what = f"{amount.words} of {drug} {time.words}"
    when = f"Step {step} takes {what}" if step else f"Today's dose is {what}"
    if not products:
        return (
            f"{when}, and Stepwell knows no product of it in the market {case.market};"
            " ask your pharmacist what makes this dose."
        )
    named = case.request is not None and set(case.request.products) & {
        product.id for product in products
    }
    where = "you named" if named else f"of the market {case.market}"
    return (
        f"{when}, which the products {where} cannot make exactly (with up to"
        f" {MOST_PIECES} pieces or a marked syringe); ask your pharmacist what does,"
        " and do not guess a piece."
    )


def _notes(piece: Piece) -> Iterator[tuple[str, Hit]]:
    product = piece.product
    if product is None:
        return
    name = f"{product.name} of {product.drug}"
    if piece.part.denominator == 4:
        text = (
            f"From step {piece.step} on there are quarters of the {name}; small pieces"
            " come out uneven, so ask your pharmacist for a lower strength or a liquid."
        )
        yield "quarter", Hit(text, step=piece.step)
    if product.off_licence_half:
        text = (
            f"Halves of the {name} lie outside its licence; ask your prescriber or"
            " pharmacist to confirm them."
        )
        yield "licence", Hit(text, step=piece.step, source="prescqipp")
    sure = product.score_mark is Mark.VERIFIED
    if product.score is not Score.SCORED or not sure:
        line = (
            f"The {name} has no line to break it along"
            if product.score is Score.UNSCORED and sure
            else f"Whether the {name} has a line to break it along is not certain"
        )
        text = f"{line}; ask your pharmacist whether it may be divided."
        yield "score", Hit(text, step=piece.step)


RULE = Rule(
    id="G15",
    title="Doses that are hard to make",
    severity=Severity.CAUTION,
    source="stepwell_proposal",
    would_change="another strength or a liquid, or a dose that whole tablets make",
    check=check,
)
