"""The inner loops over people, in NumPy: one person at a time, all samples at once."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stepwell.kinetics.rates import Floats


class Work(NamedTuple):
    """People's modes and what reaches their depots, in order of time.

    ``rates`` (people, n) in 1/h, ``inflows`` (people, portions, n), ``weights``
    (people, n, analytes); of each arrival its hour, which portion of its dose it is,
    and the mg of that dose.
    """

    rates: Floats
    inflows: Floats
    weights: Floats
    times: Floats
    portions: NDArray[np.intp]
    doses: Floats


def levels(work: Work, samples: Floats, found: Floats) -> None:
    """Fill levels (people, samples, analytes) at samples (h) in order of time."""
    before, since, taken = _events_before(work, samples)
    for person, (rate, weight) in enumerate(zip(work.rates, work.weights, strict=True)):
        left = np.exp(np.multiply.outer(since, -rate))
        left *= _states(work, person)[before]
        found[person] = 0.0
        found[person, taken] = left @ weight


def averages(work: Work, edges: Floats, found: Floats) -> None:
    """Fill mean levels (people, intervals, analytes) between edges (h).

    What is there at an edge and has come in by the next, less what is left, has passed.
    """
    before, since, taken = _events_before(work, edges)
    lengths = np.diff(edges)[:, None]
    come_by = np.searchsorted(work.times, edges, side="right")
    some = np.diff(come_by) > 0
    for person, (rate, weight) in enumerate(zip(work.rates, work.weights, strict=True)):
        left = np.zeros((len(edges), len(rate)))
        left[taken] = np.exp(np.multiply.outer(since, -rate))
        left[taken] *= _states(work, person)[before]
        passed = left[:-1] - left[1:]
        jumps = _jumps(work, person)[: come_by[-1]]
        if some.any():
            passed[some] += np.add.reduceat(jumps, come_by[:-1][some])
        found[person] = passed / rate / lengths @ weight


def _events_before(
    work: Work, moments: Floats
) -> tuple[NDArray[np.intp], Floats, NDArray[np.bool_]]:
    """The last arrival before each moment, hours since; which moments have one."""
    before = np.searchsorted(work.times, moments, side="right") - 1
    taken = before >= 0
    before = before[taken]
    return before, moments[taken] - work.times[before], taken


def _jumps(work: Work, person: int) -> Floats:
    jumps: Floats = work.doses[:, None] * work.inflows[person, work.portions]
    return jumps


def _states(work: Work, person: int) -> Floats:
    """The state (arrivals, n) just after each arrival."""
    states = _jumps(work, person)
    steps = np.diff(work.times, prepend=work.times[0])
    carry(states, np.exp(np.multiply.outer(steps, -work.rates[person])))
    return states


def carry(states: Floats, kept: Floats) -> None:
    """Turn jumps (events, n) into states, in place: in pass k each gathers 2**k.

    ``kept`` (events, n) is what is left of the state before each event; used up.
    """
    shift = 1
    while shift < len(states):
        states[shift:] += kept[shift:] * states[:-shift]
        kept[shift:] *= kept[:-shift].copy()
        shift *= 2
