"""The falls of a schedule: what the dose loses within any 14 days."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from itertools import accumulate

from stepwell.plan.regimen import Regimen
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
    yield from _falls(schedule.periods, levels)


def drug_falls(
    schedule: Schedule, drug: str, scale: Scale
) -> Iterator[tuple[Fall, Fall]]:
    """Give the falls of one drug: by itself, and with what took its place.

    What took its place is what the other drugs together rose above their lowest
    level so far.  A fall that they make up for entirely is left out.
    """
    regimens = [period.regimen for period in schedule.periods]
    own = [scale.diazepam_mg(_only(drug, regimen)) for regimen in regimens]
    others = [
        scale.diazepam_mg(regimen) - level
        for regimen, level in zip(regimens, own, strict=True)
    ]
    replaced = [
        level + other - lowest
        for level, other, lowest in zip(
            own, others, accumulate(others, min), strict=True
        )
    ]
    together = {fall.step: fall for fall in _falls(schedule.periods, replaced)}
    for fall in _falls(schedule.periods, own):
        if fall.step in together:
            yield fall, together[fall.step]


def _falls(periods: Sequence[Period], levels: Sequence[Fraction]) -> Iterator[Fall]:
    first = 0
    for index, period in enumerate(periods[1:], start=1):
        while first < index - 1 and not _within_window(periods[first], period):
            first += 1
        if levels[index] < levels[index - 1]:
            before = max(levels[first:index])
            yield Fall(period.number, Change(before, levels[index]))


def _only(drug: str, regimen: Regimen) -> Regimen:
    doses = regimen.amounts_of(drug).items()
    return Regimen.of((drug, time, amount) for time, amount in doses)


def _within_window(earlier: Period, later: Period) -> bool:
    return earlier.end > later.start - timedelta(days=WINDOW_DAYS)


def percent(value: Fraction) -> str:
    """A fraction in per cent to one decimal: ``12.5``.

    To two where one would hide that it is above a whole number: ``10.04``.
    """
    text = rounded_text(value * 100, 1)
    return rounded_text(value * 100, 2) if text.isdigit() else text
