"""numbalsoda: LSODA with compiled rates, started anew at every dose.

The rates are written out by hand, as a user would; the loops over doses and people
are compiled too, and people are shared out over the cores.
"""

from collections.abc import Callable

import numba
import numpy as np
from numbalsoda import lsoda, lsoda_sig

from benchmarks.kinetics_peers.workload import Workload
from stepwell.kinetics.model import Model
from stepwell.kinetics.rates import Floats


RELATIVE, ABSOLUTE = 1e-6, 1e-8
NAMES = ("diazepam", "nordazepam", "temazepam", "oxazepam")


@numba.cfunc(lsoda_sig)
def _change(_, x, dx, k):  # noqa: ANN001, ANN202
    absorbed, diazepam, nordazepam = k[0] * x[0], k[1] * x[1], k[5] * x[3]
    dx[0] = -absorbed
    dx[1] = k[4] * absorbed - diazepam - k[2] * x[1] + k[3] * x[2]
    dx[2] = k[2] * x[1] - k[3] * x[2]
    dx[3] = k[8] * diazepam - nordazepam - k[6] * x[3] + k[7] * x[4]
    dx[4] = k[6] * x[3] - k[7] * x[4]
    dx[5] = k[12] * diazepam - k[9] * x[5] - k[10] * x[5] + k[11] * x[6]
    dx[6] = k[10] * x[5] - k[11] * x[6]
    dx[7] = k[16] * nordazepam - k[13] * x[7] - k[14] * x[7] + k[15] * x[8]
    dx[8] = k[14] * x[7] - k[15] * x[8]


def levels(work: Workload) -> Callable[[], Floats]:
    """Everybody's levels (people, samples, analytes)."""
    assert work.model.names == NAMES
    everybody = range(work.people)
    constants = np.array([_constants(work.person(place)) for place in everybody])
    outputs = np.array([work.rates(place).outputs for place in everybody])
    pieces = np.array(
        [(each.begin, each.end, each.dose) for each in work.pieces], dtype=np.float64
    )
    places = np.array([(each.first, each.last) for each in work.pieces])

    def run() -> Floats:
        found = np.zeros((work.people, len(work.samples), len(NAMES)))
        _all(_change.address, constants, outputs, pieces, places, work.samples, found)
        return found

    return run


def _constants(model: Model) -> list[float]:
    """What `_change` reads: for each analyte it leaves, goes out, comes back, yield."""
    constants = [model.absorptions[0].ka_per_h]
    for each in model.analytes:
        body = each.disposition
        rates = (body.cl_l_per_h, body.v1_l), (body.q_l_per_h, body.v1_l)
        constants += [flow / volume for flow, volume in rates]
        constants += [body.q_l_per_h / body.v2_l, each.formation.mass_yield]
    return constants


@numba.njit(parallel=True)
def _all(
    change: int,
    constants: Floats,
    outputs: Floats,
    pieces: Floats,
    places: Floats,
    samples: Floats,
    found: Floats,
) -> None:
    for person in numba.prange(len(constants)):
        state, data = np.zeros(outputs.shape[1]), constants[person].copy()
        for piece in range(len(pieces)):
            begin, end, dose = pieces[piece]
            first, last = places[piece]
            times = np.empty(last - first + 2)
            times[0], times[-1] = begin, end
            times[1:-1] = samples[first:last]
            state[0] += dose
            amounts, _ = lsoda(change, state, times, data, RELATIVE, ABSOLUTE)
            for sample in range(first, last):
                for analyte in range(outputs.shape[2]):
                    level = 0.0
                    for each in range(outputs.shape[1]):
                        part = amounts[sample - first + 1, each]
                        level += part * outputs[person, each, analyte]
                    found[person, sample, analyte] = level
            state[:] = amounts[-1]
