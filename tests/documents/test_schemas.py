"""The published schemas say what the program accepts and what it writes."""

import copy
import json
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

import curves
from bad_input import AT_HOME, GOOD_CARE, GOOD_OVERRIDE, GOOD_RULE, GOOD_SUPPLY, ORAL
from factories import FORMULARY, make_request, request_document
from schemas import validator
from stepwell.documents.curve_json import curve_document
from stepwell.documents.plan_json import plan_document
from stepwell.formulary import MARKETS
from stepwell.interop.request_reader import REQUEST_KEYS, read_request
from stepwell.kinetics.quantities import REGISTER
from stepwell.plan.person import Flag, RedFlag


EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.toml"))
REQUEST = validator("request")
PLAN = validator("plan")
CURVE = validator("curve")


def test_there_are_examples():
    """At least the six standard cases are there."""
    assert len(EXAMPLES) >= 6


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_follow_the_schema(path):
    """Every example is a valid request, by the schema and by the program."""
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    read_request(document, FORMULARY)
    REQUEST.validate(json.loads(json.dumps(document, default=str)))


def test_schema_names_exactly_the_keys_and_words_of_the_program():
    """A flag or key cannot be added to one and forgotten in the other."""
    properties = REQUEST.schema["properties"]
    assert set(properties) == set(REQUEST_KEYS)
    person = properties["person"]["properties"]
    assert person["flags"]["items"]["enum"] == [flag.value for flag in Flag]
    assert person["red_flags"]["items"]["enum"] == [flag.value for flag in RedFlag]
    assert properties["market"]["enum"] == list(MARKETS)
    counted = sorted(table.id for table in FORMULARY.tables.values() if table.counts)
    assert properties["equivalence"]["enum"] == counted
    forms = properties["custom_products"]["items"]["properties"]["form"]["enum"]
    assert forms == sorted({each.form for each in FORMULARY.products.values()})


