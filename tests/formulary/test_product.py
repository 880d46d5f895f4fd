"""Products: how far each may be divided (H03, H04)."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.formulary import Product, SmallestPiece
from stepwell.quantities import Concentration, Mass
from stepwell.sources import Mark


WHOLE_FORMS = [
    "capsule",
    "extended-release capsule",
    "extended-release tablet",
    "film-coated extended-release tablet",
    "prolonged-release tablet",
    "modified-release film-coated tablet",
    "delayed-release tablet",
    "oral film",
    "orally disintegrating tablet",
    "orodispersible tablet",
    "sublingual tablet",
    "film-coated sublingual tablet",
    "oral spray",
    "Capsule",
    "EXTENDED-RELEASE tablet",
]
DIVISIBLE_FORMS = [
    "tablet",
    "film-coated tablet",
    "immediate-release tablet",
    "immediate-release film-coated tablet",
]


def product(form="tablet", piece=SmallestPiece.WHOLE, **changes):
    values = {
        "id": "custom/thing-1",
        "drug": "lorazepam",
        "works": ("custom",),
        "mark": Mark.UNVERIFIED,
        "strength": Mass.mg(1),
        **changes,
    }
    return Product(form=form, smallest_piece=piece, **values)


@pytest.mark.parametrize("form", WHOLE_FORMS)
@pytest.mark.parametrize("piece", [SmallestPiece.HALF, SmallestPiece.QUARTER])
def test_H04_a_form_that_must_stay_whole_cannot_be_divided(form, piece):
    """Such a product cannot even be made, whatever else its form says."""
    assert product(form).must_stay_whole
    with pytest.raises(ValueError, match="never split"):
        product(form, piece)


@pytest.mark.parametrize("form", DIVISIBLE_FORMS)
@pytest.mark.parametrize("piece", SmallestPiece)
def test_H04_a_tablet_may_be_divided_as_far_as_it_says(form, piece):
    """A coat is no film, and immediate release no slow one."""
    assert not product(form, piece).must_stay_whole


@pytest.mark.parametrize("piece", [SmallestPiece.HALF, SmallestPiece.QUARTER])
def test_H04_extended_release_and_liquids_are_never_divided(piece):
    """Said by the flag alone, too; and a millilitre has no half that is a piece."""
    with pytest.raises(ValueError, match="never split"):
        product(piece=piece, extended_release=True)
    with pytest.raises(ValueError, match="never split"):
        product(
            "oral solution",
            piece,
            strength=None,
            concentration=Concentration.mg_per_ml(1),
        )


def test_H12_a_product_is_counted_or_measured_and_never_both():
    """Exactly one of strength and concentration, and the strength above zero."""
    for wrong in (
        {"strength": None},
        {"concentration": Concentration.mg_per_ml(1)},
    ):
        with pytest.raises(ValueError, match="not both"):
            product(**wrong)
    with pytest.raises(ValueError, match="above zero"):
        product(strength=Mass(0))


def test_a_piece_is_a_fraction_of_a_tablet():
    """One, a half and a quarter."""
    fractions = [piece.fraction for piece in SmallestPiece]
    assert fractions == [Fraction(1), Fraction(1, 2), Fraction(1, 4)]


def test_H12_the_name_says_strength_with_its_unit_and_form():
    """A liquid is never named by milligrams alone."""
    solid = product("film-coated tablet", strength=Mass.mg("0.5"))
    liquid = product(
        "oral solution", strength=None, concentration=Concentration.mg_per_ml("0.4")
    )
    assert solid.name == "0.5 milligram film-coated tablet"
    assert liquid.name == "0.4 milligram per millilitre oral solution"
    assert liquid.is_liquid and not solid.is_liquid


@given(st.text(max_size=30), st.sampled_from(WHOLE_FORMS))
def test_H04_no_further_word_makes_a_whole_form_divisible(word, form):
    """Whatever is written around it, a capsule stays a capsule."""
    assert product(f"{word} {form}").must_stay_whole
    assert product(f"{form} {word}").must_stay_whole


def test_the_market_is_the_first_word_of_the_id():
    """A compounded product belongs to no market."""
    assert product().market == "custom"
    assert product(id="gb/lorazepam/tablet/1").market == "gb"
