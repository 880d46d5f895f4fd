"""Which doses are in force: no step early, none skipped, none while held."""

import json
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from people import REQUEST
from stepwell.documents import plan_json
from stepwell.web.drafts.proposed import Proposed
from stepwell.web.plans.beginning import amounts, risen
from stepwell.web.plans.following import (
    Reviewed,
    Why,
    in_force,
    reached,
    steps_of,
    stop_date,
    valid_until,
)


DAY = timedelta(days=1)
START, FIRST_REVIEW = date(2027, 1, 4), date(2027, 4, 4)
STOPS = {"current": [{"drug": "diazepam", "time": "bedtime", "dose": "10 mg"}]}
LOWER = {**STOPS, "goal": {"reduce_to": "8 mg"}}
DAYS = st.integers(-10, 600).map(lambda each: START + each * DAY)


@cache
def plan_of(which):
    """The document of a plan that stops, or of one that ends at a lower dose."""
    changes = {"stops": STOPS, "lower": LOWER}[which]
    return json.loads(plan_json(Proposed.of_document(REQUEST | changes).view))


PLANS = st.sampled_from(["stops", "lower"]).map(plan_of)
REVIEWS = st.lists(
    st.builds(lambda on, late: Reviewed(on, on + late * DAY), DAYS, st.integers(0, 40)),
    max_size=6,
)
HOLDS = st.none() | DAYS


def doses(document, found):
    """What is taken: the doses of the step, those before the plan, or nothing."""
    if found.step is not None:
        return amounts(found.step.doses)
    return {} if found.why is Why.ENDED else amounts(document["current"])


def planned(document, day):
    """What the document says of a day."""
    stop = stop_date(document)
    if stop is not None and day >= stop:
        return {}
    begun = [each for each in steps_of(document) if each.start <= day]
    return amounts(begun[-1].doses if begun else document["current"])


@given(PLANS, DAYS, HOLDS, REVIEWS)
def test_H07_no_day_has_less_than_was_agreed_for_it(document, day, held, reviewed):
    """Whatever comes between can only keep a dose, and never lower one early."""
    found = in_force(document, day, held_from=held, reviewed=reviewed)
    assert not risen(planned(document, day), doses(document, found))


@given(PLANS, DAYS, st.integers(0, 60), REVIEWS)
def test_H17_no_step_advances_while_the_plan_is_held(document, held, later, reviewed):
    """From the first day of a hold on the dose is that of the day before."""
    before = doses(document, in_force(document, held - DAY, reviewed=reviewed))
    found = in_force(document, held + later * DAY, held_from=held, reviewed=reviewed)
    assert doses(document, found) == before
    assert found.next_change is None


@given(PLANS, DAYS)
def test_H08_without_its_review_the_plan_stays_on_the_dose(document, day):
    """After the day to review it by, nothing changes; and never does it become none."""
    found = in_force(document, day)
    due = valid_until(document)
    if day > due and due < steps_of(document)[-1].end - DAY:
        assert found.why is Why.REVIEW_DUE
        assert doses(document, found) == planned(document, due)
    else:
        assert doses(document, found) == planned(document, day)


@given(PLANS, st.lists(st.tuples(st.integers(0, 120), st.integers(0, 20))))
def test_H07_recording_reviews_skips_no_step(document, reviews):
    """Whenever a review is told, the dose of that day stays what it was."""
    reviewed, at = [], 0
    for pause, late in reviews:
        at += pause
        told = START + at * DAY
        before = in_force(document, told, reviewed=reviewed)
        reviewed.append(Reviewed(told - late * DAY, told))
        after = in_force(document, told, reviewed=reviewed)
        assert number(document, after) == number(document, before)


def number(document, found):
    """Which step: 0 before the first, one more after the stop."""
    if found.step is not None:
        return found.step.number
    return len(document["steps"]) + 1 if found.why is Why.ENDED else 0


