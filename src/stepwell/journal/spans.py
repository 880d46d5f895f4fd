"""Stretches of a series: the ratings of some days, without those that are missing.

A series gives one whole rating, 0 to 10, for a day; a day without one is absent.
Missing is never zero.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta


Series = Mapping[date, int]
WEEK_DAYS = 7
"""What is compared is whole weeks, so that a weekly rhythm cancels out."""
FEWEST_RATINGS = 5
"""A week with fewer ratings is not looked at (``stepwell_proposal``)."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days from ``first`` on and before ``end``."""

    first: date
    end: date

    @classmethod
    def of(cls, first: date, days: int) -> "Span":
        """So many days from the first one on."""
        return cls(first, first + timedelta(days=days))

    @property
    def length(self) -> int:
        """How many days, rated or not."""
        return max(0, (self.end - self.first).days)

    @property
    def days(self) -> Iterator[date]:
        """Each day in turn."""
        ordinals = range(self.first.toordinal(), self.end.toordinal())
        return map(date.fromordinal, ordinals)

    def ratings(self, series: Series) -> list[int]:
        """What was rated on these days, in order."""
        return [series[day] for day in self.days if day in series]

    def runs(self, days: int) -> Iterator["Span"]:
        """Every run of so many days in a row, the earliest first."""
        starts = range(self.length - days + 1)
        return (Span.of(self.first + timedelta(days=n), days) for n in starts)


def rated_weeks(span: Span, series: Series) -> Iterator[tuple[Span, list[int]]]:
    """Every seven days in a row with enough ratings, and these ratings."""
    for week in span.runs(WEEK_DAYS):
        ratings = week.ratings(series)
        if len(ratings) >= FEWEST_RATINGS:
            yield week, ratings
