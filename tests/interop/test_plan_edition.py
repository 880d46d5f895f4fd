"""The version of a plan is read back, and a file that contradicts itself is not."""

import copy
import json
from datetime import date

import pytest

from factories import FORMULARY, make_request
from schemas import validator
from stepwell.documents import plan_json, plan_view
from stepwell.interop.errors import InputError
from stepwell.interop.plan_to_remake import read_printable
from stepwell.interop.request_writer import request_document
from stepwell.plan.edition import FIRST, Edition, Status
from stepwell.planner import propose
from stepwell.sources import load_bibliography


REQUEST = make_request()
PROPOSAL = propose(REQUEST, FORMULARY)
WORKS = load_bibliography()
SERIES = "0123456789abcdef" * 2
AGREED = Edition(
    version=3,
    person="Robin Example, born 2 March 1980",
    agreed_with="Dr Example",
    agreed_on=date(2027, 1, 2),
    series=SERIES,
    entries=400,
)


def document_of(edition=FIRST):
    view = plan_view(PROPOSAL, FORMULARY, WORKS, request_document(REQUEST), edition)
    return json.loads(plan_json(view))


DOCUMENT = document_of(AGREED)


def changed(**told):
    document = copy.deepcopy(DOCUMENT)
    document["edition"].update(told)
    return document


def complaint(document):
    with pytest.raises(InputError) as caught:
        read_printable(document, FORMULARY)
    return str(caught.value)


@pytest.mark.parametrize(
    "edition", [FIRST, AGREED, Edition(version=2, superseded_by=4, series=SERIES)]
)
def test_what_is_written_is_read_back(edition):
    """Person, agreement and version survive; the schema knows all of it."""
    document = document_of(edition)
    validator("plan").validate(document)
    plan, request, again = read_printable(document, FORMULARY)
    assert (plan, request) == (PROPOSAL.plan, REQUEST)
    for name in ("version", "person", "agreed_with", "agreed_on", "superseded_by"):
        assert getattr(again, name) == getattr(edition, name)
    assert again.series == document["edition"]["series"]
    assert again.entries == document["edition"]["calendar_entries"] >= edition.entries
    assert document["status"] == edition.status.value


def test_a_plan_of_before_there_were_versions_is_the_first():
    """A file without an edition is a draft that nobody is named in."""
    document = document_of()
    del document["edition"], document["reviews"]
    *_, edition = read_printable(document, FORMULARY)
    assert edition == FIRST


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"version": 0}, "edition.version: "),
        ({"version": "1"}, "edition.version: "),
        ({"version": 10_000}, "edition.version: "),
        ({"person": ""}, "edition.person: "),
        ({"person": "x" * 101}, "edition.person: "),
        ({"person": "a\nb"}, "edition.person: "),
        ({"agreed_on": None}, "edition: a plan is agreed with somebody on a day"),
        ({"agreed_with": None}, "edition: a plan is agreed with somebody on a day"),
        ({"agreed_on": "2 January"}, "edition.agreed_on: "),
        ({"superseded_by": 3}, "edition: a version is superseded by a later one"),
        ({"series": "lorazepam 1 mg"}, "edition.series: "),
        ({"series": SERIES.upper()}, "edition.series: "),
        ({"series": 5}, "edition.series: "),
        ({"calendar_entries": -1}, "edition.calendar_entries: "),
        ({"calendar_entries": 10**9}, "edition.calendar_entries: "),
        ({"more": 1}, "edition.more: "),
    ],
)
def test_what_is_no_version_is_refused_with_its_field(told, words):
    """One sentence names the field, and what to do."""
    assert complaint(changed(**told)).startswith(words)


def test_H15_doses_that_were_changed_by_hand_have_another_code():
    """A file whose doses are not those of its code is not printed."""
    said = complaint(changed(check_code="0000-0000"))
    assert said.startswith('edition.check_code: "0000-0000" is not the code')
    longer = changed()
    longer["steps"][-1]["days"] += 7
    del longer["stop_date"]
    assert "steps" in complaint(longer) or "stop_date" in complaint(longer)


@pytest.mark.parametrize("told", [None, {}])
def test_an_edition_is_an_object_with_a_version(told):
    """Neither nothing nor an empty object is a version."""
    document = {**DOCUMENT, "edition": told, "status": "draft"}
    assert complaint(document).startswith("edition")


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SUPERSEDED])
def test_H16_status_and_version_say_the_same(status):
    """A file that says draft and names an agreement is believed in neither."""
    said = complaint({**DOCUMENT, "status": status.value})
    assert said.startswith(f'status: "{status.value}" contradicts the edition')
    assert "final" in complaint({**DOCUMENT, "status": "final"})


def test_H16_a_locked_plan_is_never_shown_as_agreed():
    """What only a prescriber may agree is a draft until one has drafted it."""
    request = make_request({("lorazepam", "bedtime"): "12 mg"})
    locked = propose(request, FORMULARY)
    with pytest.raises(ValueError, match="only a prescriber may agree this plan"):
        plan_view(locked, FORMULARY, WORKS, None, AGREED)


def test_H16_a_refused_plan_is_never_shown_as_agreed():
    """A refusal is no plan, so nobody can have agreed to it."""
    refused = propose(make_request(unsafe_method="alternate_days"), FORMULARY)
    assert refused.is_refused
    with pytest.raises(ValueError, match="refused"):
        plan_view(refused, FORMULARY, WORKS, None, AGREED)
