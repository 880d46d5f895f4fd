"""What was planned on each day, where versions of a plan followed each other."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.made import START, dose, plan_of, plans, regimen, tablets
from stepwell.plan.followed import Followed, one_after_another
from stepwell.plan.regimen import NOTHING_TAKEN
from stepwell.plan.schedule import Schedule


DAY = timedelta(days=1)
BEYOND = 60
"""So many days after the last period the last regimen is asked for, too."""


@st.composite
def chains(draw):
    """Versions of any start, each in force from a day that never goes back."""
    since, made = START, []
    for plan in draw(st.lists(plans(), min_size=1, max_size=5)):
        since += draw(st.integers(0, 60)) * DAY
        moved = draw(st.integers(-60, 60)) * DAY + (since - plan.start)
        steps = [(each.days, each.doses) for each in plan.steps]
        stops = plan.stop_date is not None
        before = draw(st.sampled_from([None, NOTHING_TAKEN, regimen(FIRST)]))
        before = plan.before if before is None else before
        try:
            plan = plan_of(*steps, start=plan.start + moved, before=before, stops=stops)
        except ValueError:  # the first step would rise over what was taken before
            plan = plan_of(*steps, start=plan.start + moved, stops=stops)
        made.append(Followed(plan, since))
    return made


FIRST = dose(tablets(100))


def said_by(plan, day):
    """What a plan itself says of a day, asked another way."""
    if day < plan.start:
        return plan.before
    if plan.stop_date is not None and day >= plan.stop_date:
        return NOTHING_TAKEN
    return [each for each in plan.steps if each.start <= day][-1].regimen


def in_force(versions, day):
    """The version in force: the last one whose day has come."""
    return [each for each in versions if each.since <= day][-1].plan


def by_day(schedule, end):
    """Each day's regimens, of which there should be one."""
    found = {}
    for period in schedule.within(schedule.start, end):
        for number in range(period.days):
            held = found.setdefault(period.start + number * DAY, [])
            held.append(period.regimen)
    return found


@given(chains())
def test_H17_every_day_has_the_regimen_of_the_version_that_was_in_force(versions):
    """Exactly one, from the first step that was followed to after the end."""
    schedule = one_after_another(versions)
    end = schedule.periods[-1].end + BEYOND * DAY
    found = by_day(schedule, end)
    days = [schedule.start + n * DAY for n in range((end - schedule.start).days)]
    assert list(found) == days
    for day, regimens in found.items():
        assert regimens == [said_by(in_force(versions, day), day)]


@given(chains())
def test_H08_the_periods_leave_no_day_out_and_have_none_twice(versions):
    """One after the other, numbered on, and what makes a dose is kept with it."""
    schedule = one_after_another(versions)
    assert schedule.ends
    for earlier, later in pairwise(schedule.periods):
        assert later.start == earlier.end
        assert later.days >= 1
        assert later.number == earlier.number + 1
    for period in schedule.periods[1:]:
        if period.doses:
            assert regimen(*period.doses) == period.regimen
    assert schedule.periods[0].number == 0


@given(chains())
def test_it_begins_with_the_first_step_that_was_followed(versions):
    """Before it stands what was taken then, for two weeks, as beside one plan."""
    schedule = one_after_another(versions)
    before, first = schedule.periods[:2]
    begun = in_force(versions, schedule.start)
    assert (before.days, before.regimen) == (14, begun.before)
    assert schedule.start == max(begun.start, begins(versions, begun))
    assert first.start == schedule.start
    for day in (schedule.start - n * DAY for n in range(1, 100)):
        told = [each for each in versions if each.since <= day]
        assert not told or day < told[-1].plan.start


def begins(versions, plan):
    """The day from which a plan was in force; the last of equal plans."""
    return next(each.since for each in reversed(versions) if each.plan is plan)


@given(plans(), st.integers(0, 60))
def test_one_version_is_the_plan_itself(plan, days):
    """Agreed on the first day or before it, nothing is different."""
    alone = one_after_another([Followed(plan, plan.start - days * DAY)])
    assert alone == Schedule.of_plan(plan)
    assert Schedule.of(plan) == alone == Schedule.of(alone)


@given(plans(), st.integers(1, 90))
def test_H17_a_version_that_repeats_the_plan_changes_no_day(plan, days):
    """The same steps agreed again some days later are the same doses on each day."""
    once = Schedule.of_plan(plan)
    again = one_after_another(
        [Followed(plan, plan.start), Followed(plan, plan.start + days * DAY)]
    )
    end = max(once.periods[-1].end, again.periods[-1].end)
    assert by_day(again, end) == by_day(once, end)


TWO, ONE, HALF = (dose(tablets(count)) for count in (4, 2, 1))
OLD = plan_of((14, [TWO]), (14, [ONE]), stops=True)


def test_H17_after_a_hold_the_longer_step_stands_where_it_was_lived():
    """Two weeks, a week of holding agreed as a new version, then the next step."""
    at = START + 14 * DAY
    held = plan_of((7, [TWO]), (14, [ONE]), start=at)
    schedule = one_after_another([Followed(OLD, START - DAY), Followed(held, at)])
    assert [(each.start, each.days, each.regimen) for each in schedule.periods] == [
        (START - 14 * DAY, 14, regimen(TWO)),
        (START, 14, regimen(TWO)),
        (at, 7, regimen(TWO)),
        (at + 7 * DAY, 14, regimen(ONE)),
        (at + 21 * DAY, 14, NOTHING_TAKEN),
    ]


def test_until_a_version_begins_what_was_taken_before_it_goes_on():
    """A change of the version before, due in between, is not made."""
    agreed, start = START + 10 * DAY, START + 20 * DAY
    slower = plan_of((28, [ONE]), start=start, before=regimen(TWO))
    schedule = one_after_another([Followed(OLD, START), Followed(slower, agreed)])
    days = by_day(schedule, start + DAY)
    assert all(days[START + n * DAY] == [regimen(TWO)] for n in range(20))
    assert days[start] == [regimen(ONE)]


def test_a_version_whose_place_was_taken_before_it_began_leaves_no_trace():
    """Nobody followed a step of it."""
    other = plan_of((14, [HALF]), start=START + 30 * DAY, before=regimen(TWO))
    schedule = one_after_another(
        [Followed(other, START - 5 * DAY), Followed(OLD, START)]
    )
    assert schedule == Schedule.of_plan(OLD)


def test_of_two_versions_of_one_day_the_later_one_counts():
    """What was agreed last on a day is what stands in the evening."""
    other = plan_of((14, [HALF]), start=START)
    both = [Followed(other, START), Followed(OLD, START)]
    assert one_after_another(both) == Schedule.of_plan(OLD)


def test_a_plan_that_has_ended_already_still_has_a_day():
    """It says that nothing is taken, or that the last dose goes on."""
    late = OLD.end + 100 * DAY
    schedule = one_after_another([Followed(OLD, late)])
    assert [each.regimen for each in schedule.periods] == [regimen(TWO), NOTHING_TAKEN]
    assert (schedule.start, schedule.periods[-1].days) == (late, 1)


def test_without_a_version_nothing_was_followed():
    """There is no day to speak of."""
    with pytest.raises(ValueError, match="nothing was followed"):
        one_after_another([])


def test_days_that_go_back_are_refused():
    """A later version cannot have been in force before an earlier one."""
    with pytest.raises(ValueError, match="not in force before"):
        one_after_another([Followed(OLD, START), Followed(OLD, START - DAY)])
