"""A request written as a document is read back as exactly the same request."""

import json
import tomllib
from dataclasses import MISSING, fields
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from factories import FORMULARY, make_request, request_document, request_of_dose
from interop.whole_requests import EVERYTHING, full, readable_requests, whole_requests
from schemas import validator
from stepwell.documents.plan_json import json_text
from stepwell.formulary import Product
from stepwell.interop import (
    request_agreed_rule,
    request_care,
    request_crossover,
    request_earlier,
    request_goal,
    request_pace,
    request_person,
    request_products,
    request_reader,
    request_supply,
)
from stepwell.interop import request_writer as writer
from stepwell.interop.documents_in import parse_json
from stepwell.interop.request_reader import read_request
from stepwell.interop.written import decimal_text, plain_number
from stepwell.plan.person import Flag, Person
from stepwell.plan.request import PaceWish, Shape


EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.toml"))
SCHEMA = validator("request")
SLOW = settings(suppress_health_check=list(HealthCheck))


def assert_round_trip(request):
    """As values, and through the text of JSON; the schema takes it, too."""
    document = writer.request_document(request)
    assert read_request(document, FORMULARY) == request
    text = json_text(document)
    assert read_request(parse_json(text), FORMULARY) == request
    SCHEMA.validate(json.loads(text))
    return text


@SLOW
@given(whole_requests())
def test_H05_every_request_is_read_back_as_it_was(request):
    """No dose, day, decimal or word changes, and nothing is lost."""
    text = assert_round_trip(request)
    again = read_request(parse_json(text), FORMULARY)
    assert json_text(writer.request_document(again)) == text


@SLOW
@given(readable_requests())
def test_requests_of_the_planner_are_read_back(request):
    """Those that the planner is tested with as well."""
    assert_round_trip(request)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_is_read_back(path):
    """From its file to a request, to a document, and to the same request."""
    said = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    request = read_request(said, FORMULARY)
    text = assert_round_trip(request)
    assert set(json.loads(text)) <= set(said)


@pytest.mark.parametrize("request_", EVERYTHING)
def test_everything_that_can_be_said_is_read_back(request_):
    """Each block and each of the ways that exclude each other."""
    assert_round_trip(request_)


def test_bytes_stay_as_they_are():
    """The keys in the order of the reader, and nothing that is usual."""
    request = make_request(
        person=Person(flags=frozenset({Flag.PTSD, Flag.FALLS})),
        pace=PaceWish(Shape.PROPORTIONAL, Fraction("0.125"), step_days=14),
    )
    assert writer.request_document(request) == {
        "start": "2027-01-04",
        "market": "us",
        "current": [
            {"drug": "lorazepam", "time": "morning", "dose": "1 mg"},
            {"drug": "lorazepam", "time": "bedtime", "dose": "1 mg"},
        ],
        "using_since": "2021-05-01",
        "person": {"flags": ["falls", "ptsd"]},
        "pace": {
            "shape": "proportional",
            "reduction_percent": Decimal("12.5"),
            "step_days": 14,
        },
    }
    assert '"reduction_percent": 12.5,' in assert_round_trip(request)


@pytest.mark.parametrize("request_", EVERYTHING)
def test_keys_stand_in_the_order_of_the_reader(request_):
    """So the same request always gives the same bytes."""
    written = list(writer.request_document(request_))
    assert written == [key for key in request_reader.REQUEST_KEYS if key in written]


def test_a_month_or_year_is_written_as_the_day_it_means():
    """The reader takes the first day of either."""
    for since in ("2021", "2021-01", "2021-01-01", date(2021, 1, 1)):
        request = read_request(request_document(using_since=since), FORMULARY)
        assert writer.request_document(request)["using_since"] == "2021-01-01"


def test_H13_a_medicine_that_is_never_planned_with_keeps_its_dose():
    """Phenobarbital is set aside for its rule, and written as it was told."""
    told = request_of_dose("64.8 mg", "phenobarbital")
    request = read_request(told, FORMULARY)
    assert request.current == ()
    assert writer.request_document(request)["current"] == told["current"]
    assert_round_trip(request)


# What a document does not say of a compounded product: it follows, or is unknown.
NOT_SAID = {
    Product: {
        "works",
        "mark",
        "score",
        "score_mark",
        "extended_release",
        "off_licence_half",
        "planned",
        "reason_not_planned",
        "brands",
        "note",
    }
}


def test_no_field_of_a_request_is_forgotten():
    """Each field has, somewhere above, a value that is not its default.

    Whoever adds a field gives it one in ``EVERYTHING``; then the round trip fails
    until it is written.
    """
    nouns = [noun for request in EVERYTHING for noun in full(request)]
    for kind in dict.fromkeys(type(noun) for noun in nouns):
        for field in fields(kind):
            if field.default is MISSING or field.name in NOT_SAID.get(kind, ()):
                continue
            values = [getattr(noun, field.name) for noun in nouns if type(noun) is kind]
            name = f"{kind.__name__}.{field.name}"
            assert any(value != field.default for value in values), name


def test_no_key_of_the_reader_is_forgotten():
    """Every key that is read is written; stop follows from reduce_to."""
    found = {"": set(), "custom": set()}
    for request in EVERYTHING:
        document = writer.request_document(request)
        found[""] |= set(document)
        for block, value in document.items():
            if isinstance(value, dict):
                found.setdefault(block, set()).update(value)
        for product in document.get("custom_products", []):
            found["custom"] |= set(product)
        policy = document.get("supply", {}).get("policy", {})
        found.setdefault("policy", set()).update(policy)
    assert {block: found[block] for block in sorted(found)} == {
        "": set(request_reader.REQUEST_KEYS),
        "agreed_rule": set(request_agreed_rule.AGREED_KEYS),
        "care": set(request_care.CARE_KEYS),
        "crossover": set(request_crossover.KEYS),
        "custom": set(request_products.CUSTOM_KEYS),
        "earlier": set(request_earlier.EARLIER_KEYS),
        "goal": set(request_goal.GOAL_KEYS) - {"stop"},
        "pace": set(request_pace.PACE_KEYS),
        "person": set(request_person.PERSON_KEYS),
        "policy": set(request_supply.POLICY_KEYS),
        "supply": set(request_supply.SUPPLY_KEYS),
    }


def test_decimals_are_exact_or_refused():
    """A third has no decimal, so it is never rounded to one."""
    assert decimal_text(Fraction(25, 2)) == "12.5"
    assert plain_number(Fraction(10)) == 10
    assert plain_number(Fraction(1, 10**12)) == Decimal("0.000000000001")
    with pytest.raises(ValueError, match="1/3"):
        decimal_text(Fraction(1, 3))
