"""G27: the prescription has to last until the next review (H08).

The plans here are of 28-day steps from 4 January 2027 on: step 1 until the end of
January, step 2 in February, step 3 in March, and the stop on 29 March.
"""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from factories import (
    daily,
    findings_of,
    make_request,
    override,
    request_case,
    review_case,
    schedule_from,
)
from plan.made import dose, plan_of, regimen, tablets
from stepwell.plan.care import Care
from stepwell.plan.finding import Severity
from stepwell.plan.request import Author
from stepwell.plan.schedule import Schedule
from stepwell.plan.supply_wish import Cupboard, SupplyWish
from stepwell.planner import propose


STOPS = schedule_from(daily("diazepam", "10", "9", "8", "7", "0", days=28))
GOES_ON = schedule_from(daily("diazepam", "10", "9", "8", "7", days=28))


def said(until, review=None, schedule=STOPS, **changes):
    days = [None if day is None else date.fromisoformat(day) for day in (review, until)]
    care = Care("Dr Example", date(2026, 12, 20), *days)
    return findings_of("G27", request_case(schedule, care=care, **changes))


def test_H08_a_prescription_that_ends_before_the_review_stops_the_plan():
    """The step that would run dry is named, with the first day without."""
    [finding] = said("2027-02-10", "2027-02-22")
    assert (finding.severity, finding.source) == (Severity.STOP, "alprazolam_label")
    assert finding.step == 2
    assert finding.text == (
        "The prescription lasts until 2027-02-10, and the review is 2027-02-22: from"
        " 2027-02-11 on there is not enough to take in step 2, and running out is like"
        " stopping suddenly. Before anything changes, ask for a prescription that"
        " reaches the review, or for an earlier review."
    )
    assert finding.would_change


@pytest.mark.parametrize(
    ("until", "stops"),
    [("2027-02-20", True), ("2027-02-21", True), ("2027-02-22", False)],
)
def test_H08_the_day_of_the_review_has_to_be_covered(until, stops):
    """Nobody knows when on that day the medicine is handed out."""
    assert bool(said(until, "2027-02-22")) is stops


@pytest.mark.parametrize(
    ("until", "step"),
    [
        ("2026-12-01", 1),
        ("2027-01-03", 1),
        ("2027-01-04", 1),
        ("2027-01-30", 1),
        ("2027-01-31", 2),
        ("2027-02-27", 2),
        ("2027-02-28", 3),
        ("2027-03-27", 3),
    ],
)
def test_the_step_that_would_run_dry_is_the_one_of_the_first_day_without(until, step):
    """A prescription that is over already leaves the first step without."""
    [finding] = said(until, "2027-05-01")
    assert finding.step == step
    assert f"in step {step}," in finding.text


def test_a_plan_that_ends_with_its_prescription_needs_no_more():
    """Nothing is taken from the stop date on."""
    assert said("2027-03-27", "2027-05-01")
    assert not said("2027-03-28", "2027-05-01")
    assert not said("2027-04-10", "2027-05-01")
    assert not said("2027-06-10", "2027-07-01")


def test_a_dose_that_goes_on_for_good_needs_a_prescription_for_good():
    """After the last step its dose is still taken."""
    [finding] = said("2027-04-10", "2027-05-01", schedule=GOES_ON)
    assert finding.step == 3


def test_without_a_review_the_end_of_the_prescription_is_a_caution():
    """Nobody can tell whether it lasts, so somebody is to ask in time."""
    [finding] = said("2027-02-10")
    assert (finding.severity, finding.step) == (Severity.CAUTION, 2)
    assert finding.text == (
        "The prescription lasts until 2027-02-10, within step 2, and no review is"
        " named: ask now who prescribes from 2027-02-11 on, because running out is like"
        " stopping suddenly."
    )


@pytest.mark.parametrize(
    ("until", "severity"),
    [
        ("2027-01-04", Severity.CAUTION),
        ("2027-01-03", Severity.STOP),
        ("2026-12-31", Severity.STOP),
    ],
)
def test_H08_a_prescription_that_is_over_stops_the_plan_whenever_the_review_is(
    until, severity
):
    """No review of a plan comes before its first day."""
    [finding] = said(until)
    assert finding.severity is severity
    assert ("no review is named: from " in finding.text) is (severity == "stop")


def test_without_a_date_nothing_is_said():
    """Neither of a request nor of a stranger's schedule, nor before there is a plan."""
    assert not said(None, "2027-02-22")
    assert not findings_of("G27", review_case(STOPS))
    assert not said("2027-01-10", "2027-02-22", schedule=None)


def test_H08_nobody_lifts_it():
    """A prescriber prescribes for longer instead."""
    assert said("2027-02-10", "2027-02-22", author=Author.PRESCRIBER)
    [finding] = said("2027-02-10", "2027-02-22", **override("G27"))
    assert finding.severity is Severity.STOP


def test_H08_a_refused_plan_is_still_shown():
    """So that the step which would run dry can be looked at; a later end refuses
    nothing."""
    short, long = (
        propose(
            make_request(care=Care(None, None, date(2027, 2, 22), until)),
            request_case().formulary,
        )
        for until in (date(2027, 2, 10), date(2027, 2, 22))
    )
    assert short.is_refused
    assert not long.is_refused
    assert short.plan == long.plan


