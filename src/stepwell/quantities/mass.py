"""Mass: what a dose is made of."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from stepwell.quantities.decimals import scaled_text, whole_number


NANOGRAMS_PER_MG = 1_000_000


@dataclass(frozen=True, slots=True, order=True)
class Mass:
    """An exact, non-negative mass in whole nanograms.

    Nanograms, because a quarter of a 0.25 mg tablet is 62.5 micrograms.
    """

    nanograms: int

    def __post_init__(self) -> None:
        if not isinstance(self.nanograms, int) or isinstance(self.nanograms, bool):
            raise TypeError("a mass is a whole number of nanograms")
        if self.nanograms < 0:
            raise ValueError("a mass cannot be negative")

    @classmethod
    def mg(cls, milligrams: str | int | Decimal | Fraction) -> Mass:
        """Make a mass from exact milligrams; raises ValueError below a nanogram."""
        exact = Fraction(milligrams) * NANOGRAMS_PER_MG
        return cls(whole_number(exact, "the mass in nanograms"))

    @property
    def mg_text(self) -> str:
        """Milligrams as a decimal string: leading digit, no trailing zero."""
        return scaled_text(self.nanograms, 6)

    @property
    def words(self) -> str:
        """Milligrams with the unit written out: ``0.75 milligrams``."""
        plural = "" if self.nanograms == NANOGRAMS_PER_MG else "s"
        return f"{self.mg_text} milligram{plural}"

    def __add__(self, other: Mass) -> Mass:
        return Mass(self.nanograms + other.nanograms)

    def __sub__(self, other: Mass) -> Mass:
        return Mass(self.nanograms - other.nanograms)

    def times(self, factor: Fraction | int) -> Mass:
        """Multiply by an exact factor; raises ValueError below a nanogram."""
        exact = self.nanograms * Fraction(factor)
        return Mass(whole_number(exact, "the mass in nanograms"))

    def __bool__(self) -> bool:
        return self.nanograms > 0


def total(masses: list[Mass] | tuple[Mass, ...]) -> Mass:
    """Add masses; nothing for an empty list."""
    return Mass(sum(mass.nanograms for mass in masses))
