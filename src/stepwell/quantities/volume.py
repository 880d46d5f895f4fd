"""Volumes and concentrations of liquids."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from stepwell.quantities.decimals import scaled_text, whole_number
from stepwell.quantities.mass import Mass


@dataclass(frozen=True, slots=True, order=True)
class Volume:
    """An exact, non-negative volume in whole microlitres."""

    microlitres: int

    def __post_init__(self) -> None:
        if not isinstance(self.microlitres, int) or isinstance(self.microlitres, bool):
            raise TypeError("a volume is a whole number of microlitres")
        if self.microlitres < 0:
            raise ValueError("a volume cannot be negative")

    @classmethod
    def ml(cls, millilitres: str | int | Decimal | Fraction) -> Volume:
        """Make a volume from exact millilitres."""
        exact = Fraction(millilitres) * 1000
        return cls(whole_number(exact, "the volume in microlitres"))

    @property
    def ml_text(self) -> str:
        """Millilitres as a decimal string: leading digit, no trailing zero."""
        return scaled_text(self.microlitres, 3)

    @property
    def words(self) -> str:
        """Millilitres with the unit written out: ``0.4 millilitres``."""
        plural = "" if self.microlitres == 1000 else "s"
        return f"{self.ml_text} millilitre{plural}"


@dataclass(frozen=True, slots=True, order=True)
class Concentration:
    """An exact, positive concentration in nanograms per microlitre.

    One milligram per millilitre is a thousand of them.
    """

    nanograms_per_microlitre: int

    def __post_init__(self) -> None:
        amount = self.nanograms_per_microlitre
        if not isinstance(amount, int) or isinstance(amount, bool):
            raise TypeError("a concentration is a whole number of nanograms")
        if amount <= 0:
            raise ValueError("a concentration must be above zero")

    @classmethod
    def mg_per_ml(cls, value: str | int | Decimal | Fraction) -> Concentration:
        """Make a concentration from exact milligrams per millilitre."""
        return cls(whole_number(Fraction(value) * 1000, "the concentration"))

    @property
    def mg_per_ml_text(self) -> str:
        """Milligrams per millilitre as a decimal string."""
        return scaled_text(self.nanograms_per_microlitre, 3)

    def mass_in(self, volume: Volume) -> Mass:
        """Give the mass dissolved in a volume, exactly."""
        return Mass(volume.microlitres * self.nanograms_per_microlitre)
