"""The falls of a schedule: what the dose loses within any 14 days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from stepwell.plan.schedule import Period, Schedule
from stepwell.quantities.decimals import rounded_text
from stepwell.safety.cap import WINDOW_DAYS, Change
from stepwell.safety.scale import Scale


@dataclass(frozen=True, slots=True)
class Fall:
    """The worst fall that ends with a step, within 14 days.

    Cuts fewer than 14 days apart count as one: the dose before is the highest that
    was taken in the 14 days before the step began.
    """

    step: int
    change: Change


def falls(schedule: Schedule, scale: Scale) -> Iterator[Fall]:
    """Give the worst fall at every step that takes less than the step before it.

    The step before always counts, even when days without a word lie between.
    """
    levels = [scale.diazepam_mg(period.regimen) for period in schedule.periods]
    first = 0
    for index, period in enumerate(schedule.periods[1:], start=1):
        while first < index - 1 and not _within_window(schedule.periods[first], period):
            first += 1
        if levels[index] < levels[index - 1]:
            before = max(levels[first:index])
            yield Fall(period.number, Change(before, levels[index]))


def _within_window(earlier: Period, later: Period) -> bool:
    return earlier.end > later.start - timedelta(days=WINDOW_DAYS)


def percent(value: Fraction) -> str:
    """A fraction in per cent to one decimal: ``12.5``.

    To two where one would hide that it is above a whole number: ``10.04``.
    """
    text = rounded_text(value * 100, 1)
    return rounded_text(value * 100, 2) if text.isdigit() else text
