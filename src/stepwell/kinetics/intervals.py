"""Means, peaks and troughs of a track between edges, without sampling error.

Means come from integrals in closed form.  Extremes are looked for between each two
events, where the level is a smooth sum of exponentials: on a grid, and wherever the
slope changes its sign between two points of it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stepwell.kinetics.engine import Track
from stepwell.kinetics.modes import Modes
from stepwell.kinetics.rates import Floats


GRID = np.linspace(0.0, 1.0, 17)
"""Where to look first between two events, once bent towards the first of them."""

FIRST_LOOK = 0.1
"""How far the fastest mode has gone at the first look after an event."""

MOST_STEPS = 60
CLOSE_H = 1e-9
"""Newton's method, with halving where it would leave its bracket, ends this close."""

Choose = Callable[..., Any]
"""``np.argmin`` or ``np.argmax``."""


@dataclass(frozen=True, slots=True)
class Extremes:
    """Lowest and highest level of each interval, and when (h), (intervals,) each."""

    low: Floats
    low_at_h: Floats
    high: Floats
    high_at_h: Floats


def averages(track: Track, weights: Floats, edges_h: Floats) -> Floats:
    """Mean level (intervals,) between edges (h); ``weights`` as in `extremes`."""
    return areas(track, weights, edges_h) / np.diff(edges_h)


def areas(track: Track, weights: Floats, edges_h: Floats) -> Floats:
    """Area under the level (intervals,) between edges (h), in level times hours."""
    cuts, first = _cuts(track, edges_h)
    begin = track.states_at(cuts[:-1])
    end = track.modes.advance(begin, np.diff(cuts))
    pieces = track.modes.integral(begin, end) @ weights
    areas: Floats = np.add.reduceat(pieces, first)
    return areas


def extremes(track: Track, weights: Floats, edges_h: Floats) -> Extremes:
    """Lowest and highest level in each interval between edges (h, increasing).

    ``weights`` (n,) turn modes into a level: a column of ``modes.weights``, or those
    times a scale.
    """
    cuts, first = _cuts(track, edges_h)
    begin, length = track.states_at(cuts[:-1]), np.diff(cuts)
    after, found = _looks(track.modes, weights, begin, length)
    pieces = np.arange(len(length))
    at_low, at_high = found.argmin(axis=1), found.argmax(axis=1)
    low, low_after = found[pieces, at_low], after[pieces, at_low]
    high, high_after = found[pieces, at_high], after[pieces, at_high]
    lowest = _best(low, first, np.argmin)
    highest = _best(high, first, np.argmax)
    return Extremes(
        low[lowest],
        (cuts[:-1] + low_after)[lowest],
        high[highest],
        (cuts[:-1] + high_after)[highest],
    )


def _cuts(track: Track, edges_h: Floats) -> tuple[Floats, NDArray[np.intp]]:
    """Edges and events between them, and the first piece of each interval."""
    inside = track.time_h[(track.time_h > edges_h[0]) & (track.time_h < edges_h[-1])]
    cuts = np.unique(np.concatenate([edges_h, inside]))
    return cuts, np.searchsorted(cuts, edges_h[:-1])


def _looks(
    modes: Modes, weights: Floats, begin: Floats, length: Floats
) -> tuple[Floats, Floats]:
    """Hours after the beginning of each piece and the level then, (pieces, looks).

    Among the looks are the ends of the piece and each turn of the level.
    """
    looks_long = np.maximum(1.0, length * modes.rates.max() / FIRST_LOOK)
    bend = np.maximum(1.0, np.log(looks_long) / np.log(len(GRID) - 1))
    after = length[:, None] * GRID ** bend[:, None]
    states = modes.advance(begin[:, None, :], after)
    slopes = states @ (modes.block.T @ weights)
    piece, cell = np.nonzero(slopes[:, :-1] * slopes[:, 1:] < 0)
    turn = _turns(
        modes,
        modes.block.T @ weights,
        begin[piece],
        (after[piece, cell], after[piece, cell + 1]),
        slopes[piece, cell] > 0,
    )
    levels = states @ weights
    looks, found = (np.hstack([each, each[:, :-1]]) for each in (after, levels))
    looks[piece, len(GRID) + cell] = turn
    found[piece, len(GRID) + cell] = modes.advance(begin[piece], turn) @ weights
    return looks, found


def _turns(
    modes: Modes,
    slope_weights: Floats,
    begin: Floats,
    bracket: tuple[Floats, Floats],
    rising: NDArray[np.bool_],
) -> Floats:
    """Hours after each beginning at which the slope is zero, within the bracket."""
    bend_weights = modes.block.T @ slope_weights
    left, right = bracket
    at = (left + right) / 2
    for _ in range(MOST_STEPS):
        state = modes.advance(begin, at)
        slope, bend = state @ slope_weights, state @ bend_weights
        is_before = (slope > 0) == rising
        left, right = np.where(is_before, at, left), np.where(is_before, right, at)
        with np.errstate(divide="ignore", invalid="ignore"):
            moved = at - slope / bend
        inside = (moved > left) & (moved < right)
        last, at = at, np.where(inside, moved, (left + right) / 2)
        if np.all(np.abs(at - last) < CLOSE_H):
            break
    return at


def _best(values: Floats, first: NDArray[np.intp], choose: Choose) -> NDArray[np.intp]:
    """The place of the extreme piece within each interval."""
    pieces = np.split(values, first[1:])
    return np.array(
        [start + choose(each) for start, each in zip(first, pieces, strict=True)]
    )
