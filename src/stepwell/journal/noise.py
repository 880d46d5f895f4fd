"""A person's own noise: how far single days lie from the days around them.

The days around follow a wave, so a wave hardly adds to the noise, be it this one or an
earlier one.  The numbers are our own proposal (work ``stepwell_proposal``).
"""

from fractions import Fraction

from stepwell.journal.middles import twice_middle
from stepwell.journal.spans import Series, Span


AROUND_DAYS = 5
"""So many days before and after a day are around it."""
FEWEST_AROUND = 4
"""With fewer ratings around it, itself included, a day tells nothing of the noise."""


def noise_square(series: Series, span: Span) -> Fraction:
    """The mean square, in points squared, of days less the median of those around.

    Only ratings within the span count.  At least one rated day needs 4 around it.
    """
    ratings = [series.get(day) for day in span.days]
    of_doubles = [
        (2 * rating - twice_middle(around)) ** 2
        for place, rating in enumerate(ratings)
        if rating is not None
        and len(around := _around(ratings, place)) >= FEWEST_AROUND
    ]
    return Fraction(sum(of_doubles), 4 * len(of_doubles))


def _around(ratings: list[int | None], place: int) -> list[int]:
    first = max(0, place - AROUND_DAYS)
    return [
        rating
        for rating in ratings[first : place + AROUND_DAYS + 1]
        if rating is not None
    ]
