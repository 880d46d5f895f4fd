"""Our own plan read back: the same schedule, and no contradiction is overlooked."""

import copy
import json

import pytest
from hypothesis import HealthCheck, given, settings
from tests.planner.strategies import requests

from factories import FORMULARY, make_request
from stepwell.documents import plan_json, plan_view
from stepwell.formulary import Product
from stepwell.interop.errors import InputError
from stepwell.interop.schedule_reader import read_brought, read_schedule
from stepwell.plan.schedule import Schedule
from stepwell.planner import propose
from stepwell.quantities import Concentration
from stepwell.sources import Mark, load_bibliography


WORKS = load_bibliography()
SUSPENSION = Product(
    "custom/l-1",
    "lorazepam",
    "oral suspension",
    ("custom",),
    Mark.UNVERIFIED,
    concentration=Concentration.mg_per_ml("0.5"),
)


def written(request):
    proposal = propose(request, FORMULARY)
    return proposal, plan_json(plan_view(proposal, FORMULARY, WORKS))


@pytest.fixture(scope="module")
def document():
    request = make_request(custom_products=(SUSPENSION,))
    return json.loads(written(request)[1])


def complaint(document):
    with pytest.raises(InputError) as caught:
        read_schedule(json.dumps(document), FORMULARY)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@settings(suppress_health_check=list(HealthCheck))
@given(requests())
def test_round_trip(request):
    """Every plan that is written is read back as exactly the same schedule."""
    proposal, text = written(request)
    if proposal.plan is None:
        with pytest.raises(InputError, match="no steps to review"):
            read_schedule(text, FORMULARY)
    elif not proposal.is_refused:
        assert read_schedule(text, FORMULARY) == Schedule.of_plan(proposal.plan)
    else:
        steps = read_schedule(text, FORMULARY).periods
        assert steps == Schedule.of_plan(proposal.plan).periods[: len(steps)]


def change(document, path, value):
    """Set the value at a dotted path such as ``steps.0.days``; None removes it."""
    changed = copy.deepcopy(document)
    *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    place = changed
    for part in way:
        place = place[part]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return changed


FIRST = "steps.0.doses.0"
CONTRADICTIONS = [
    ("schema", "stepwell/plan/2", "schema: "),
    ("schema", None, "schema: "),
    ("extra", 1, "extra: "),
    ("steps.0.start", "2027-01-05", "steps["),
    ("steps.0.days", 13, "steps[1].start: "),
    ("steps.0.number", 2, "steps[0].start: "),
    ("steps.0.colour", "red", "steps[0].colour: "),
    ("stop_date", "2040-01-01", "stop_date: "),
    ("current", [], "current: "),
    ("current", None, "current: "),
    ("current.0.mg", 1, "current[0].mg: "),
    ("current.0.mg", ".5", "current[0].mg: "),
    ("status", "agreed", "status: "),
    ("status", None, "status: "),
    ("market", "uk", "market: "),
    ("equivalence", "ashton2002", "steps[0].occupancy_points: "),
    ("steps.2.reduction_of_current_percent", "1", "steps[2].reduction_of_current"),
    ("outcome", "refused", "outcome: "),
    ("outcome", "agreed", "outcome: "),
    ("findings.0.severity", "stop", "outcome: "),
    ("steps.0.total_mg.lorazepam", "9", "steps[0].total_mg: "),
    ("steps.1.diazepam_equivalent_mg.high", "1", "steps[1].diazepam_equivalent_mg: "),
    ("final_dose_mg", "9", "final_dose_mg: "),
    ("final_dose_mg", None, "final_dose_mg: "),
    ("supply", [], "supply: "),
    ("supply.0.count", "1", "supply[0].count: "),
    ("supply.0.spare", "999", "supply[0].spare: "),
    ("supply.0.unit", "litres", "supply[0].unit: "),
    ("supply.0.product", "us/lorazepam/tablet/9", "supply[0].product: "),
    ("supply.0.hand_out", "999", "supply[0].hand_out: "),
    ("supply.0.hand_out", "1/2", "supply[0].hand_out: "),
    ("supply.0.hand_out", "-1", "supply[0].hand_out: "),
    ("supply.0.hand_out", 28, "supply[0].hand_out: "),
    ("supply.0.step_back", "999", "supply[0].step_back: "),
    ("supply.0.collect_by", "2099-01-01", "supply[0].collect_by: "),
    ("supply.0.collect_by", "soon", "supply[0].collect_by: "),
    ("supply.0.collect_from", "2027-02-01", "supply[0].collect_from: "),
    ("supply.0.colour", "red", "supply[0].colour: "),
    ("supply_notes.0.kind", "gossip", "supply_notes[0].kind: "),
    ("supply_notes.0.text", "two\nlines", "supply_notes[0].text: "),
    ("supply_notes.0.day", "soon", "supply_notes[0].day: "),
    ("supply_notes.0.act_by", 5, "supply_notes[0].act_by: "),
    ("supply_notes.0.product", None, "supply_notes[0].product: "),
    ("supply_notes.0.colour", "red", "supply_notes[0].colour: "),
    ("supply_notes", {}, "supply_notes: "),
    ("supply.0.from", "2020-01-01", "supply[0].from: "),
    ("supply.0.to", "2099-01-01", "supply[0].from: "),
    (f"{FIRST}.mg", "9", "steps[0].doses[0]: "),
    (f"{FIRST}.mg", "0", "steps[0].doses[0]: "),
    (f"{FIRST}.take", [], "steps[0].doses[0].take: "),
    (f"{FIRST}.time", "night", "steps[0].doses[0].time: "),
    (f"{FIRST}.drug", "diazepam", "steps[0].doses[0].text: "),
    (f"{FIRST}.text", "Take it", "steps[0].doses[0].text: "),
    (
        f"{FIRST}.text",
        "Take ten 1 milligram tablets of lorazepam (10 milligrams) in the morning",
        "steps[0].doses[0].text: ",
    ),
]


