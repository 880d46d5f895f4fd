"""A plan read back with its request, so that it can be made anew (H06, H07)."""

import copy
import json
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import HealthCheck, assume, given, settings

import curves
from factories import FORMULARY, START, make_request
from interop.whole_requests import SYRUP, readable_requests
from schemas import validator
from stepwell.documents import plan_json, plan_view
from stepwell.interop.documents_in import parse_json
from stepwell.interop.errors import InputError
from stepwell.interop.plan_to_remake import LONGEST_REASON, read_remakeable
from stepwell.interop.request_writer import request_document
from stepwell.interop.schedule_reader import read_brought
from stepwell.plan.crossover import Crossover, CrossoverWish
from stepwell.plan.person import Person, RedFlag
from stepwell.plan.request import Author, CoDrug, Goal, Method
from stepwell.planner import propose
from stepwell.quantities import Mass
from stepwell.sources import load_bibliography


WORKS = load_bibliography()
SLOW = settings(
    max_examples=settings.default.max_examples // 2,
    suppress_health_check=list(HealthCheck),
)
SCHEMA, REQUEST_SCHEMA = validator("plan"), validator("request")
REFUSED = make_request(person=Person(red_flags=frozenset({RedFlag.SEIZURE})))


def written(request):
    """The proposal and its JSON as ``stepwell plan`` writes it."""
    proposal = propose(request, FORMULARY)
    view = plan_view(proposal, FORMULARY, WORKS, request_document(request))
    return proposal, plan_json(view)


def assert_round_trip(request):
    proposal, text = written(request)
    assert not proposal.is_refused, proposal.findings
    plan, again = read_remakeable(parse_json(text), FORMULARY)
    assert plan == proposal.plan
    assert again == request
    assert written(again)[1] == text
    SCHEMA.validate(json.loads(text))
    REQUEST_SCHEMA.validate(json.loads(text)["request"])
    return plan


@SLOW
@given(readable_requests())
def test_every_plan_is_read_back_with_its_request(request):
    """Steps, parts, reasons, dates and the request are those that were written."""
    assume(not propose(request, FORMULARY).is_refused)
    assert_round_trip(request)


@pytest.mark.parametrize("name", curves.PLANNED)
def test_every_example_is_read_back(name):
    """From the file of the request to a plan's JSON, and back to both."""
    assert_round_trip(curves.example_request(name))


def crossing(current, wish=CrossoverWish(), **changes):
    """A prescriber's request for a crossover in gb."""
    usual = {"market": "gb", "method": Method.CROSSOVER, "author": Author.PRESCRIBER}
    return make_request(current, crossover=wish, **{**usual, **changes})


LORAZEPAM_4 = {("lorazepam", time): "2 mg" for time in ("morning", "bedtime")}
CROSSINGS = {
    "plain": crossing(LORAZEPAM_4),
    "in parts": crossing(LORAZEPAM_4, CrossoverWish(parts=3)),
    "part of it": crossing(LORAZEPAM_4, CrossoverWish(most_daily=Mass.mg("25"))),
    "waiting": crossing(LORAZEPAM_4, co_drugs=(CoDrug("fluvoxamine", START),)),
    "with diazepam": crossing({**LORAZEPAM_4, ("diazepam", "morning"): "2 mg"}),
}


@pytest.mark.parametrize("name", CROSSINGS)
def test_H06_crossovers_are_read_back(name):
    """The drug that is left and the last swap come back, held steps counted."""
    plan = assert_round_trip(CROSSINGS[name])
    assert plan.crossover is not None


def test_lower_doses_are_read_back():
    """A plan without a stop date, with a compounded liquid."""
    request = make_request(
        goal=Goal(reduce_to=Mass.mg("1")),
        custom_products=(SYRUP,),
        products=(SYRUP.id,),
    )
    assert assert_round_trip(request).stop_date is None


@cache
def text_of(name):
    requests = {
        "usual": make_request(custom_products=(SYRUP,), products=(SYRUP.id,)),
        "crossing": CROSSINGS["plain"],
    }
    return written(requests[name])[1]


def document(name="usual"):
    return parse_json(text_of(name))


def changed(path, value, name="usual"):
    """The document with the value at a dotted path; None removes it."""
    found = copy.deepcopy(document(name))
    *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    place = found
    for part in way:
        place = place[part]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return found


def complaint(found, read=read_remakeable):
    with pytest.raises(InputError) as caught:
        read(found, FORMULARY)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def review(found, formulary):
    return read_brought(json.dumps(found, default=str), formulary)


