"""What is handed out covers every day and never adds up to a tablet too many."""

from collections import defaultdict
from datetime import date
from fractions import Fraction
from itertools import groupby
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispensing.wishes import (
    DAY,
    DIAZEPAM_5,
    HALF,
    ONE,
    all_plans,
    crossed_over,
    diazepam,
    is_liquid,
    plans_and_wishes,
    products_of,
    read_amount,
    taken_each_day,
)
from plan.made import CONCENTRATE, START, dose, liquid, plan_of, tablets
from stepwell.dispensing import supply_of
from stepwell.plan.supply_wish import Cupboard, SupplyWish


periods = st.sampled_from([7, 14, 28, 30])


def day_of(text):
    return None if text is None else date.fromisoformat(text)


def lowest(plan, wish, *, collect):
    """Walk through the plan, collecting as told; what is ever left of each product.

    Days before the count are over; the lowest that is left is below zero where
    somebody would have run out.
    """
    since = wish.cupboard.counted_on if wish.cupboard else plan.start
    rows = [row for row in supply_of(plan, wish) if row.collect_by is not None]
    low = {}
    for product in products_of(plan):
        left = wish.cupboard.amount(product) if wish.cupboard else Fraction(0)
        coming = [
            (day_of(collect(row)), read_amount(row, row.hand_out))
            for row in rows
            if row.product == product
        ]
        left += sum(amount for day, amount in coming if day < since)
        low[product] = left
        for day, taken in taken_each_day(plan):
            if day >= since:
                left += sum(amount for when, amount in coming if when == day)
                left -= taken.get(product, Fraction(0))
                low[product] = min(low[product], left)
    return low


@given(plans_and_wishes())
def test_H08_whoever_collects_on_the_last_day_never_runs_out(both):
    """Whole tablets handed out by ``collect_by`` cover each day in full."""
    plan, wish = both
    low = lowest(plan, wish, collect=lambda row: row.collect_by)
    assert all(left >= 0 for left in low.values())


@given(plans_and_wishes())
def test_H08_whoever_collects_as_early_as_allowed_never_runs_out(both):
    """The window of days leaves no hole at its other end either."""
    plan, wish = both
    low = lowest(plan, wish, collect=lambda row: row.collect_from or row.collect_by)
    assert all(left >= 0 for left in low.values())


@given(all_plans, periods)
def test_H05_never_a_whole_tablet_more_than_the_days_so_far_need(plan, period_days):
    """At the end of each period less than one tablet is left, of each product."""
    out, needed = defaultdict(Fraction), defaultdict(Fraction)
    for row in supply_of(plan, SupplyWish(period_days)):
        out[row.product] += read_amount(row, row.hand_out)
        needed[row.product] += read_amount(row, row.count)
        left = out[row.product] - needed[row.product]
        assert 0 <= left < 1
        assert left == 0 or not is_liquid(row.product)


@given(plans_and_wishes())
def test_H05_in_all_the_missing_rest_is_handed_out(both):
    """What the days take from the count on, less what is at home, rounded up once."""
    plan, wish = both
    since = wish.cupboard.counted_on if wish.cupboard else plan.start
    out = defaultdict(Fraction)
    for row in supply_of(plan, wish):
        out[row.product] += read_amount(row, row.hand_out)
    for product in products_of(plan):
        days = taken_each_day(plan)
        needed = sum(
            (taken.get(product, Fraction(0)) for day, taken in days if day >= since),
            start=Fraction(0),
        )
        at_home = wish.cupboard.amount(product) if wish.cupboard else 0
        missing = max(needed - at_home, Fraction(0))
        assert out[product] == (missing if is_liquid(product) else ceil(missing))


@given(plans_and_wishes())
def test_H05_rows_add_up_to_the_days_whatever_is_at_home(both):
    """The exact counts know no cupboard and no limit, only where a row ends."""
    plan, wish = both
    counted, walked = defaultdict(Fraction), defaultdict(Fraction)
    for row in supply_of(plan, wish):
        counted[row.product] += read_amount(row, row.count)
    for _, taken in taken_each_day(plan):
        for product, amount in taken.items():
            walked[product] += amount
    assert counted == walked


@given(plans_and_wishes())
def test_a_row_is_collected_exactly_when_something_is_handed_out(both):
    """On one of its days; without a limit there is no earliest one."""
    plan, wish = both
    for row in supply_of(plan, wish):
        by, earliest = day_of(row.collect_by), day_of(row.collect_from)
        assert (by is None) == (row.hand_out == "0")
        assert by is None or day_of(row.first_day) <= by <= day_of(row.last_day)
        given_limit = wish.policy.earliest_days is not None
        assert (earliest is not None) == (by is not None and given_limit)
        assert earliest is None or earliest <= by


