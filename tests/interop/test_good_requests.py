"""Requests that are read, and exactly what they become."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from bad_input import GOOD_CARE, GOOD_OVERRIDE, ORAL, TWO_DRUGS
from factories import FORMULARY, request_document, request_of_dose
from stepwell.formulary import SmallestPiece
from stepwell.interop.request_reader import read_request
from stepwell.plan.care import Care
from stepwell.plan.person import Flag, Person, RedFlag, UseHistory
from stepwell.plan.request import (
    Author,
    CoDrug,
    Goal,
    Method,
    Override,
    PaceWish,
    Shape,
)
from stepwell.plan.times import DoseTime
from stepwell.quantities import Mass
from stepwell.sources import Mark


def read(**changes):
    return read_request(request_document(**changes), FORMULARY)


def test_smallest_request_has_safe_defaults():
    """Only four keys are required; the rest is the careful default."""
    request = read()
    assert request.start == date(2027, 1, 4)
    assert request.current[0].amount == Mass.mg(1)
    assert request.use == UseHistory(date(2021, 5, 1), 7)
    assert request.person == Person()
    assert request.goal == Goal()
    assert request.pace == PaceWish()
    assert request.method is Method.DIRECT
    assert request.smallest_piece is SmallestPiece.HALF
    assert request.most_pieces == 10
    assert request.author is Author.PERSON


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2021", date(2021, 1, 1)),
        ("2021-05", date(2021, 5, 1)),
        ("2021-05-17", date(2021, 5, 17)),
        (date(2021, 5, 17), date(2021, 5, 17)),
        ("2027-01", date(2027, 1, 1)),
    ],
)
def test_length_of_use_counts_from_the_earliest_day(written, day):
    """An imprecise start of use means the longest use it can mean."""
    assert read(using_since=written).use.since == day


@pytest.mark.parametrize(
    ("written", "nanograms"),
    [
        ("1 mg", 1_000_000),
        ("1.5 mg", 1_500_000),
        ("500 micrograms", 500_000),
        ("62.5 micrograms", 62_500),
        ("0.0625mg", 62_500),
        ("1 milligram", 1_000_000),
    ],
)
def test_doses_are_exact(written, nanograms):
    """A dose is a whole number of nanograms, never a binary float."""
    request = read_request(request_of_dose(written), FORMULARY)
    assert request.current[0].amount.nanograms == nanograms


def test_everything_can_be_said_at_once():
    """Every key of the contract is read into its noun."""
    request = read(
        start=date(2027, 1, 4),
        days_per_week=6,
        person={"age": 46, "flags": ["opioid"], "red_flags": ["seizure"]},
        goal={"stop": True, "by": "2029-01-01", "final_dose": "0.5 mg"},
        pace={"shape": "linear", "reduction": "0.25 mg", "step_days": 21},
        products=["us/lorazepam/tablet/0.5", "custom/l-1"],
        custom_products=[{**ORAL, "concentration_mg_per_ml": "0.5"}],
        smallest_piece="quarter",
        most_pieces_a_dose=4,
        liquids=True,
        reduce_first="morning",
        equivalence="ashton2002",
        author="prescriber",
        overrides=[GOOD_OVERRIDE],
        co_drugs=[{"name": "fluvoxamine", "started": "2027-03-01"}],
        care=GOOD_CARE,
    )
    assert request.person == Person(
        46, frozenset({Flag.OPIOID}), frozenset({RedFlag.SEIZURE})
    )
    assert request.goal == Goal(by=date(2029, 1, 1), final_dose=Mass.mg("0.5"))
    assert request.pace == PaceWish(
        shape=Shape.LINEAR, amount=Mass.mg("0.25"), step_days=21
    )
    assert request.smallest_piece is SmallestPiece.QUARTER
    assert request.most_pieces == 4
    assert request.reduce_first is DoseTime.MORNING
    assert request.overrides == (
        Override("G06", "seen weekly in clinic", "Dr Example"),
    )
    assert request.co_drugs == (CoDrug("fluvoxamine", date(2027, 3, 1)),)
    assert request.care == Care(
        "Dr Example", date(2026, 12, 20), date(2027, 1, 18), date(2027, 1, 31)
    )


@pytest.mark.parametrize("pieces", [1, 10])
def test_one_to_ten_pieces_a_dose_are_read(pieces):
    """Both ends of what may be asked for."""
    assert read(most_pieces_a_dose=pieces).most_pieces == pieces


def test_compounded_product_is_marked_as_stated():
    """What a pharmacy compounds rests on nobody's word but the requester's."""
    product = read(
        custom_products=[{**ORAL, "concentration_mg_per_ml": "0.5"}]
    ).custom_products[0]
    assert product.works == ("custom",)
    assert product.mark is Mark.UNVERIFIED
    assert product.concentration.mg_per_ml_text == "0.5"


@pytest.mark.parametrize(
    ("written", "shape"),
    [
        ({"reduction_percent": 10}, Shape.PROPORTIONAL),
        ({"reduction_percent": 10, "shape": "linear"}, Shape.LINEAR),
        ({"reduction_points": Decimal("2.5")}, Shape.HYPERBOLIC),
        ({"reduction": "1 mg"}, Shape.LINEAR),
        ({"step_days": 14, "change_days": 1}, None),
    ],
)
def test_size_of_step_implies_its_shape(written, shape):
    """A size without a shape takes the one it can only mean."""
    assert read(pace=written).pace.shape is shape


def test_percent_is_an_exact_fraction():
    """Seven and a half per cent are 3/40 and nothing near it."""
    pace = read(pace={"reduction_percent": Decimal("7.5")}).pace
    assert pace.reduction == Fraction(3, 40)


def test_lower_dose_of_one_of_two_drugs():
    """With several drugs the goal says which one it means."""
    request = read(
        current=TWO_DRUGS, goal={"stop": False, "reduce_to": "2 mg", "drug": "diazepam"}
    )
    assert request.goal == Goal(reduce_to=Mass.mg(2), drug="diazepam")


@pytest.mark.parametrize(
    ("method", "unsafe"),
    [
        ("flumazenil", "flumazenil"),
        ("phenobarbital", "phenobarbital"),
        ("anesthetic", "anaesthetic"),
        ("rapid_detox", "rapid_detox"),
        ("crossover", None),
    ],
)
def test_unsafe_methods_are_read_to_be_refused(method, unsafe):
    """A dangerous method is not a typing error: a rule answers it with its reason."""
    assert read(method=method).unsafe_method == unsafe


def test_phenobarbital_taken_now_is_handed_to_the_rule():
    """It is never planned with, and never lost from sight."""
    request = read_request(request_of_dose("60 mg", "phenobarbital"), FORMULARY)
    assert request.unsafe_method == "phenobarbital"
    assert request.current == ()


def test_tablets_may_be_chosen_without_liquids():
    """Only a chosen liquid contradicts liquids being false."""
    request = read(liquids=False, products=["us/lorazepam/tablet/0.5"])
    assert request.products == ("us/lorazepam/tablet/0.5",)
    assert not request.liquids


def test_crossover_may_choose_diazepam_products():
    """A crossover leads to diazepam, so its products may be chosen."""
    request = read(method="crossover", products=["us/diazepam/tablet/2"])
    assert request.products == ("us/diazepam/tablet/2",)


@pytest.mark.parametrize(
    ("written", "co_drug"),
    [
        (
            {"name": "fluvoxamine", "started": "2027-03-01", "stopped": "2027-06-01"},
            CoDrug("fluvoxamine", date(2027, 3, 1), date(2027, 6, 1)),
        ),
        (
            {"name": "Omeprazole", "stopped": date(2027, 6, 1)},
            CoDrug("Omeprazole", None, date(2027, 6, 1)),
        ),
        (
            {"name": " St  John's wort ", "started": "2020-03-01"},
            CoDrug("St John's wort", date(2020, 3, 1)),
        ),
        (
            {"name": "x" * 80, "started": "2027-03-01"},
            CoDrug("x" * 80, date(2027, 3, 1)),
        ),
    ],
)
def test_another_medicine_is_kept_as_it_was_named(written, co_drug):
    """Known to the formulary or not; a pharmacist's list is longer than ours."""
    assert read(co_drugs=[written]).co_drugs == (co_drug,)


