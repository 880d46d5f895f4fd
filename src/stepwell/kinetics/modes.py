"""The modes of a model: coordinates in which each part decays by itself.

A linear system carries a state z forward by exp(B dt).  In the coordinates made here
B is diagonal, apart from small triangular blocks where rates are nearly equal.  Those
rates may not be told apart by division (the textbook formula then subtracts two huge
numbers), so such a cluster stays together and is carried forward by a series.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from stepwell.kinetics.decouple import decay_rates, decoupled
from stepwell.kinetics.model import Model
from stepwell.kinetics.rates import Floats, rates_of


NEARNESS = (1e-9, 0.02, 0.1, 0.3)
"""Rates closer than this share of the larger one stay together, tried in order."""

MOST_AMPLIFIED = 1e3
"""How much separating may amplify rounding before a wider nearness is tried."""

SERIES_TERMS = 80
"""Enough for exp(x) up to x = 25, in clusters of up to ten."""

MOST_IN_SERIES = 25.0
"""Longer times are taken in parts, each within reach of the series."""

UNNOTICED = 1e-18
"""A term of the series below this share of its sum changes nothing any more."""

NOTHING_LEFT = 745.0
"""exp(-x) is zero from here on, so nothing is carried further than that."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Modes with nearly equal rates: their places, fastest rate (1/h) and the rest.

    Their block of B is ``rest`` less ``rate`` on the diagonal.  Counted from the
    fastest rate the rest is small and not negative, so its series loses nothing.
    """

    places: NDArray[np.intp]
    rate: float
    rest: Floats

    def advance(self, state: Floats, dt_h: Floats) -> Floats:
        """Carry states (..., m) forward by times (...)."""
        spread = float(np.max(np.diag(self.rest)))
        dt_h = np.minimum(dt_h, NOTHING_LEFT / (self.rate - spread))
        parts = int(spread * np.max(dt_h, initial=0.0) / MOST_IN_SERIES) + 1
        for _ in range(parts):
            state = self._series(state, dt_h / parts)
        return state

    def _series(self, state: Floats, dt_h: Floats) -> Floats:
        term = state
        carried = state * np.ones((*dt_h.shape, 1))
        for power in range(1, SERIES_TERMS):
            term = (term @ self.rest.T) * (dt_h / power)[..., None]
            carried += term
            if not np.any(np.abs(term) > UNNOTICED * np.abs(carried)):
                break
        return carried * np.exp(-self.rate * dt_h)[..., None]


@dataclass(frozen=True, slots=True)
class Modes:
    """A model in decoupled coordinates.

    ``rates`` (n,) in 1/h; ``block`` (n, n) the matrix B; ``basis`` turns modes into
    amounts in mg and ``inverse`` back; ``inflows`` (portions, n) what 1 mg adds to
    each mode; ``weights`` (n, analytes) the ng/mL of each mode; ``lags_h``
    (portions,).
    """

    model: Model
    rates: Floats
    block: Floats
    basis: Floats
    inverse: Floats
    inflows: Floats
    weights: Floats
    lags_h: Floats
    clusters: tuple[Cluster, ...]

    def decay(self, dt_h: Floats) -> Floats:
        """What is left (..., n) of each mode by itself after times (...) in hours."""
        left: Floats = np.multiply.outer(dt_h, -self.rates)
        with np.errstate(under="ignore"):
            np.exp(left, out=left)
        return left

    def advance(self, state: Floats, dt_h: Floats) -> Floats:
        """Carry states (..., n) forward by times (...) in hours, from zero up."""
        carried = self.decay(dt_h)
        carried *= state
        for cluster in self.clusters:
            part = state[..., cluster.places]
            carried[..., cluster.places] = cluster.advance(part, dt_h)
        return carried

    def integral(self, state: Floats, after: Floats) -> Floats:
        """Integrate modes in time (h) between two states without a dose between."""
        gone: Floats = state - after
        if not self.clusters:
            gone /= self.rates
            return gone
        passed = np.linalg.solve(-self.block, gone.reshape(-1, len(self.rates)).T)
        return np.asarray(passed.T, dtype=np.float64).reshape(gone.shape)


def modes_of(model: Model) -> Modes:
    """Decouple a model, keeping together as few rates as precision allows."""
    rates = rates_of(model)
    decay = decay_rates(rates.matrix, rates.pairs)
    for near in NEARNESS:
        groups = list(_groups(decay, near))
        found = decoupled(rates.matrix, rates.pairs, decay, _together(groups))
        if found.amplification <= MOST_AMPLIFIED:
            break
    return Modes(
        model=model,
        rates=decay,
        block=found.block,
        basis=found.basis,
        inverse=found.inverse,
        inflows=rates.inflows @ found.inverse.T,
        weights=found.basis.T @ rates.outputs,
        lags_h=np.array([each.lag_h for each in model.absorptions]),
        clusters=tuple(
            _cluster(found.block, places) for places in groups if len(places) > 1
        ),
    )


def _groups(decay: Floats, near: float) -> Iterator[list[int]]:
    """Places of the modes, grouped where neighbouring rates are nearly equal."""
    order = [int(place) for place in np.argsort(decay)]
    group = order[:1]
    for slower, faster in pairwise(order):
        if decay[faster] - decay[slower] > near * decay[faster]:
            yield sorted(group)
            group = []
        group.append(faster)
    yield sorted(group)


def _together(groups: list[list[int]]) -> NDArray[np.bool_]:
    """Which pairs of modes are of one group, (n, n)."""
    group_of = {place: which for which, group in enumerate(groups) for place in group}
    of_each = np.array([group_of[place] for place in range(len(group_of))])
    same: NDArray[np.bool_] = of_each[:, None] == of_each
    return same


def _cluster(block: Floats, places: list[int]) -> Cluster:
    part = block[np.ix_(places, places)]
    rate = -float(np.min(np.diag(part)))
    return Cluster(np.array(places), rate, part + rate * np.eye(len(places)))
