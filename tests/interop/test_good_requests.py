"""Requests that are read, and exactly what they become."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from bad_input import GOOD_OVERRIDE, ORAL, TWO_DRUGS
from factories import FORMULARY, request_document, request_of_dose
from stepwell.formulary import SmallestPiece
from stepwell.interop.request_reader import read_request
from stepwell.plan.person import Flag, Person, RedFlag, UseHistory
from stepwell.plan.request import Author, Goal, Method, Override, PaceWish, Shape
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
        liquids=True,
        reduce_first="morning",
        equivalence="ashton2002",
        author="prescriber",
        overrides=[GOOD_OVERRIDE],
    )
    assert request.person == Person(
        46, frozenset({Flag.OPIOID}), frozenset({RedFlag.SEIZURE})
    )
    assert request.goal == Goal(by=date(2029, 1, 1), final_dose=Mass.mg("0.5"))
    assert request.pace == PaceWish(
        shape=Shape.LINEAR, amount=Mass.mg("0.25"), step_days=21
    )
    assert request.reduce_first is DoseTime.MORNING
    assert request.overrides == (
        Override("G06", "seen weekly in clinic", "Dr Example"),
    )


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
