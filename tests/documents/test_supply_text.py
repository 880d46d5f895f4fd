"""What is said to a pharmacy, and to the person who counts at home."""

import json
from dataclasses import replace
from fractions import Fraction
from types import SimpleNamespace

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from dispensing.wishes import (
    DIAZEPAM_5,
    HALF,
    ONE,
    crossed_over,
    plans_and_wishes,
)
from factories import FORMULARY, make_request
from plan.made import START, dose, liquid, plan_of, regimen, tablets
from schemas import validator
from stepwell.dispensing import NoteKind, supply_of
from stepwell.documents import plan_json, plan_text, plan_view
from stepwell.documents.blocks import laid_out, plain
from stepwell.documents.supply_text import supply_blocks
from stepwell.documents.supply_words import SENTENCES, supply_note_views
from stepwell.formulary import Product
from stepwell.plan.finding import Severity
from stepwell.plan.supply_wish import Cupboard, SupplyPolicy, SupplyWish
from stepwell.planner import propose
from stepwell.quantities import Mass
from stepwell.sources import Mark, load_bibliography


KNOWN = FORMULARY.with_products(
    [
        Product(
            "us/lorazepam/tablet/9",
            "lorazepam",
            "tablet",
            ("custom",),
            Mark.UNVERIFIED,
            strength=Mass.mg(9),
        )
    ]
)


def notes(plan, wish=SupplyWish()):
    return supply_note_views(plan, make_request(supply=wish), KNOWN)


def said(plan, wish=SupplyWish()):
    """The section, with its lines joined."""
    rows = supply_of(plan, wish)
    names = {row.product: KNOWN.product(row.product) for row in rows}
    view = SimpleNamespace(
        supply=rows,
        supply_notes=notes(plan, wish),
        product_names=[(key, f"{it.drug} {it.name}") for key, it in names.items()],
    )
    return " ".join(plain(laid_out(supply_blocks(view), 110)).split())


def counted(product, amount, **changes):
    return SupplyWish(
        cupboard=Cupboard(START, ((product, Fraction(amount)),)), **changes
    )


def test_four_weeks_of_one_and_a_half_tablets():
    """42 tablets, by the first day; half of that for one hold of 14 days."""
    text = said(plan_of((28, [dose(tablets("3/2"))])))
    assert (
        "2027-01-04 to 2027-01-31 (28 days), collect by 2027-01-04"
        " * lorazepam 0.5 milligram tablet: 42; one hold 21 more" in text
    )


def test_H05_whole_tablets_stand_beside_what_is_taken():
    """Three days of half a tablet: two are handed out, 1 1/2 are taken."""
    text = said(plan_of((3, [dose(tablets("1/2"))])))
    assert "tablet: 2 (1 1/2 taken); one hold 7 more" in text
    assert "no dose is rounded up" in text


def test_a_step_back_is_said_when_it_needs_more():
    """Two tablets become one: a step back of 14 days takes 14 more."""
    text = said(plan_of((28, [dose(tablets(2))]), (28, [dose(tablets(1))])))
    assert "tablet: 28; one hold 14 more, a step back 14 more" in text


def test_a_product_that_comes_in_later_has_no_hold_to_say():
    """Nothing is said of an extra that is nothing."""
    plan = plan_of((14, [dose(tablets(1, ONE))]), (14, [dose(tablets(1))]))
    assert "lorazepam 0.5 milligram tablet: 14 *" in said(plan)


def test_H12_millilitres_are_written_out():
    """And the pharmacist is asked about bottles."""
    text = said(plan_of((28, [dose(liquid("0.4"))])))
    name = "lorazepam 2 milligram per millilitre oral concentrate"
    assert f"{name}: 11.2 millilitres; one hold 5.6 millilitres more" in text
    assert f"{name}: the millilitres are exact. Bottles come in sizes" in text


def test_H06_both_drugs_of_a_crossover_are_handed_out():
    """Lorazepam and diazepam stand under the same days."""
    text = said(crossed_over(), SupplyWish(7))
    assert (
        "(7 days), collect by 2027-01-04 * diazepam 5 milligram tablet: 7; one hold 14"
        " more * lorazepam 0.5 milligram tablet: 7; one hold 14 more" in text
    )