TABLET = "us/lorazepam/tablet/0.5"
MADE = plan_of(
    (28, [dose(tablets(2))]), (28, [dose(tablets(1))]), before=regimen(dose(tablets(2)))
)


def at_home(count, until=None, review=None, on=date(2027, 1, 4), plan=MADE):
    """What G27 says with so many tablets of 0.5 mg at home: two a day, then one."""
    counted = SupplyWish(cupboard=Cupboard(on, ((TABLET, Fraction(count)),)))
    return said(until, review, Schedule.of_plan(plan), supply=counted)


def test_H08_what_was_counted_at_home_reaches_the_review():
    """The prescription ends before it, but nobody runs out: a caution, and true."""
    [finding] = at_home(70, "2027-01-20", "2027-02-10")
    assert (finding.severity, finding.step) == (Severity.CAUTION, None)
    assert finding.text == (
        "The prescription lasts until 2027-01-20, what was counted at home covers the"
        " plan until 2027-02-14, and the review is 2027-02-10: only what is at home"
        " reaches it. Count it again before then, and ask now who prescribes next,"
        " because running out is like stopping suddenly."
    )


@pytest.mark.parametrize(
    ("count", "severity"), [(65, "stop"), (66, "caution"), (67, "caution")]
)
def test_H08_the_day_of_the_review_has_to_be_covered_from_home_too(count, severity):
    """56 tablets for January, and ten for the first ten days of February."""
    [finding] = at_home(count, "2027-01-20", "2027-02-10")
    assert finding.severity == severity


def test_H08_where_both_are_short_the_plan_stops_and_says_both_days():
    """The step is the one in which even what is at home is not enough."""
    [finding] = at_home(60, "2027-01-20", "2027-02-10")
    assert (finding.severity, finding.step) == (Severity.STOP, 2)
    assert finding.text.startswith(
        "The prescription lasts until 2027-01-20, what was counted at home covers the"
        " plan until 2027-02-04, and the review is 2027-02-10: from 2027-02-05 on there"
        " is not enough to take in step 2, and running out is like"
    )


def test_H08_a_prescription_that_is_over_stops_nothing_that_is_at_home():
    """Without a review it is a caution then; with an empty cupboard a stop."""
    [finding] = at_home(60, "2026-12-01")
    assert (finding.severity, finding.step) == (Severity.CAUTION, 2)
    assert "what was counted at home covers the plan until 2027-02-04" in finding.text
    [finding] = at_home(0, "2026-12-01")
    assert finding.severity is Severity.STOP
    assert "at home" not in finding.text


def test_H08_what_is_at_home_ends_before_the_review_and_no_prescription_is_named():
    """Nobody knows whether one is there: a caution, to ask now."""
    [finding] = at_home(10, None, "2027-03-10")
    assert (finding.severity, finding.step) == (Severity.CAUTION, 1)
    assert finding.text == (
        "What was counted at home covers the plan until 2027-01-08, the review is"
        " 2027-03-10, and no prescription is named: ask now who prescribes from"
        " 2027-01-09 on, in step 1, because running out is like stopping suddenly."
    )


def test_what_is_at_home_for_the_whole_plan_needs_no_prescription():
    """84 tablets are all that it takes; with 83 the last day is short."""
    assert not at_home(84, "2027-01-20", "2027-03-10")
    assert not at_home(84, None, "2027-03-10")
    assert at_home(83, None, "2027-03-10")
    assert not at_home(10, None, None)
    assert not at_home(70, None, "2027-02-10")


def test_H08_a_count_after_the_prescription_does_not_bridge_the_days_between():
    """Counted on the 25th, prescribed until the 20th: nobody knows of the days between.

    One day earlier they follow on each other.
    """
    [finding] = at_home(40, "2027-01-20", "2027-02-10", on=date(2027, 1, 25))
    assert finding.severity is Severity.STOP
    assert "at home" not in finding.text
    [finding] = at_home(40, "2027-01-20", "2027-02-10", on=date(2027, 1, 21))
    assert finding.severity is Severity.CAUTION


def test_H08_what_is_at_home_for_less_long_than_the_prescription_is_not_named():
    """Then the prescription decides."""
    [finding] = at_home(10, "2027-01-20", "2027-02-10")
    assert finding.severity is Severity.STOP
    assert finding.text.startswith("The prescription lasts until 2027-01-20, and the")


def test_H08_a_dose_that_goes_on_outlasts_any_cupboard():
    """Its first day that is not covered is found, after the last step, too."""
    goes_on = replace(MADE, stop_date=None)
    [finding] = at_home(200, "2027-01-20", "2028-01-01", plan=goes_on)
    assert (finding.severity, finding.step) == (Severity.STOP, 2)
    assert "covers the plan until 2027-06-24" in finding.text


def test_H08_without_the_products_of_the_steps_what_is_at_home_tells_nothing():
    """A schedule that says only milligrams cannot be compared with tablets."""
    counted = SupplyWish(
        cupboard=Cupboard(date(2027, 1, 4), ((TABLET, Fraction(999)),))
    )
    [finding] = said("2027-01-20", "2027-02-10", supply=counted)
    assert finding.severity is Severity.STOP