DAMAGED = [
    ("request", [], "request: "),
    ("request", {}, "request.start: "),
    ("request.colour", "red", "request.colour: "),
    ("request.using_since", None, "request.using_since: "),
    ("request.start", "2027-01-05", "request.start: "),
    ("request.start", "soon", "request.start: "),
    ("request.market", "uk", "request.market: "),
    ("request.market", "gb", "request.market: "),
    ("request.equivalence", "ashton2002", "request.equivalence: "),
    ("request.current.0.dose", "2 mg", "request.current: "),
    ("request.current.0.dose", "40 mg", "request.current[0].dose: "),
    ("request.current.0.time", "midday", "request.current: "),
    ("request.custom_products", None, "request.products[0]: "),
    (
        "request.custom_products.0.concentration_mg_per_ml",
        "5",
        "steps[0].doses[0].take[0]: ",
    ),
    ("crossover", {}, "crossover.drug: "),
    ("crossover", {"drug": "diazepam", "last_step": 1}, "crossover.drug: "),
    ("crossover", {"drug": "oxazepam", "last_step": 1}, "crossover.drug: "),
    ("crossover", {"drug": "lorazepam", "last_step": 0}, "crossover.last_step: "),
    ("crossover", {"drug": "lorazepam", "last_step": 900}, "crossover.last_step: "),
]


@pytest.mark.parametrize(("path", "value", "beginning"), DAMAGED)
@pytest.mark.parametrize("read", [read_remakeable, review])
def test_a_damaged_request_is_refused(path, value, beginning, read):
    """Neither reviewed nor remade: it is not what the plan was made from."""
    assert complaint(changed(path, value), read).startswith(beginning)


LOST = [
    ("crossover", None, "crossover: ", "crossing"),
    ("crossover", {"drug": "lorazepam", "last_step": 1}, "crossover: ", "usual"),
    ("crossover.last_step", 1, "steps: step 2 raises a dose", "crossing"),
    ("stop_date", None, "stop_date: ", "usual"),
    ("request.goal", {"reduce_to": "1 mg"}, "stop_date: ", "usual"),
    ("steps.0.reasons", None, "steps[0].reasons: ", "usual"),
    ("steps.0.reasons", "why", "steps[0].reasons: ", "usual"),
    ("steps.1.reasons", [1], "steps[1].reasons[0]: ", "usual"),
    ("steps.1.reasons", ["two\nlines"], "steps[1].reasons[0]: ", "usual"),
    ("steps.1.reasons", ["x" * (LONGEST_REASON + 1)], "steps[1].reasons[0]", "usual"),
]


@pytest.mark.parametrize(("path", "value", "beginning", "name"), LOST)
def test_a_plan_that_is_not_whole_is_not_remade(path, value, beginning, name):
    """It is still reviewed, since the days and doses agree."""
    found = changed(path, value, name)
    review(found, FORMULARY)
    assert complaint(found).startswith(beginning)


def test_products_that_are_gone_are_named():
    """A plan of other data may name what cannot be counted any more (H03)."""
    text = written(make_request())[1]
    found = parse_json(text.replace("us/lorazepam/tablet/0.5", "us/lorazepam/old/0.5"))
    review(found, FORMULARY)
    sentence = complaint(found)
    assert "us/lorazepam/old/0.5" in sentence
    assert sentence.startswith("steps[")


def test_plans_without_a_request_are_reviewed_and_not_remade():
    """Those of earlier versions; the way out is said."""
    found = changed("request", None)
    assert review(found, FORMULARY).request is None
    sentence = complaint(found)
    assert sentence.startswith("request: ")
    assert "make the plan again with this version" in sentence
    del found["crossover"]
    assert review(found, FORMULARY).crossover is None


def test_refused_plans_are_not_remade():
    """With and without steps; the refusal is said before anything else."""
    refused = parse_json(written(REFUSED)[1])
    sentence = complaint(refused)
    assert sentence.startswith("outcome: the plan was refused")
    assert "make the plan again with this version" in sentence
    del refused["request"]
    assert complaint(refused) == sentence


def test_help_comes_before_what_is_wrong():
    """A red flag in a damaged request is answered first."""
    found = changed("request.person", {"red_flags": ["seizure"], "age": "old"})
    sentence = complaint(found)
    assert sentence.startswith("seizure: call your local emergency number now")
    assert "request.person.age: " in sentence


def test_other_documents_are_not_remade():
    """Neither a list nor a curve."""
    assert complaint([]).startswith("the document: ")
    assert complaint({"schema": "stepwell/curve/1"}).startswith("schema: ")


def test_review_knows_the_request_and_the_crossover():
    """Both stand beside the schedule, so that a caller may use them."""
    brought = review(document("crossing"), FORMULARY)
    assert brought.request == CROSSINGS["plain"]
    assert brought.crossover == Crossover("lorazepam", 2)


BY_VADOD = make_request(
    {("diazepam", "bedtime"): "10 mg"}, market="gb", equivalence="vadod2021"
)


def test_a_table_of_its_own_is_kept():
    """The request names it, and the plan was made by it."""
    assert_round_trip(BY_VADOD)


def test_a_plan_made_by_another_default_is_read():
    """A default table may change; the plan says which one it was made by."""
    request = BY_VADOD
    proposal = propose(request, FORMULARY)
    told = request_document(replace(request, equivalence=None))
    text = plan_json(plan_view(proposal, FORMULARY, WORKS, told))
    assert read_remakeable(parse_json(text), FORMULARY)[0] == proposal.plan
