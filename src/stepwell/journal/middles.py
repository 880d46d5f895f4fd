"""Middles that one bad day cannot move: the median and a level for a week.

Ratings are whole numbers from 0 to 10, so everything here is an exact fraction.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import isqrt
from typing import TypeVar


TENTHS = 10
Number = TypeVar("Number", int, Fraction)


def middle(values: Sequence[Number]) -> Fraction:
    """The median, in the unit of the values; of an even number the mean of two."""
    return Fraction(twice_middle(values)) / 2


def twice_middle(values: Sequence[Number]) -> Number:
    """Twice the median: of whole ratings a whole number."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] + ordered[~half]


def level(values: Sequence[int]) -> Fraction:
    """The mean after the highest and the lowest were moved to their neighbours.

    In points; at least 3 values.  One day, however bad, counts no more than the
    second worst one.  Finer than a median, which jumps by halves of a point.
    """
    ordered = sorted(values)
    return Fraction(sum(ordered[1:-1]) + ordered[1] + ordered[-2], len(ordered))


def root(square: Fraction) -> Fraction:
    """The square root, rounded up to whole tenths."""
    whole = square.numerator * TENTHS**2
    return Fraction(_root_of_whole(-(-whole // square.denominator)), TENTHS)


def _root_of_whole(number: int) -> int:
    """The smallest whole number whose square is not below this one."""
    return isqrt(number - 1) + 1 if number else 0
