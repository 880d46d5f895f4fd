"""G14: never split what must stay whole."""

from collections.abc import Iterator

from stepwell.plan.finding import Severity
from stepwell.quantities.counts import count_text
from stepwell.safety.case import Case
from stepwell.safety.pieces import Piece, pieces_taken
from stepwell.safety.rule import Hit, Rule


WAY_OUT = "ask your pharmacist for another strength or a liquid"


def check(case: Case) -> Iterator[Hit]:
    """Find pieces smaller than a product allows (caution: of an unknown product)."""
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
    would_change="whole units, another strength or a liquid",
    check=check,
)
