"""Many people on the same doses: everybody's levels, or only their summaries.

The models of all people are decoupled together.  The few whose rates are nearly
equal go through the one-person engine, which keeps such rates together.

The inner loops stand in `loops`; with numba installed they can be compiled, on all
cores, to the same results: ``loops=compiled()``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from stepwell.kinetics import loops as plain_loops
from stepwell.kinetics.decouple import decay_rates, decoupled
from stepwell.kinetics.engine import track
from stepwell.kinetics.history import History, in_order
from stepwell.kinetics.intervals import areas
from stepwell.kinetics.loops import Work
from stepwell.kinetics.model import Model
from stepwell.kinetics.modes import MOST_AMPLIFIED, modes_of
from stepwell.kinetics.people import Population, scaled
from stepwell.kinetics.rates import Floats, rates_of


@dataclass(frozen=True, slots=True)
class Crowd:
    """People's models, decoupled: as `modes.Modes`, with people first.

    ``apart`` are the places of those whose modes do not decouple precisely.
    """

    model: Model
    people: Population
    rates: Floats
    inflows: Floats
    weights: Floats
    lags_h: Floats
    apart: NDArray[np.intp]


def crowd_of(model: Model, people: Population) -> Crowd:
    """Decouple the models of many people: clearances and volumes multiplied."""
    system = rates_of(model)
    # People last in memory, as they are decoupled.
    faster = np.multiply.outer(system.clearing, people.clearance / people.volume)
    matrix = (system.matrix - system.clearing)[..., None] + faster
    matrix = np.moveaxis(matrix, -1, 0)
    decay = decay_rates(matrix, system.pairs)
    each = np.ascontiguousarray(decay.T)
    equal = np.moveaxis(each[:, None] == each, -1, 0)
    found = decoupled(matrix, system.pairs, decay, equal)
    basis = np.swapaxes(found.basis, -1, -2)
    coupled = np.any(np.tril(found.block, -1) != 0, axis=(-2, -1))
    return Crowd(
        model=model,
        people=people,
        rates=decay,
        inflows=system.inflows @ np.swapaxes(found.inverse, -1, -2),
        weights=basis @ system.outputs / people.volume[:, None, None],
        lags_h=np.array([each.lag_h for each in model.absorptions]),
        apart=np.flatnonzero(coupled | (found.amplification > MOST_AMPLIFIED)),
    )


def compiled() -> ModuleType:
    """The inner loops compiled by numba; raises ModuleNotFoundError without it."""
    from stepwell.kinetics import compiled_loops

    return compiled_loops


def crowd_levels(
    crowd: Crowd,
    history: History,
    sample_h: ArrayLike,
    *,
    loops: ModuleType = plain_loops,
) -> Floats:
    """Concentrations (people, samples, analytes) in ng/mL, from nothing at hour 0."""
    samples = in_order("sample_h", sample_h)
    found = np.empty((len(crowd.people), len(samples), len(crowd.model.names)))
    loops.levels(_work(crowd, history), samples, found)
    for place, model in _apart(crowd):
        found[place] = track(modes_of(model), history).levels(samples)
    return found


def crowd_averages(
    crowd: Crowd,
    history: History,
    edges_h: ArrayLike,
    *,
    loops: ModuleType = plain_loops,
) -> Floats:
    """Mean concentrations (people, intervals, analytes) in ng/mL between edges (h).

    Exact and from the events alone, without a sample; the first edge is hour 0.
    """
    edges = in_order("edges_h", edges_h)
    if len(edges) < 2 or edges[0] or np.any(np.diff(edges) == 0):
        raise ValueError("edges_h: give hour 0 and at least one later, none twice")
    found = np.empty((len(crowd.people), len(edges) - 1, len(crowd.model.names)))
    loops.averages(_work(crowd, history), edges, found)
    for place, model in _apart(crowd):
        modes = modes_of(model)
        passed = areas(track(modes, history), modes.weights, edges)
        found[place] = passed / np.diff(edges)[:, None]
    return found


def _work(crowd: Crowd, history: History) -> Work:
    portions = len(crowd.lags_h)
    times = (history.time_h[:, None] + crowd.lags_h).ravel()
    if portions == 1:
        nought = np.zeros(len(times), dtype=np.intp)
        doses = history.dose_mg.copy()
        return Work(crowd.rates, crowd.inflows, crowd.weights, times, nought, doses)
    order = np.argsort(times, kind="stable")
    return Work(
        crowd.rates,
        crowd.inflows,
        crowd.weights,
        times[order],
        order % portions,
        history.dose_mg[order // portions],
    )


def _apart(crowd: Crowd) -> Iterator[tuple[int, Model]]:
    for place in crowd.apart:
        clearance = float(crowd.people.clearance[place])
        volume = float(crowd.people.volume[place])
        yield int(place), scaled(crowd.model, clearance, volume)
