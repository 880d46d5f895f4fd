"""The corridor of a swap (H06): 5 % above, 5 % below where that can be made."""

from fractions import Fraction

import pytest

from stepwell.plan.request import Shape
from stepwell.planner.corridor import Balance, Corridor
from stepwell.planner.pace import Pace
from stepwell.safety.tiers import PACES, Tier


MG = 1_000_000


def corridor(before, kept=None, highest=None):
    """In mg; an even exchange keeps the step before unless said otherwise."""
    values = (before, kept or before, highest or before)
    return Corridor(*(Fraction(str(each)) * MG for each in values))


def best(found, *amounts_mg, rest=0, above=0):
    """The best of some amounts in mg; None for none."""
    amounts = [int(Fraction(str(each)) * MG) for each in amounts_mg]
    made = found.best(amounts, Fraction(str(rest)) * MG, above)
    return None if made is None else made / MG


def test_H06_the_amount_that_keeps_the_total_best_is_added():
    """With 5 mg of the rest, 5 mg keep 10 mg; of two as near the smaller one."""
    assert best(corridor(10), 4, 5, 6, rest=5) == 5
    assert best(corridor(10), "4.9", "5.1", rest=5) == 4.9


def test_H06_nothing_rises_by_more_than_5_percent():
    """Over the step before and over an even exchange, whichever is lower."""
    assert best(corridor(10), "10.5") == 10.5
    assert best(corridor(10), "10.51") is None
    assert best(corridor(10, kept=20), "10.51") is None
    assert best(corridor(20, kept=10), "10.51") is None


def test_H06_a_total_within_the_corridor_comes_before_a_nearer_one_below_it():
    """From 10.5 mg down to 9.9 is a fall of 5.7 %; 10.3 keeps the corridor."""
    assert best(corridor("10.5", kept=10), "9.9", "10.3") == 10.3
    assert best(corridor("10.5", kept=10), "9.9", "9.5") == 9.9


def test_every_swap_adds_something():
    """What stands there already is no amount to go to."""
    assert best(corridor(10), 5, 6, rest=4, above=5 * MG) == 6
    assert best(corridor(10), 5, rest=5, above=5 * MG) is None


@pytest.mark.parametrize(
    ("after", "low"), [("9.5", False), ("9.49", True), ("10.5", False)]
)
def test_H06_a_total_below_the_corridor_is_named(after, low):
    """More than 5 % below the step before."""
    assert Balance(corridor(10), Fraction(after) * MG).is_low is low


def test_H06_falls_that_add_up_are_named_too():
    """Not below the step before, and still 10 % below an even exchange."""
    balance = Balance(corridor(9, kept=10), Fraction(9 * MG))
    assert balance.is_low
    assert balance.words == (
        "Both together are then 9 mg of diazepam a day by the ratio, no less than the"
        " step before (9 mg) and 10 % less than an even exchange keeps (10 mg)."
    )


TIER_2 = Pace(Shape.PROPORTIONAL, 14, Fraction(5, 2), reduction=Fraction(1, 10))
IN_POINTS = Pace(Shape.HYPERBOLIC, 14, Fraction(5, 2), points=Fraction(1))


@pytest.mark.parametrize(
    ("pace", "highest", "after", "agreed"),
    [
        (TIER_2, 40, 36, True),
        (TIER_2, 40, "35.9", False),
        (TIER_2, 2, "1.5", True),
        (TIER_2, 3, 2, False),
        (IN_POINTS, 40, 36, True),
        (IN_POINTS, 40, "35.9", False),
        (IN_POINTS, 4, "3.7", True),
        (IN_POINTS, 4, "3.5", False),
    ],
)
def test_H06_a_fall_is_agreed_within_the_step_of_the_pace(pace, highest, after, agreed):
    """A tenth or 2.5 points in tier 2; what was asked for in points instead of it."""
    balance = Balance(corridor(highest), Fraction(after) * MG)
    assert balance.is_agreed(pace, PACES[Tier.DEFAULT]) is agreed


def test_H06_the_cap_holds_for_a_larger_wish_and_the_fall_is_of_14_days():
    """A wish of 30 % is no agreement to more than 25 %, counted from the highest."""
    wish = Pace(Shape.PROPORTIONAL, 14, Fraction(5, 2), reduction=Fraction(3, 10))
    balance = Balance(corridor(36, kept=40, highest=40), Fraction(30 * MG))
    assert balance.is_agreed(wish, PACES[Tier.DEFAULT])
    assert "from 40 mg to 30 mg of diazepam a day within 14 days, by 25 %" in (
        balance.fall_words
    )
    more = Balance(corridor(36, kept=40, highest=40), Fraction("29.9") * MG)
    assert not more.is_agreed(wish, PACES[Tier.DEFAULT])
