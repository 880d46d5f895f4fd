"""The work that every engine is given: two years of diazepam three times a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from stepwell.formulary import load_formulary
from stepwell.kinetics.drug_model import DrugModel, drug_model
from stepwell.kinetics.history import History
from stepwell.kinetics.model import Model
from stepwell.kinetics.people import Population, population, scaled
from stepwell.kinetics.rates import Floats, Rates, rates_of


DAYS = 730
DAY_H = 24
STEP_DAYS = 14
FIRST_MG = {8: 10.0, 14: 10.0, 22: 20.0}
"""What is taken at which hour to begin with; a twentieth less in every step."""

SEED = 20_270_104


@dataclass(frozen=True)
class Piece:
    """From the arrival of one dose (h) to the next: mg, and its samples' places."""

    begin: float
    end: float
    dose: float
    first: int
    last: int


@dataclass(frozen=True)
class Workload:
    """Doses, samples, edges and people; a single person is a typical one."""

    people: int

    @cached_property
    def known(self) -> DrugModel:
        """Diazepam with the formulary's own parameters."""
        return drug_model(load_formulary().drug("diazepam"))

    @property
    def model(self) -> Model:
        """The typical person's model."""
        return self.known.model

    @cached_property
    def daily_mg(self) -> Floats:
        """Doses by day and hour, to the tenth of a milligram."""
        step = np.arange(DAYS) // STEP_DAYS
        return np.round(np.outer(0.95**step, list(FIRST_MG.values())), 1)

    @cached_property
    def history(self) -> History:
        """The 2,190 doses."""
        return History.daily(list(FIRST_MG), self.daily_mg)

    @cached_property
    def samples(self) -> Floats:
        """Every hour from 0 on."""
        return np.arange(DAYS * DAY_H, dtype=np.float64)

    @cached_property
    def edges(self) -> Floats:
        """Every fortnight, and the end (the last interval is shorter)."""
        fortnights = np.arange(0, DAYS * DAY_H, STEP_DAYS * DAY_H)
        return np.append(fortnights, DAYS * DAY_H).astype(np.float64)

    @cached_property
    def population(self) -> Population:
        """The people: drawn at random, always the same."""
        if self.people == 1:
            return Population(np.ones(1), np.ones(1))
        return population(self.known, self.people, SEED)

    def person(self, place: int) -> Model:
        """One person's model."""
        clearance = float(self.population.clearance[place])
        volume = float(self.population.volume[place])
        return scaled(self.model, clearance, volume)

    def rates(self, place: int) -> Rates:
        """One person's linear system, as any solver would get it."""
        return rates_of(self.person(place))

    @cached_property
    def arrivals(self) -> Floats:
        """When (h) the doses reach the depot, the lag behind them."""
        (absorption,) = self.model.absorptions
        return self.history.time_h + absorption.lag_h

    @cached_property
    def pieces(self) -> list[Piece]:
        """What a solver does at one go: it starts anew at every arrival."""
        return list(self._pieces())

    def _pieces(self) -> Iterator[Piece]:
        ends = np.append(self.arrivals[1:], self.samples[-1] + 0.5)
        places = np.searchsorted(self.samples, [self.arrivals, ends])
        for begin, end, dose, first, last in zip(
            self.arrivals, ends, self.history.dose_mg, *places, strict=True
        ):
            yield Piece(float(begin), float(end), float(dose), int(first), int(last))
