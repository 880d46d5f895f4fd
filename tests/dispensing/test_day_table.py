"""How much of each product each day takes: the one source of all supply (H05)."""

from datetime import timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from dispensing.wishes import (
    DAY,
    HALF,
    ONE,
    all_plans,
    first_short,
    is_liquid,
    products_of,
    taken_each_day,
)
from plan.made import CONCENTRATE, START, dose, liquid, plan_of, tablets
from stepwell.dispensing.day_table import DayTable
from stepwell.plan.schedule import Schedule


@given(all_plans)
def test_H05_the_table_is_what_the_days_of_the_plan_take(plan):
    """Day by day and product by product, exactly, crossovers and liquids included."""
    table = DayTable.of(plan)
    assert list(table.runs) == products_of(plan)
    assert table.liquids == {each for each in table.runs if is_liquid(each)}
    for day, taken in taken_each_day(plan):
        assert {
            product: table.on(product, day)
            for product in table.runs
            if table.on(product, day)
        } == taken


@given(all_plans, st.data())
def test_H05_any_stretch_of_days_is_the_sum_of_its_days(plan, data):
    """Also one that begins before the plan or ends after it."""
    table = DayTable.of(plan)
    offsets = st.integers(-5, (plan.end - plan.start).days)
    first = plan.start + data.draw(offsets) * DAY
    end = first + data.draw(st.integers(0, 60)) * DAY
    end = min(end, plan.end) if table.goes_on else end
    for product in table.runs:
        walked = sum(
            (
                taken.get(product, Fraction(0))
                for day, taken in taken_each_day(plan)
                if first <= day < end
            ),
            start=Fraction(0),
        )
        assert table.between(product, first, end) == walked


@given(all_plans, st.data())
def test_H08_the_first_day_that_is_not_covered_is_found(plan, data):
    """The very day on which somebody who walks through the plan is short."""
    table = DayTable.of(plan)
    since = plan.start + data.draw(st.integers(0, 60)) * DAY
    for product in table.runs:
        at_home = Fraction(data.draw(st.integers(0, 400)), 4)
        found = table.first_short(product, at_home, since)
        walked = first_short(plan, product, at_home, since)
        if table.goes_on and walked is None:
            assert found is None or found >= plan.end
        else:
            assert found == walked


def test_H08_a_lower_dose_that_goes_on_still_needs_its_tablets():
    """One a day after the plan: 20 at home after its 14 days last 6 days more."""
    plan = plan_of((14, [dose(tablets(1))]), stops=False)
    table = DayTable.of(plan)
    assert table.on(HALF, plan.end + 100 * DAY) == 1
    assert table.first_short(HALF, Fraction(20), plan.start) == plan.start + 20 * DAY
    later = plan.end + 3 * DAY
    assert table.first_short(HALF, Fraction(5), later) == later + 5 * DAY


def test_a_product_of_which_nothing_is_taken_never_runs_out():
    """Not in the plan at all, or no more of it from that day on."""
    plan = plan_of((7, [dose(tablets(1, ONE))]), (7, [dose(tablets(1))]))
    table = DayTable.of(plan)
    assert table.first_short("us/lorazepam/tablet/2", Fraction(0), START) is None
    assert table.before("us/lorazepam/tablet/2", plan.end) == 0
    assert table.first_short(ONE, Fraction(0), START + 7 * DAY) is None
    assert table.first_short(HALF, Fraction(0), START) == START + 7 * DAY


def test_a_schedule_has_the_same_table_as_its_plan():
    """What is read back is counted in the same way."""
    plan = plan_of((7, [dose(tablets("3/2"), liquid("0.4"))]), (7, [dose(tablets(1))]))
    steps = Schedule.of_plan(plan).periods[1:-1]
    assert DayTable(steps).runs == DayTable.of(plan).runs


def test_H12_liquids_are_written_in_millilitres_and_tablets_counted():
    """2.5 millilitres, and two and a half tablets."""
    table = DayTable.of(plan_of((1, [dose(tablets(1), liquid("0.4"))])))
    assert table.written(CONCENTRATE, Fraction(5, 2)) == "2.5"
    assert table.written(HALF, Fraction(5, 2)) == "2 1/2"
    assert (table.unit(CONCENTRATE), table.unit(HALF)) == ("ml", "units")


def test_days_that_are_not_in_the_plan_take_nothing():
    """The day before it, and the day of the stop."""
    plan = plan_of((3, [dose(tablets(1))]))
    table = DayTable.of(plan)
    assert table.on(HALF, START - timedelta(days=1)) == 0
    assert table.on(HALF, plan.end) == 0
