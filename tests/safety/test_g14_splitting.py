"""G14: never split what must stay whole."""

from dataclasses import replace
from fractions import Fraction

import pytest

from factories import (
    FORMULARY,
    findings_of,
    override,
    request_case,
    review_case,
    schedule_from,
    tablets,
)
from stepwell.formulary import Product, SmallestPiece
from stepwell.plan.finding import Severity
from stepwell.plan.plan import Part
from stepwell.quantities import Concentration, Mass, Volume
from stepwell.sources import Mark


def plan(drug, *parts):
    """Today's dose and one step made of parts."""
    return schedule_from(
        [(14, {(drug, "bedtime"): "30 mg"}), (14, {(drug, "bedtime"): parts})]
    )


def said(schedule, **changes):
    return findings_of("G14", request_case(schedule, **changes))


@pytest.mark.parametrize(
    ("drug", "product"),
    [
        ("temazepam", "us/temazepam/capsule/15"),
        ("alprazolam", "us/alprazolam/extended-release-tablet/1"),
        ("zolpidem", "us/zolpidem/sublingual-tablet/10"),
    ],
)
def test_H03_capsules_and_extended_release_stay_whole(drug, product):
    """Half of one is refused, and no override lifts it."""
    schedule = plan(drug, tablets(product, "5/2"))
    [finding] = said(schedule, **override("G14"))
    assert finding.severity is Severity.STOP
    assert finding.step == 1
    assert finding.text.startswith("Step 1 takes 1/2 of a")
    assert "has to stay whole" in finding.text


def test_H04_a_piece_below_the_smallest_one_is_refused():
    """A tablet that may be halved is not quartered."""
    [finding] = said(plan("lorazepam", tablets("us/lorazepam/tablet/1", "7/4")))
    assert "3/4 of a 1 milligram tablet of lorazepam" in finding.text
    assert "divided that far" in finding.text


def test_allowed_pieces_and_liquids_are_no_finding():
    """Halves of a scored tablet, wholes and volumes pass."""
    liquid = Part(
        "us/lorazepam/oral-concentrate/2",
        concentration=Concentration.mg_per_ml(2),
        volume=Volume.ml("0.5"),
    )
    parts = (tablets("us/lorazepam/tablet/1", "3/2"), liquid)
    assert not said(plan("lorazepam", *parts))
    assert not said(plan("temazepam", tablets("us/temazepam/capsule/15", "2")))


def test_each_product_is_named_once():
    """The first step that splits it is enough."""
    half = {("temazepam", "bedtime"): (tablets("us/temazepam/capsule/15", "1/2"),)}
    today = {("temazepam", "bedtime"): "15 mg"}
    schedule = schedule_from([(14, today), (14, half), (14, half)])
    assert [finding.step for finding in said(schedule)] == [1]


def test_another_piece_of_the_same_product_is_not_said_again():
    """A half and a quarter of one capsule are one finding."""
    parts = [
        {("temazepam", "bedtime"): (tablets("us/temazepam/capsule/15", count),)}
        for count in ("1/2", "1/4")
    ]
    schedule = schedule_from([(14, doses) for doses in parts])
    assert len(said(schedule)) == 1


COMPOUNDED = Product(
    "custom/temazepam-1",
    "temazepam",
    "tablet",
    (),
    Mark.UNVERIFIED,
    strength=Mass.mg(1),
    smallest_piece=SmallestPiece.HALF,
)
HALF = Part(COMPOUNDED.id, strength=COMPOUNDED.strength, count=Fraction(1, 2))


def test_a_compounded_product_may_be_divided_as_its_pharmacy_says():
    """What the request says of a compounded product counts."""
    assert not said(plan("temazepam", HALF), custom_products=(COMPOUNDED,))


def test_an_unknown_product_is_never_assumed_to_be_divisible():
    """In our own plan it is a stop, in a stranger's one a caution."""
    [stop] = said(plan("temazepam", HALF))
    assert stop.severity is Severity.STOP
    [caution] = findings_of("G14", review_case(plan("temazepam", HALF)))
    assert caution.severity is Severity.CAUTION
    assert "nobody here knows" in caution.text


def test_products_given_to_the_formulary_are_known():
    """A reviewed plan may bring its compounded products along."""
    formulary = FORMULARY.with_products([COMPOUNDED])
    case = review_case(plan("temazepam", HALF), formulary=formulary)
    assert not findings_of("G14", case)
    whole = FORMULARY.with_products(
        [replace(COMPOUNDED, smallest_piece=SmallestPiece.WHOLE)]
    )
    case = review_case(plan("temazepam", HALF), formulary=whole)
    assert [each.severity for each in findings_of("G14", case)] == [Severity.STOP]


def test_a_schedule_without_products_has_nothing_to_split():
    """A review of bare amounts, and triage, are silent."""
    assert not findings_of("G14", request_case())


@pytest.mark.parametrize(
    ("drug", "amount", "asked"),
    [
        ("zolpidem", "12.5 mg", True),
        ("zolpidem", "6.25 mg", True),
        ("zolpidem", "10 mg", False),
        ("alprazolam", "3 mg", True),
        ("alprazolam", "2 mg", False),
        ("lorazepam", "1.5 mg", True),
        ("lorazepam", "3 mg", True),
        ("lorazepam", "1 mg", False),
        ("temazepam", "15 mg", False),
    ],
)
def test_H03_a_dose_that_only_extended_release_has_is_asked_about(drug, amount, asked):
    """Perhaps the person takes the other form, for which the plan does not fit."""
    found = findings_of("G14", request_case(current={(drug, "bedtime"): amount}))
    assert len(found) == asked
    for finding in found:
        assert finding.severity is Severity.CAUTION
        assert finding.step == 0
        assert f"extended-release form of {drug}" in finding.text
        assert finding.text.endswith(
            "this plan for plain tablets does not fit: name the product."
        )


def test_H03_a_form_that_is_not_sold_here_is_not_asked_about():
    """No extended-release zolpidem is known in gb, and a review has no request."""
    doses = {("zolpidem", "bedtime"): "12.5 mg"}
    assert not findings_of("G14", request_case(current=doses, market="gb"))
    schedule = schedule_from([(14, doses)])
    assert not findings_of("G14", review_case(schedule, market="us"))


@pytest.mark.parametrize(
    ("product", "asked"),
    [
        ("us/zolpidem/extended-release-tablet/12.5", False),
        ("us/zolpidem/tablet/5", False),
        ("us/temazepam/capsule/15", True),
        ("lost", True),
    ],
)
def test_H03_whoever_names_a_product_is_not_asked(product, asked):
    """A product of the drug settles it, one of another drug does not."""
    doses = {("zolpidem", "bedtime"): "12.5 mg"}
    case = request_case(current=doses, products=(product,))
    assert len(findings_of("G14", case)) == asked


def test_H03_each_drug_is_asked_about_once():
    """Twice a day is one question, two drugs are two."""
    doses = {
        (drug, time): "3 mg"
        for drug, time in [
            ("alprazolam", "morning"),
            ("alprazolam", "bedtime"),
            ("lorazepam", "bedtime"),
        ]
    }
    assert len(findings_of("G14", request_case(current=doses))) == 2
