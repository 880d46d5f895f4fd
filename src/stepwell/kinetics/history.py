"""What was taken when: dosing events, planned or real, as checked arrays."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from stepwell.kinetics.rates import Floats


@dataclass(frozen=True, slots=True)
class History:
    """Doses of one drug in order of time: hours (events,) and mg (events,).

    Missed doses are absent, late ones stand at the time they were taken, two at the
    same time may stand side by side.  Raises ValueError naming the argument.
    """

    time_h: Floats
    dose_mg: Floats

    @classmethod
    def of(cls, time_h: ArrayLike, dose_mg: ArrayLike) -> "History":
        """Check times and doses and keep copies of them."""
        times = in_order("time_h", time_h)
        doses = _checked("dose_mg", dose_mg)
        if len(times) != len(doses):
            raise ValueError(
                f"dose_mg: {len(doses)} doses do not go with {len(times)} times"
            )
        if not len(times):
            raise ValueError("time_h: the history is empty; give at least one dose")
        return cls(times, doses)

    @classmethod
    def daily(cls, hours: Sequence[float], doses_mg: ArrayLike) -> "History":
        """The same hours every day: doses in mg by day and hour (days, hours).

        A dose of nothing is left out.
        """
        clock = in_order("hours", hours)
        if np.any(clock >= 24):
            raise ValueError("hours: every hour lies before 24")
        doses = np.atleast_2d(_numbers("doses_mg", doses_mg))
        if doses.ndim != 2 or doses.shape[1] != len(clock):
            raise ValueError(
                f"doses_mg: give {len(clock)} doses for each day, one for each hour"
            )
        flat = _checked("doses_mg", doses.ravel())
        times = np.add.outer(24.0 * np.arange(len(doses)), clock).ravel()
        return cls.of(times[flat != 0], flat[flat != 0])


def in_order(name: str, values: ArrayLike) -> Floats:
    """Check that times (h) are finite, from zero up and never go back."""
    times = _checked(name, values)
    if np.any(np.diff(times) < 0):
        where = int(np.argmax(np.diff(times) < 0)) + 1
        raise ValueError(f"{name}: the times go back at place {where}")
    return times


def _numbers(name: str, values: ArrayLike) -> Floats:
    try:
        return np.array(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise ValueError(f"{name}: these are not numbers") from None


def _checked(name: str, values: ArrayLike) -> Floats:
    numbers = _numbers(name, values)
    if numbers.ndim != 1:
        raise ValueError(f"{name}: give one row of numbers, not {numbers.ndim} axes")
    wrong = ~np.isfinite(numbers) | (numbers < 0)
    if np.any(wrong):
        where = int(np.argmax(wrong))
        raise ValueError(
            f"{name}: {numbers[where]} at place {where} is not a finite number from"
            " zero up"
        )
    numbers.flags.writeable = False
    return numbers
