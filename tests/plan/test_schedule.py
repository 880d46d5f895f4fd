"""A plan seen as a schedule, ready to be reviewed."""

from datetime import date, timedelta

from hypothesis import given

from plan.made import START, dose, plan_of, plans, regimen, tablets
from stepwell.plan.regimen import NOTHING_TAKEN, Regimen
from stepwell.plan.schedule import Period, Schedule
from stepwell.plan.times import DoseTime
from stepwell.quantities import Mass


@given(plans())
def test_H08_a_plan_as_a_schedule_leaves_no_day_out(plan):
    """Two weeks of today's dose, the steps, then nothing if it stops: no gap."""
    schedule = Schedule.of_plan(plan)
    for earlier, later in zip(schedule.periods, schedule.periods[1:], strict=False):
        assert later.start == earlier.end
    assert schedule.ends
    today, *steps = schedule.periods
    assert today.end == plan.start
    assert (today.number, today.days, today.regimen) == (0, 14, plan.before)
    assert [each.number for each in schedule.periods] == list(
        range(len(schedule.periods))
    )
    if plan.stop_date is not None:
        *steps, after = steps
        assert (after.start, after.days) == (plan.stop_date, 14)
        assert after.regimen == NOTHING_TAKEN
    assert [(each.start, each.days, each.doses) for each in steps] == [
        (each.start, each.days, each.doses) for each in plan.steps
    ]
    assert [each.regimen for each in steps] == [each.regimen for each in plan.steps]


def test_a_plan_that_does_not_stop_ends_with_its_last_dose():
    """No period of nothing is made up."""
    plan = plan_of((14, [dose(tablets(1))]), stops=False)
    assert Schedule.of_plan(plan).periods[-1].regimen == regimen(dose(tablets(1)))


def test_the_drugs_of_a_schedule_stand_in_order_of_appearance():
    """And a drug that is not taken today is new."""
    old = Regimen.of([("lorazepam", DoseTime.BEDTIME, Mass.mg(1))])
    both = Regimen.of(
        [
            ("diazepam", DoseTime.MORNING, Mass.mg(5)),
            ("lorazepam", DoseTime.BEDTIME, Mass.mg(1)),
        ]
    )
    periods = (
        Period(0, START, 7, old),
        Period(1, START + timedelta(days=7), 7, both),
    )
    schedule = Schedule(periods, ends=False)
    assert schedule.drugs == ("lorazepam", "diazepam")
    assert schedule.new_drugs == ("diazepam",)


def test_a_period_ends_on_the_day_after_it():
    """Across a leap day, too."""
    period = Period(1, date(2028, 2, 15), 14, NOTHING_TAKEN)
    assert period.end == date(2028, 2, 29)


def test_the_periods_of_some_days_are_cut_at_both_ends():
    """The last one goes on; nothing is said of days before the first."""
    plan = plan_of((14, [dose(tablets(2))]), (7, [dose(tablets(1))]), stops=False)
    schedule = Schedule.of_plan(plan)
    first, end = START - timedelta(days=3), START + timedelta(days=200)
    cut = list(schedule.within(first, end))
    assert [(each.start, each.days) for each in cut] == [
        (first, 3),
        (START, 14),
        (START + timedelta(days=14), 186),
    ]
    assert list(schedule.within(date(2020, 1, 1), date(2020, 1, 9))) == []
    assert schedule.start == START


def test_days_for_which_nothing_was_planned_have_no_drug():
    """They are days all the same."""
    schedule = Schedule.of_nothing(START, 5)
    assert schedule.drugs == ()
    (only,) = schedule.within(START, START + timedelta(days=9))
    assert (only.days, only.regimen) == (9, NOTHING_TAKEN)