@pytest.mark.parametrize(("path", "value", "beginning"), CONTRADICTIONS)
def test_contradictions_are_refused(document, path, value, beginning):
    """A plan edited by hand that no longer agrees with itself is not reviewed."""
    assert complaint(change(document, path, value)).startswith(beginning)


TABLET = {"product": "us/lorazepam/tablet/0.5", "strength_mg": "0.5", "count": "1"}
DROPS = {
    "product": "us/lorazepam/oral-concentrate/2",
    "concentration_mg_per_ml": "2",
    "volume_ml": "0.4",
}
PARTS = [
    {**TABLET, "strength_mg": "5"},
    {**TABLET, "count": "1.5"},
    {**TABLET, "count": "1/0"},
    {**TABLET, "count": "1e9"},
    {**TABLET, "count": 1},
    {**TABLET, "volume_ml": "1"},
    {**TABLET, "product": "us/lorazepam/tablet/1"},
    {**DROPS, "volume_ml": "0,4"},
    {**DROPS, "volume_ml": 0.4},
    {**DROPS, "concentration_mg_per_ml": "20"},
    {**DROPS, "concentration_mg_per_ml": "0"},
    {**DROPS, "concentration_mg_per_ml": None},
    "one tablet",
]


@pytest.mark.parametrize("part", PARTS, ids=map(str, PARTS))
def test_parts_must_be_what_the_product_is(document, part):
    """A count of a strength that the product does not have is refused (H03)."""
    changed = change(document, f"{FIRST}.take", [part])
    assert complaint(changed).startswith("steps[0].doses[0].take[0]")


def test_refused_plan_carries_no_end(document):
    """A refused plan with a stop date, a last dose or supply was changed by hand."""
    stopped = {**document["findings"][0], "severity": "stop"}
    refused = {**document, "outcome": "refused", "findings": [stopped]}
    assert complaint(refused).startswith("stop_date: ")
    refused["stop_date"] = None
    assert complaint(refused).startswith("final_dose_mg: ")
    refused["final_dose_mg"] = None
    assert complaint(refused).startswith("supply: ")
    refused["supply"] = []
    assert complaint(refused).startswith("supply_notes: ")
    refused["supply_notes"] = []
    read_schedule(json.dumps(refused), FORMULARY)


