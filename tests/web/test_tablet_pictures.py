"""Pictures of doses: what is drawn is the amount, or nothing is drawn."""

import re
from fractions import Fraction

import pytest
from django.template.loader import render_to_string

from stepwell.dispensing import dose_sentence
from stepwell.dispensing.syringes import measurable_volumes
from stepwell.formulary import load_formulary
from stepwell.formulary.product import Score
from stepwell.plan.plan import Dose, Part
from stepwell.plan.times import DoseTime
from stepwell.quantities import Volume, count_text
from stepwell.web.today.pictures import BARREL, MOST_DRAWN, WHOLE, pictures_of


PRODUCTS = [each for each in load_formulary().products.values() if each.planned]
SOLID = [each for each in PRODUCTS if not each.is_liquid]
LIQUID = [each for each in PRODUCTS if each.is_liquid]
FRACTIONS = {"half": Fraction(1, 2), "quarter": Fraction(1, 4), "whole": Fraction(1)}


def tablets(product, count):
    """A dose of a count of one product."""
    return Part(
        product.id,
        strength=product.strength,
        count=count,
    )


def liquid(product, volume):
    """A dose of a volume of one product."""
    return Part(
        product.id,
        concentration=product.concentration,
        volume=volume,
    )


def drawn(product, *parts):
    """The pictures of a dose made of parts of one product."""
    amount = parts[0].amount
    for part in parts[1:]:
        amount += part.amount
    dose = Dose(DoseTime.MORNING, product.drug, amount, parts)
    take = [
        {"product": part.product, "count": count_text(part.count)}
        if part.count
        else {"product": part.product, "volume_ml": part.volume.ml_text}
        for part in parts
    ]
    return pictures_of(dose_sentence(dose, {product.id: product.form}), take)


def scored(quarters="quarter"):
    """Any product that may be cut so far, with a line."""
    return next(
        each
        for each in SOLID
        if each.smallest_piece == quarters and each.score is Score.SCORED
    )


def svg(picture):
    """A picture as the page has it."""
    return render_to_string("today/picture.html", {"each": picture})


@pytest.mark.parametrize("product", SOLID, ids=lambda each: each.id)
def test_H37_the_parts_that_are_drawn_add_up_to_the_count(product):
    """Of every product, in every count that a plan can have."""
    piece = FRACTIONS[product.smallest_piece.value]
    for pieces in range(1, int((MOST_DRAWN + 2) / piece) + 1):
        count = pieces * piece
        found = drawn(product, tablets(product, count))
        is_countable = -(-count // 1) <= MOST_DRAWN
        is_known = "tablet" in product.form or "capsule" in product.form
        assert bool(found) is (is_countable and is_known)
        for picture in found:
            parts = [each.quarters for each in picture.pieces]
            assert sum(parts) == count * WHOLE
            assert parts == sorted(parts, reverse=True)
            markup = svg(picture)
            told = [int(n) for n in re.findall(r'data-quarters="(\d)"', markup)]
            assert told == parts
            assert f'aria-label="{picture.words}"' in markup


@pytest.mark.parametrize("product", LIQUID, ids=lambda each: each.id)
def test_H12_H37_a_syringe_is_filled_to_the_very_mark(product):
    """The level is as far along the barrel as the volume is of its size."""
    for volume in measurable_volumes():
        (picture,) = drawn(product, liquid(product, volume))
        filled = picture.syringe
        level = Fraction(filled.level, BARREL) * filled.size.microlitres
        assert level == volume.microlitres
        assert f">{volume.ml_text} ml</text>" in svg(picture)
        assert filled.level in {mark.x for mark in filled.marks}
        for mark in filled.marks:
            if mark.words:
                written = Volume.ml(mark.words).microlitres
                assert written == Fraction(mark.x, BARREL) * filled.size.microlitres


def test_H37_a_volume_between_two_marks_is_not_drawn():
    """Words only, where no syringe shows it."""
    assert drawn(LIQUID[0], liquid(LIQUID[0], Volume.ml("0.333"))) == ()


def test_H37_one_and_a_half_is_one_whole_and_one_half():
    """Not two, and not one."""
    product = scored()
    (picture,) = drawn(product, tablets(product, Fraction(3, 2)))
    assert [each.quarters for each in picture.pieces] == [4, 2]


def test_H37_no_two_pieces_look_alike():
    """A quarter, a half, three quarters and a whole are four different shapes."""
    product = scored()
    shapes = [
        svg(drawn(product, tablets(product, Fraction(quarters, 4)))[0])
        for quarters in (1, 2, 3, 4)
    ]
    paths = [re.findall(r'(?:d|cx)="[^"]*"', each)[0] for each in shapes]
    assert len(set(paths)) == 4


def test_a_line_is_drawn_only_where_the_tablet_has_one():
    """Whether a tablet has a line is never assumed."""
    for product in SOLID:
        for picture in drawn(product, tablets(product, Fraction(1))):
            has_line = product.score is Score.SCORED and "capsule" not in product.form
            assert picture.pieces[0].has_line is has_line


def test_two_strengths_are_two_pictures():
    """Each with its own words."""
    first = scored()
    two = tablets(first, Fraction(2)), tablets(first, Fraction(1, 2))
    found = drawn(first, *two)
    assert [each.words.split()[0] for each in found] == ["two", "half"]


@pytest.mark.parametrize(
    "take",
    [
        [{"product": "gb/diazepam/tablet/2", "count": "1"}],
        [{"product": "gb/diazepam/tablet/2", "count": "2"}] * 2,
        [{"product": "gb/diazepam/tablet/2", "volume_ml": "2"}],
        [],
    ],
)
def test_H37_words_and_amounts_that_disagree_have_no_picture(take):
    """Whatever is wrong with the document: no third opinion."""
    text = "Take two 2 milligram tablets of diazepam (4 milligrams) in the morning"
    assert pictures_of(text, [{"product": "gb/diazepam/tablet/2", "count": "2"}])
    assert pictures_of(text, take) == ()


def test_H04_half_a_capsule_has_no_picture():
    """It cannot be made, whatever a document says."""
    text = "Take half a 10 milligram capsule of temazepam (5 milligrams) at bedtime"
    assert pictures_of(text, [{"product": "none", "count": "1/2"}]) == ()


def test_a_sentence_that_is_not_ours_has_no_picture():
    """It is shown as it is."""
    assert pictures_of("Take some", []) == ()


def test_a_picture_is_drawn_with_attributes_alone():
    """No style, no script, no colour of its own: it is ink in the dark and on paper."""
    product = scored()
    for markup in (
        svg(drawn(product, tablets(product, Fraction(7, 4)))[0]),
        svg(drawn(LIQUID[0], liquid(LIQUID[0], Volume.ml("0.44")))[0]),
    ):
        assert not re.search(r"style|<script|#[0-9a-f]{3}|url\(|on[a-z]+=", markup)
        assert "currentColor" in markup
