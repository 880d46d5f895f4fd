"""The pieces of tablets that a plan takes, each kind once."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from stepwell.formulary import Product
from stepwell.safety.case import Case


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a tablet: ``part`` is what is left of the count beyond whole ones.

    ``product`` is None when nobody knows the product.
    """

    step: int
    product_id: str
    part: Fraction
    product: Product | None


def pieces_taken(case: Case) -> Iterator[Piece]:
    """Give each part of each product at the first step that takes it."""
    seen = set()
    for step, product_id, part in _parts(case):
        if (product_id, part) not in seen:
            seen.add((product_id, part))
            yield Piece(step, product_id, part, product_of(case, product_id))


def product_of(case: Case, product_id: str) -> Product | None:
    """Find a product, marketed or compounded for this person."""
    custom = case.request.custom_products if case.request is not None else ()
    named = {product.id: product for product in custom}
    return named.get(product_id) or case.formulary.products.get(product_id)


def _parts(case: Case) -> Iterator[tuple[int, str, Fraction]]:
    periods = case.schedule.periods if case.schedule is not None else ()
    for period in periods:
        for dose in period.doses:
            for part in dose.parts:
                if part.count is not None and part.count.denominator > 1:
                    yield period.number, part.product, part.count % 1
