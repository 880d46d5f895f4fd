"""The inner loops over people, compiled by numba: people share the cores.

The same arguments and results as `loops`.  Time runs once from event to event; a step
as long as one of the last few reuses its exponentials.  For levels the samples between
two doses fill the processor's vectors; for averages people side by side do.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import numba
import numpy as np

from stepwell.kinetics.loops import Work
from stepwell.kinetics.rates import Floats


BLOCK = 64
"""People side by side; the arrays of a block fit into the nearest cache."""

REMEMBERED = 8
"""How many lengths of a step are remembered: the hours between doses repeat."""

RUN = 16
"""Samples side by side, at most."""

TOGETHER = 9
"""Modes added up in one pass over a run: those of four analytes, named one by one."""

FAST: dict[str, Any] = {
    "cache": True,
    "error_model": "numpy",
    "fastmath": {"contract"},
}
"""Kept on disk; a product and a sum may be rounded once instead of twice."""

Function = TypeVar("Function", bound=Callable[..., Any])
Decorator = Callable[[Function], Function]

_quick: Decorator[Any] = numba.njit(**FAST)
_in_place: Decorator[Any] = numba.njit(inline="always", **FAST)
_quick_on_all_cores: Decorator[Any] = numba.njit(parallel=True, **FAST)


def levels(work: Work, samples: Floats, found: Floats) -> None:
    """Fill levels (people, samples, analytes) at samples (h) in order of time."""
    if len(found) == 1:
        _person_levels(_laid_out(work), samples, found, 0)
    else:
        _levels(_laid_out(work), samples, found)


def averages(work: Work, edges: Floats, found: Floats) -> None:
    """Fill mean levels (people, intervals, analytes) between edges (h)."""
    _averages(_laid_out(work), edges, found)


def _laid_out(work: Work) -> Work:
    """In one layout always, so that the loops are compiled once."""
    laid = np.ascontiguousarray
    return Work(laid(work.rates), laid(work.inflows), laid(work.weights), *work[3:])


@_quick
def _remember(
    row: int, step: float, rate: Floats, lengths: Floats, kept: Floats
) -> None:
    """Keep what is left of each mode after a step, exp(-rate step)."""
    lengths[row] = step
    for each in range(len(rate)):
        kept[row, each] = np.exp(-rate[each] * step)


@_quick_on_all_cores
def _levels(work: Work, samples: Floats, found: Floats) -> None:
    for person in numba.prange(len(found)):
        _person_levels(work, samples, found, person)


@_quick
def _person_levels(work: Work, samples: Floats, found: Floats, person: int) -> None:
    """Levels of one person: from the last dose to a sample, and on in one run."""
    rate, inflows, weights = (
        work.rates[person],
        work.inflows[person],
        work.weights[person],
    )
    times, portions, doses = work.times, work.portions, work.doses
    modes, analytes = weights.shape
    flat = found[person].reshape(-1)
    state = np.zeros(-(-modes // TOGETHER) * TOGETHER)
    lengths, kept = np.full(REMEMBERED, -1.0), np.empty((REMEMBERED, modes))
    offsets, weighted = np.full(RUN, -1.0), np.zeros((len(state), RUN * analytes))
    row, oldest, arrival, sample, now = 0, 0, 0, 0, 0.0
    coming = times[0] if len(times) else np.inf
    while sample < len(samples):
        stop = min(coming, samples[sample])
        step = stop - now
        now = stop
        # Written out, not called: a call here costs more than the work.
        if lengths[row] != step:
            row = 0
            while row < REMEMBERED and lengths[row] != step:
                row += 1
            if row == REMEMBERED:
                row, oldest = oldest, (oldest + 1) % REMEMBERED
                _remember(row, step, rate, lengths, kept)
        left = kept[row]
        if coming <= stop:
            dose, inflow = doses[arrival], inflows[portions[arrival]]
            for mode in range(modes):
                state[mode] = state[mode] * left[mode] + dose * inflow[mode]
            arrival += 1
            coming = times[arrival] if arrival < len(times) else np.inf
            continue
        for mode in range(modes):
            state[mode] *= left[mode]
        run, most = 0, min(RUN, len(samples) - sample)
        while run < most and samples[sample + run] < coming:
            offset = samples[sample + run] - now
            if offsets[run] != offset:
                _weigh(run, offset, rate, weights, offsets, weighted)
            run += 1
        _add_up(state, weighted, flat[sample * analytes : (sample + run) * analytes])
        sample += run


@_quick
def _weigh(
    run: int,
    offset: float,
    rate: Floats,
    weights: Floats,
    offsets: Floats,
    weighted: Floats,
) -> None:
    """Keep what each mode adds to the levels (RUN x analytes) of a sample of a run."""
    modes, analytes = weights.shape
    offsets[run] = offset
    for mode in range(modes):
        left = np.exp(-rate[mode] * offset)
        for analyte in range(analytes):
            weighted[mode, run * analytes + analyte] = left * weights[mode, analyte]


@_in_place
def _add_up(state: Floats, weighted: Floats, level: Floats) -> None:
    """Sum the modes into the levels (samples x analytes,) of a run."""
    for first in range(0, len(state), TOGETHER):
        s, w = state[first:], weighted[first:]
        a, b, c, d, e, f, g, h, i = s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7], s[8]
        of_a, of_b, of_c, of_d, of_e = w[0], w[1], w[2], w[3], w[4]
        of_f, of_g, of_h, of_i = w[5], w[6], w[7], w[8]
        for place in range(len(level)):
            some = a * of_a[place] + b * of_b[place] + c * of_c[place]
            some += d * of_d[place] + e * of_e[place] + f * of_f[place]
            some += g * of_g[place] + h * of_h[place] + i * of_i[place]
            level[place] = some if first == 0 else level[place] + some


@_quick
def _side_by_side(values: Floats, first: int) -> Floats:
    """A block's rows of values (people, n) as (n, people), flat; the end filled."""
    many = values.shape[1]
    block = np.empty(many * BLOCK)
    for person in range(BLOCK):
        row = values[min(first + person, len(values) - 1)]
        for each in range(many):
            block[each * BLOCK + person] = row[each]
    return block