def test_H08_a_plan_that_hands_out_too_little_is_still_reviewed(document):
    """The rest may have been at home; more than is needed cannot have been."""
    less = change(document, "supply.0.hand_out", "0")
    less = change(less, "supply.0.collect_by", None)
    read_schedule(json.dumps(less), FORMULARY)


def test_H12_a_liquid_is_handed_out_to_the_millilitre():
    """Never more millilitres than the days take, and never a count."""
    document = json.loads(
        written(make_request(products=(SUSPENSION.id,), custom_products=(SUSPENSION,)))[
            1
        ]
    )
    assert document["supply"][0]["unit"] == "ml"
    read_schedule(json.dumps(document), FORMULARY)
    for wrong in ("1 1/2", "9999.5", "1000000000"):
        changed = change(document, "supply.0.hand_out", wrong)
        assert complaint(changed).startswith("supply[0].hand_out: ")


def test_H05_tablets_are_handed_out_whole(document):
    """Half a tablet, or a decimal of one, cannot be handed out."""
    rows = document["supply"]
    at = next(at for at, row in enumerate(rows) if row["unit"] == "units")
    for wrong in ("1/2", "1.5", "0.5"):
        changed = change(document, f"supply.{at}.hand_out", wrong)
        assert complaint(changed).startswith(f"supply[{at}].hand_out: ")


def test_plans_of_earlier_versions_are_read(document):
    """They say neither what is handed out nor anything besides."""
    earlier = {key: value for key, value in document.items() if key != "supply_notes"}
    later = ("hand_out", "step_back", "collect_from", "collect_by")
    earlier["supply"] = [
        {key: value for key, value in row.items() if key not in later}
        for row in document["supply"]
    ]
    read_schedule(json.dumps(earlier), FORMULARY)


def test_comparisons_of_other_data_are_not_judged(document):
    """A plan made with earlier data is reviewed by the data of today."""
    older = change(document, "formulary", "sha256:" + "0" * 64)
    older = change(older, "steps.0.occupancy_points", "0.1")
    read_schedule(json.dumps(older), FORMULARY)
    older = change(older, "steps.0.total_mg.lorazepam", "9")
    assert complaint(older).startswith("steps[0].total_mg: ")


TAMPERED = [
    ("modelled", {"what_this_is": "Safe.", "drugs": []}),
    ("modelled", "safe"),
    ("modelled", None),
    ("modelled.drugs.0.drawn", False),
    ("modelled.drugs.0.drug", "diazepam"),
    ("modelled.drugs.0.today.cavg.typical", "0"),
    ("modelled.drugs.0.text", ["Stop at once."]),
    ("steps.0.modelled", None),
    ("steps.0.modelled", {"level_percent_of_today": {"typical": "1"}}),
    ("steps.1.modelled.level_percent_of_today.typical", "999"),
]


@pytest.mark.parametrize(("path", "value"), TAMPERED)
def test_levels_decide_about_nothing(document, path, value):
    """What is modelled may be missing, wrong or forged: the schedule is the doses'."""
    untouched = read_brought(json.dumps(document), FORMULARY)
    forged = change(document, path, value)
    assert forged != document
    assert read_brought(json.dumps(forged), FORMULARY) == untouched


def test_plan_says_by_what_it_was_made(document):
    """Market and table come back with the schedule; a table has neither."""
    brought = read_brought(json.dumps(document), FORMULARY)
    assert (brought.market, brought.equivalence) == ("us", "vadod2021")


def test_H16_an_agreement_names_somebody_and_a_day(document):
    """A draft does not become agreed by one word in a file."""
    said = complaint(change(document, "status", "agreed"))
    assert said.startswith("status: ")
    assert "contradicts the edition" in said


def test_refused_plan_says_so():
    """A refusal without steps has nothing to review."""
    empty = {
        "schema": "stepwell/plan/1",
        "outcome": "refused",
        "current": [],
        "steps": [],
    }
    assert "refused" in complaint(empty)


def test_other_json_is_refused():
    """A list, or JSON of another kind, is not taken for a plan."""
    assert complaint([1]).startswith("the document: ")
    assert complaint({"a": 1}).startswith("a: ")
