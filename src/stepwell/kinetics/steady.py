"""The steady state of a pattern that repeats every day, in closed form."""

import numpy as np

from stepwell.kinetics.engine import arrivals
from stepwell.kinetics.history import History
from stepwell.kinetics.modes import Modes
from stepwell.kinetics.rates import Floats


DAY_H = 24.0


def steady_amounts(modes: Modes, history: History, period_h: float = DAY_H) -> Floats:
    """Amounts (compartments,) in mg at the start of every period, once settled.

    ``history`` holds the doses of one period.  With J what they have become by its
    end, the state solves z = exp(B period) z + J.
    """
    if not (np.isfinite(period_h) and period_h > 0):
        raise ValueError(f"period_h: {period_h} is not a finite number above zero")
    if history.time_h[-1] >= period_h:
        raise ValueError("history: every dose lies within the period")
    times, jumps = arrivals(modes, history)
    # What arrives after the end of the period arrives early in the next one.
    added = modes.advance(jumps, period_h - times % period_h).sum(axis=0)
    size = len(modes.rates)
    step = modes.advance(np.eye(size), np.full(size, period_h)).T
    settled: Floats = np.linalg.solve(np.eye(size) - step, added)
    return modes.basis @ settled
