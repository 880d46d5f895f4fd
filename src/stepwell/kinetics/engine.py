"""The engine: levels over any history of doses, by exact steps from dose to dose.

Between two doses every mode decays by itself, so nothing is integrated numerically
and the cost grows with doses plus samples.  All doses are carried forward at once:
in pass k every state gathers the doses up to 2**k events before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from stepwell.kinetics.history import History, in_order
from stepwell.kinetics.loops import carry
from stepwell.kinetics.model import Model
from stepwell.kinetics.modes import Cluster, Modes, modes_of
from stepwell.kinetics.rates import Floats


ROUNDING = 1e-9
"""An amount below zero by this share of the largest is a rounded zero."""

AT_ONCE = 2048
"""Samples worked on at once: few enough for what is made of them to stay in cache."""


@dataclass(frozen=True, slots=True)
class Track:
    """The states (events + 1, n) in modes just after each time (h); the first at 0."""

    modes: Modes
    time_h: Floats
    states: Floats

    def states_at(self, sample_h: Floats) -> Floats:
        """The states (samples, n) at times in hours; at a dose, just after it."""
        before = np.searchsorted(self.time_h, sample_h, side="right") - 1
        states = self.states.take(before, axis=0)
        return self.modes.advance(states, sample_h - self.time_h[before])

    def levels(self, sample_h: Floats) -> Floats:
        """Concentrations (samples, analytes) in ng/mL."""
        found = np.empty((len(sample_h), self.modes.weights.shape[1]))
        for first in range(0, len(sample_h), AT_ONCE):
            part = slice(first, first + AT_ONCE)
            np.matmul(
                self.states_at(sample_h[part]), self.modes.weights, out=found[part]
            )
        return found

    def amounts(self, sample_h: Floats) -> Floats:
        """Amounts (samples, compartments) in mg."""
        amounts: Floats = self.states_at(sample_h) @ self.modes.basis.T
        return amounts


@dataclass(frozen=True, slots=True)
class Phase:
    """From an hour on, the body handles the drug by this model."""

    from_h: float
    model: Model


def levels(
    model: Model,
    history: History | None,
    sample_h: ArrayLike,
    *,
    start_mg: Floats | None = None,
) -> Floats:
    """Concentrations (samples, analytes) in ng/mL at times in hours.

    ``start_mg`` are the amounts in the compartments at hour zero (nothing if not
    given; see `steady.steady_amounts`).  Without a history that alone washes out.
    Raises ValueError naming the argument.
    """
    samples = in_order("sample_h", sample_h)
    return track(modes_of(model), history, start_mg=start_mg).levels(samples)


def levels_through(
    phases: Sequence[Phase],
    history: History | None,
    sample_h: ArrayLike,
    *,
    start_mg: Floats | None = None,
) -> Floats:
    """Concentrations while the model changes, (samples, analytes) in ng/mL."""
    samples = in_order("sample_h", sample_h)
    parts = tracks_through(phases, history, start_mg=start_mg)
    begins = [part.time_h[0] for part in parts]
    ends = [*begins[1:], np.inf]
    return np.concatenate(
        [
            part.levels(samples[(samples >= begin) & (samples < end)])
            for part, begin, end in zip(parts, begins, ends, strict=True)
        ]
    )


def tracks_through(
    phases: Sequence[Phase],
    history: History | None,
    *,
    start_mg: Floats | None = None,
) -> list[Track]:
    """A track for each phase: a co-drug starts, a liver recovers.

    The phases have the same compartments and differ in their parameters; the first
    begins at hour zero.  Amounts carry over.  Raises ValueError.
    """
    starts = in_order("phases", [phase.from_h for phase in phases])
    if not len(starts) or starts[0]:
        raise ValueError("phases: the first phase begins at hour zero")
    if len({_frame(phase.model) for phase in phases}) > 1:
        raise ValueError("phases: give all the same analytes, compartments and lags")
    parts: list[Track] = []
    for phase, begin, end in zip(phases, starts, [*starts[1:], np.inf], strict=True):
        part = track(
            modes_of(phase.model), history, start_mg=start_mg, from_h=begin, until_h=end
        )
        parts.append(part)
        if np.isfinite(end):
            start_mg = part.amounts(np.array([end]))[0]
    return parts


def _frame(model: Model) -> tuple[object, ...]:
    """What may not change on the way: or amounts, or doses in lag, lose their place."""
    two = tuple(each.disposition.has_two_compartments for each in model.analytes)
    return model.names, two, tuple(each.lag_h for each in model.absorptions)


def track(
    modes: Modes,
    history: History | None,
    *,
    start_mg: Floats | None = None,
    from_h: float = 0.0,
    until_h: float = np.inf,
) -> Track:
    """Carry every dose forward; give the state just after each of them.

    Only what reaches the depot from ``from_h`` to just before ``until_h`` counts.
    """
    start = np.zeros(len(modes.rates)) if start_mg is None else _modal(modes, start_mg)
    times, jumps = arrivals(modes, history)
    inside = (times >= from_h) & (times < until_h)
    times = np.concatenate([[from_h], times[inside]])
    states = np.concatenate([start[None, :], jumps[inside]])
    _carry(modes, times, states)
    return Track(modes, times, states)


def arrivals(modes: Modes, history: History | None) -> tuple[Floats, Floats]:
    """When (h) each portion of each dose reaches its depot, and the modes it adds."""
    if history is None:
        return np.zeros(0), np.zeros((0, len(modes.rates)))
    times = (history.time_h[:, None] + modes.lags_h).ravel()
    jumps = history.dose_mg[:, None, None] * modes.inflows
    jumps = jumps.reshape(-1, len(modes.rates))
    if len(modes.lags_h) == 1:
        return times, jumps
    order = np.argsort(times, kind="stable")
    return times[order], jumps[order]


def _carry(modes: Modes, times: Floats, states: Floats) -> None:
    """Turn the jump at each event into the whole state after it, in place."""
    steps = np.diff(times, prepend=times[0])
    together = [(each, states[:, each.places]) for each in modes.clusters]
    carry(states, modes.decay(steps))
    for cluster, part in together:
        _carry_cluster(cluster, steps, part)
        states[:, cluster.places] = part


def _carry_cluster(cluster: Cluster, steps: Floats, states: Floats) -> None:
    """As `loops.carry` for modes (events, m) that stay together."""
    lengths, which = np.unique(steps, return_inverse=True)
    unit = np.eye(states.shape[1])
    kept = cluster.advance(unit, np.multiply.outer(lengths, np.ones(len(unit))))
    # Events last, as they are many and modes few.
    kept, parts = np.moveaxis(kept[which], 0, -1).copy(), states.T.copy()
    shift = 1
    while shift < len(states):
        before, later = kept[..., :-shift], kept[..., shift:]
        parts[:, shift:] += np.einsum("ie,ije->je", parts[:, :-shift], later)
        kept[..., shift:] = np.einsum("ike,kje->ije", before, later)
        shift *= 2
    states[:] = parts.T


def _modal(modes: Modes, amounts_mg: Floats) -> Floats:
    amounts = np.asarray(amounts_mg, dtype=np.float64)
    if amounts.shape != modes.rates.shape or not np.all(np.isfinite(amounts)):
        raise ValueError(
            f"start_mg: give {len(modes.rates)} finite amounts, one a compartment"
        )
    if amounts.min() < -ROUNDING * amounts.max():
        raise ValueError("start_mg: give amounts from zero up")
    state: Floats = modes.inverse @ amounts
    return state
