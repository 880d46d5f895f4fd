"""A plan that exists already is judged as it stands, and proposed as it was."""

from dataclasses import replace
from datetime import timedelta

import pytest

from factories import FORMULARY, make_request
from stepwell.plan.finding import Severity
from stepwell.plan.request import Author
from stepwell.planner import propose
from stepwell.planner.holds import lengthened
from stepwell.planner.judged import judged, proposed_again


REQUEST = make_request()
PROPOSAL = propose(REQUEST, FORMULARY)


def test_a_plan_as_it_was_proposed_is_the_same_proposal():
    """Its working comes back with it: reasons of the pace, and every finding."""
    assert proposed_again(PROPOSAL.plan, REQUEST, FORMULARY) == PROPOSAL


def test_a_plan_that_was_held_keeps_its_own_days():
    """What was made otherwise is not planned anew, but looked at as it is."""
    held = lengthened(PROPOSAL.plan, 1, 7, "held")
    again = proposed_again(held, REQUEST, FORMULARY)
    assert again.plan == held
    assert again.plan.end == PROPOSAL.plan.end + timedelta(days=7)
    assert again.table == PROPOSAL.table
    assert again.assumptions
    assert not again.is_refused


def test_a_dangerous_plan_stays_refused_when_it_is_read_again():
    """The review finds in a plan of ours what it would find in anybody's."""
    first, *_ = PROPOSAL.plan.steps
    at_once = replace(PROPOSAL.plan, steps=(first,), stop_date=first.end)
    found = judged(at_once, REQUEST, FORMULARY)
    assert found.is_refused
    assert {each.rule for each in found.findings if each.severity is Severity.STOP}


@pytest.mark.parametrize("author", list(Author))
def test_H16_a_locked_plan_needs_a_prescriber_as_its_author(author):
    """A high dose may only be agreed where a prescriber drafted it."""
    request = make_request({("lorazepam", "bedtime"): "12 mg"}, author=author)
    proposal = propose(request, FORMULARY)
    assert any(each.severity is Severity.LOCK for each in proposal.findings)
    assert proposal.needs_prescriber is (author is Author.PERSON)
    assert not PROPOSAL.needs_prescriber
