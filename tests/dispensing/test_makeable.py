"""Makeable doses, against trying everything (H03, H04)."""

from fractions import Fraction
from itertools import product as every_combination

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stepwell.dispensing import makeable_doses
from stepwell.dispensing.makeable import piece_of, pieces_in
from stepwell.dispensing.syringes import measurable_volumes
from stepwell.formulary import (
    MARKETS,
    Product,
    SmallestPiece,
    load_formulary,
)
from stepwell.plan.request import MOST_PIECES
from stepwell.quantities import Concentration, Mass
from stepwell.quantities.mass import total
from stepwell.sources import Mark


FORMULARY = load_formulary()
PIECES = {"whole": Fraction(1), "half": Fraction(1, 2), "quarter": Fraction(1, 4)}
SOLD = [
    (drug, market)
    for drug in FORMULARY.drugs
    for market in MARKETS
    if FORMULARY.products_of(drug, market)
]


def solid(mg, piece="whole", form="tablet"):
    return Product(
        f"custom/{form}-{mg}",
        "lorazepam",
        form,
        ("custom",),
        Mark.UNVERIFIED,
        strength=Mass.mg(mg),
        smallest_piece=SmallestPiece(piece),
    )


def liquid(mg_per_ml, name=None):
    return Product(
        f"custom/{name or f'solution-{mg_per_ml}'}",
        "lorazepam",
        "oral solution",
        ("custom",),
        Mark.UNVERIFIED,
        concentration=Concentration.mg_per_ml(mg_per_ml),
    )


def options(product, finest, ceiling):
    """Every way to use one product: (nanograms, pieces, products, broken pieces)."""
    yield Fraction(0), 0, 0, 0
    if product.concentration is not None:
        for volume in measurable_volumes():
            ng = volume.microlitres * product.concentration.nanograms_per_microlitre
            if ng <= ceiling:
                yield Fraction(ng), 1, 1, 0
        return
    piece = max(PIECES[product.smallest_piece.value], PIECES[finest.value])
    count = piece
    while count <= MOST_PIECES and count * product.strength.nanograms <= ceiling:
        rest = count % 1
        handled = {0: 0, Fraction(1, 4): 1, Fraction(1, 2): 1, Fraction(3, 4): 2}[rest]
        yield count * product.strength.nanograms, count // 1 + handled, 1, handled
        count += piece


def by_trying_everything(products, finest, ceiling, most=MOST_PIECES):
    """Amounts with the fewest (pieces, products, broken), from all combinations."""
    best = {}
    if not products:
        return best
    ways = [list(options(product, finest, ceiling)) for product in products]
    liquids = [product.concentration is not None for product in products]
    for combination in every_combination(*ways):
        amount, pieces, used, broken = map(sum, zip(*combination, strict=True))
        poured = sum(
            way[2]
            for way, is_liquid in zip(combination, liquids, strict=True)
            if is_liquid
        )
        if not 0 < amount <= ceiling or pieces > most or poured > 1:
            continue
        assert amount.denominator == 1
        effort = (pieces, used, broken)
        best[int(amount)] = min(effort, best.get(int(amount), effort))
    return best


def found_by_us(made):
    return {
        amount: (
            made.ways[amount].pieces,
            len({index for index, _ in made.ways[amount].counts}),
            sum(
                {0: 0, 1: 1, 2: 1, 3: 2}[4 * part.count % 4]
                for part in made.parts(amount)
                if part.count is not None
            ),
        )
        for amount in made.ways
    }


SETS = {
    "lorazepam us tablets": [
        solid("0.5", "half"),
        solid("1", "half"),
        solid("2", "half"),
    ],
    "alprazolam us": [solid("0.25", "half"), solid("2", "quarter")],
    "bromazepam de": [solid("6", "quarter")],
    "temazepam us capsules": [
        solid("7.5", form="capsule"),
        solid("15", form="capsule"),
        solid("22.5", form="capsule"),
        solid("30", form="capsule"),
    ],
    "capsule and tablet": [solid("5", form="capsule"), solid("2", "half")],
    "oxazepam de": [solid("10", "half"), solid("50", "half")],
    "zopiclone": [solid("3.75", "half"), solid("5", "half"), solid("7.5", "half")],
    "one liquid": [liquid("2")],
    "tablet and liquid": [solid("1", "half"), liquid("2")],
    "two liquids": [liquid("0.4"), liquid("1")],
    "tablets and two liquids": [solid("2", "half"), liquid("0.4"), liquid("2")],
    "nothing at all": [],
}


@pytest.mark.parametrize("finest", SmallestPiece)
@pytest.mark.parametrize("products", SETS.values(), ids=list(SETS))
def test_H04_makeable_doses_are_those_found_by_trying_everything(products, finest):
    """The same amounts, each with the fewest pieces, products and broken tablets."""
    largest = max(
        (each.strength.nanograms for each in products if each.strength), default=0
    )
    ceiling = Mass(max(4 * largest, 6_000_000))
    made = makeable_doses(products, finest, ceiling)
    expected = by_trying_everything(products, finest, ceiling.nanograms)
    assert found_by_us(made) == expected


