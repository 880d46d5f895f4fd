"""G17 and G18: an opioid beside the medicine, and slow breathing today (H29)."""

from datetime import date

import pytest

from factories import (
    daily,
    findings_of,
    make_person,
    make_request,
    override,
    request_case,
    review_case,
    schedule_from,
)
from journal.entries import answers, entry
from safety.lives import ON, WORD_LIST, hear, said
from stepwell.journal.entry import Clearance, Note
from stepwell.plan.finding import Severity
from stepwell.plan.person import Flag, RedFlag
from stepwell.plan.request import CoDrug
from stepwell.safety.case import Case
from stepwell.safety.review import review


SLOW = RedFlag.CANNOT_BE_WOKEN_OR_SLOW_BREATHING
SCHEDULE = schedule_from(daily("diazepam", "10", "9"))


def both(rule, person):
    """What a rule says at triage, and the same in the review of a schedule."""
    triage = findings_of(rule, request_case(person=person))
    assert findings_of(rule, review_case(SCHEDULE, person=person)) == triage
    return triage


def test_H29_an_opioid_brings_the_naloxone_and_the_sedation_card():
    """In words: naloxone, who shall know of it, and the signs of too much."""
    [finding] = both("G17", make_person("opioid"))
    assert (finding.severity, finding.source) == (Severity.CAUTION, "asam2025pocket")
    assert finding.step is None
    assert finding.text == (
        "With an opioid as well, ask your prescriber or pharmacist for naloxone, and"
        " show the people around you where it is and how it is given. Somebody who is"
        " hard to wake or breathes slowly needs the emergency number at once. The"
        " opioid is never a reason to reduce this medicine faster; ask for a review of"
        " both at least every 3 months, each at the lowest dose that works."
    )
    assert finding.would_change


@pytest.mark.parametrize("flag", [flag for flag in Flag if flag != "opioid"])
def test_nothing_else_is_taken_for_an_opioid(flag):
    """Alcohol and other sedatives have their own rule (G19)."""
    assert not both("G17", make_person(flag))


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (["opioid"], "an opioid"),
        (["alcohol"], "alcohol"),
        (["alcohol", "opioid"], "an opioid and alcohol"),
    ],
)
def test_H29_slow_breathing_with_an_opioid_or_alcohol_stops_everything(flags, words):
    """What the mixture changes is said beside what the sign itself needs."""
    [finding] = both("G18", make_person(*flags, red_flags=[SLOW]))
    assert (finding.severity, finding.source) == (Severity.STOP, "fda2020")
    assert finding.text == (
        f"This medicine together with {words} can stop the breathing: say on the"
        " emergency call that both were taken, how much and when, and give nothing more"
        " of them to somebody who is hard to wake."
    )
    assert finding.would_change


def test_H29_nobody_lifts_it():
    """Not even a prescriber who names the rule and a reason."""
    person = make_person("opioid", red_flags=[SLOW])
    request = make_request(person=person, **override("G18"))
    case = Case.of_request(request, request_case().formulary)
    [finding] = findings_of("G18", case)
    assert finding.severity is Severity.STOP


def test_the_sign_is_answered_first_and_nothing_is_said_twice():
    """G05 calls for help and names naloxone; G18 says what to tell and not to give."""
    person = make_person("opioid", red_flags=[SLOW])
    stops = [
        finding
        for finding in review(request_case(person=person))
        if finding.severity is Severity.STOP
    ]
    assert [finding.rule for finding in stops] == ["G05", "G18"]
    sign, mixture = (finding.text for finding in stops)
    assert "call the emergency number" in sign
    assert "naloxone" in sign
    assert "naloxone" not in mixture
    assert "call the" not in mixture


@pytest.mark.parametrize("sign", [sign for sign in RedFlag if sign != SLOW])
def test_another_sign_is_left_to_its_own_rule(sign):
    """A seizure with an opioid is a seizure."""
    assert not both("G18", make_person("opioid", "alcohol", red_flags=[sign]))


MIXED = ("opioid", "alcohol")


@pytest.mark.parametrize("flag", [flag for flag in Flag if flag not in MIXED])
def test_the_sign_alone_is_left_to_g05(flag):
    """Without an opioid or alcohol there is no mixture to speak of."""
    person = make_person(flag, red_flags=[SLOW])
    assert not both("G18", person)
    assert findings_of("G05", request_case(person=person))


def test_an_opioid_or_alcohol_without_the_sign_is_no_emergency():
    """Then the cautions speak."""
    assert not both("G18", make_person("opioid", "alcohol"))


OXYCODONE = CoDrug("oxycodone", date(2026, 1, 1))


def test_H29_an_opioid_that_was_named_brings_g17_without_the_flag():
    """A name among the co-drugs is as good as the flag, and is said."""
    [finding] = findings_of("G17", request_case(co_drugs=(OXYCODONE,)))
    assert finding.severity is Severity.CAUTION
    assert finding.text.startswith("With an opioid (oxycodone) as well, ask")


def test_H29_slow_breathing_with_an_opioid_that_was_named_brings_g18():
    """The emergency call is told which one."""
    person = make_person(red_flags=[SLOW])
    case = request_case(person=person, co_drugs=(OXYCODONE,))
    [finding] = findings_of("G18", case)
    assert "together with an opioid (oxycodone) can stop" in finding.text


MIXTURE = make_person("opioid")


def test_H29_slow_breathing_in_the_journal_stops_everything_too():
    """With an opioid or alcohol G18 says the same as when it was told beforehand, until
    the care team has cleared the sign.
    """
    sign = entry(answers(yes=[SLOW]), ON)
    [finding] = said("G18", sign, person=MIXTURE)
    assert [finding] == both("G18", make_person("opioid", red_flags=[SLOW]))
    done = entry(Clearance(frozenset({SLOW}), "Dr Example"), ON)
    assert said("G18", sign, done, person=MIXTURE) == []


def test_H29_words_of_a_note_about_the_breathing_count_as_well(monkeypatch):
    """G18 waits for no answer where somebody may be dying."""
    monkeypatch.setattr(WORD_LIST, hear)
    note = entry(Note("found her hardly breathing"), ON)
    assert len(said("G18", note, person=MIXTURE)) == 1


@pytest.mark.parametrize("sign", [sign for sign in RedFlag if sign != SLOW])
def test_another_sign_in_the_journal_is_left_to_its_own_rule(sign):
    """G18 is about the breathing alone."""
    assert said("G18", entry(answers(yes=[sign]), ON), person=MIXTURE) == []


def test_the_sign_in_a_journal_alone_is_left_to_g05():
    """Without an opioid or alcohol G18 has nothing to add."""
    assert said("G18", entry(answers(yes=[SLOW]), ON)) == []
