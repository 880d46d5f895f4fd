"""Calendar months."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.plan.months import months_after


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2027-01-04", 3, "2027-04-04"),
        ("2027-01-31", 1, "2027-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2027-11-30", 3, "2028-02-29"),
        ("2027-12-15", 1, "2028-01-15"),
        ("2027-10-31", 2, "2027-12-31"),
        ("2027-01-31", 12, "2028-01-31"),
        ("2027-01-31", 0, "2027-01-31"),
    ],
)
def test_the_same_day_or_the_last_of_a_shorter_month(day, months, later):
    """Nobody is called in on 31 February."""
    day, later = map(date.fromisoformat, (day, later))
    assert months_after(day, months) == later


@given(day=st.dates(date(1900, 1, 1), date(2199, 12, 31)), months=st.integers(0, 600))
def test_so_many_months_are_so_many(day, months):
    """Whatever the lengths of the months between."""
    later = months_after(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day <= day.day
