"""Traps that other taper planners fell into, and that this one must not."""

from fractions import Fraction

import pytest

from plan.made import STRENGTHS, dose, plan_of, tablets
from stepwell.dispensing import (
    dose_sentence,
    makeable_doses,
    read_dose_sentence,
    supply_of,
)
from stepwell.formulary import SmallestPiece, load_formulary
from stepwell.plan.times import DoseTime
from stepwell.quantities import Mass, QuantityError, read_count, read_mass
from stepwell.quantities.counts import count_text, count_words


FORMULARY = load_formulary()
TABLETS = dict.fromkeys(STRENGTHS, "tablet")


@pytest.mark.parametrize("whole", range(1, 99))
@pytest.mark.parametrize("part", [Fraction(1, 4), Fraction(1, 2), Fraction(3, 4)])
def test_trap_one_and_a_half_printed_as_one(whole, part):
    """A taper planner cut 1 1/2 tablets down to 1 in print, and 11.5 mg to 6 mg."""
    count = whole + part
    assert count_words(count) != count_words(Fraction(whole))
    assert read_count(count_text(count)) == count
    said = read_dose_sentence(dose_sentence(dose(tablets(count)), TABLETS))
    assert said.parts[0].count == count
    assert said.amount == Mass.mg("0.5").times(count)


def test_trap_one_and_a_half_printed_as_one_in_the_example():
    """The very sentence of the contract."""
    assert dose_sentence(dose(tablets("3/2")), TABLETS) == (
        "Take one and a half 0.5 milligram tablets of lorazepam (0.75 milligrams)"
        " at bedtime"
    )


def test_trap_0_125_rounded_to_0_13():
    """Another rounded to two decimals, and its plan never ended."""
    assert Mass.mg("0.125").mg_text == "0.125"
    assert read_mass("0.125 mg").words == "0.125 milligrams"
    products = FORMULARY.products_of("alprazolam", "us")
    made = makeable_doses(products, SmallestPiece.HALF, Mass.mg(1))
    assert Mass.mg("0.125").nanograms in made.ways
    assert Mass.mg("0.13").nanograms not in {
        amount
        for amount, way in made.ways.items()
        if not any(made.products[index].is_liquid for index, _ in way.counts)
    }
    sentence = dose_sentence(dose(tablets("1/4")), TABLETS)
    assert "(0.125 milligrams)" in sentence
    assert read_dose_sentence(sentence).amount == Mass(125_000)


def test_trap_point_five_parsed_as_five():
    """A reminder app read ".5" as 5 pills."""
    with pytest.raises(QuantityError):
        read_mass(".5 mg")
    with pytest.raises(ValueError):
        read_count(".5")
    sentence = dose_sentence(dose(tablets(1)), TABLETS)
    assert "(0.5 milligrams)" in sentence
    with pytest.raises(ValueError):
        read_dose_sentence(sentence.replace("0.5", ".5"))
    with pytest.raises(ValueError):
        read_dose_sentence(sentence.replace("(0.5", "(5"))


def test_trap_stock_reduced_by_mg():
    """A reminder app took milligrams off the stock instead of tablets."""
    plan = plan_of((28, [dose(tablets("3/2"))]))
    assert [row.count for row in supply_of(plan)] == ["42"]
    stronger = plan_of((28, [dose(tablets("3/2", "us/lorazepam/tablet/2"))]))
    assert [row.count for row in supply_of(stronger)] == ["42"]


def test_trap_rounding_up_halves_per_dose_when_dispensing():
    """A planner rounded each half up: 28 days of two halves became 56 tablets."""
    halves = [dose(tablets("1/2"), time=time) for time in list(DoseTime)[:2]]
    assert [row.count for row in supply_of(plan_of((28, halves)))] == ["28"]
    quarter = [dose(tablets("1/4"))]
    assert [row.count for row in supply_of(plan_of((3, quarter)))] == ["3/4"]


def test_trap_fractional_stock_lost_on_saving():
    """Another lost the half tablet when the stock was saved."""
    row = supply_of(plan_of((7, [dose(tablets("1/2"))])))[0]
    assert (row.count, read_count(row.count)) == ("3 1/2", Fraction(7, 2))


def test_trap_greedy_choice_misses_an_exact_dose():
    """5.625 mg of zopiclone is 3.75 and half of 3.75; a greedy planner gave 5 mg."""
    products = FORMULARY.products_of("zopiclone", "ca")
    made = makeable_doses(products, SmallestPiece.HALF, Mass.mg("7.5"))
    parts = made.parts(Mass.mg("5.625").nanograms)
    assert [(part.product, part.count) for part in parts] == [
        ("ca/zopiclone/tablet/3.75", Fraction(3, 2))
    ]