def test_H08_forty_tablets_at_home():
    """How long they last, when to ask, and what the pharmacy still hands out."""
    text = said(plan_of((28, [dose(tablets(2))])), counted(HALF, 40))
    for words in (
        "lorazepam 0.5 milligram tablet: from Sunday 24 January 2027 on what is at home"
        " is not enough. Ask for the next prescription by Sunday 10 January 2027;"
        " running out would be a sudden stop.",
        "(28 days), collect by 2027-01-24 * lorazepam 0.5 milligram tablet: 16 (56"
        " taken)",
        "40 at home, enough up to and including Saturday 23 January 2027.",
        "what is at home was counted on Monday 4 January 2027 and is used first",
    ):
        assert words in text


def test_H08_what_is_urgent_stands_before_the_counts():
    """A warning is read before the first period."""
    text = said(plan_of((28, [dose(tablets(2))])), counted(HALF, 40))
    assert text.index("sudden stop") < text.index("2027-01-04 to")
    assert text.index("2027-01-04 to") < text.index("40 at home")


def test_H08_too_late_for_14_days_means_now():
    """Five days are left: nobody is told to have asked last month."""
    text = said(plan_of((28, [dose(tablets(2))])), counted(HALF, 10))
    assert "Ask for the next prescription now;" in text


def test_enough_at_home_needs_no_pharmacy():
    """Then there is nothing to collect, and it says where the tablets come from."""
    text = said(plan_of((28, [dose(tablets(2))])), counted(HALF, 60))
    assert (
        "(28 days) * lorazepam 0.5 milligram tablet: nothing new, 56 from what" in text
    )
    assert "60 at home, enough for the whole plan." in text
    assert "not enough" not in text


def test_one_product_may_be_collected_later_than_the_others():
    """The cupboard covers the 0.5 mg tablets for another ten days."""
    plan = plan_of((28, [dose(tablets(1), tablets(1, ONE))]))
    text = said(plan, counted(HALF, 10))
    assert (
        "collect by 2027-01-04 * lorazepam 0.5 milligram tablet: 18 (28 taken)," in text
    )
    assert "collect by 2027-01-14; one hold 14 more" in text


def test_the_window_of_an_early_refill_is_said():
    """Three days before the supply ends, and that a hold needs words beforehand."""
    wish = SupplyWish(policy=SupplyPolicy(earliest_days=3))
    text = said(plan_of((56, [dose(tablets(1))])), wish)
    assert "(28 days), collect from 2027-01-29 to 2027-02-01" in text
    assert "may be collected no more than 3 days before the supply was to end" in text


def test_no_early_refill_at_all_leaves_one_day():
    """On the very day."""
    wish = SupplyWish(policy=SupplyPolicy(earliest_days=0))
    assert "collect on 2027-01-04" in said(plan_of((28, [dose(tablets(1))])), wish)


def test_H13_no_limit_given_is_said():
    """Nothing is made up for a country; the pharmacist knows."""
    text = said(plan_of((28, [dose(tablets(1))])))
    assert (
        "No limit on prescriptions was given; ask the pharmacist about limits on"
        " controlled medicines." in text
    )


def test_limits_that_were_given_are_said():
    """All three, in words."""
    text = said(
        plan_of((28, [dose(tablets(1))])),
        SupplyWish(policy=SupplyPolicy(30, 3, 60)),
    )
    assert (
        "at most 30 days a prescription, at most 60 tablets or capsules of one product"
        " a prescription and collected at most 3 days before the supply at hand ends"
        in text
    )


def test_H08_days_that_no_prescription_covers_come_first():
    """With their dates, before the plan begins, and never as a reason to take less."""
    plan = plan_of((28, [dose(tablets(3))]))
    first = notes(plan, SupplyWish(policy=SupplyPolicy(most_units=2)))[0]
    assert first.is_urgent
    assert first.text.startswith(
        "lorazepam 0.5 milligram tablet: from Monday 4 January 2027 to Sunday 31"
        " January 2027 no prescription within the limit is enough: up to 3 are taken a"
        " day, and one prescription may hold 2."
    )
    assert "never take less because of it" in first.text


