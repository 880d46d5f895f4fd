"""G27: the prescription has to last until the next review (H08).

The plans here are of 28-day steps from 4 January 2027 on: step 1 until the end of
January, step 2 in February, step 3 in March, and the stop on 29 March.
"""

from datetime import date

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
from stepwell.plan.care import Care
from stepwell.plan.finding import Severity
from stepwell.plan.request import Author
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
        " 2027-02-11 on there is nothing to take in step 2, and running out is like"
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