def test_H05_half_a_tablet_a_day_is_never_rounded_up_dose_by_dose():
    """Seven halves are four tablets in the first week and three in the second."""
    rows = supply_of(plan_of((14, [dose(tablets("1/2"))])), SupplyWish(7))
    assert [(row.count, row.hand_out) for row in rows] == [
        ("3 1/2", "4"),
        ("3 1/2", "3"),
    ]


def test_H05_a_piece_left_over_can_cover_a_whole_period():
    """A quarter a day for seven days leaves a quarter for the eighth."""
    plan = plan_of((8, [dose(tablets("1/4"), tablets(1, ONE))]))
    rows = [row for row in supply_of(plan, SupplyWish(7)) if row.product == HALF]
    assert [(row.count, row.hand_out, row.collect_by) for row in rows] == [
        ("1 3/4", "2", "2027-01-04"),
        ("1/4", "0", None),
    ]


def test_H12_liquids_are_handed_out_to_the_exact_millilitre():
    """Nothing is rounded up to a bottle: the pharmacist knows the bottles."""
    rows = supply_of(plan_of((7, [dose(liquid("0.36"))])))
    assert [(row.count, row.hand_out, row.unit) for row in rows] == [
        ("2.52", "2.52", "ml")
    ]


def test_H06_a_crossover_hands_out_both_drugs_while_both_are_taken():
    """A week of lorazepam beside diazepam; then diazepam alone."""
    rows = supply_of(crossed_over(), SupplyWish(7))
    weeks = [
        {row.product: row.hand_out for row in week}
        for _, week in groupby(rows, key=lambda row: row.first_day)
    ]
    assert weeks[0] == {DIAZEPAM_5: "7", HALF: "7"}
    assert weeks[1] == {DIAZEPAM_5: "14"}
    assert all(HALF not in week for week in weeks[1:])


def test_H06_a_step_back_of_a_crossover_needs_the_old_drug_again():
    """From the second step: 14 tablets of lorazepam, which its row does not say."""
    plan = crossed_over()
    first, second = supply_of(plan, SupplyWish(14))[:2]
    assert (first.product, first.step_back) == (DIAZEPAM_5, "0")
    assert (second.product, second.step_back) == (HALF, "14")


STEPS_BACK = [
    ([dose(tablets(2))], [dose(tablets(1))], "14"),
    ([dose(tablets("3/2"))], [dose(tablets(1))], "7"),
    ([dose(tablets(1))], [dose(tablets(1))], "0"),
    ([dose(tablets(1, ONE))], [dose(tablets(1))], "0"),
]


@pytest.mark.parametrize(("before", "now", "more"), STEPS_BACK)
def test_a_step_back_is_14_days_of_the_difference(before, now, more):
    """Of each product what the step before takes more, and nothing where it is less."""
    rows = supply_of(plan_of((28, before), (28, now)))
    [row] = [row for row in rows if row.first_day == "2027-02-01"]
    assert (row.product, row.step_back) == (HALF, more)


def test_a_step_back_is_counted_for_the_steepest_step_of_a_period():
    """2 to 1 1/2 to 1/2 within four weeks: a whole tablet a day for 14 days."""
    plan = plan_of(
        (14, [dose(tablets(2))]),
        (7, [dose(tablets("3/2"))]),
        (7, [dose(tablets("1/2"))]),
    )
    assert [row.step_back for row in supply_of(plan)] == ["14"]


def test_the_first_step_has_no_step_before_it_by_product():
    """What is taken today is a dose; which tablets make it is not known."""
    assert [row.step_back for row in supply_of(plan_of((14, [dose(tablets(1))])))] == [
        "0"
    ]


def test_H12_a_step_back_of_a_liquid_is_in_millilitres():
    """0.5 ml to 0.4 ml: 1.4 ml more for 14 days."""
    plan = plan_of((28, [dose(liquid("0.5"))]), (28, [dose(liquid("0.4"))]))
    assert [row.step_back for row in supply_of(plan)] == ["0", "1.4"]
    assert supply_of(plan)[0].product == CONCENTRATE


def test_days_before_the_count_are_over():
    """Counted in the second week with nothing at home: one week is handed out."""
    plan = plan_of((14, [dose(tablets(1))]))
    wish = SupplyWish(7, Cupboard(START + 10 * DAY))
    assert [
        (row.count, row.hand_out, row.collect_by) for row in supply_of(plan, wish)
    ] == [("7", "0", None), ("7", "4", "2027-01-14")]


def test_what_a_crossover_leads_to_is_ready_on_its_first_day():
    """Both drugs are collected by the first day of the plan."""
    rows = [row for row in supply_of(crossed_over()) if row.first_day == "2027-01-04"]
    assert {(row.product, row.collect_by) for row in rows} == {
        (DIAZEPAM_5, "2027-01-04"),
        (HALF, "2027-01-04"),
    }
    assert diazepam(1).parts[0].product == DIAZEPAM_5
