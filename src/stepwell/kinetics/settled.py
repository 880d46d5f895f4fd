"""A day that repeats: the level once it has settled, and on the very first day."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from stepwell.kinetics.engine import Track, track
from stepwell.kinetics.history import History
from stepwell.kinetics.intervals import Extremes, areas, extremes
from stepwell.kinetics.modes import Modes
from stepwell.kinetics.rates import Floats
from stepwell.kinetics.steady import DAY_H, steady_amounts


@dataclass(frozen=True)
class Settled:
    """Doses that repeat every ``period_h``, and one level that is looked at.

    ``weights`` (n,) turn modes into that level: one analyte in ng/mL, or the active
    moiety.
    """

    modes: Modes
    history: History
    weights: Floats
    period_h: float = DAY_H

    @cached_property
    def steady(self) -> Track:
        """One period at steady state, between ``edges_h``, and its washing out.

        The periods before it are there for what they left in lag.
        """
        start = steady_amounts(self.modes, self.history, self.period_h)
        begin, times = self.edges_h[0], self.history.time_h
        periods = self.period_h * np.arange(round(begin / self.period_h) + 1)
        history = History(
            np.add.outer(periods, times).ravel(),
            np.tile(self.history.dose_mg, len(periods)),
        )
        return track(self.modes, history, start_mg=start, from_h=begin)

    @cached_property
    def first(self) -> Track:
        """The first period, from nothing."""
        return track(self.modes, self.history)

    @cached_property
    def edges_h(self) -> Floats:
        """The beginning and end of the settled period."""
        begin = np.ceil(self.modes.lags_h.max() / self.period_h) * self.period_h
        return np.array([begin, begin + self.period_h])

    @cached_property
    def extremes(self) -> Extremes:
        """Peak and lowest level of the settled period."""
        return extremes(self.steady, self.weights, self.edges_h)

    @cached_property
    def area(self) -> float:
        """Area under the settled level over one period."""
        return float(areas(self.steady, self.weights, self.edges_h)[0])

    @cached_property
    def first_area(self) -> float:
        """Area under the level over the first period, from the first dose on."""
        since = self.history.time_h[0] + np.array([0.0, self.period_h])
        return float(areas(self.first, self.weights, since)[0])

    @property
    def cavg(self) -> float:
        """Mean level of the settled period."""
        return self.area / self.period_h

    @cached_property
    def trough(self) -> float:
        """The level just before the first dose of the settled period."""
        before = self.edges_h[0] + self.history.time_h[:1]
        return float((self.steady.states_at(before) @ self.weights)[0])

    @cached_property
    def impulse(self) -> Floats:
        """The modes that the doses of one period add, all at once, (n,)."""
        shares = self.history.dose_mg.sum() * self.modes.inflows
        total: Floats = shares.sum(axis=0)
        return total