GOOD_SWAP = {
    "time": "bedtime",
    "amount": "1 mg",
    "equal_to_10_mg_diazepam": "1 mg",
}
GOOD_CROSSOVER = {
    "order": ["morning", "bedtime"],
    "parts": 2,
    "swap_days": 14,
    "settle_days": 28,
    "equal_to_10_mg_diazepam": "1 mg",
    "most_diazepam_a_day": "30 mg",
}
GOOD = [
    request_document(),
    request_document(goal={"stop": True, "by": "2028-01-01", "final_dose": "0.5 mg"}),
    request_document(goal={"stop": False, "reduce_to": "500 micrograms"}),
    request_document(pace={"shape": "linear", "reduction": "0.25 mg"}),
    request_document(pace={"reduction_points": 2.5, "step_days": 14}),
    request_document(author="prescriber", overrides=[GOOD_OVERRIDE]),
    request_document(custom_products=[{**ORAL, "concentration_mg_per_ml": "0.5"}]),
    request_document(co_drugs=[{"name": "fluvoxamine", "started": "2027-03-01"}]),
    request_document(co_drugs=[{"name": "Yew tea", "stopped": "2027-03-01"}]),
    request_document(care=GOOD_CARE),
    request_document(care={}),
    request_document(supply=GOOD_SUPPLY),
    request_document(supply={}),
    request_document(most_pieces_a_dose=1),
    request_document(most_pieces_a_dose=10),
    request_document(method="crossover"),
    request_document(method="compare", crossover={}),
    request_document(method="crossover", crossover=GOOD_CROSSOVER),
    request_document(method="compare", crossover={"swaps": [GOOD_SWAP]}),
    request_document(agreed_rule=GOOD_RULE),
    request_document(agreed_rule={}),
]
BAD = [
    request_document(start=None),
    request_document(curent=[]),
    request_document(goal={"stop": True, "reduce_to": "1 mg"}),
    request_document(goal={"stop": False}),
    request_document(pace={"reduction_percent": 5, "reduction_points": 2}),
    request_document(pace={"reduction_percent": 5, "shape": "hyperbolic"}),
    request_document(custom_products=[ORAL]),
    request_document(custom_products=[{**ORAL, "concentration_mg_per_ml": "0.009"}]),
    request_document(person={"flags": ["epilepsy"]}),
    request_document(current=[{"drug": "x", "time": "bedtime", "dose": ".5 mg"}]),
    request_document(current=[{"drug": "x", "time": "bedtime", "dose": 1}]),
    request_document(co_drugs=[{"name": "fluvoxamine"}]),
    request_document(co_drugs=[{"started": "2027-03-01"}]),
    request_document(co_drugs=[{"name": 'a "b"', "started": "2027-03-01"}]),
    request_document(co_drugs=[{"name": "x" * 81, "started": "2027-03-01"}]),
    request_document(co_drugs=[{"name": "fluvoxamine", "started": "March"}]),
    request_document(care={"doctor": "Dr Example"}),
    request_document(care={"prescriber": "x" * 101}),
    request_document(care={"next_review": "soon"}),
    request_document(supply={"period_days": 21}),
    request_document(supply={"cupboard": [{**AT_HOME, "count": "12 1/2"}]}),
    request_document(supply={"cupboard": [{**AT_HOME, "count": 40}]}),
    request_document(supply={"counted_on": "2027-01-04"}),
    request_document(supply={"policy": {"country": "us"}}),
    request_document(supply={"policy": {"most_days_per_prescription": 0}}),
    *(request_document(most_pieces_a_dose=wrong) for wrong in (0, 11, "3", 2.5, True)),
    request_document(method="switch"),
    request_document(agreed_rule={"mild": "slow"}),
    request_document(agreed_rule={"severe": "wait"}),
    request_document(agreed_rule={"with": "Dr Example"}),
    request_document(agreed_rule={"on": "2027-01-04"}),
    request_document(agreed_rule={"on": "today", "with": "Dr Example"}),
    request_document(agreed_rule={"awful": "hold"}),
    *(
        request_document(method="crossover", crossover=wrong)
        for wrong in (
            2,
            {"speed": "slow"},
            {"order": []},
            {"order": ["bedtime", "bedtime"]},
            {"order": ["night"]},
            {"parts": 0},
            {"parts": 9},
            {"swap_days": 6},
            {"swap_days": 29},
            {"settle_days": 57},
            {"swaps": []},
            {"swaps": [{"time": "bedtime"}]},
            {"swaps": [{**GOOD_SWAP, "dose": "1 mg"}]},
            {"swaps": [{**GOOD_SWAP, "amount": 1}]},
            {"swaps": [GOOD_SWAP], "parts": 2},
            {"swaps": [GOOD_SWAP], "order": ["bedtime"]},
            {"equal_to_10_mg_diazepam": "1"},
            {"most_diazepam_a_day": 30},
        )
    ),
]


@pytest.mark.parametrize("document", GOOD, ids=str)
def test_good_requests_follow_the_schema(document):
    """What the program accepts, the schema accepts."""
    exact = json.loads(json.dumps(document), parse_float=Decimal)
    read_request(exact, FORMULARY)
    assert REQUEST.is_valid(document)


@pytest.mark.parametrize("document", BAD, ids=str)
def test_bad_requests_break_the_schema(document):
    """A wrong shape is already wrong by the schema."""
    assert not REQUEST.is_valid(document)


def test_levels_are_described_alike_in_a_plan_and_in_a_curve():
    """One entry of a drug, one description of it."""
    mine, other = PLAN.schema["$defs"], CURVE.schema["$defs"]
    for name in ("level", "quantity", "figure", "whole"):
        assert mine[name] == other[name]


def test_schema_names_exactly_the_quantities_of_the_register():
    """A quantity cannot be added and forgotten in the schema."""
    _, drawn = PLAN.schema["$defs"]["level"]["oneOf"]
    today = drawn["properties"]["today"]
    assert list(today["properties"]) == today["required"] == list(REGISTER)


def plain(document):
    return json.loads(json.dumps(document))


@pytest.fixture(scope="module")
def plan():
    return plain(plan_document(curves.example("lorazepam-us")[1]))


