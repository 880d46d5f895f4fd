"""Whether a week after a cut stands out from the days before it, and by how much.

A wave is called when the highest week lies above the two weeks before the cut by at
least a bar.  The bar grows with the person's own noise, and with days that are missing.
Its numbers are our own proposal (work ``stepwell_proposal``), set by simulation so
that a series without a wave is called one in at most 5 % of steps:
docs/reference/waves.md has the rates.  That a wave follows a cut in time says nothing
about what caused it.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from stepwell.journal.differences import Range, range_around
from stepwell.journal.middles import level, root
from stepwell.journal.spans import Series, Span, rated_weeks


LOWEST_BAR = Fraction("1.4")
"""Points; a slow drift can reach nearly one point from the weeks before."""
NOISES = Fraction("2.2")
"""The bar, as a multiple of the noise, when no day is missing."""
ALL_RATED = Fraction(1, 7) + Fraction(1, 14)
"""One part for each rating of the week, and of the two weeks before."""


@dataclass(frozen=True, slots=True)
class Rise:
    """How far the highest week lies above the days before the cut, in points.

    ``week`` is its first day, ``bar`` the least ``amount`` that is called a wave, and
    ``range`` how large the difference may be.  The highest of several weeks is looked
    at, so the amount is a little above zero even when nothing has changed.
    """

    amount: Fraction
    bar: Fraction
    range: Range
    week: date

    @property
    def is_wave(self) -> bool:
        """Tell whether the rise is more than the person's own noise."""
        return self.amount >= self.bar


def highest_rise(
    series: Series, before: list[int], looked_at: Span, noise: Fraction
) -> Rise:
    """The rise of the highest week; ``noise`` is in points squared.

    ``before`` are the ratings of the days before the cut.  At least one week that is
    looked at has enough ratings.
    """
    weeks = rated_weeks(looked_at, series)
    week, after = max(weeks, key=lambda each: level(each[1]))
    amount = level(after) - level(before)
    return Rise(
        amount=amount,
        bar=bar(noise, len(after), len(before)),
        range=range_around(amount, after, before),
        week=week.first,
    )


def bar(noise: Fraction, after: int, before: int) -> Fraction:
    """The least rise called a wave, in points, rounded up to tenths.

    For a noise in points squared and so many ratings in the week after and before.
    """
    missing = (Fraction(1, after) + Fraction(1, before)) / ALL_RATED
    return max(LOWEST_BAR, root(NOISES**2 * noise * missing))
