"""The falls of a schedule: what is lost within any 14 days."""

from datetime import timedelta
from fractions import Fraction

import pytest

from factories import FORMULARY, daily, schedule_from, two_drugs
from stepwell.plan.schedule import Period, Schedule
from stepwell.safety.falls import drug_falls, falls, percent
from stepwell.safety.scale import Scale


SCALE = Scale.using(FORMULARY, "ashton2002")


def found(schedule):
    return [
        (fall.step, fall.change.before, fall.change.after)
        for fall in falls(schedule, SCALE)
    ]


@pytest.mark.parametrize(
    ("days", "before"),
    [
        (7, 20),
        (13, 20),  # the higher dose is still within the 14 days
        (14, 18),  # it is not any more
    ],
)
def test_H07_cuts_fewer_than_14_days_apart_add_up(days, before):
    """Two cuts 13 days apart count as one, two cuts 14 days apart do not."""
    [today, first, second] = daily("diazepam", "20", "18", "16")
    schedule = schedule_from([today, (days, first[1]), second])
    assert found(schedule) == [(1, 20, 18), (2, before, 16)]


def test_a_daily_micro_taper_counts_as_its_sum_of_14_days():
    """Twenty cuts on twenty days: the last one sees the 14 days before it."""
    amounts = [str(40 - cut) for cut in range(21)]
    schedule = schedule_from(daily("diazepam", *amounts, days=1))
    assert found(schedule)[-1] == (20, 34, 20)


def test_the_highest_dose_of_the_window_counts():
    """A dose that rose and fell within the window is the dose before."""
    schedule = schedule_from(daily("diazepam", "10", "14", "9", days=5))
    assert found(schedule) == [(2, 14, 9)]


def test_a_step_that_takes_the_same_is_no_fall_again():
    """A schedule written week by week reports a cut once."""
    schedule = schedule_from(daily("diazepam", "20", "15", "15", days=7))
    assert found(schedule) == [(1, 20, 15)]


def test_a_rise_is_no_fall():
    """Only falls are reported, a partial return to an earlier dose is not."""
    schedule = schedule_from(daily("diazepam", "20", "10", "12", days=7))
    assert found(schedule) == [(1, 20, 10)]


def test_days_without_a_word_do_not_hide_a_fall():
    """After a gap the step before still counts as the dose before."""
    today, later = schedule_from(daily("diazepam", "20", "5")).periods
    moved = Period(1, later.start + timedelta(days=60), 14, later.regimen)
    assert found(Schedule((today, moved), ends=True)) == [(1, 20, 5)]


def test_percent_is_said_to_one_decimal():
    """A fraction is shown as per cent with at most one decimal."""
    assert percent(Fraction(1, 8)) == "12.5"
    assert percent(Fraction(1, 3)) == "33.3"
    assert percent(Fraction(1, 4)) == "25"
    assert percent(Fraction(1004, 10_000)) == "10.04"


def of_lorazepam(*steps):
    """Steps of lorazepam and diazepam in mg: (alone, together) at each fall."""
    return [
        (
            alone.step,
            (alone.change.before, alone.change.after),
            (together.change.before, together.change.after),
        )
        for alone, together in drug_falls(two_drugs(*steps), "lorazepam", SCALE)
    ]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([(2, 40), (1, 40)], [(1, (20, 10), (20, 10))]),
        ([(2, 0), (1, 10), (0, 20)], []),
        ([(2, 0), (1, 9)], [(1, (20, 10), (20, 19))]),
        ([(2, 40), (1, 38)], [(1, (20, 10), (20, 10))]),
        ([(2, 40), (2, 20), (1, 30)], []),
        ([(2, 10), (1, 20), (0, 20)], [(2, (10, 0), (20, 10))]),
        ([(2, 10), (2, 10), (2, 8)], []),
    ],
)
def test_the_falls_of_one_drug_count_what_took_its_place(steps, expected):
    """What the other drug rose above its lowest level so far is set against it."""
    assert of_lorazepam(*steps) == expected
