"""The peak of a wave, whether it is easing, and when it has settled.

The thresholds are our own proposal (work ``stepwell_proposal``).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from stepwell.journal.middles import middle, root
from stepwell.journal.spans import WEEK_DAYS, Series, Span, rated_weeks


PEAK_DAYS = 3
"""A peak is the median of three days in a row, so one bad day is none."""
FEWEST_IN_PEAK = 2
RECENT_DAYS = 5
FEWEST_RECENT = 3
LEAST_MARGIN = Fraction(1)
"""Points above the baseline that count as back at it, at least."""


@dataclass(frozen=True, slots=True)
class Peak:
    """The middle day of the highest three days in a row, and their median in points."""

    day: date
    height: Fraction


def peak(series: Series, looked_at: Span) -> Peak:
    """The first of the highest peaks; some three days in a row need 2 ratings."""
    peaks = [
        Peak(run.first + timedelta(days=PEAK_DAYS // 2), middle(ratings))
        for run in looked_at.runs(PEAK_DAYS)
        if len(ratings := run.ratings(series)) >= FEWEST_IN_PEAK
    ]
    return max(peaks, key=lambda each: each.height)


def is_easing(
    series: Series, until: date, highest: Peak, baseline: Fraction
) -> bool | None:
    """Tell whether half of the height above the baseline is gone again.

    By the median of the last five days, as far as they lie after the peak; None when
    fewer than three of them have a rating.
    """
    first = max(highest.day, until - timedelta(days=RECENT_DAYS + 1))
    recent = Span(first + timedelta(days=1), until).ratings(series)
    if len(recent) < FEWEST_RECENT:
        return None
    return middle(recent) <= (baseline + highest.height) / 2


def settled_on(
    series: Series, step: Span, highest: Peak, baseline: Fraction, noise: Fraction
) -> date | None:
    """The first day after the peak from which every week is near the baseline.

    It is the middle of the first such week, and None when the last week with enough
    ratings is not near.  Near is a median at most 1 point above the baseline, or at
    most the noise (given in points squared) where that is more.
    """
    ceiling = baseline + max(LEAST_MARGIN, root(noise))
    settled = None
    for week, ratings in rated_weeks(step, series):
        day = week.first + timedelta(days=WEEK_DAYS // 2)
        if middle(ratings) > ceiling:
            settled = None
        elif settled is None and day > highest.day:
            settled = day
    return settled
