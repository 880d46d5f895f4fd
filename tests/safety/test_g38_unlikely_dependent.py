"""G38: stopping when dependence is unlikely."""

from datetime import date
from fractions import Fraction

import pytest

from factories import (
    daily,
    findings_of,
    make_person,
    request_case,
    review_case,
    schedule_from,
)
from stepwell.plan.finding import Severity
from stepwell.plan.person import UseHistory
from stepwell.plan.request import Author, Goal, PaceWish
from stepwell.quantities import Mass


SHORT = UseHistory(date(2026, 12, 20))
RARE = UseHistory(date(2020, 1, 1), days_per_week=2)
STOPS = schedule_from(daily("diazepam", "1", "0"))


def said(**changes):
    return findings_of("G38", request_case(**{"use": SHORT, **changes}))


def test_no_taper_is_drafted_by_itself():
    """After two weeks of use the prescriber decides, and symptoms are reported."""
    [finding] = said()
    assert finding.severity is Severity.STOP
    assert "drafts no taper by itself" in finding.text
    assert "both stopping and a short taper" in finding.text
    assert "prescriber decides" in finding.text
    assert "new symptoms" in finding.text
    assert "will be drafted" in finding.text


@pytest.mark.parametrize(
    "changes",
    [
        {"pace": PaceWish(reduction=Fraction(1, 5))},
        {"pace": PaceWish(amount=Mass.mg("0.5"))},
        {"author": Author.PRESCRIBER},
    ],
)
def test_an_agreed_pace_or_a_prescriber_makes_it_a_caution(changes):
    """Then the card on symptoms and restarting is shown instead."""
    [finding] = said(**changes)
    assert finding.severity is Severity.CAUTION
    assert finding.text == (
        "Dependence is unlikely after this use, but tell your prescriber about any new"
        " symptoms after a cut or after stopping: they can treat them, or restart the"
        " medicine and taper it with you."
    )


def test_short_use_of_a_low_dose_may_be_drafted():
    """After one to three months of a low dose the clinician confirms the draft."""
    weeks = UseHistory(date(2026, 11, 20))
    [finding] = said(use=weeks, current={("lorazepam", "bedtime"): "1 mg"})
    assert finding.severity is Severity.CAUTION


def test_a_reviewed_stop_is_a_caution():
    """A stranger's schedule that stops gets the same card."""
    [finding] = findings_of("G38", review_case(STOPS, use=SHORT))
    assert finding.severity is Severity.CAUTION


def test_likely_dependence_is_another_matter():
    """After years of use this rule is silent."""
    assert not findings_of("G38", request_case())
    assert not findings_of("G38", review_case(STOPS))


def test_a_lower_dose_or_an_open_schedule_is_no_stop():
    """With an agreed pace only stopping is meant."""
    agreed = PaceWish(reduction=Fraction(1, 5))
    assert not said(goal=Goal(reduce_to=Mass.mg(1)), pace=agreed)
    lower = schedule_from(daily("diazepam", "2", "1"))
    assert not findings_of("G38", review_case(lower, use=SHORT))


def test_use_on_few_days_is_not_told_to_enter_a_pace():
    """A daily pace would raise what is taken on two days a week."""
    [finding] = said(use=RARE)
    assert finding.severity is Severity.STOP
    assert "will be drafted" not in finding.text
    for days, drafted in ((3, False), (4, True)):
        [finding] = said(use=UseHistory(date(2026, 12, 20), days_per_week=days))
        assert ("will be drafted" in finding.text) is drafted


@pytest.mark.parametrize("use", [SHORT, RARE])
def test_signs_of_dependence_are_not_talked_away(use):
    """Nobody with a hard history or a high dose hears that dependence is unlikely."""
    for flag in ("interdose_symptoms", "past_severe_withdrawal", "failed_taper"):
        assert not said(person=make_person(flag), use=use)
    assert not said(current={("lorazepam", "bedtime"): "4 mg"}, use=use)
    assert len(said(person=make_person("falls"), use=use)) == 1


@pytest.mark.parametrize("use", [SHORT, RARE])
def test_nobody_is_invited_to_use_more_or_to_stop_suddenly(use):
    """The way on is a prescriber, and new symptoms speak against a sudden stop."""
    [finding] = said(use=use)
    assert finding.would_change == "a pace agreed with your prescriber"
    assert "Ask them before you stop" in finding.text
    assert "do not stop suddenly if you get new symptoms" in finding.text


@pytest.mark.parametrize(
    "goal", [Goal(), Goal(reduce_to=Mass.mg(1)), Goal(by=date(2027, 3, 1))]
)
def test_whatever_the_goal_no_pace_is_invented(goal):
    """A lower dose or a date does not make a taper that nobody agreed on."""
    for use in (SHORT, RARE):
        [finding] = said(goal=goal, use=use)
        assert finding.severity is Severity.STOP
        assert not said(goal=goal, use=UseHistory())


def test_alprazolam_is_quicker():
    """Dependence on alprazolam comes sooner, when it is taken daily."""
    current = {("alprazolam", "bedtime"): "0.5 mg"}
    _, quick = said(current=current)
    assert quick.source == "fda2020"
    assert "alprazolam" in quick.text
    assert len(said(current=current, use=RARE)) == 1
    for days, findings in ((3, 1), (4, 2)):
        use = UseHistory(date(2026, 12, 20), days_per_week=days)
        assert len(said(current=current, use=use)) == findings
