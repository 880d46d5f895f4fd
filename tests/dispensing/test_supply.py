"""What a pharmacy hands out: counted exactly, by two roads (H05, H08)."""

from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.made import CONCENTRATE, START, dose, liquid, plan_of, plans, tablets
from stepwell.dispensing import supply_of
from stepwell.plan.supply_wish import SupplyWish
from stepwell.plan.times import DoseTime
from stepwell.quantities import read_count


def amount(part):
    """Tablets, or millilitres of a liquid."""
    return (
        part.count if part.volume is None else Fraction(part.volume.microlitres, 1000)
    )


def counted_day_by_day(plan, period_days):
    """Walk through the days and put aside what each dose takes."""
    taken = defaultdict(Fraction)
    for step in plan.steps:
        for number in range(step.days):
            day = step.start + timedelta(days=number)
            period = (day - plan.start).days // period_days
            for each in step.doses:
                for part in each.parts:
                    taken[period, part.product] += amount(part)
    return dict(taken)


def in_periods(plan, period_days):
    """The supply without a cupboard and without limits."""
    return supply_of(plan, SupplyWish(period_days))


def written(row, text):
    return Fraction(text) if row.unit == "ml" else read_count(text)


def period_of(row, plan, period_days):
    return (date.fromisoformat(row.first_day) - plan.start).days // period_days


@given(plans(), st.integers(1, 60))
def test_H05_supply_is_what_a_day_by_day_count_gives(plan, period_days):
    """Row by row and in all, neither one tablet more nor a quarter less."""
    rows = in_periods(plan, period_days)
    given_out = {
        (period_of(row, plan, period_days), row.product): written(row, row.count)
        for row in rows
    }
    assert len(given_out) == len(rows)
    assert given_out == counted_day_by_day(plan, period_days)


@given(plans())
def test_H05_a_usual_period_is_four_weeks(plan):
    """Without a wish, 28 days."""
    assert supply_of(plan) == in_periods(plan, 28)


@given(plans(), st.integers(1, 60))
def test_H08_periods_follow_each_other_without_a_gap(plan, period_days):
    """From the first day to the last, and none longer than asked."""
    rows = in_periods(plan, period_days)
    periods = list(
        dict.fromkeys(
            (date.fromisoformat(row.first_day), date.fromisoformat(row.last_day))
            for row in rows
        )
    )
    assert periods[0][0] == plan.start
    assert periods[-1][1] == plan.end - timedelta(days=1)
    for (_, last), (first, _) in pairwise(periods):
        assert first == last + timedelta(days=1)
    for first, last in periods:
        assert 1 <= (last - first).days + 1 <= period_days


@given(plans(), st.integers(1, 60))
def test_H08_the_spare_is_one_hold_of_the_period_s_first_step(plan, period_days):
    """Holding that step for 14 days more, however long it is, takes exactly this."""
    for row in in_periods(plan, period_days):
        first_day = date.fromisoformat(row.first_day)
        step = next(each for each in plan.steps if each.end > first_day)
        hold = sum(
            (
                amount(part) * 14
                for each in step.doses
                for part in each.parts
                if part.product == row.product
            ),
            start=Fraction(0),
        )
        assert written(row, row.spare) == hold


@given(plans(), st.integers(1, 60))
def test_H05_shorter_periods_hand_out_the_same_in_all(plan, period_days):
    """However the plan is cut up, nothing is rounded on the way."""

    def in_all(rows):
        sums = defaultdict(Fraction)
        for row in rows:
            sums[row.product] += written(row, row.count)
        return dict(sums)

    assert in_all(in_periods(plan, period_days)) == in_all(in_periods(plan, 10_000))


def test_H12_liquids_are_given_out_in_millilitres_and_tablets_in_units():
    """0.4 ml for ten days are 4 ml, and one and a half tablets 15."""
    plan = plan_of((10, [dose(tablets("3/2"), liquid("0.4"))]))
    rows = {row.product: row for row in supply_of(plan)}
    poured, counted = rows[CONCENTRATE], rows["us/lorazepam/tablet/0.5"]
    assert (poured.count, poured.spare, poured.unit) == ("4", "5.6", "ml")
    assert (counted.count, counted.spare, counted.unit) == ("15", "21", "units")


def test_a_product_no_longer_used_in_a_period_is_not_handed_out():
    """Each period lists what it needs and nothing from another one."""
    plan = plan_of(
        (28, [dose(tablets(1, "us/lorazepam/tablet/1"))]),
        (28, [dose(tablets(1, "us/lorazepam/tablet/0.5"))]),
    )
    assert [(row.first_day, row.product, row.count) for row in supply_of(plan)] == [
        ("2027-01-04", "us/lorazepam/tablet/1", "28"),
        ("2027-02-01", "us/lorazepam/tablet/0.5", "28"),
    ]


def test_a_product_that_comes_in_later_has_no_spare_yet():
    """The hold that the spare is for is one of the step before it."""
    plan = plan_of(
        (14, [dose(tablets(1, "us/lorazepam/tablet/1"))]),
        (14, [dose(tablets(1, "us/lorazepam/tablet/0.5"))]),
    )
    assert [(row.product, row.count, row.spare) for row in supply_of(plan)] == [
        ("us/lorazepam/tablet/0.5", "14", "0"),
        ("us/lorazepam/tablet/1", "14", "14"),
    ]


def test_a_quarter_that_is_left_over_is_said():
    """Three quarters a day for three days are two and a quarter tablets."""
    plan = plan_of((3, [dose(tablets("3/4"))]))
    assert supply_of(plan)[0].count == "2 1/4"


def test_doses_of_one_product_at_two_times_are_counted_together():
    """One row for the box that both come out of."""
    plan = plan_of((2, [dose(tablets(1)), dose(tablets(2), time=DoseTime.MORNING)]))
    assert [row.count for row in supply_of(plan)] == ["6"]


@pytest.mark.parametrize("period_days", [0, -1, -28])
def test_a_period_without_a_day_is_refused(period_days):
    """It would never come to an end."""
    with pytest.raises(ValueError, match="at least one day"):
        in_periods(plan_of((3, [dose(tablets(1))])), period_days)


def test_the_last_period_ends_with_the_plan():
    """30 days are 28 and 2."""
    rows = supply_of(plan_of((30, [dose(tablets(1))])))
    assert [(row.first_day, row.last_day, row.count) for row in rows] == [
        ("2027-01-04", "2027-01-31", "28"),
        ("2027-02-01", "2027-02-02", "2"),
    ]
    assert date(2027, 1, 4) == START