@settings(max_examples=25)
@given(PLANS, HOLDS, REVIEWS)
def test_H07_from_day_to_day_at_most_one_step_is_entered(document, held, reviewed):
    """Nothing is skipped, and the number never falls."""
    last = 0
    for each in range(-5, 420):
        day = START + each * DAY
        told = [review for review in reviewed if review.told <= day]
        now = number(document, in_force(document, day, held_from=held, reviewed=told))
        held_now = held is not None and day >= held
        assert now in (last, last + (not held_now))
        last = now


def test_H07_a_review_that_is_told_too_late_skips_no_step():
    """A change was due meanwhile: the plan stays, and a new version is needed."""
    document = plan_of("stops")
    after = FIRST_REVIEW + 40 * DAY
    told = [Reviewed(FIRST_REVIEW - DAY, after)]
    stays = in_force(document, after, reviewed=told)
    assert stays.why is Why.REVIEW_DUE
    assert stays.step == in_force(document, FIRST_REVIEW).step


def test_a_review_shortly_before_its_day_stands_for_it():
    """An appointment is seldom on the day itself; three months later is the next."""
    early = date(2027, 3, 20)
    assert valid_until(plan_of("stops"), [Reviewed(early, early)]) == date(2027, 6, 20)
    first_week = date(2027, 1, 10)
    too_early = [Reviewed(first_week, first_week)]
    assert valid_until(plan_of("stops"), too_early) == FIRST_REVIEW


def reviews_on_time(document):
    """Every review on its day."""
    days = [date.fromisoformat(each) for each in document["reviews"]]
    return [Reviewed(day, day) for day in days]


def test_H08_the_agreed_stop_comes_once_every_review_was_held():
    """Then nothing is taken from the day of the stop on, as the paper says."""
    document = plan_of("stops")
    reviewed, stop = reviews_on_time(document), stop_date(document)
    last = in_force(document, stop - DAY, reviewed=reviewed)
    assert (last.why, last.next_change, last.next_step) == (Why.PLAN, stop, None)
    assert in_force(document, stop, reviewed=reviewed).why is Why.ENDED


def test_H08_without_a_review_the_stop_does_not_come():
    """The last dose that was looked at goes on."""
    document = plan_of("stops")
    found = in_force(document, stop_date(document) + DAY)
    assert (found.why, found.step is None) == (Why.REVIEW_DUE, False)


def test_a_goal_that_is_reached_goes_on():
    """After the last step that dose goes on, and no change is announced."""
    document = plan_of("lower")
    end = steps_of(document)[-1].end
    found = in_force(document, end + 30 * DAY, reviewed=reviews_on_time(document))
    assert found.step == steps_of(document)[-1]
    assert found.next_change is None


def test_H09_a_hold_after_the_stop_brings_no_dose_back():
    """What has ended stays ended."""
    document = plan_of("stops")
    stop, reviewed = stop_date(document), reviews_on_time(document)
    held = stop + 5 * DAY
    found = in_force(document, held + DAY, held_from=held, reviewed=reviewed)
    assert found.why is Why.ENDED


@pytest.mark.parametrize("which", ["stops", "lower"])
def test_when_nothing_intervenes_each_day_is_as_the_document_says(which):
    """Day by day, from before the beginning until after the end."""
    document = plan_of(which)
    reviewed = reviews_on_time(document)
    for each in range(-5, 700):
        day = START + each * DAY
        found = in_force(document, day, reviewed=reviewed)
        assert doses(document, found) == planned(document, day), day


def test_a_hold_from_tomorrow_announces_no_change():
    """The change that it puts off is not told as the next one."""
    document = plan_of("stops")
    change = steps_of(document)[1].start
    found = in_force(document, change - DAY, held_from=change)
    assert (found.why, found.next_change) == (Why.PLAN, None)
    assert reached(document, change, held_from=change) == (change - DAY, Why.HELD)