@_quick_on_all_cores
def _averages(work: Work, edges: Floats, found: Floats) -> None:
    people, portions, modes = work.inflows.shape
    for block in numba.prange(-(-people // BLOCK)):
        first = block * BLOCK
        rate = _side_by_side(work.rates, first)
        inflows = _side_by_side(work.inflows.reshape(people, -1), first)
        weights = _side_by_side(work.weights.reshape(people, -1), first)
        _block_averages(
            work,
            edges,
            rate,
            inflows.reshape(portions, -1),
            weights.reshape(modes, -1, BLOCK),
            found[first : first + BLOCK],
        )


@_quick
def _block_averages(
    work: Work,
    edges: Floats,
    rate: Floats,
    inflows: Floats,
    weights: Floats,
    found: Floats,
) -> None:
    """Mean levels of one block, its modes and people along one axis.

    What was there at the first edge and has come in, less what is left, has passed.
    """
    times, portions, doses = work.times, work.portions, work.doses
    lengths, kept = np.full(REMEMBERED, -1.0), np.empty((REMEMBERED, len(rate)))
    state, passed, come = (
        np.zeros(len(rate)),
        np.empty(len(rate)),
        np.empty(len(inflows)),
    )
    row, oldest, arrival, now = 0, 0, 0, 0.0
    for interval in range(len(edges) - 1):
        end = edges[interval + 1]
        passed[:] = state
        come[:] = 0.0
        while now < end:
            comes = arrival < len(times) and times[arrival] < end
            stop = times[arrival] if comes else end
            step = stop - now
            now = stop
            if lengths[row] != step:
                row = 0
                while row < REMEMBERED and lengths[row] != step:
                    row += 1
                if row == REMEMBERED:
                    row, oldest = oldest, (oldest + 1) % REMEMBERED
                    _remember(row, step, rate, lengths, kept)
            left = kept[row]
            if comes:
                dose, portion = doses[arrival], portions[arrival]
                inflow = inflows[portion]
                for each in range(len(rate)):
                    state[each] = state[each] * left[each] + dose * inflow[each]
                come[portion] += dose
                arrival += 1
            else:
                for each in range(len(rate)):
                    state[each] *= left[each]
        for portion in range(len(come)):
            dose, inflow = come[portion], inflows[portion]
            for each in range(len(rate)):
                passed[each] += dose * inflow[each]
        hours = end - edges[interval]
        for each in range(len(rate)):
            passed[each] = (passed[each] - state[each]) / (rate[each] * hours)
        _mean(passed, weights, found, interval)


@_quick
def _mean(passed: Floats, weights: Floats, found: Floats, interval: int) -> None:
    mean = np.empty(BLOCK)
    for analyte in range(weights.shape[1]):
        mean[:] = 0.0
        for mode in range(len(weights)):
            part = passed[mode * BLOCK : (mode + 1) * BLOCK]
            weight = weights[mode, analyte]
            for person in range(BLOCK):
                mean[person] += part[person] * weight[person]
        for person in range(len(found)):
            found[person, interval, analyte] = mean[person]
