"""The 14-day cap."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.formulary.occupancy import occupancy_points
from stepwell.safety.cap import Change, lowest_allowed, passes_cap


def change(before, after):
    return Change(Fraction(before), Fraction(after))


@pytest.mark.parametrize(
    ("before", "after", "passes"),
    [
        ("40", "30", True),  # exactly a quarter
        ("40", "29.99", False),
        ("3", "1.75", True),  # exactly 1.25 mg, and 4.2 points
        ("3", "1.74", False),
        ("1.25", "0", True),  # exactly 1.25 mg down to nothing, 4.8 points
        ("1.26", "0", False),
        ("10", "10", True),
        ("10", "12", True),  # a rise is for another rule
        ("0", "0", True),
        ("0", "5", True),
    ],
)
def test_a_quarter_or_a_small_change_passes(before, after, passes):
    """At most 25 % of the current dose, or at most 1.25 mg and 5 points."""
    assert passes_cap(change(before, after)) is passes


def test_a_small_change_needs_both_conditions():
    """Within 1.25 mg the 5 points hold as well: at most 4.82 from the bottom."""
    largest = change("1.25", "0")
    assert largest.points == occupancy_points(Fraction("1.25"))
    assert Fraction("4.81") < largest.points < 5


def test_a_change_knows_its_size():
    """The fall as mass, as a fraction of the dose before, and in points."""
    assert change("40", "30").fall == 10
    assert change("40", "30").fraction == Fraction(1, 4)
    assert change("0", "5").fraction == 0
    assert change("10", "15").points < 0


DOSES = st.fractions(min_value=0, max_value=200, max_denominator=1000)


@given(DOSES)
def test_the_lowest_allowed_dose_passes_and_lies_at_the_edge(before):
    """What the cap allows at most is allowed, and a little more is not."""
    lowest = lowest_allowed(before)
    assert passes_cap(Change(before, lowest))
    if lowest > 0:
        assert not passes_cap(Change(before, lowest - Fraction(1, 10**6)))


@given(DOSES)
def test_a_wider_fraction_never_forbids_more(before):
    """With a prescriber's wider fraction the edge is as low or lower."""
    assert lowest_allowed(before, Fraction(1, 2)) <= lowest_allowed(before)
