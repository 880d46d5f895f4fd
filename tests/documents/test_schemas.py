"""The published schemas say what the program accepts and what it writes."""

import json
import tomllib
from pathlib import Path

import pytest

from bad_input import GOOD_OVERRIDE, ORAL
from factories import FORMULARY, request_document
from schemas import validator
from stepwell.formulary import MARKETS
from stepwell.interop.request_reader import REQUEST_KEYS, read_request
from stepwell.plan.person import Flag, RedFlag


EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.toml"))
REQUEST = validator("request")


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


GOOD = [
    request_document(),
    request_document(goal={"stop": True, "by": "2028-01-01", "final_dose": "0.5 mg"}),
    request_document(goal={"stop": False, "reduce_to": "500 micrograms"}),
    request_document(pace={"shape": "linear", "reduction": "0.25 mg"}),
    request_document(pace={"reduction_points": 2.5, "step_days": 14}),
    request_document(author="prescriber", overrides=[GOOD_OVERRIDE]),
    request_document(custom_products=[{**ORAL, "concentration_mg_per_ml": "0.5"}]),
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
]


@pytest.mark.parametrize("document", GOOD, ids=str)
def test_good_requests_follow_the_schema(document):
    """What the program accepts, the schema accepts."""
    assert REQUEST.is_valid(document)


@pytest.mark.parametrize("document", BAD, ids=str)
def test_bad_requests_break_the_schema(document):
    """A wrong shape is already wrong by the schema."""
    assert not REQUEST.is_valid(document)
