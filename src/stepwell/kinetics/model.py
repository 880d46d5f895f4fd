"""A compartment model: how one drug and its active metabolites move, as numbers.

All parameters are apparent values after a dose by mouth: clearances and volumes are
already divided by the bioavailability, so nothing multiplies by it again.
"""

import math
from dataclasses import dataclass


DOSE = "dose"
"""The source of an analyte that comes straight from what is swallowed."""

MOST_FORMED = 1.0 + 1e-9
"""What is formed from one analyte cannot be more than all of it (but for rounding)."""


def _above_zero(name: str, value: float) -> None:
    if not (math.isfinite(value) and value > 0):
        raise ValueError(f"{name}: {value} is not a finite number above zero")


def _not_below_zero(name: str, value: float) -> None:
    if not (math.isfinite(value) and value >= 0):
        raise ValueError(f"{name}: {value} is not a finite number from zero up")


@dataclass(frozen=True, slots=True)
class Absorption:
    """One portion of a dose: its share (0 to 1), rate (1/h) and lag (h)."""

    fraction: float
    ka_per_h: float
    lag_h: float = 0.0

    def __post_init__(self) -> None:
        _above_zero("fraction", self.fraction)
        _above_zero("ka_per_h", self.ka_per_h)
        _not_below_zero("lag_h", self.lag_h)


@dataclass(frozen=True, slots=True)
class Disposition:
    """How an analyte spreads and leaves: clearance (L/h) and volumes (L).

    One compartment when the flow between the two, ``q_l_per_h``, is zero.
    """

    cl_l_per_h: float
    v1_l: float
    q_l_per_h: float = 0.0
    v2_l: float = 0.0

    def __post_init__(self) -> None:
        _above_zero("cl_l_per_h", self.cl_l_per_h)
        _above_zero("v1_l", self.v1_l)
        _not_below_zero("q_l_per_h", self.q_l_per_h)
        if self.q_l_per_h:
            _above_zero("v2_l", self.v2_l)

    @property
    def has_two_compartments(self) -> bool:
        """Tell whether there is a second compartment."""
        return self.q_l_per_h > 0


@dataclass(frozen=True, slots=True)
class Formation:
    """Where an analyte comes from: ``DOSE`` or another analyte of the model.

    ``fraction`` is the share of the source that becomes it, in moles; ``mass_ratio``
    the mass of the product over the mass of the source.
    """

    source: str
    fraction: float = 1.0
    mass_ratio: float = 1.0

    def __post_init__(self) -> None:
        _above_zero("fraction", self.fraction)
        _above_zero("mass_ratio", self.mass_ratio)

    @property
    def mass_yield(self) -> float:
        """Milligrams formed of each milligram of the source."""
        return self.fraction * self.mass_ratio


@dataclass(frozen=True, slots=True)
class Potency:
    """The weight of an analyte's concentration in the active moiety, with range."""

    typical: float
    low: float
    high: float

    def __post_init__(self) -> None:
        for name in ("low", "typical", "high"):
            _not_below_zero(name, getattr(self, name))
        if not self.low <= self.typical <= self.high:
            raise ValueError("typical: the potency has to lie within its range")


@dataclass(frozen=True, slots=True)
class Analyte:
    """One substance that is followed in the blood."""

    name: str
    disposition: Disposition
    formation: Formation
    potency: Potency = Potency(1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Model:
    """One drug by mouth: how it is absorbed and the analytes it makes.

    Each analyte stands after what it is formed from.
    """

    absorptions: tuple[Absorption, ...]
    analytes: tuple[Analyte, ...]

    def __post_init__(self) -> None:
        if not self.absorptions or not self.analytes:
            raise ValueError("model: give at least one absorption and one analyte")
        share = math.fsum(each.fraction for each in self.absorptions)
        if not math.isclose(share, 1.0, rel_tol=1e-9):
            raise ValueError(f"absorptions: the fractions add up to {share}, not to 1")
        self._check_sources()

    def _check_sources(self) -> None:
        formed: dict[str, float] = {DOSE: 0.0}
        for analyte in self.analytes:
            source = analyte.formation.source
            if source not in formed:
                raise ValueError(
                    f"{analyte.name}: its source {source} has to stand before it"
                )
            if analyte.name in formed:
                raise ValueError(f"{analyte.name}: an analyte stands once")
            formed[source] += analyte.formation.fraction
            if formed[source] > MOST_FORMED:
                raise ValueError(f"{source}: more is formed from it than there is")
            formed[analyte.name] = 0.0

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the analytes, in the order of every result."""
        return tuple(analyte.name for analyte in self.analytes)

    def place_of(self, analyte: str) -> int:
        """The place of an analyte in every result; raises ValueError if unknown."""
        if analyte not in self.names:
            known = ", ".join(self.names)
            raise ValueError(f"analyte: {analyte} is not in the model ({known})")
        return self.names.index(analyte)
