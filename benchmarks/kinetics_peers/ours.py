"""Ours: with NumPy alone, and with the compiled loops."""

from collections.abc import Callable

from benchmarks.kinetics_peers.workload import Workload
from stepwell.kinetics.crowd import compiled, crowd_averages, crowd_levels, crowd_of
from stepwell.kinetics.engine import levels
from stepwell.kinetics.rates import Floats


Run = Callable[[], Floats]


def numpy_levels(work: Workload) -> Run:
    """Everybody's levels with NumPy; one person by the one-person engine."""
    if work.people == 1:
        return lambda: levels(work.model, work.history, work.samples)[None]
    crowd = crowd_of(work.model, work.population)
    return lambda: crowd_levels(crowd, work.history, work.samples)


def compiled_levels(work: Workload) -> Run:
    """Everybody's levels with the compiled loops, of people decoupled before."""
    loops, crowd = compiled(), crowd_of(work.model, work.population)
    return lambda: crowd_levels(crowd, work.history, work.samples, loops=loops)


def compiled_levels_anew(work: Workload) -> Run:
    """The same, decoupling included."""
    loops = compiled()

    def run() -> Floats:
        crowd = crowd_of(work.model, work.population)
        return crowd_levels(crowd, work.history, work.samples, loops=loops)

    return run


def numpy_averages(work: Workload) -> Run:
    """Everybody's means with NumPy, of people decoupled before."""
    crowd = crowd_of(work.model, work.population)
    return lambda: crowd_averages(crowd, work.history, work.edges)


def compiled_averages(work: Workload) -> Run:
    """Everybody's means with the compiled loops, of people decoupled before."""
    loops, crowd = compiled(), crowd_of(work.model, work.population)
    return lambda: crowd_averages(crowd, work.history, work.edges, loops=loops)


def compiled_averages_anew(work: Workload) -> Run:
    """The same, decoupling included."""
    loops = compiled()

    def run() -> Floats:
        crowd = crowd_of(work.model, work.population)
        return crowd_averages(crowd, work.history, work.edges, loops=loops)

    return run
