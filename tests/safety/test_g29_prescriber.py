"""G29: somebody who prescribes knows about the plan."""

from datetime import date, timedelta

import pytest

from factories import (
    START,
    daily,
    findings_of,
    make_request,
    request_case,
    review_case,
    schedule_from,
)
from stepwell.plan.care import Care
from stepwell.plan.finding import Severity
from stepwell.plan.request import Author
from stepwell.planner import propose


TALK = "because the plan is made together, and each cut is looked at together."


def said(care, author=Author.PERSON, schedule=None):
    return findings_of("G29", request_case(schedule, care=care, author=author))


def test_a_draft_without_a_prescriber_is_to_be_shown_to_one():
    """Before anything changes."""
    [finding] = said(Care())
    assert (finding.severity, finding.source) == (Severity.CAUTION, "asam2025pocket")
    assert finding.step is None
    assert finding.text == (
        "No prescriber is named: show this draft to one before anything changes,"
        f" {TALK}"
    )
    assert finding.would_change
    assert said(Care(last_contact=START))


def test_a_named_prescriber_has_to_be_spoken_with():
    """When nobody says when, nobody knows that it was lately."""
    [finding] = said(Care("Dr Example"))
    assert finding.severity is Severity.CAUTION
    assert finding.text == (
        "The last contact with your prescriber is not named: speak with them before the"
        f" first change, {TALK}"
    )


@pytest.mark.parametrize(
    ("days", "late"), [(-28, False), (0, False), (28, False), (29, True), (400, True)]
)
def test_a_contact_in_the_28_days_before_the_plan_is_enough(days, late):
    """28 days are our own number, and it says so."""
    day = START - timedelta(days=days)
    found = said(Care("Dr Example", day))
    assert bool(found) is late
    for finding in found:
        assert finding.severity is Severity.CAUTION
        assert finding.source == "stepwell_proposal"
        assert finding.text == (
            f"The last contact with your prescriber was on {day}, more than 28 days"
            f" before the plan begins: speak with them before the first change, {TALK}"
        )


@pytest.mark.parametrize("care", [Care(), Care("Dr Example", date(2020, 1, 1))])
def test_a_prescriber_who_drafts_the_plan_knows_of_it(care):
    """Then there is nothing to say."""
    assert not said(care, Author.PRESCRIBER)


def test_of_a_strangers_schedule_the_prescriber_is_not_known():
    """It is a caution, never a stop: the author is unknown."""
    [finding] = findings_of("G29", review_case(schedule_from(daily("diazepam", "10"))))
    assert (finding.severity, finding.source) == (Severity.CAUTION, "asam2025pocket")
    assert finding.text == (
        "This schedule does not say which prescriber goes along with it: show it to"
        f" them before anything changes, {TALK}"
    )


def test_a_plan_is_drafted_all_the_same():
    """Somebody without a prescriber may need it to find one; one note, no more."""
    proposal = propose(make_request(), request_case().formulary)
    assert proposal.plan is not None
    assert not proposal.is_refused
    assert [each.rule for each in proposal.findings].count("G29") == 1
    care = Care("Dr Example", START)
    known = propose(make_request(care=care), request_case().formulary)
    assert known.plan == proposal.plan
    assert "G29" not in [each.rule for each in known.findings]
