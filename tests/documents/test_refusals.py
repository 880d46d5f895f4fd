"""A refused proposal: the reason and the next sensible thing, never doses to follow."""

import json
from dataclasses import replace

import pytest

from factories import FORMULARY, START, make_person, make_request
from schemas import validator
from stepwell.documents import plan_json, plan_text, plan_view
from stepwell.documents.blocks import plain
from stepwell.plan.finding import Finding, Severity
from stepwell.plan.person import RedFlag
from stepwell.plan.proposal import Proposal
from stepwell.plan.request import Goal
from stepwell.planner import propose
from stepwell.quantities import Mass
from stepwell.sources import load_bibliography


WORKS = load_bibliography()
STOP = Finding("G02", Severity.STOP, "Too fast.", "asam2025", 2, "smaller cuts")


def shown(proposal, width=80):
    view = plan_view(proposal, FORMULARY, WORKS)
    return view, plain(plan_text(view, width))


def refused_plan():
    """A plan that exists and breaks a rule."""
    proposal = propose(make_request(), FORMULARY)
    assert proposal.plan is not None
    return replace(proposal, findings=(STOP, *proposal.findings))


def test_text_begins_with_the_reason_and_what_to_do():
    """The reason stands before anything else, and then what to do now."""
    _, text = shown(refused_plan())
    places = [
        text.index(words)
        for words in (
            "Refused:",
            "Too fast.",
            "What to do now",
            "Stay on the dose",
            "Sources",
        )
    ]
    assert places == sorted(places)
    assert "smaller cuts" in text


def test_text_prints_no_doses_to_follow():
    """A refused plan is not printed for anybody to follow."""
    _, text = shown(refused_plan())
    assert "Take " not in text
    assert "hand out" not in text


def test_json_keeps_the_steps_for_checking():
    """The steps that break a rule are there, without a stop date or supply."""
    view, _ = shown(refused_plan())
    document = json.loads(plan_json(view))
    validator("plan").validate(document)
    assert document["outcome"] == "refused"
    assert document["steps"]
    assert document["stop_date"] is None
    assert document["final_dose_mg"] is None
    assert document["supply"] == []


def test_without_a_plan_there_are_no_steps():
    """A red flag ends everything before a plan is made; help comes first."""
    person = make_person(red_flags=[RedFlag.SEIZURE])
    view, text = shown(propose(make_request(person=person), FORMULARY))
    document = json.loads(plan_json(view))
    validator("plan").validate(document)
    assert document["steps"] == []
    assert "get help now" in text
    assert "Stay on the dose you take now" not in text


def test_red_flag_page_says_nothing_else():
    """Only the signs, the help and what this is not; the rest can wait."""
    person = make_person(red_flags=[RedFlag.SEIZURE, RedFlag.CONFUSION])
    view, text = shown(propose(make_request(person=person), FORMULARY))
    assert view.needs_help_now
    assert text.count("G05, ") == 2
    lines = text.splitlines()
    rules = [at for at, line in enumerate(lines) if set(line) == {"-"}]
    assert [lines[at - 1].split(" | ")[1] for at in rules] == [
        "Get help now",
        "What to do now",
        "What this is not",
    ]


def test_H29_slow_breathing_with_an_opioid_and_alcohol_is_printed_in_full():
    """Not only the sign, but what the mixture changes: give nothing more of them."""
    slow = [RedFlag.CANNOT_BE_WOKEN_OR_SLOW_BREATHING]
    person = make_person("opioid", "alcohol", red_flags=slow)
    _, text = shown(propose(make_request(person=person), FORMULARY))
    assert text.index("G05, ") < text.index("G18, ")
    assert "give nothing more of them to somebody who is hard to wake" in joined(text)
    assert "G17, " not in text


@pytest.mark.parametrize("rule", ["G05", "G18", "G23"])
def test_H31_every_rule_that_calls_for_help_now_is_printed(rule):
    """Each alone makes the page one of help, and stands on it."""
    found = Finding(rule, Severity.STOP, "Get help.", "asam2025")
    view, text = shown(Proposal(make_request(), None, (STOP, found), ()))
    assert view.needs_help_now
    assert f"{rule}, " in text
    assert "Too fast." not in text


@pytest.mark.parametrize("flag", RedFlag)
def test_help_never_says_to_stay_on_a_dose(flag):
    """Who cannot be woken gets no more, and who ran out has none to stay on."""
    person = make_person("opioid", red_flags=[flag])
    proposal = propose(make_request(person=person), FORMULARY)
    _, text = shown(proposal)
    assert "tay on" not in text
    assert "Whoever helps you decides about the next dose" in joined(text)
    assert "never made up for by a double one" in joined(text)


def joined(text):
    return " ".join(text.split())


def test_refused_title_promises_nothing():
    """A request for a lower dose that is refused is called a request."""
    person = make_person(red_flags=[RedFlag.SEIZURE])
    request = make_request(person=person, goal=Goal(reduce_to=Mass.mg(1)))
    view, _ = shown(propose(request, FORMULARY))
    assert view.title.startswith("A request for a gradual reduction of lorazepam to 1 ")


def test_unsafe_drug_alone_is_shown_as_refused():
    """Phenobarbital alone leaves nothing to plan with, and the page still says why."""
    request = make_request(current={}, unsafe_method="phenobarbital")
    view, text = shown(propose(request, FORMULARY))
    assert view.refused
    assert "G35" in text


def test_missing_plan_is_never_shown_as_proposed():
    """Even a proposal without a stop is refused when it has no plan."""
    view, _ = shown(Proposal(make_request(start=START), None, (), ()))
    assert view.refused


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_every_section_says_draft(width):
    """Each section and the last line carry the word DRAFT."""
    for proposal in (refused_plan(), propose(make_request(), FORMULARY)):
        _, text = shown(proposal, width)
        lines = text.splitlines()
        assert lines[0].startswith("DRAFT | ")
        rules = [at for at, line in enumerate(lines) if set(line) == {"-"}]
        heads = [line for line in lines if line.startswith("DRAFT | ")]
        assert len(heads) == len(rules) + 2
        assert "not a substitute for a prescriber" in " ".join(text.split())
