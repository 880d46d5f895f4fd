"""Limits only tighten, and remember why (H07)."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from stepwell.plan.limit import Limit, Reason


bounds = st.lists(st.fractions(min_value=0, max_value=1), max_size=10)


def tightened(start, tried):
    limit = Limit(start)
    for number, bound in enumerate(tried):
        limit = limit.tightened(bound, Reason(f"R{number}", f"at most {bound}"))
    return limit


@given(st.fractions(min_value=0, max_value=1), bounds)
def test_H07_a_limit_is_the_tightest_bound_that_looked_at_it(start, tried):
    """No rule can loosen what another one tightened."""
    assert tightened(start, tried).bound == min([start, *tried])


@given(st.fractions(min_value=0, max_value=1), bounds, st.randoms())
def test_H07_the_order_of_the_rules_does_not_matter(start, tried, chance):
    """Whatever comes first, the bound is the same."""
    shuffled = list(tried)
    chance.shuffle(shuffled)
    assert tightened(start, shuffled).bound == tightened(start, tried).bound


@given(st.fractions(min_value=0, max_value=1), bounds)
def test_everything_that_tightened_leaves_its_reason(start, tried):
    """All reasons that changed the bound, in order, and no others."""
    lowest, expected = start, []
    for number, bound in enumerate(tried):
        if bound < lowest:
            lowest = bound
            expected.append(f"R{number}")
    assert [reason.id for reason in tightened(start, tried).reasons] == expected


def test_an_equal_bound_changes_nothing():
    """It did not tighten, so it is not a reason."""
    limit = Limit(Fraction(1, 10))
    assert limit.tightened(Fraction(1, 10), Reason("G02", "same")) is limit
    assert limit.tightened(Fraction(1, 4), Reason("G02", "looser")) is limit


def test_a_limit_does_not_change_in_place():
    """The open limit stays open for the next person."""
    limit = Limit(Fraction(1, 4))
    limit.tightened(Fraction(1, 10), Reason("G02", "tighter"))
    assert limit == Limit(Fraction(1, 4))