@st.composite
def small_sets(draw):
    """Up to three tablets or capsules and two liquids of unusual strengths."""
    strengths = draw(st.lists(st.integers(1, 40), max_size=3, unique=True))
    solids = [
        solid(
            Fraction(strength, 8),
            "whole" if form == "capsule" else draw(st.sampled_from(list(PIECES))),
            form,
        )
        for strength in strengths
        for form in [draw(st.sampled_from(["tablet", "capsule"]))]
    ]
    poured = draw(st.lists(st.integers(1, 10), max_size=2 if len(solids) < 2 else 1))
    return solids + [liquid(strength) for strength in dict.fromkeys(poured)]


@settings(max_examples=40)
@given(small_sets(), st.sampled_from(SmallestPiece), st.integers(1, 64))
def test_H04_any_small_set_agrees_with_trying_everything(products, finest, eighths):
    """For products nobody sells, too, and for any ceiling."""
    ceiling = Mass.mg(Fraction(eighths, 8))
    made = makeable_doses(products, finest, ceiling)
    expected = by_trying_everything(products, finest, ceiling.nanograms)
    assert found_by_us(made) == expected


@settings(max_examples=40)
@given(
    small_sets(),
    st.sampled_from(SmallestPiece),
    st.integers(1, 64),
    st.integers(1, MOST_PIECES),
)
def test_H04_within_fewer_pieces_agrees_with_trying_everything(
    products, finest, eighths, most
):
    """None of more pieces is left, and none is lost that fewer pieces can make."""
    ceiling = Mass.mg(Fraction(eighths, 8))
    freely = makeable_doses(products, finest, ceiling)
    made = freely.within(most)
    expected = by_trying_everything(products, finest, ceiling.nanograms, most)
    assert found_by_us(made) == expected
    assert all(made.parts(amount) == freely.parts(amount) for amount in made.ways)


@pytest.mark.parametrize("finest", SmallestPiece)
@pytest.mark.parametrize(("drug", "market"), SOLD, ids=lambda each: each)
def test_H04_every_makeable_dose_is_a_sum_of_permitted_pieces(drug, market, finest):
    """Of each drug in each market: capsules and ER whole, whatever is asked for."""
    products = FORMULARY.products_of(drug, market)
    by_id = {product.id: product for product in products}
    made = makeable_doses(products, finest, Mass.mg(40))
    for amount in made.ways:
        parts = made.parts(amount)
        assert total(tuple(part.amount for part in parts)).nanograms == amount
        assert 0 < made.ways[amount].pieces <= MOST_PIECES
        assert len({part.product for part in parts}) == len(parts)
        assert sum(part.volume is not None for part in parts) <= 1
        for part in parts:
            product = by_id[part.product]
            assert part.strength == product.strength
            assert part.concentration == product.concentration
            if part.volume is not None:
                assert part.volume in measurable_volumes()
                continue
            smallest = max(PIECES[product.smallest_piece.value], PIECES[finest.value])
            assert (part.count / smallest).denominator == 1
            if "capsule" in product.form or product.extended_release:
                assert part.count.denominator == 1


@pytest.mark.parametrize("finest", SmallestPiece)
def test_H04_a_capsule_is_never_halved(finest):
    """Temazepam 7.5 mg capsules make multiples of 7.5 mg and nothing else."""
    made = makeable_doses([solid("7.5", form="capsule")], finest, Mass.mg(40))
    assert sorted(made.ways) == [7_500_000 * number for number in range(1, 6)]


@pytest.mark.parametrize("finest", SmallestPiece)
def test_H03_an_extended_release_tablet_is_never_halved(finest):
    """The real products of alprazolam XR: whole ones only."""
    released = [
        product for product in FORMULARY.products.values() if product.extended_release
    ]
    assert released
    for product in released:
        assert piece_of(product, finest) == 1


@pytest.mark.parametrize("own", SmallestPiece)
@pytest.mark.parametrize("finest", SmallestPiece)
def test_H04_neither_product_nor_person_is_asked_for_a_finer_piece(own, finest):
    """The coarser of what the tablet allows and what the person can manage."""
    expected = max(PIECES[own.value], PIECES[finest.value])
    assert piece_of(solid("1", own.value), finest) == expected


@pytest.mark.parametrize(
    ("quarters", "pieces"),
    [(1, 1), (2, 1), (3, 2), (4, 1), (5, 2), (6, 2), (7, 3), (8, 2), (40, 10)],
)
def test_one_and_a_half_tablets_are_two_pieces(quarters, pieces):
    """Wholes count one each; a half or a quarter is one; three quarters are two."""
    assert pieces_in(quarters) == pieces


