"""G24: moderate symptoms for more than 14 days hold the plan."""

import pytest

from factories import findings_of, request_case, review_case
from journal.entries import entry, later, rated, rating
from safety.lives import FIRST_CUT, ON, PLAN, SECOND_CUT, STOP, said
from stepwell.plan.finding import Severity


def lasting(number, days=15, on=ON):
    """What G24 says of one rating on so many days, up to the day itself."""
    book = rated({later(-back, on): number for back in range(days)})
    return said("G24", book=book, on=on)


def test_symptoms_that_last_hold_the_plan_and_halve_the_next_step():
    """In words: how long, and what to do now and next."""
    [finding] = lasting(4)
    assert (finding.severity, finding.source) == (Severity.CAUTION, "maudsley2024")
    assert finding.step == 1
    assert finding.text == (
        "Moderate symptoms, above what was usual before the plan, have lasted for more"
        " than 14 days: stay on this dose, and make the next step half as large."
    )
    assert finding.would_change


@pytest.mark.parametrize(("days", "lasts"), [(13, False), (14, True)])
def test_it_takes_more_than_14_days_of_the_plan(days, lasts):
    """On the 14th day of the plan nothing is said yet."""
    assert bool(lasting(5, on=later(days, FIRST_CUT))) is lasts


@pytest.mark.parametrize("cut", [SECOND_CUT, STOP])
@pytest.mark.parametrize("days", [1, 8, 13])
def test_a_cut_does_not_begin_the_count_anew(cut, days):
    """Who is asked every 8 days is heard, too, whatever was cut in between."""
    assert lasting(5, on=later(days, cut))


@pytest.mark.parametrize(
    ("number", "lasts"), [(3, False), (4, True), (6, True), (7, False)]
)
def test_moderate_is_4_to_6_out_of_10(number, lasts):
    """Mild symptoms are no reason to hold, and severe ones have a rule of their own."""
    assert bool(lasting(number)) is lasts


@pytest.mark.parametrize(("days", "lasts"), [(7, False), (8, True)])
def test_H33_eight_of_fifteen_days_have_to_be_known(days, lasts):
    """With fewer nobody knows whether it has lasted."""
    assert bool(lasting(5, days)) is lasts


@pytest.mark.parametrize(("usual", "lasts"), [(4, True), (5, False)])
def test_what_was_usual_before_the_plan_does_not_count_as_lasting(usual, lasts):
    """It is the trouble the medicine was for, and not the reduction."""
    before = {later(-back, FIRST_CUT): usual for back in range(1, 6)}
    now = {later(-back, ON): 5 for back in range(15)}
    assert bool(said("G24", book=rated({**before, **now}))) is lasts


def test_the_day_of_a_cut_still_belongs_to_the_step_before():
    """In its morning the dose is that of the step before."""
    [finding] = lasting(5, on=SECOND_CUT)
    assert finding.step == 1


def test_the_step_in_force_is_named():
    """Here the second."""
    [finding] = lasting(5, on=later(14, SECOND_CUT))
    assert finding.step == 2


def test_H34_a_bad_week_is_no_lasting_one():
    """Seven days of moderate symptoms after a good week wait for their own answer."""
    book = rated({later(-back, ON): 5 if back < 7 else 0 for back in range(15)})
    assert said("G24", book=book) == []


def test_without_a_journal_the_rule_is_silent():
    """With one day of ratings as well."""
    assert findings_of("G24", request_case()) == []
    assert findings_of("G24", review_case(PLAN)) == []
    assert said("G24") == said("G24", entry(rating(5), ON)) == []
