"""The occupancy curve: a spacing rule that reproduces its published table."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.formulary.occupancy import (
    FASTER_POINTS,
    MODERATE_POINTS,
    SLOWER_POINTS,
    dose_at,
    dose_below,
    occupancy_points,
)


# Daily dose in mg and its occupancy in per cent: some rows of the table for diazepam
# as work maudsley_transcription gives them. The book itself was not seen.
PUBLISHED = {
    "60": "70.8",
    "50": "66.9",
    "40": "61.8",
    "16": "39.3",
    "10": "28.8",
    "5": "16.8",
    "3": "10.8",
    "2": "7.5",
    "1": "3.9",
    "0.8": "3.1",
    "0.2": "0.8",
}
# Ten equal steps of occupancy from three doses, worked out apart from this code for
# 24.7 mg; 14.57, 8.11 and 3.49 once more by hand.
TEN_EQUAL_STEPS = {
    40: "30.98 24.17 18.84 14.57 11.05 8.11 5.62 3.49 1.63 0.00",
    20: "16.65 13.77 11.26 9.06 7.12 5.38 3.83 2.43 1.16 0.00",
    10: "8.65 7.40 6.24 5.16 4.16 3.22 2.34 1.51 0.73 0.00",
}
# Number of steps of a fixed drop from 60, 40, 20, 10 and 5 mg, worked out likewise.
STEPS = {
    FASTER_POINTS: (15, 13, 9, 6, 4),
    MODERATE_POINTS: (29, 25, 18, 12, 7),
    SLOWER_POINTS: (55, 48, 35, 23, 13),
}
doses = st.fractions(min_value=0, max_value=200, max_denominator=1000)


def rounded(value, places):
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return str(exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP))


@pytest.mark.parametrize("dose", PUBLISHED)
def test_the_published_occupancy_is_reproduced(dose):
    """Rows of the diazepam tables of the Maudsley guidelines, to their one decimal."""
    assert rounded(occupancy_points(Fraction(dose)), 1) == PUBLISHED[dose]


@pytest.mark.parametrize("start", TEN_EQUAL_STEPS)
def test_ten_equal_steps_give_the_doses_worked_out_elsewhere(start):
    """From 40, 20 and 10 mg down to nothing, to two decimals."""
    top = occupancy_points(Fraction(start))
    steps = [dose_at(top * (10 - number) / 10) for number in range(1, 11)]
    assert [rounded(dose, 2) for dose in steps] == TEN_EQUAL_STEPS[start].split()


@pytest.mark.parametrize("points", STEPS)
def test_a_fixed_drop_takes_as_many_steps_as_worked_out_elsewhere(points):
    """Faster, moderate and slower spacing, from 60 to 5 mg."""
    for start, expected in zip((60, 40, 20, 10, 5), STEPS[points], strict=True):
        dose, steps = Fraction(start), 0
        while dose:
            dose, steps = dose_below(dose, points), steps + 1
        assert steps == expected


@given(doses)
def test_occupancy_and_dose_are_each_other_s_inverse(dose):
    """There and back gives the same dose, exactly."""
    assert dose_at(occupancy_points(dose)) == dose
    assert 0 <= occupancy_points(dose) < 100


@given(doses, st.fractions(min_value=Fraction(1, 100), max_value=20))
def test_H07_a_step_down_the_curve_is_a_step_down(dose, points):
    """The next dose is lower, never below zero, and loses at most the points."""
    lower = dose_below(dose, points)
    assert 0 <= lower < dose or lower == dose == 0
    assert occupancy_points(dose) - occupancy_points(lower) <= points