@pytest.fixture(scope="module")
def curve():
    return plain(curve_document(curves.example("lorazepam-us")[2]))


@pytest.mark.parametrize("name", curves.PLANNED)
def test_plans_of_the_examples_follow_the_schema(name):
    """Each with the levels of its steps."""
    found = plain(plan_document(curves.example(name)[1]))
    PLAN.validate(found)
    assert all(step["modelled"] for step in found["steps"])
    assert all(drug["drawn"] for drug in found["modelled"]["drugs"])


def test_a_plan_without_levels_follows_the_schema():
    """The reason stands instead, and null in every step."""
    request = make_request(
        {("loprazolam", "bedtime"): "1 mg"},
        market="gb",
        custom_products=(curves.suspension("loprazolam"),),
    )
    found = plain(plan_document(curves.made(request)[1]))
    PLAN.validate(found)
    (drug,) = found["modelled"]["drugs"]
    assert "grade D" in drug["reason"]
    assert {step["modelled"] for step in found["steps"]} == {None}


def test_a_level_that_is_gone_follows_the_schema():
    """A ratio without an end is null and has its reason."""
    request = make_request(
        {("zaleplon", "bedtime"): "10 mg"},
        custom_products=(curves.suspension("zaleplon", "1"),),
    )
    found = plain(plan_document(curves.made(request)[1]))
    PLAN.validate(found)
    assert {step["modelled"]["peak_trough_ratio"] for step in found["steps"]} == {None}
    today = found["modelled"]["drugs"][0]["today"]["peak_trough_ratio"]
    assert today["typical"] is None
    assert "gone between doses" in today["reason"]


WRONG_LEVELS = [
    ("modelled", None),
    ("modelled.more", 1),
    ("modelled.drugs.0.more", 1),
    ("modelled.drugs.0.drawn", False),
    ("modelled.drugs.0.reason", "why"),
    ("modelled.drugs.0.grade", "D"),
    ("modelled.drugs.0.today.cmax", None),
    ("modelled.drugs.0.today.more", {}),
    ("modelled.drugs.0.today.cmax.typical", 1.3),
    ("modelled.drugs.0.today.cmax.typical", "1e3"),
    ("modelled.drugs.0.today.cmax.more", "1"),
    ("modelled.drugs.0.text", []),
    ("steps.0.modelled", None),
    ("steps.0.modelled.more", 1),
    ("steps.0.modelled.level_percent_of_today.typical", 96),
    ("steps.0.modelled.level_percent_of_today.typical", "95.8"),
    ("steps.0.modelled.peak_trough_ratio", ""),
]
WRONG_CURVES = [
    ("schema", "stepwell/plan/1"),
    ("more", 1),
    ("notes", []),
    ("drugs", []),
    ("days", None),
    ("days.0.more", 1),
    ("days.0.mean", "0.9"),
    ("days.0.mean", -0.1),
    ("days.0.mean", None),
    ("days.0.date", "4 January"),
    ("days.0.mean_of", {}),
    ("days.0.mean_of", None),
    ("days.0.mean_of.lorazepam", "0.9"),
    ("days.0.mean_ng_per_ml", {}),
    ("days.0.mean_ng_per_ml.lorazepam.lorazepam", None),
    ("stop_date", "soon"),
]


def changed(document, path, value):
    """A copy with another value at a dotted path; None takes the key away."""
    found = copy.deepcopy(document)
    *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    place = found
    for part in way:
        place = place[part]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return found


@pytest.mark.parametrize(("path", "value"), WRONG_LEVELS)
def test_levels_of_a_wrong_shape_break_the_schema(plan, path, value):
    """As strict as for doses: no other key, no other type, nothing left out."""
    PLAN.validate(plan)
    assert not PLAN.is_valid(changed(plan, path, value))


@pytest.mark.parametrize(("path", "value"), WRONG_CURVES)
def test_curves_of_a_wrong_shape_break_the_schema(curve, path, value):
    """The same for the curve."""
    CURVE.validate(curve)
    assert not CURVE.is_valid(changed(curve, path, value))
