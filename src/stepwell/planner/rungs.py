"""The rungs: which products a step may use, simplest first.

Whole units of what the person has; permitted pieces of them; other strengths and
forms of the market; liquids.  A plan climbs to the next rung only where the
simpler one would force a cut above the agreed step.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from fractions import Fraction

from stepwell.dispensing import MakeableDoses, makeable_doses
from stepwell.dispensing.syringes import measurable_volumes
from stepwell.formulary import Formulary, Product, SmallestPiece
from stepwell.plan.request import Request
from stepwell.plan.times import DoseTime
from stepwell.planner.staircase import Staircase, build_staircase
from stepwell.quantities import Mass


WHOLE = SmallestPiece.WHOLE
USUAL_FORMS = ("tablet", "capsule", "film-coated tablet")
UNUSUAL_FORMS = ("sublingual tablet", "oral spray")


class RungKind(IntEnum):
    """The rungs in the order in which a plan climbs them.

    Two rungs of one kind are two liquids, of which a plan uses one at most.
    """

    WHOLE = 0
    PIECES = 1
    OTHER_STRENGTHS = 2
    LIQUIDS = 3


RUNG_WORDS = {
    RungKind.WHOLE: "whole tablets or capsules",
    RungKind.PIECES: "pieces of tablets",
    RungKind.OTHER_STRENGTHS: "other strengths or forms",
    RungKind.LIQUIDS: "an oral liquid",
}

SIMPLER_WORDS = {
    RungKind.PIECES: "whole tablets or capsules",
    RungKind.OTHER_STRENGTHS: "the products at hand",
    RungKind.LIQUIDS: "tablets or capsules",
}
"""What would have been simpler than each rung."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung with its staircase."""

    kind: RungKind
    staircase: Staircase


Ladder = tuple[Rung, ...]
Makeable = tuple[RungKind, MakeableDoses]
"""A rung before its staircase is built."""


def ladder_for(
    request: Request, formulary: Formulary, drug: str, starts: dict[DoseTime, int]
) -> Ladder:
    """Build the rungs of a drug (starts in nanograms), each liquid a rung of its own.

    Two concentrations in one house invite a tenfold slip (H12), so a plan never goes
    from one liquid to another.  A rung that adds nothing is left out.
    """
    shelf = shelf_for(request, formulary, drug)
    ceiling = Mass(max(starts.values()))
    first = _named_first(request, starts)
    most = request.most_pieces
    solids = _of_solids(shelf, request.smallest_piece, ceiling)
    solid = _adding_amounts(_within(most, solids))
    known = {amount for _, makeable in solid for amount in makeable.ways}
    liquid = [
        (kind, makeable)
        for kind, makeable in _within(most, _with_liquids(shelf, ceiling))
        if makeable.ways.keys() - known
    ]
    used = [*solid, *liquid]
    if request.pace.is_micro:
        used = liquid or solid[-1:]
    return tuple(
        Rung(kind, build_staircase(starts, makeable, first)) for kind, makeable in used
    )


def _of_solids(
    shelf: "Shelf", finest: SmallestPiece, ceiling: Mass
) -> Iterator[Makeable]:
    yield RungKind.WHOLE, makeable_doses(shelf.own, WHOLE, ceiling, shelf.at_home)
    yield RungKind.PIECES, makeable_doses(shelf.own, finest, ceiling, shelf.at_home)
    if not shelf.liquid_is_own:
        makeable = makeable_doses(shelf.solids, finest, ceiling, shelf.at_home)
        yield RungKind.OTHER_STRENGTHS, makeable


def _with_liquids(shelf: "Shelf", ceiling: Mass) -> Iterator[Makeable]:
    beside = shelf.beside_liquid(ceiling)
    for liquid in shelf.liquids:
        products = (*beside, liquid)
        makeable = makeable_doses(products, WHOLE, ceiling, shelf.at_home)
        yield RungKind.LIQUIDS, makeable


def _within(most_pieces: int, rungs: Iterable[Makeable]) -> Iterator[Makeable]:
    for kind, makeable in rungs:
        yield kind, makeable.within(most_pieces)


def with_other_turns(
    ladder: Ladder, request: Request, starts: dict[DoseTime, int], gentle: Fraction
) -> Ladder:
    """The same ladder with another order of turns.

    In it no dose falls by more than ``gentle`` (a fraction of the day) while another
    can fall by less.
    """
    first = _named_first(request, starts)

    def turned(rung: Rung) -> Rung:
        makeable = rung.staircase.makeable
        return replace(rung, staircase=build_staircase(starts, makeable, first, gentle))

    return tuple(turned(rung) for rung in ladder)


def _named_first(request: Request, starts: dict[DoseTime, int]) -> DoseTime | None:
    return request.reduce_first if request.reduce_first in starts else None


def _adding_amounts(rungs: Iterable[Makeable]) -> list[Makeable]:
    kept: list[Makeable] = []
    known: set[int] = set()
    for kind, makeable in rungs:
        amounts = makeable.ways.keys()
        if amounts - known:
            known |= amounts
            kept.append((kind, makeable))
    return kept


@dataclass(frozen=True, slots=True)
class Shelf:
    """The products a plan of one drug may use: own solids, all solids, liquids.

    ``liquid_is_own`` when the person named a liquid: then it comes before tablets
    that the person does not have.  ``at_home`` are the ids of what was counted: of
    equal products these are used.
    """

    own: tuple[Product, ...]
    solids: tuple[Product, ...]
    liquids: tuple[Product, ...]
    liquid_is_own: bool = False
    at_home: frozenset[str] = frozenset()

    def beside_liquid(self, ceiling: Mass) -> tuple[Product, ...]:
        """The solids that may go with a liquid into doses of up to ``ceiling``."""
        enough = any(_reaches(liquid, ceiling) for liquid in self.liquids)
        return self.own if self.liquid_is_own and enough else self.solids


def _reaches(liquid: Product, ceiling: Mass) -> bool:
    assert liquid.concentration is not None
    return liquid.concentration.mass_in(measurable_volumes()[-1]) >= ceiling


def shelf_for(request: Request, formulary: Formulary, drug: str) -> Shelf:
    """Sort the products of a drug; extended release is never mixed with the rest."""
    market = formulary.products_of(drug, request.market)
    custom = [each for each in request.custom_products if each.drug == drug]
    named = _named_products(request, formulary, drug)
    own = named or [each for each in market if _is_usual(each)]
    extended = any(each.extended_release for each in own)
    others = [
        each
        for each in (*market, *custom)
        if each.extended_release is extended and each.form not in UNUSUAL_FORMS
    ]
    everything = list(dict.fromkeys([*own, *others]))
    liquids = [each for each in everything if each.is_liquid]
    if not request.liquids or extended:
        liquids = [each for each in liquids if each in named or each in custom]
    liquid_is_own = any(each.is_liquid for each in named)
    if liquid_is_own:
        liquids = [each for each in liquids if each in named]
    return Shelf(
        own=tuple(each for each in own if not each.is_liquid),
        solids=tuple(each for each in everything if not each.is_liquid),
        liquids=tuple(liquids),
        liquid_is_own=liquid_is_own,
        at_home=request.supply.at_home,
    )


def _named_products(request: Request, formulary: Formulary, drug: str) -> list[Product]:
    named = [formulary.product(product_id) for product_id in request.products]
    return [product for product in named if product.drug == drug]


def _is_usual(product: Product) -> bool:
    return product.form in USUAL_FORMS and not product.extended_release