def test_a_course_may_be_taken_twice():
    """The same medicine may start and stop more than once, up to forty entries."""
    days = [
        {"name": "itraconazole", "started": f"2027-{month:02}-{day:02}"}
        for month in (3, 5)
        for day in range(1, 21)
    ]
    assert len(read(co_drugs=days).co_drugs) == 40
    assert read(co_drugs=[]).co_drugs == ()


def test_every_part_of_care_may_be_left_out():
    """What is not said is not guessed."""
    assert read().care == read(care={}).care == Care()
    named = read(care={"prescriber": " Dr Example "}).care
    assert named == Care(prescriber="Dr Example")


def test_a_contact_may_come_shortly_after_the_start():
    """A plan that has begun: 28 days after its first day, and a review after that."""
    days = {"last_contact": "2027-02-01", "next_review": "2027-02-02"}
    assert read(care=days).care.last_contact == date(2027, 2, 1)


def test_the_first_review_may_be_on_the_first_day():
    """Then the plan begins together."""
    days = {"last_contact": "2026-12-20", "next_review": "2027-01-04"}
    assert read(care=days).care.next_review == date(2027, 1, 4)


def test_a_prescription_may_have_ended_already():
    """That is read, so that a rule can say what it means."""
    ended = read(care={"prescribed_until": "2026-12-31"}).care.prescribed_until
    assert ended == date(2026, 12, 31)
