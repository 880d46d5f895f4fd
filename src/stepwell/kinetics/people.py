"""People differ: slow, typical and fast eliminators, and modifiers of a person.

Clearances vary log-normally between people; volumes too, independently.  One factor
scales all clearances of a person, because nobody has measured how those of a drug
and its metabolites go together, and one factor for all gives the widest band.  Nearly
all coefficients of variation are unverified: a band is an illustration, no
confidence interval.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from stepwell.kinetics.drug_model import DrugModel
from stepwell.kinetics.model import Analyte, Model
from stepwell.kinetics.rates import Floats


TENTH_PERCENTILE = -1.2815515655446004
"""The standard normal deviate below which a tenth of people lie."""


class Eliminator(StrEnum):
    """How fast somebody clears a drug: the slowest tenth, the middle, the fastest."""

    SLOW = "slow"
    TYPICAL = "typical"
    FAST = "fast"


DEVIATES = {
    Eliminator.SLOW: TENTH_PERCENTILE,
    Eliminator.TYPICAL: 0.0,
    Eliminator.FAST: -TENTH_PERCENTILE,
}


def log_deviation(coefficient_of_variation: float) -> float:
    """The standard deviation of the logarithm, of a log-normal quantity."""
    return math.sqrt(math.log1p(coefficient_of_variation**2))


def eliminator(known: DrugModel, speed: Eliminator) -> Model:
    """The model of a slow, typical or fast eliminator: all clearances scaled."""
    factor = math.exp(DEVIATES[speed] * log_deviation(known.cv_clearance))
    return scaled(known.model, factor)


def scaled(model: Model, clearance: float = 1.0, volume: float = 1.0) -> Model:
    """The model with all clearances and all volumes (and flows) multiplied."""
    names = model.names
    return adjusted(
        model, dict.fromkeys(names, clearance), dict.fromkeys(names, volume)
    )


def adjusted(
    model: Model, clearance: Mapping[str, float], volume: Mapping[str, float]
) -> Model:
    """The model with the clearance and volumes of named analytes multiplied.

    The flow between the two compartments goes with the volumes.  Raises ValueError
    for an analyte that is not in the model.
    """
    for name in (*clearance, *volume):
        model.place_of(name)
    return replace(
        model,
        analytes=tuple(
            _adjusted(each, clearance.get(each.name, 1.0), volume.get(each.name, 1.0))
            for each in model.analytes
        ),
    )


def _adjusted(analyte: Analyte, clearance: float, volume: float) -> Analyte:
    was = analyte.disposition
    disposition = replace(
        was,
        cl_l_per_h=was.cl_l_per_h * clearance,
        v1_l=was.v1_l * volume,
        q_l_per_h=was.q_l_per_h * volume,
        v2_l=was.v2_l * volume,
    )
    return replace(analyte, disposition=disposition)


@dataclass(frozen=True, slots=True)
class Population:
    """Many people's multipliers of clearance and volume, (people,) each."""

    clearance: Floats
    volume: Floats

    def __post_init__(self) -> None:
        if self.clearance.shape != self.volume.shape or self.clearance.ndim != 1:
            raise ValueError("volume: give one for each clearance")
        for name in ("clearance", "volume"):
            values = getattr(self, name)
            if not np.all(np.isfinite(values) & (values > 0)):
                raise ValueError(f"{name}: these are finite numbers above zero")

    def __len__(self) -> int:
        return len(self.clearance)


def population(known: DrugModel, people: int, seed: int) -> Population:
    """Draw people at random; the same seed draws the same people."""
    if people < 1:
        raise ValueError(f"people: {people} is not a number of people from one up")
    draws = np.random.default_rng(seed).standard_normal((2, people))
    return Population(
        np.exp(draws[0] * log_deviation(known.cv_clearance)),
        np.exp(draws[1] * log_deviation(known.cv_volume)),
    )
