"""What one symptom did after a cut, beside the days before it.

Described in docs/reference/waves.md; every threshold is our own proposal (work
``stepwell_proposal``).  Nothing here says why a symptom rose or fell.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby

from stepwell.journal.middles import middle
from stepwell.journal.noise import noise_square
from stepwell.journal.settling import Peak, is_easing, peak, settled_on
from stepwell.journal.spans import (
    FEWEST_RATINGS,
    WEEK_DAYS,
    Series,
    Span,
    rated_weeks,
)
from stepwell.journal.waves import Rise, highest_rise


BEFORE = timedelta(days=14)
"""The days before the cut that the step is compared with."""
FEWEST_BEFORE = 9
"""With fewer ratings on them nothing is concluded."""
LOOK = timedelta(days=18)
"""A wave is looked for in the first 18 days: a week around any peak up to day 14."""
HISTORY = timedelta(days=28)
"""The noise is taken from so many days before the cut, and the days looked at."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of some days have a rating, and how many have none."""

    rated: int
    missing: int


@dataclass(frozen=True, slots=True)
class Course:
    """How a symptom went on from the days before a cut.

    ``baseline`` is the median rating of the two weeks before, and ``noise_square`` the
    person's own noise in points squared.  ``is_easing`` is None without a wave and
    when the last days tell too little.  ``days_to_settle``, counted from the cut, is
    None without a wave and while it has not settled.
    """

    baseline: Fraction
    noise_square: Fraction
    rise: Rise
    peak: Peak
    is_easing: bool | None
    days_to_settle: int | None

    @property
    def is_wave(self) -> bool:
        """Tell whether the rise after the cut is more than the person's own noise."""
        return self.rise.is_wave


@dataclass(frozen=True, slots=True)
class Trend:
    """One symptom in one step: from the cut to the day before ``until``.

    ``before`` counts the two weeks before the cut, ``after`` the days of the step.
    With too little data there is a ``reason`` instead of a ``course``.
    """

    cut: date
    until: date
    before: Counts
    after: Counts
    course: Course | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Step:
    """A series and the days of one step in it."""

    series: Series
    cut: date
    until: date

    @property
    def days_before(self) -> Span:
        return Span(self.cut - BEFORE, self.cut)

    @property
    def days(self) -> Span:
        return Span(self.cut, self.until)

    @property
    def looked_at(self) -> Span:
        return Span(self.cut, min(self.until, self.cut + LOOK))

    @property
    def with_history(self) -> Span:
        return Span(self.cut - HISTORY, self.looked_at.end)

    def counts(self, span: Span) -> Counts:
        rated = len(span.ratings(self.series))
        return Counts(rated, span.length - rated)


def trend(series: Series, cut: date, until: date) -> Trend:
    """Judge one symptom after a cut.

    ``cut`` is the first day on the lower dose and ``until`` the first day not to be
    looked at: the next cut, or the day after today.  Days that are absent from the
    series are missing, never zero.
    """
    step = _Step(series, cut, until)
    reason = next(filter(None, (lacks(step) for lacks in LACKS)), "")
    return Trend(
        cut=cut,
        until=until,
        before=step.counts(step.days_before),
        after=step.counts(step.days),
        course=None if reason else _course(step),
        reason=reason,
    )


def _course(step: _Step) -> Course:
    series, looked_at = step.series, step.looked_at
    before = step.days_before.ratings(series)
    baseline, noise = middle(before), noise_square(series, step.with_history)
    rise = highest_rise(series, before, looked_at, noise)
    highest = peak(series, looked_at)
    wave = rise.is_wave
    settled = settled_on(series, step.days, highest, baseline, noise)
    return Course(
        baseline=baseline,
        noise_square=noise,
        rise=rise,
        peak=highest,
        is_easing=is_easing(series, step.until, highest, baseline) if wave else None,
        days_to_settle=(settled - step.cut).days if wave and settled else None,
    )


def _few_before(step: _Step) -> str:
    rated = step.counts(step.days_before).rated
    if rated >= FEWEST_BEFORE:
        return ""
    return (
        f"{rated} of the {BEFORE.days} days before the cut have a rating; "
        f"at least {FEWEST_BEFORE} are needed"
    )


def _too_early(step: _Step) -> str:
    days = step.days.length
    if days >= WEEK_DAYS:
        return ""
    return f"days since the cut: {days}; at least {WEEK_DAYS} are needed"


def _long_gap(step: _Step) -> str:
    """A wave could pass unseen in a week without a rating."""
    missing = groupby(step.looked_at.days, lambda day: day not in step.series)
    longest = max((len(list(days)) for gap, days in missing if gap), default=0)
    if longest < WEEK_DAYS:
        return ""
    return (
        f"{longest} days in a row after the cut have no rating; "
        f"at most {WEEK_DAYS - 1} may be missing in a row"
    )


def _no_full_week(step: _Step) -> str:
    if any(True for _ in rated_weeks(step.looked_at, step.series)):
        return ""
    weeks = step.looked_at.runs(WEEK_DAYS)
    fullest = max(step.counts(week).rated for week in weeks)
    return (
        f"ratings in the fullest {WEEK_DAYS} days in a row after the cut: {fullest}; "
        f"at least {FEWEST_RATINGS} are needed"
    )


LACKS: tuple[Callable[[_Step], str], ...] = (
    _few_before,
    _too_early,
    _long_gap,
    _no_full_week,
)
"""What may be too little, each with its reason; the first that applies is told."""
