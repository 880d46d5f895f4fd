"""The person, and for how long the medicine was taken."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.plan.person import Flag, Person, RedFlag, UseHistory


def months_counted(since, day):
    """Walk day by day and count each day that completes a month.

    A month is complete on the same day of the next month, or on the first day
    after a month that has no such day.
    """
    count, today = 0, since
    while today < day:
        yesterday, today = today, today + timedelta(days=1)
        skipped = today.day == 1 and yesterday.day < since.day
        count += today.day == since.day or skipped
    return count


days = st.dates(date(2023, 1, 1), date(2029, 12, 31))


@given(days, st.integers(0, 1500))
def test_H07_months_of_use_equal_counting_day_by_day(since, length):
    """The formula and a walk through the calendar agree on every day."""
    day = since + timedelta(days=length)
    assert UseHistory(since).months_until(day) == months_counted(since, day)


@pytest.mark.parametrize(
    ("since", "day", "months"),
    [
        ("2026-01-31", "2026-02-28", 0),
        ("2026-01-31", "2026-03-01", 1),
        ("2026-01-31", "2026-03-30", 1),
        ("2026-01-31", "2026-03-31", 2),
        ("2024-02-29", "2025-02-28", 11),
        ("2024-02-29", "2025-03-01", 12),
        ("2024-02-29", "2028-02-28", 47),
        ("2024-02-29", "2028-02-29", 48),
        ("2027-01-04", "2027-01-04", 0),
        ("2026-12-31", "2027-01-30", 0),
        ("2026-12-31", "2027-01-31", 1),
        ("2021-05-01", "2027-01-04", 68),
    ],
)
def test_months_at_month_ends_and_leap_days(since, day, months):
    """A month that lacks the day is complete on the first day after it."""
    history = UseHistory(date.fromisoformat(since))
    assert history.months_until(date.fromisoformat(day)) == months


@given(days, days, days)
def test_H07_time_of_use_never_shrinks(since, one, other):
    """A later day is never fewer months."""
    history = UseHistory(since)
    earlier, later = sorted((one, other))
    assert history.months_until(earlier) <= history.months_until(later)


def test_H13_an_unknown_start_is_not_guessed():
    """Neither nought nor many: nothing is known."""
    assert UseHistory().months_until(date(2027, 1, 4)) is None
    assert UseHistory().days_per_week == 7


def test_H13_nothing_about_a_person_is_assumed():
    """No age, no flag, no red flag."""
    assert Person().age_years is None
    assert Person().flags == Person().red_flags == frozenset()


def test_flags_that_hold_are_given_in_the_order_asked():
    """Only those that hold."""
    person = Person(flags=frozenset({Flag.FALLS, Flag.OPIOID}))
    assert person.has_any(Flag.OPIOID, Flag.ALCOHOL, Flag.FALLS) == (
        Flag.OPIOID,
        Flag.FALLS,
    )
    assert person.has_any(Flag.ALCOHOL) == ()


def test_a_flag_is_read_out_in_words():
    """Without underscores, and with the enzyme's name in capitals."""
    assert Flag.PAST_SEVERE_WITHDRAWAL.words == "past severe withdrawal"
    assert Flag.CYP2C19_POOR_METABOLISER.words == "CYP2C19 poor metaboliser"


def test_flags_and_red_flags_are_those_of_the_contract():
    """Other programs send these words: 32 flags and 8 red flags."""
    assert len(Flag) == 32
    assert len(RedFlag) == 8
    assert all(each.value == each.name.lower() for each in (*Flag, *RedFlag))