def composition(made, mg):
    """Say strength and count of each part of a makeable dose."""
    parts = made.parts(Mass.mg(mg).nanograms)
    return [(part.strength.mg_text, str(part.count)) for part in parts]


@pytest.mark.parametrize(
    ("mg", "expected"),
    [
        ("0.25", [("0.5", "1/2")]),
        ("0.5", [("0.5", "1")]),
        ("1", [("1", "1")]),
        ("1.5", [("1", "3/2")]),
        ("2", [("2", "1")]),
        ("2.5", [("2", "1"), ("0.5", "1")]),
        ("3", [("2", "3/2")]),
        ("4", [("2", "2")]),
    ],
)
def test_the_fewest_pieces_then_products_then_broken_tablets_win(mg, expected):
    """Half a milligram is the small tablet and not half of a larger one."""
    made = makeable_doses(SETS["lorazepam us tablets"], SmallestPiece.HALF, Mass.mg(8))
    assert composition(made, mg) == expected


@pytest.mark.parametrize(("drug", "market"), SOLD, ids=lambda each: each)
def test_H04_no_tablet_is_broken_where_a_whole_one_is_sold(drug, market):
    """A strength that is sold is taken as one whole unit of it."""
    products = FORMULARY.products_of(drug, market)
    made = makeable_doses(products, SmallestPiece.QUARTER, Mass.mg(60))
    for product in products:
        if product.strength is not None:
            parts = made.parts(product.strength.nanograms)
            assert all(part.count in (None, 1) for part in parts)
            assert len(parts) == 1


def test_larger_units_stand_first_in_a_composition():
    """Tablets before liquids, larger before smaller."""
    made = makeable_doses(
        [liquid("0.02"), solid("1"), solid("5")], SmallestPiece.HALF, Mass.mg(10)
    )
    parts = made.parts(Mass.mg("6.02").nanograms)
    assert [part.product for part in parts] == [
        "custom/tablet-5",
        "custom/tablet-1",
        "custom/solution-0.02",
    ]


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_ways_alike_the_one_with_the_largest_tablet_is_taken(turned):
    """6 mg is 5 and 1, not 4 and 2, however the products are listed."""
    products = [solid("1"), solid("2"), solid("4"), solid("5")]
    shelf = products[::-1] if turned else products
    made = makeable_doses(shelf, SmallestPiece.WHOLE, Mass.mg(10))
    assert composition(made, "6") == [("5", "1"), ("1", "1")]


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("products", "mg", "poured"),
    [
        ((liquid("2"), liquid("10")), "20", ("custom/solution-2", 10_000)),
        ((liquid("2"), liquid("10")), "1", ("custom/solution-2", 500)),
        ((liquid("0.4"), liquid("2")), "0.2", ("custom/solution-0.4", 500)),
        (
            (liquid("2", "syrup-b"), liquid("2", "syrup-a")),
            "2",
            ("custom/syrup-a", 1_000),
        ),
    ],
    ids=["10 ml or 2 ml", "0.5 ml or 0.1 ml", "weak and weaker", "two alike"],
)
def test_H12_of_two_liquids_the_weaker_one_is_poured(products, mg, poured, turned):
    """Its larger volume is easier to measure; between equals the name decides."""
    shelf = products[::-1] if turned else products
    made = makeable_doses(shelf, SmallestPiece.HALF, Mass.mg(20))
    assert made.products[0].id == poured[0]
    [part] = made.parts(Mass.mg(mg).nanograms)
    assert (part.product, part.volume.microlitres) == poured


def test_H12_the_stronger_liquid_is_poured_where_the_weaker_one_cannot():
    """21 mg are 2.1 ml of 10 mg/ml: of 2 mg/ml they would be above 10 ml."""
    made = makeable_doses([liquid("2"), liquid("10")], SmallestPiece.HALF, Mass.mg(30))
    [part] = made.parts(Mass.mg(21).nanograms)
    assert part.product == "custom/solution-10"


def test_nothing_can_be_made_of_nothing_or_below_the_smallest_piece():
    """There is then no dose, rather than a rounded one."""
    assert not makeable_doses([], SmallestPiece.HALF, Mass.mg(10)).ways
    assert not makeable_doses([solid("1")], SmallestPiece.HALF, Mass(999_999)).ways
    assert not makeable_doses([liquid("10")], SmallestPiece.HALF, Mass(900_000)).ways


def test_H04_more_than_ten_pieces_are_not_offered():
    """Ten tablets of 1 mg are, eleven are not."""
    made = makeable_doses([solid("1")], SmallestPiece.WHOLE, Mass.mg(20))
    assert max(made.ways) == 10_000_000


def test_H05_a_piece_without_an_exact_mass_is_not_offered():
    """Half of an odd number of nanograms does not exist."""
    made = makeable_doses([solid("0.000001", "half")], SmallestPiece.HALF, Mass(3))
    assert sorted(made.ways) == [1, 2, 3]
