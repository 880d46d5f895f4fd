"""The tight reference: matrix exponentials in long doubles, from moment to moment.

It shares nothing with the engine but the rate matrix.  What each analyte has
collected is carried along as further compartments, so means are exact too.
"""

import numpy as np

from benchmarks.kinetics_peers.workload import Workload
from stepwell.kinetics.rates import Floats


TERMS = 30
HALVINGS = 10
NOTICED = 1e-6
"""Levels below this share of the analyte's peak are not compared."""


def reference(work: Workload, person: int) -> tuple[Floats, Floats]:
    """Levels (samples, analytes) and means (intervals, analytes) in ng/mL."""
    rates = work.rates(person)
    size, analytes = rates.outputs.shape
    matrix = np.zeros((size + analytes,) * 2, dtype=np.longdouble)
    matrix[:size, :size] = rates.matrix
    matrix[size:, :size] = rates.outputs.T
    moments = np.union1d(work.samples, work.edges)
    states = _states(matrix, work, moments)
    levels = states[np.searchsorted(moments, work.samples), :size] @ rates.outputs
    collected = states[np.searchsorted(moments, work.edges), size:]
    means = np.diff(collected, axis=0) / np.diff(work.edges)[:, None]
    return levels.astype(np.float64), means.astype(np.float64)


def deviation(found: Floats, expected: Floats) -> float:
    """The largest relative deviation of levels (moments, analytes)."""
    noticed = expected > NOTICED * expected.max(axis=0)
    return float(np.max(np.abs(found / np.where(noticed, expected, 1) - 1)[noticed]))


def _states(matrix: Floats, work: Workload, moments: Floats) -> Floats:
    """The state at each moment, a dose at that moment included."""
    state = np.zeros(len(matrix), dtype=matrix.dtype)
    states = np.zeros((len(moments), len(matrix)), dtype=matrix.dtype)
    steps: dict[float, Floats] = {}
    doses = zip(work.arrivals, work.history.dose_mg, strict=True)
    coming, dose = next(doses)
    now = 0.0
    for place, moment in enumerate(moments):
        while coming <= moment:
            state = _step(matrix, coming - now, steps) @ state
            state[0] += dose
            now = coming
            coming, dose = next(doses, (np.inf, 0.0))
        state = _step(matrix, moment - now, steps) @ state
        now = moment
        states[place] = state
    return states


def _step(matrix: Floats, hours: float, steps: dict[float, Floats]) -> Floats:
    """exp(matrix hours): a Taylor series of a small part of the step, squared."""
    if hours not in steps:
        part = matrix * (np.longdouble(hours) / 2**HALVINGS)
        term = total = np.eye(len(matrix), dtype=matrix.dtype)
        for power in range(1, TERMS):
            term = term @ part / power
            total = total + term
        for _ in range(HALVINGS):
            total = total @ total
        steps[hours] = total
    return steps[hours]
