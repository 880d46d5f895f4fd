"""How large a difference between two small groups of ratings is, with its range.

The range is that of Mann and Whitney: every rating of one group less every one of
the other, in order, and the ends left off.  It supposes nothing about how ratings
are spread, but days that do not depend on each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import comb


WANTED = Fraction(95, 100)
"""The confidence that a range has at least (``stepwell_proposal``)."""


@dataclass(frozen=True, slots=True)
class Range:
    """From ``low`` to ``high`` points, with at least this confidence (0 to 1)."""

    low: Fraction
    high: Fraction
    confidence: Fraction


def range_around(
    amount: Fraction, after: Sequence[int], before: Sequence[int]
) -> Range:
    """The range of how much higher the ratings after are; at least 4 of each.

    It is widened where it would not hold the amount that is given as the difference.
    """
    differences = sorted(later - earlier for later in after for earlier in before)
    left_off, confidence = _left_off(len(after), len(before))
    low, high = differences[left_off], differences[~left_off]
    return Range(min(amount, Fraction(low)), max(amount, Fraction(high)), confidence)


@cache
def _left_off(after: int, before: int) -> tuple[int, Fraction]:
    """How many differences are left off at each end, and the confidence of the rest."""
    orders = comb(after + before, after)
    outside, count = 0, 0
    while True:
        more = outside + 2 * _orders(after, before, count)
        if 1 - Fraction(more, orders) < WANTED:
            return count - 1, 1 - Fraction(outside, orders)
        outside, count = more, count + 1


@cache
def _orders(after: int, before: int, smaller: int) -> int:
    """In how many orders so many pairs have the later one below the earlier one."""
    if smaller < 0:
        return 0
    if not after or not before:
        return int(smaller == 0)
    highest_is_after = _orders(after - 1, before, smaller)
    return highest_is_after + _orders(after, before - 1, smaller - after)
