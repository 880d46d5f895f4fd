"""A schedule as dosing events: times of day become hours, days one after another."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stepwell.kinetics.history import History
from stepwell.kinetics.rates import Floats
from stepwell.kinetics.steady import DAY_H
from stepwell.plan.regimen import Regimen
from stepwell.plan.schedule import Period, Schedule
from stepwell.plan.times import DoseTime


CLOCK_H = {time: float(time.hour) for time in DoseTime}

NANOGRAMS_PER_MG = 1_000_000


@dataclass(frozen=True, slots=True)
class Course:
    """The doses of one drug: one settled day as today, then every day of a schedule.

    Hour zero is the midnight before the first step.  ``today`` and ``history`` are
    None when the drug is not taken then; ``usual`` is the day that is described:
    today, or the fullest day of a drug that is new.  ``days`` counts the days looked
    at.
    """

    drug: str
    today: History | None
    usual: History
    history: History | None
    days: int

    @property
    def is_new(self) -> bool:
        """Tell whether the drug is not taken today."""
        return self.today is None

    @property
    def edges_h(self) -> Floats:
        """The midnights from the first to the last, (days + 1,)."""
        return np.arange(self.days + 1, dtype=np.float64) * DAY_H


def on_another(course: Course, drug: str, mg_for_mg: float) -> Course:
    """The same course on another drug: each dose multiplied by ``mg_for_mg``."""

    def multiplied(history: History) -> History:
        return History.of(history.time_h, history.dose_mg * mg_for_mg)

    return Course(
        drug=drug,
        today=course.today and multiplied(course.today),
        usual=multiplied(course.usual),
        history=course.history and multiplied(course.history),
        days=course.days,
    )


def course_of(schedule: Schedule, drug: str, days: int) -> Course:
    """Lay out the doses of a drug over ``days`` days from the first step on.

    The last period goes on for as long as it takes.  Raises ValueError for a drug
    that is taken on no day.
    """
    if drug not in schedule.drugs:
        raise ValueError(f"drug: {drug} is not taken on any day of the schedule")
    today, *periods = schedule.periods
    doses = np.concatenate(
        [
            np.tile(_doses(period.regimen, drug), (length, 1))
            for period, length in zip(periods, _lengths(periods, days), strict=True)
        ]
    )
    now = _doses(today.regimen, drug)
    usual = now if now.any() else doses[doses.sum(axis=1).argmax()]
    return Course(
        drug=drug,
        today=_history(now[None, :]),
        usual=History.daily(list(CLOCK_H.values()), usual),
        history=_history(doses),
        days=days,
    )


def _lengths(periods: Sequence[Period], days: int) -> list[int]:
    """How many of the days fall into each period, the last one taking the rest."""
    lengths, left = [], days
    for period in periods:
        lengths.append(min(left, period.days))
        left -= lengths[-1]
    lengths[-1] += left
    return lengths


def _doses(regimen: Regimen, drug: str) -> Floats:
    amounts = regimen.amounts_of(drug)
    return np.array(
        [
            amounts[time].nanograms / NANOGRAMS_PER_MG if time in amounts else 0.0
            for time in CLOCK_H
        ]
    )


def _history(doses_mg: Floats) -> History | None:
    return History.daily(list(CLOCK_H.values()), doses_mg) if doses_mg.any() else None
