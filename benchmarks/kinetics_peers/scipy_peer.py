"""SciPy: ``odeint`` and ``solve_ivp`` (LSODA both), started anew at every dose."""

from collections.abc import Callable

import numpy as np
from scipy.integrate import odeint, solve_ivp

from benchmarks.kinetics_peers.workload import Workload
from stepwell.kinetics.rates import Floats


TOLERANCES = {"rtol": 1e-6, "atol": 1e-8}


def odeint_levels(work: Workload) -> Callable[[], Floats]:
    """The levels (1, samples, analytes) of one person by ``odeint``."""
    matrix = work.rates(0).matrix

    def change(state: Floats, _: float) -> Floats:
        return matrix.dot(state)

    return _levels(
        work, lambda state, times: odeint(change, state, times, **TOLERANCES)
    )


def solve_ivp_levels(work: Workload) -> Callable[[], Floats]:
    """The levels (1, samples, analytes) of one person by ``solve_ivp``."""
    matrix = work.rates(0).matrix

    def change(_: float, state: Floats) -> Floats:
        return matrix.dot(state)

    def solve(state: Floats, times: Floats) -> Floats:
        span = times[0], times[-1]
        found = solve_ivp(change, span, state, "LSODA", times, **TOLERANCES)
        return found.y.T

    return _levels(work, solve)


def _levels(
    work: Workload, solve: Callable[[Floats, Floats], Floats]
) -> Callable[[], Floats]:
    outputs = work.rates(0).outputs
    pieces = [
        (each, np.array([each.begin, *work.samples[each.first : each.last], each.end]))
        for each in work.pieces
    ]

    def run() -> Floats:
        state = np.zeros(len(outputs))
        amounts = np.zeros((len(work.samples), len(outputs)))
        for piece, times in pieces:
            state[0] += piece.dose
            found = solve(state, times)
            amounts[piece.first : piece.last] = found[1:-1]
            state = found[-1]
        return (amounts @ outputs)[None]

    return run
