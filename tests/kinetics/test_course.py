"""A schedule becomes doses in milligrams at hours from the first midnight."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from curves import PLANNED, example
from factories import daily, schedule_from, two_drugs
from stepwell.kinetics.course import CLOCK_H, course_of, on_another
from stepwell.plan.schedule import Schedule
from stepwell.plan.times import DoseTime


EVERY_TIME = {
    ("lorazepam", "morning"): "1 mg",
    ("lorazepam", "midday"): "0.25 mg",
    ("lorazepam", "evening"): "0.5 mg",
    ("lorazepam", "bedtime"): "2 mg",
}


def test_every_time_of_day_has_an_hour():
    """Morning, midday, evening and bedtime follow each other within a day."""
    hours = [CLOCK_H[time] for time in DoseTime]
    assert hours == sorted(hours)
    assert 0 <= hours[0] <= hours[-1] < 24


def test_doses_stand_at_their_hours():
    """Each dose of a day stands at its hour with its milligrams, day after day."""
    course = course_of(
        schedule_from([(14, EVERY_TIME), (14, EVERY_TIME)]), "lorazepam", 2
    )
    assert course.today.time_h.tolist() == [8, 13, 18, 22]
    assert course.today.dose_mg.tolist() == [1, 0.25, 0.5, 2]
    assert course.history.time_h.tolist() == [8, 13, 18, 22, 32, 37, 42, 46]
    assert course.history.dose_mg.tolist() == 2 * [1, 0.25, 0.5, 2]


def test_what_is_taken_today_is_one_day_and_no_part_of_the_history():
    """The history begins with the first step; today stands by itself."""
    course = course_of(schedule_from(daily("lorazepam", "2", "1.5")), "lorazepam", 14)
    assert course.today.dose_mg.tolist() == [2]
    assert set(course.history.dose_mg.tolist()) == {1.5}
    assert len(course.history.dose_mg) == 14


def test_every_step_has_its_days():
    """A step of three days has three days of doses, and then the next begins."""
    schedule = schedule_from(daily("lorazepam", "2", "1.5", "1", "0", days=3))
    course = course_of(schedule, "lorazepam", 9)
    assert course.history.dose_mg.tolist() == [1.5, 1.5, 1.5, 1, 1, 1]
    assert course.history.time_h[-1] == 5 * 24 + 22


@pytest.mark.parametrize(("last", "doses"), [("1", 20), ("0", 0)])
def test_the_last_period_goes_on(last, doses):
    """After the last period its dose goes on, or nothing does."""
    course = course_of(schedule_from(daily("lorazepam", "2", last)), "lorazepam", 20)
    assert (len(course.history.dose_mg) if course.history else 0) == doses
    assert course.days == 20


def test_days_that_are_not_looked_at_are_cut_off():
    """Fewer days than the schedule has are possible."""
    course = course_of(
        schedule_from(daily("lorazepam", "2", "1", "0.5")), "lorazepam", 5
    )
    assert course.history.dose_mg.tolist() == [1] * 5


def test_each_drug_has_its_own_course():
    """Of two drugs each has its own doses; one that begins later has no today."""
    schedule = two_drugs((2, 0), (1.5, 5), (0, 5))
    old = course_of(schedule, "lorazepam", 28)
    new = course_of(schedule, "diazepam", 28)
    assert old.today.dose_mg.tolist() == [2]
    assert len(old.history.dose_mg) == 14
    assert new.today is None
    assert new.history.dose_mg.tolist() == [5] * 28


def test_a_drug_of_today_alone_has_no_history():
    """What stops at once leaves nothing but what is there."""
    course = course_of(two_drugs((2, 5), (0, 5)), "lorazepam", 10)
    assert course.today is not None
    assert course.history is None


def test_midnights_bound_the_days():
    """One midnight more than days."""
    course = course_of(schedule_from(daily("lorazepam", "2", "1")), "lorazepam", 3)
    assert course.edges_h.tolist() == [0, 24, 48, 72]


def test_another_drug_has_the_same_hours():
    """On another drug the doses are multiplied and the hours stay."""
    course = course_of(two_drugs((2, 0), (1, 0), (0, 0)), "lorazepam", 20)
    other = on_another(course, "diazepam", 10.0)
    assert (other.drug, other.days) == ("diazepam", 20)
    assert np.array_equal(other.history.time_h, course.history.time_h)
    assert np.array_equal(other.history.dose_mg, 10 * course.history.dose_mg)
    assert other.today.dose_mg.tolist() == [20]


def test_nothing_stays_nothing_on_another_drug():
    """Without doses there are none on another drug either."""
    course = course_of(two_drugs((2, 0), (1, 5)), "diazepam", 14)
    assert on_another(course, "nordazepam", 2.0).today is None
    nothing = course_of(two_drugs((0, 5), (0, 4)), "diazepam", 14)
    gone = replace(nothing, history=None)
    assert on_another(gone, "nordazepam", 2.0).history is None


@given(
    st.lists(
        st.tuples(st.integers(1, 20), st.sampled_from(["0", "0.25", "0.5", "1", "2"])),
        min_size=2,
        max_size=6,
    )
)
def test_not_a_milligram_is_lost(steps):
    """The milligrams of a course are those of the schedule's days."""
    schedule = schedule_from(
        [(days, daily("lorazepam", mg)[0][1]) for days, mg in steps]
    )
    days = sum(days for days, _ in steps[1:])
    if "lorazepam" not in schedule.drugs:
        with pytest.raises(ValueError, match="lorazepam is not taken"):
            course_of(schedule, "lorazepam", days)
        return
    course = course_of(schedule, "lorazepam", days)
    taken = sum(days * float(mg) for days, mg in steps[1:])
    total = 0.0 if course.history is None else course.history.dose_mg.sum()
    assert total == pytest.approx(taken)


@pytest.mark.parametrize("name", PLANNED)
def test_a_plan_is_laid_out_whole(name):
    """Every milligram of every step of an example is in its course, and no more."""
    plan = example(name)[0].plan
    schedule = Schedule.of_plan(plan)
    (drug,) = schedule.drugs
    course = course_of(schedule, drug, (plan.end - plan.start).days + 30)
    taken = sum(
        step.days * float(step.regimen.total(drug).mg_text) for step in plan.steps
    )
    assert course.history.dose_mg.sum() == pytest.approx(taken)
    assert course.history.time_h[-1] < 24 * (plan.end - plan.start).days