OTHERS = [
    (
        plan_of((28, [dose(tablets(1, ONE))]), (28, [dose(tablets(1))])),
        SupplyWish(),
        "lorazepam 0.5 milligram tablet: needed from Monday 1 February 2027 on. Order"
        " it by Monday 18 January 2027: a pharmacy may have to get it first.",
    ),
    (
        plan_of((28, [dose(tablets(2))]), (28, [dose(tablets(1))]), stops=False),
        SupplyWish(),
        "lorazepam 0.5 milligram tablet: after the last step that dose goes on. From"
        " Monday 1 March 2027 on each prescription of 28 days needs 28; ask for it by"
        " Monday 15 February 2027.",
    ),
    (
        plan_of((28, [dose(tablets(1, ONE))]), (28, [dose(tablets(1))])),
        SupplyWish(),
        "lorazepam 1 milligram tablet: a step back of 14 days can need up to 14 of it"
        " in a period that hands out none (the first begins on Monday 1 February 2027)",
    ),
    (
        plan_of((28, [dose(tablets(1))])),
        SupplyWish(policy=SupplyPolicy(most_days=14)),
        "From Monday 4 January 2027 on prescriptions are shorter than the 28 days asked"
        " for, to keep the limits.",
    ),
    (
        plan_of((28, [dose(tablets(1))])),
        counted(DIAZEPAM_5, 30),
        "diazepam 5 milligram tablet: at home, and not used by the plan. Keep it until"
        " the strengths of the plan are at home, too, and never take it besides; then"
        " ask the pharmacist what to do with it.",
    ),
]


@pytest.mark.parametrize(("plan", "wish", "sentence"), OTHERS)
def test_H08_H09_H29_H30_what_else_a_pharmacy_is_asked(plan, wish, sentence):
    """A new strength, a dose that goes on, a step back, a limit, leftovers."""
    assert any(note.text.startswith(sentence) for note in notes(plan, wish))


def test_every_kind_of_note_has_its_sentence():
    """And the schema knows each."""
    assert set(SENTENCES) == set(NoteKind)
    schema = validator("plan").schema["$defs"]["supply_note"]["properties"]
    assert schema["kind"]["enum"] == [kind.value for kind in NoteKind]


@given(plans_and_wishes())
def test_every_plan_has_a_readable_supply(both):
    """Sentences fit a line of the JSON, and end as sentences do."""
    plan, wish = both
    assert said(plan, wish)
    for note in notes(plan, wish):
        assert len(note.text) <= 500
        assert note.text.endswith(".")
        assert "None" not in note.text


DIAZEPAM_20 = {("diazepam", time): "10 mg" for time in ("morning", "bedtime")}
FIVE = "gb/diazepam/tablet/5"


def request_with(supply):
    """Diazepam 10 mg twice a day in gb, in tablets only."""
    return make_request(DIAZEPAM_20, market="gb", liquids=False, supply=supply)


def test_the_page_and_the_json_say_the_same():
    """One request, with a cupboard and limits, in both documents."""
    wish = SupplyWish(
        14, Cupboard(START, ((FIVE, Fraction(40)),)), SupplyPolicy(30, 3, 200)
    )
    proposal = propose(request_with(wish), FORMULARY)
    view = plan_view(proposal, FORMULARY, load_bibliography())
    document = json.loads(plan_json(view))
    schema = validator("plan").schema
    for key in ("supply", "supply_notes"):
        part = {"$defs": schema["$defs"], **schema["properties"][key]}
        Draft202012Validator(part).validate(document[key])
    page = " ".join(plain(plan_text(view, 88)).split())
    for note in document["supply_notes"]:
        assert note["text"] in page
    kinds = {note["kind"] for note in document["supply_notes"]}
    assert {"warning", "run_out", "policy", "basis", "early_refill"} <= kinds
    warnings = [n for n in document["supply_notes"] if n["kind"] == "warning"]
    [five] = [note for note in warnings if note["product"] == FIVE]
    assert five["day"] > five["act_by"] >= "2027-01-04"
    assert "28 days asked for" not in page


def test_a_refused_plan_has_no_supply():
    """Nothing is collected for a plan that must not be followed."""
    proposal = propose(request_with(counted(FIVE, 40)), FORMULARY)
    stop = replace(proposal.findings[0], severity=Severity.STOP)
    refused = replace(proposal, findings=(stop,))
    view = plan_view(refused, FORMULARY, load_bibliography())
    assert (view.supply, view.supply_notes) == ((), ())


def test_H08_another_strength_is_ordered_without_an_alarm():
    """2 mg at home and 0.5 mg planned: stay on the dose, there is enough for it."""
    before = regimen(dose(tablets(1, "us/lorazepam/tablet/2")))
    plan = plan_of((28, [dose(tablets(1))]), before=before)
    text = said(plan, counted("us/lorazepam/tablet/2", 10))
    assert (
        "lorazepam 0.5 milligram tablet: needed from Monday 4 January 2027 on, and of"
        " this product there is not enough at home. Order it now; until you have it,"
        " stay on the dose you were taking. For that, what is at home lasts until"
        " Wednesday 13 January 2027." in text
    )
    assert "sudden stop" not in text
    assert "Keep it until the strengths of the plan are at home, too" in text
