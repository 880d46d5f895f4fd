"""Every dose that can be made on one occasion, and the best way to make it.

For each amount the composition with the fewest pieces is kept, then the one with
the fewest products, then the one that breaks the fewest tablets (the halves of a
tablet differ), then the one with the larger units; of two liquids the weaker one is
poured, because its larger volume is easier to measure.  A volume counts as one piece,
one and a half tablets as two.  At most one liquid goes into a dose.  Another drug at
the same time of day is another dose, and is counted by itself.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from stepwell.dispensing.syringes import measurable_volumes
from stepwell.formulary import Product, SmallestPiece
from stepwell.plan.plan import Part
from stepwell.plan.request import MOST_PIECES
from stepwell.quantities import Mass, Volume


class Made(NamedTuple):
    """A way to make an amount: effort first, so that the better one is smaller."""

    pieces: int
    products: int
    broken: int
    order: tuple[int, ...]
    counts: tuple[tuple[int, int], ...]


NOTHING_MADE = Made(0, 0, 0, (), ())


@dataclass(frozen=True, slots=True)
class MakeableDoses:
    """The makeable amounts of one occasion, in nanograms, with their compositions.

    ``counts`` in a composition are quarters of a tablet, or microlitres.
    """

    products: tuple[Product, ...]
    ways: Mapping[int, Made]

    def parts(self, nanograms: int) -> tuple[Part, ...]:
        """The composition of a makeable amount, larger units first."""
        return tuple(
            _part(self.products[index], count)
            for index, count in self.ways[nanograms].counts
        )

    def within(self, most_pieces: int) -> "MakeableDoses":
        """Those that at most so many pieces make.

        As each is kept with the fewest pieces, none is lost that could be made.
        """
        few = {
            amount: way
            for amount, way in self.ways.items()
            if way.pieces <= most_pieces
        }
        return MakeableDoses(self.products, few)


def makeable_doses(
    products: Iterable[Product],
    finest: SmallestPiece,
    ceiling: Mass,
    at_home: Collection[str] = (),
) -> MakeableDoses:
    """Find all amounts above zero up to ``ceiling`` that the products can make.

    ``finest`` is the smallest piece the person can manage; a product never gives a
    smaller piece than its own.  Of equal products those ``at_home`` come first.
    """
    ordered = _largest_first(products, at_home)
    ways: dict[int, Made] = {0: NOTHING_MADE}
    for index, product in enumerate(ordered):
        if not product.is_liquid:
            ways = _with_tablets(ways, index, product, finest, ceiling.nanograms)
    ways = _with_liquids(ways, ordered, ceiling.nanograms)
    del ways[0]
    return MakeableDoses(ordered, ways)


def piece_of(product: Product, finest: SmallestPiece) -> Fraction:
    """The smallest piece of a product that may be used by this person."""
    return max(product.smallest_piece.fraction, finest.fraction)


def pieces_in(quarters: int) -> int:
    """Count the pieces in so many quarters: wholes, and a half or a quarter each."""
    whole, rest = divmod(quarters, 4)
    return whole + (0, 1, 1, 2)[rest]


def _largest_first(
    products: Iterable[Product], at_home: Collection[str]
) -> tuple[Product, ...]:
    """Tablets and capsules, the stronger first; then liquids, the weaker first."""

    def unit(product: Product) -> tuple[bool, int, bool, str]:
        away = product.id not in at_home
        if product.concentration is not None:
            strong = product.concentration.nanograms_per_microlitre
            return (True, strong, away, product.id)
        assert product.strength is not None
        return (False, -product.strength.nanograms, away, product.id)

    return tuple(sorted(products, key=unit))


def _with_tablets(
    ways: dict[int, Made],
    index: int,
    product: Product,
    finest: SmallestPiece,
    ceiling: int,
) -> dict[int, Made]:
    assert product.strength is not None
    quarters_a_piece = int(4 * piece_of(product, finest))
    grown = dict(ways)
    for quarters in range(quarters_a_piece, 4 * MOST_PIECES + 1, quarters_a_piece):
        added = product.strength.nanograms * quarters
        if added % 4 or added // 4 > ceiling:
            continue
        pieces = pieces_in(quarters)
        broken = pieces - quarters // 4
        option = Made(pieces, 1, broken, (index,), ((index, quarters),))
        _extend(grown, ways, added // 4, option, ceiling)
    return grown


def _with_liquids(
    ways: dict[int, Made], products: tuple[Product, ...], ceiling: int
) -> dict[int, Made]:
    grown = dict(ways)
    for index, product in enumerate(products):
        if product.concentration is None:
            continue
        for volume in measurable_volumes():
            added = product.concentration.mass_in(volume).nanograms
            if added <= ceiling:
                option = Made(1, 1, 0, (index,), ((index, volume.microlitres),))
                _extend(grown, ways, added, option, ceiling)
    return grown


def _extend(
    grown: dict[int, Made],
    ways: dict[int, Made],
    added: int,
    option: Made,
    ceiling: int,
) -> None:
    for amount, way in ways.items():
        reached, pieces = amount + added, way.pieces + option.pieces
        if reached > ceiling or pieces > MOST_PIECES:
            continue
        known = grown.get(reached)
        if known is not None and known.pieces < pieces:
            continue  # already worse, as most are: not worth building
        candidate = Made(
            pieces,
            way.products + 1,
            way.broken + option.broken,
            way.order + option.order,
            way.counts + option.counts,
        )
        if known is None or candidate < known:
            grown[reached] = candidate


def _part(product: Product, count: int) -> Part:
    if product.concentration is not None:
        return Part(
            product.id, concentration=product.concentration, volume=Volume(count)
        )
    return Part(product.id, strength=product.strength, count=Fraction(count, 4))
