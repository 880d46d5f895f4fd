"""What somebody asks for, with nothing filled in (H13)."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from stepwell.formulary import SmallestPiece
from stepwell.plan.person import UseHistory
from stepwell.plan.request import (
    Author,
    CurrentDose,
    Earlier,
    Goal,
    Method,
    Override,
    PaceWish,
    Request,
    Shape,
)
from stepwell.plan.times import DoseTime
from stepwell.quantities import Mass


def request(**changes):
    values = {
        "start": date(2027, 1, 4),
        "market": "us",
        "current": (
            CurrentDose("lorazepam", DoseTime.MORNING, Mass.mg(1)),
            CurrentDose("diazepam", DoseTime.BEDTIME, Mass.mg(5)),
            CurrentDose("lorazepam", DoseTime.BEDTIME, Mass.mg(1)),
        ),
        "use": UseHistory(date(2021, 5, 1)),
        **changes,
    }
    return Request(**values)


def test_H13_no_pace_is_asked_for_unless_somebody_asks():
    """Nothing is prefilled: no shape, size or length of a step."""
    asked = request().pace
    assert asked == PaceWish(None, None, None, None, None, None)
    assert asked.is_open and not asked.is_micro


def test_H13_defaults_are_the_careful_ones():
    """To stop, directly, by the person, with halves at the smallest."""
    asked = request()
    assert asked.goal.stops
    assert asked.method is Method.DIRECT
    assert asked.author is Author.PERSON and not asked.by_prescriber
    assert asked.smallest_piece is SmallestPiece.HALF
    assert asked.most_pieces == 10 and not asked.limits_pieces
    assert asked.equivalence is None


@pytest.mark.parametrize(("pieces", "limits"), [(1, True), (9, True), (10, False)])
def test_fewer_pieces_a_dose_than_ten_are_a_limit(pieces, limits):
    """Ten are the most that is ever offered."""
    assert request(most_pieces=pieces).limits_pieces is limits


@pytest.mark.parametrize("pieces", [0, 11])
def test_H04_a_dose_is_made_of_one_to_ten_pieces(pieces):
    """No request can ask for none, nor for more than are offered."""
    with pytest.raises(ValueError, match="a dose is made of 1 to 10 pieces"):
        request(most_pieces=pieces)


def test_each_drug_is_named_once_in_the_order_given():
    """Two doses of one drug are one drug."""
    assert request().drugs == ("lorazepam", "diazepam")


def test_a_lower_dose_is_a_goal_of_its_own():
    """Then the plan does not stop."""
    assert not Goal(reduce_to=Mass.mg(5), drug="diazepam").stops


@pytest.mark.parametrize(
    "wish",
    [
        PaceWish(reduction=Fraction(1, 10)),
        PaceWish(amount=Mass.mg(1)),
        PaceWish(points=Fraction(5)),
    ],
)
def test_a_wished_size_is_not_open(wish):
    """A fraction, a mass or points: any of them is a wish."""
    assert not wish.is_open
    assert PaceWish(shape=Shape.LINEAR, step_days=14).is_open


@pytest.mark.parametrize(
    ("wish", "micro"),
    [
        (PaceWish(step_days=13), True),
        (PaceWish(step_days=14), False),
        (PaceWish(step_days=28), False),
        (PaceWish(step_days=28, change_days=1), True),
        (PaceWish(change_days=14), True),
    ],
)
def test_H07_cuts_less_than_a_fortnight_apart_are_a_micro_taper(wish, micro):
    """A step of thirteen days, or one that is spread over its days."""
    assert wish.is_micro is micro


def test_only_a_prescriber_overrides_a_rule():
    """The same words from the person change nothing; other rules stay."""
    first = Override("G06", "known to me for years", "Dr Example")
    second = Override("G06", "again", "Dr Example")
    by_person = request(overrides=(first, second))
    by_prescriber = request(overrides=(first, second), author=Author.PRESCRIBER)
    assert by_person.overridden("G06") is None
    assert by_prescriber.by_prescriber
    assert by_prescriber.overridden("G06") is first
    assert by_prescriber.overridden("G07") is None


@pytest.mark.parametrize("days", [0, 1])
def test_the_latest_reduction_is_never_before_the_first_day(days):
    """On that day or after it."""
    began = date(2027, 1, 4)
    assert Earlier(began, began + timedelta(days=days)).began == began
    with pytest.raises(ValueError, match="after the beginning"):
        Earlier(began, began - timedelta(days=1 + days))
