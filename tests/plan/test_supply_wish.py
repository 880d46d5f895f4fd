"""What is asked of the supply, with no limit filled in."""

from datetime import date
from fractions import Fraction

import pytest

from stepwell.plan.supply_wish import Cupboard, SupplyPolicy, SupplyWish


DAY = date(2027, 1, 4)


def test_H13_no_limit_is_filled_in():
    """28 days, nothing counted, and no limit of any country."""
    wish = SupplyWish()
    assert (wish.period_days, wish.cupboard) == (28, None)
    assert wish.policy.is_open
    assert wish.longest_days == 28


@pytest.mark.parametrize(
    "policy",
    [
        SupplyPolicy(most_days=30),
        SupplyPolicy(earliest_days=0),
        SupplyPolicy(most_units=100),
    ],
)
def test_any_limit_is_a_policy(policy):
    """One of the three is enough, zero days included."""
    assert not policy.is_open


@pytest.mark.parametrize(
    ("period", "most", "longest"), [(28, 30, 28), (28, 14, 14), (30, None, 30)]
)
def test_the_shorter_of_period_and_limit_counts(period, most, longest):
    """A limit makes prescriptions shorter and never longer."""
    assert SupplyWish(period, policy=SupplyPolicy(most)).longest_days == longest


@pytest.mark.parametrize(
    ("limit", "sentence"),
    [
        ({"most_days": 0}, "a prescription covers at least one day"),
        (
            {"earliest_days": -1},
            "a prescription is not collected after the supply ended",
        ),
        ({"most_units": 0}, "a prescription holds at least one unit"),
    ],
)
def test_limits_that_leave_nothing_are_refused(limit, sentence):
    """They would forbid every prescription."""
    with pytest.raises(ValueError, match=f"^{sentence}$"):
        SupplyPolicy(**limit)


def test_what_is_not_named_is_not_there():
    """Of a product without a count there is nothing."""
    cupboard = Cupboard(DAY, (("a", Fraction(5, 2)),))
    assert (cupboard.amount("a"), cupboard.amount("b")) == (Fraction(5, 2), 0)


def test_each_product_is_counted_once():
    """Two counts of one product would have to be added by somebody."""
    with pytest.raises(ValueError, match=r"^each product is counted once$"):
        Cupboard(DAY, (("a", Fraction(1)), ("a", Fraction(2))))


def test_nobody_has_less_than_nothing():
    """A count below zero is a mistake."""
    with pytest.raises(ValueError, match=r"^there is never less than nothing$"):
        Cupboard(DAY, (("a", Fraction(-1, 2)),))


def test_H08_the_smallest_limits_are_limits():
    """One day, one unit, no day early and nothing at home are allowed."""
    assert SupplyPolicy(most_days=1, earliest_days=0, most_units=1).most_days == 1
    assert SupplyWish(period_days=1).longest_days == 1
    assert Cupboard(DAY, (("a", Fraction(0)), ("b", Fraction(1, 2)))).amount("a") == 0


def test_a_period_without_a_day_is_refused():
    """A dispensing period of no days would never end."""
    with pytest.raises(ValueError, match=r"^a dispensing period has at least one day$"):
        SupplyWish(period_days=0)
