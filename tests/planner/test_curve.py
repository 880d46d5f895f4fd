"""The curve: the lowest next dose agreed and allowed, by two roads."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.formulary import load_formulary
from stepwell.formulary.occupancy import dose_below, occupancy_points
from stepwell.plan.request import Goal, Shape
from stepwell.planner.curve import Curve
from stepwell.planner.pace import Pace
from stepwell.quantities import Mass
from stepwell.safety.cap import Change, lowest_allowed, passes_cap
from stepwell.safety.scale import Scale


FORMULARY = load_formulary()
SCALE = Scale.using(FORMULARY, "ashton2002")
TEN = Pace(Shape.PROPORTIONAL, 14, Fraction(5, 2), reduction=Fraction(1, 10))
# From the published diazepam tables, as far as the formula reproduces them: the
# occupancy in points of a daily dose in mg (work maudsley_transcription).
PUBLISHED_POINTS = {
    60: "70.8",
    40: "61.8",
    28: "53.1",
    20: "44.7",
    10: "28.8",
    8: "24.5",
    5: "16.8",
    2: "7.5",
    1: "3.9",
}


def curve_of(pace: Pace, drug: str, start: str, goal: Goal | None = None) -> Curve:
    """The curve of a drug from a starting dose."""
    return Curve.of(pace, drug, Mass.mg(start).nanograms, SCALE, goal or Goal())


@pytest.mark.parametrize(("dose", "points"), PUBLISHED_POINTS.items())
def test_modelled_occupancy_reproduces_the_published_points(
    dose: int, points: str
) -> None:
    """100 D / (D + 24.7) gives the tabulated value after rounding to one decimal."""
    assert abs(occupancy_points(Fraction(dose)) - Fraction(points)) <= Fraction(1, 20)


def test_proportional_linear_and_hyperbolic_steps_from_diazepam_20() -> None:
    """10 % of the current dose, 10 % of the starting dose, 2.5 points."""
    milligram = 1_000_000
    assert curve_of(TEN, "diazepam", "40").agreed(20 * milligram) == 18 * milligram
    linear = Pace(Shape.LINEAR, 14, Fraction(5, 2), reduction=Fraction(1, 10))
    assert curve_of(linear, "diazepam", "40").agreed(20 * milligram) == 16 * milligram
    fixed = Pace(Shape.LINEAR, 14, Fraction(5, 2), amount=Mass.mg("1"))
    assert curve_of(fixed, "diazepam", "40").agreed(20 * milligram) == 19 * milligram
    points = Pace(Shape.HYPERBOLIC, 14, Fraction(5, 2), points=Fraction(5, 2))
    agreed = curve_of(points, "diazepam", "40").agreed(20 * milligram)
    drop = occupancy_points(Fraction(20)) - occupancy_points(
        Fraction(agreed, milligram)
    )
    assert Fraction(249, 100) < drop <= Fraction(5, 2)


def test_a_goal_of_a_lower_dose_is_the_floor() -> None:
    """Nothing below the goal is ever agreed."""
    curve = curve_of(TEN, "diazepam", "20", Goal(reduce_to=Mass.mg("19")))
    assert curve.agreed(Mass.mg("20").nanograms) == Mass.mg("19").nanograms


def test_the_jump_follows_the_tier_the_wish_and_the_cap() -> None:
    """2.5 points mean 0.63 mg of diazepam; a wish counts up to 1.25 mg."""
    curve = curve_of(TEN, "diazepam", "20")
    assert curve.may_stop_from(Mass.mg("0.63").nanograms)
    assert not curve.may_stop_from(Mass.mg("0.64").nanograms)
    wished = curve_of(TEN, "diazepam", "20", Goal(final_dose=Mass.mg("1")))
    assert wished.may_stop_from(Mass.mg("1").nanograms)
    too_high = curve_of(TEN, "diazepam", "20", Goal(final_dose=Mass.mg("5")))
    assert not too_high.may_stop_from(Mass.mg("1.3").nanograms)


@pytest.mark.parametrize(
    ("wished", "jump"), [("1", "1"), ("3", "3"), ("4", "4"), ("5", "4")]
)
def test_H08_with_the_cap_lifted_a_wish_counts_up_to_4_mg(
    wished: str, jump: str
) -> None:
    """A prescriber's override reaches as far as G01 allows, and no further."""
    lifted = replace(TEN, largest_fraction=Fraction(1, 2))
    goal = Goal(final_dose=Mass.mg(wished))
    curve = curve_of(lifted, "diazepam", "20", goal)
    assert curve.may_stop_from(Mass.mg(jump).nanograms)
    assert not curve.may_stop_from(Mass.mg(jump).nanograms + 1)
    capped = curve_of(TEN, "diazepam", "20", goal)
    assert capped.may_stop_from(Mass.mg(jump).nanograms) is (jump == "1")


@given(
    st.sampled_from(["diazepam", "lorazepam", "alprazolam", "temazepam", "oxazepam"]),
    st.integers(1, 80_000_000),
)
def test_allowed_agrees_with_the_safety_room(drug: str, nanograms: int) -> None:
    """The integer bound of the planner passes the cap; one nanogram less does not."""
    cell = SCALE.equivalent(drug)
    start = Mass(nanograms).mg_text
    allowed = curve_of(TEN, drug, start).allowed(nanograms)

    def change(after: int) -> Change:
        return Change(
            Fraction(10 * nanograms, cell.low.nanograms),
            Fraction(10 * after, cell.low.nanograms),
        )

    assert passes_cap(change(allowed))
    assert allowed == 0 or not passes_cap(change(allowed - 1))
    exact = lowest_allowed(change(0).before)
    assert allowed == max(0, -(-(exact * cell.low.nanograms / 10) // 1))


@given(st.integers(1, 80_000_000), st.integers(1, 50))
def test_points_are_dropped_as_the_formula_says(nanograms: int, tenths: int) -> None:
    """The rearranged integer form equals the formula in fractions, rounded up."""
    points = Fraction(tenths, 10)
    pace = Pace(Shape.HYPERBOLIC, 14, Fraction(5, 2), points=points)
    curve = curve_of(pace, "diazepam", Mass(nanograms).mg_text)
    exact = dose_below(Fraction(nanograms, 1_000_000), points) * 1_000_000
    assert curve.agreed(nanograms) == max(-(-exact // 1), curve.allowed(nanograms), 1)
