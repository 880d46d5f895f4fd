"""G22: "not now" is a good answer."""

import pytest

from factories import (
    daily,
    findings_of,
    make_person,
    make_request,
    request_case,
    review_case,
    schedule_from,
)
from stepwell.plan.finding import Severity
from stepwell.plan.person import Flag
from stepwell.planner import propose


def said(*flags):
    """What is said at triage, and the same in the review of a schedule."""
    person = make_person(*flags)
    found = findings_of("G22", request_case(person=person))
    schedule = schedule_from(daily("diazepam", "10", "9"))
    assert findings_of("G22", review_case(schedule, person=person)) == found
    return found


@pytest.mark.parametrize(
    ("flags", "words", "source"),
    [
        (["severe_depression_or_anxiety"], "severe depression or anxiety", "cks"),
        (["major_life_event"], "a major event in your life", "scotland2024"),
        (
            ["major_life_event", "severe_depression_or_anxiety"],
            "severe depression or anxiety and a major event in your life",
            "cks",
        ),
    ],
)
def test_waiting_is_as_good_an_answer_as_a_plan(flags, words, source):
    """Help first, the same dose until then, and a day to look at it again."""
    [finding] = said(*flags)
    assert (finding.severity, finding.source) == (Severity.CAUTION, source)
    assert finding.step is None
    assert finding.text == (
        f'With {words} now, "not now" is as good an answer as a plan: stay on the dose'
        " you take, ask your prescriber for help with what weighs on you, and agree on"
        " a day to look at this again. A plan that has begun can be held for as long."
    )
    assert finding.would_change


CAUSES = {Flag.SEVERE_DEPRESSION_OR_ANXIETY, Flag.MAJOR_LIFE_EVENT}


@pytest.mark.parametrize("flag", [flag for flag in Flag if flag not in CAUSES])
def test_nothing_else_is_told_to_wait(flag):
    """PTSD, for one, speaks for a taper."""
    assert not said(flag)


def test_the_plan_is_still_drafted():
    """A good answer is offered, not forced on anybody."""
    request = make_request(person=make_person("major_life_event"))
    proposal = propose(request, request_case().formulary)
    assert proposal.plan is not None
    assert not proposal.is_refused
    assert not any("draws no conclusion" in each for each in proposal.assumptions)
