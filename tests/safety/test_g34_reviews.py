"""G34: falls after 65, and a review at least every 3 months (H30)."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import (
    START,
    daily,
    findings_of,
    make_person,
    request_case,
    review_case,
    schedule_from,
)
from stepwell.plan.care import Care
from stepwell.plan.finding import Severity
from stepwell.safety.rules.g34_reviews import review_dates


def plan_of(days, *after):
    """Today, one step of so many days, and what follows."""
    first, second, *_ = daily("diazepam", "10", "9")
    return schedule_from([first, (days, second[1]), *after])


STOP = (14, {})


def reviews(schedule, **changes):
    return [finding.text for finding in findings_of("G34", case_of(schedule, changes))]


def case_of(schedule, changes):
    return request_case(schedule, **changes)


@pytest.mark.parametrize(
    ("age", "told"), [(None, False), (18, False), (64, False), (65, True), (90, True)]
)
def test_H30_from_65_on_falls_are_spoken_of(age, told):
    """In words, before there is a plan as well."""
    person = make_person(age=age)
    found = findings_of("G34", request_case(person=person))
    assert bool(found) is told
    for finding in found:
        assert (finding.severity, finding.source) == (Severity.INFO, "healthcanada2020")
        assert finding.text == (
            "From 65 on, guard against falls with this medicine: get up slowly, keep"
            " the way lit at night, and tell your prescriber about any fall or near"
            " fall, above all after a change of dose."
        )
        assert finding.would_change
    assert findings_of("G34", review_case(plan_of(30), person=person)) == found


@pytest.mark.parametrize(("days", "long"), [(89, False), (90, False), (91, True)])
def test_a_plan_of_more_than_three_months_has_reviews(days, long):
    """From 4 January to 4 April 2027 are 90 days."""
    assert bool(reviews(plan_of(days))) is long
    assert bool(reviews(plan_of(days, STOP))) is long


def test_few_reviews_are_listed_with_their_days():
    """Every three months from the start, before the end."""
    [finding] = findings_of("G34", request_case(plan_of(200, STOP)))
    assert (finding.severity, finding.source) == (Severity.INFO, "asam2025pocket")
    assert finding.text == (
        "This plan goes on for more than 3 months: look at it again with your"
        " prescriber at least that often, by 2027-04-04 and 2027-07-04."
    )
    [text] = reviews(plan_of(365, STOP))
    assert text.endswith("often, by 2027-04-04, 2027-07-04 and 2027-10-04.")
    [text] = reviews(plan_of(366, STOP))
    assert text.endswith("by 2027-04-04, 2027-07-04, 2027-10-04 and 2028-01-04.")


def test_many_reviews_are_said_as_a_rhythm():
    """Five or more would be a list that nobody reads."""
    [text] = reviews(plan_of(457, STOP))
    assert text.endswith(
        "at least that often, by 2027-04-04 and then every 3 months until the end on"
        " 2028-04-05."
    )


def test_the_reviews_count_from_the_one_that_is_agreed():
    """Unless that is later than three months after the start."""
    schedule = plan_of(200, STOP)
    care = Care(next_review=date(2027, 1, 18))
    [text] = reviews(schedule, care=care)
    assert text.endswith("by 2027-01-18, 2027-04-18 and 2027-07-18.")
    late = Care(next_review=date(2027, 4, 5))
    assert reviews(schedule, care=late) == reviews(schedule)


def test_a_short_plan_with_a_review_has_no_rhythm():
    """It is over before the next one."""
    assert not reviews(plan_of(60), care=Care(next_review=date(2027, 1, 18)))


def test_a_strangers_schedule_is_counted_from_its_first_step():
    """Its reviews are not known."""
    case = review_case(plan_of(100, STOP))
    [finding] = findings_of("G34", case)
    assert finding.text.endswith("by 2027-04-04.")


def test_both_are_said_to_somebody_older_on_a_long_plan():
    """Two facts, two findings."""
    assert len(reviews(plan_of(100), person=make_person(age=70))) == 2


@given(days=st.integers(1, 2000), first=st.none() | st.integers(0, 200))
def test_no_three_months_pass_without_a_review(days, first):
    """Between start, reviews and end there are never more than 92 days."""
    schedule = plan_of(days, STOP)
    review = None if first is None else date.fromordinal(START.toordinal() + first)
    case = request_case(schedule, care=Care(next_review=review))
    found = review_dates(case, schedule)
    end = date.fromordinal(START.toordinal() + days)
    marks = [START, *found, end]
    assert marks == sorted(marks)
    assert all((later - day).days <= 92 for day, later in pairwise(marks))
    assert not found or found[-1] < end
