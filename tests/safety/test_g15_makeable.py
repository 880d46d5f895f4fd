"""G15: doses that are hard to make."""

from fractions import Fraction

import pytest

from factories import (
    daily,
    findings_of,
    request_case,
    review_case,
    schedule_from,
    tablets,
)
from stepwell.formulary import Product, Score, SmallestPiece
from stepwell.plan.finding import Severity
from stepwell.plan.plan import Part
from stepwell.quantities import Mass
from stepwell.sources import Mark


TEMAZEPAM = ("temazepam", "bedtime")
LORAZEPAM = ("lorazepam", "bedtime")


def custom(**changes):
    usual = {
        "id": "custom/temazepam-1",
        "drug": "temazepam",
        "form": "tablet",
        "works": (),
        "mark": Mark.UNVERIFIED,
        "strength": Mass.mg(1),
        "smallest_piece": SmallestPiece.HALF,
    }
    return Product(**{**usual, **changes})


def test_H04_a_reviewed_step_that_cannot_be_made_is_found_once():
    """Temazepam 20 mg cannot be made from us capsules; the first step is named."""
    schedule = schedule_from(daily("temazepam", "30", "20", "10", "5"))
    [finding] = findings_of("G15", review_case(schedule, market="us"))
    assert finding.severity is Severity.CAUTION
    assert finding.step == 1
    assert "Step 1 takes 20 milligrams of temazepam at bedtime" in finding.text
    assert "the market us" in finding.text


def test_a_reviewed_schedule_that_can_be_made_is_silent():
    """Capsules of 7.5 mg and their multiples are fine."""
    schedule = schedule_from(daily("temazepam", "30", "22.5", "15", "0"))
    assert not findings_of("G15", review_case(schedule, market="us"))


def test_each_drug_is_told_once():
    """Two drugs that cannot be made are two findings."""
    steps = [(14, {TEMAZEPAM: "1 mg", ("flurazepam", "bedtime"): "1 mg"})] * 2
    found = findings_of("G15", review_case(schedule_from(steps), market="us"))
    assert [finding.step for finding in found] == [0, 0]


def test_todays_dose_is_looked_at_before_a_plan_exists():
    """A dose that the market's tablets do not make is said at triage."""
    [finding] = findings_of("G15", request_case(current={TEMAZEPAM: "20 mg"}))
    assert finding.step == 0
    assert finding.text.startswith("Today's dose is 20 milligrams of temazepam")


def test_todays_dose_is_looked_at_in_a_plan():
    """Steps with their tablets are made; today's dose may not be."""
    made = {TEMAZEPAM: (tablets("us/temazepam/capsule/15", "1"),)}
    schedule = schedule_from([(14, {TEMAZEPAM: "20 mg"}), (14, made)])
    case = request_case(schedule, current={TEMAZEPAM: "20 mg"})
    assert [each.step for each in findings_of("G15", case)] == [0]


def test_named_products_are_what_counts():
    """Who has only 1 mg tablets cannot make 0.25 mg of lorazepam today."""
    case = request_case(
        current={LORAZEPAM: "0.25 mg"}, products=("us/lorazepam/tablet/1",)
    )
    [finding] = findings_of("G15", case)
    assert "the products you named" in finding.text
    assert not findings_of("G15", request_case(current={LORAZEPAM: "0.25 mg"}))


def test_named_products_of_another_drug_do_not_help():
    """When none of the named products is of the drug, the market's are looked at."""
    case = request_case(
        current={LORAZEPAM: "1 mg"}, products=("us/temazepam/capsule/15", "lost")
    )
    assert not findings_of("G15", case)


def test_compounded_products_help():
    """A compounded tablet makes what no capsule makes."""
    current = {TEMAZEPAM: "17.5 mg"}
    assert findings_of("G15", request_case(current=current))
    case = request_case(current=current, custom_products=(custom(),))
    assert not findings_of("G15", case)
    many = request_case(
        current=current, custom_products=(custom(),), products=(custom().id,)
    )
    [finding] = findings_of("G15", many)
    assert "with up to 10 pieces" in finding.text


def test_without_liquids_their_doses_cannot_be_made():
    """Lorazepam 0.1 mg needs the concentrate."""
    tiny = {LORAZEPAM: "0.2 mg"}
    assert not findings_of("G15", request_case(current=tiny))
    assert findings_of("G15", request_case(current=tiny, liquids=False))


def test_a_drug_without_products_is_said_so():
    """Nitrazepam is not known in the us."""
    case = request_case(current={("nitrazepam", "bedtime"): "5 mg"})
    [finding] = findings_of("G15", case)
    assert "knows no product of it in the market us" in finding.text


def plan(drug, product, *counts):
    return schedule_from(
        [(14, {(drug, "bedtime"): (tablets(product, count),)}) for count in counts]
    )


def test_quarters_are_said_once():
    """Quarters of a tablet that allows them are a caution at their first step."""
    product = "us/alprazolam/tablet/2"
    schedule = plan("alprazolam", product, "1", "3/4", "1/2", "1/4")
    [finding] = findings_of("G15", request_case(schedule))
    assert finding.step == 1
    assert "quarters of the 2 milligram tablet of alprazolam" in finding.text


def test_halves_of_a_tablet_with_a_known_line_are_fine():
    """A scored tablet is made to be halved."""
    schedule = plan("lorazepam", "us/lorazepam/tablet/1", "1", "1/2")
    assert not findings_of("G15", request_case(schedule))


def test_halved_2_mg_diazepam_is_off_licence_in_gb():
    """The note on the licence and the question about the line stand apart."""
    schedule = plan("diazepam", "gb/diazepam/tablet/2", "1", "1/2")
    licence, line = findings_of("G15", request_case(schedule, market="gb"))
    assert "outside its licence" in licence.text
    assert licence.source == "prescqipp"
    assert "not certain" in line.text


@pytest.mark.parametrize(
    "product",
    ["ca/lorazepam/tablet/1", "gb/diazepam/tablet/5", "us/lorazepam/tablet/0.5"],
)
def test_an_unsure_line_is_a_question_for_the_pharmacist(product):
    """Unknown, unscored and unverified scores are all asked about."""
    drug = product.split("/")[1]
    [finding] = findings_of("G15", request_case(plan(drug, product, "1", "1/2")))
    assert "is not certain" in finding.text
    assert "ask your pharmacist whether it may be divided" in finding.text


def test_a_tablet_known_to_have_no_line_is_called_that():
    """Unscored and verified is a fact."""
    product = custom(score=Score.UNSCORED, score_mark=Mark.VERIFIED)
    part = Part(product.id, strength=product.strength, count=Fraction(1, 2))
    schedule = schedule_from([(14, {TEMAZEPAM: (part,)})])
    case = request_case(schedule, custom_products=(product,))
    [finding] = findings_of("G15", case)
    assert "has no line to break it along" in finding.text


def test_an_unknown_product_is_left_to_the_rule_on_splitting():
    """Nothing can be noted about a product that nobody knows."""
    part = Part("custom/lost", strength=Mass.mg(1), count=Fraction(1, 2))
    schedule = schedule_from([(14, {TEMAZEPAM: (part,)})])
    assert not findings_of("G15", request_case(schedule))
    assert findings_of("G14", request_case(schedule))
