"""Published equivalence tables, one object each, never merged."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from stepwell.quantities import Mass
from stepwell.sources import Mark


DIAZEPAM_BASIS_MG = 10
BASIS = f"milligrams equal to diazepam {DIAZEPAM_BASIS_MG} mg"


@dataclass(frozen=True, slots=True)
class Equivalent:
    """The mass of a drug that a table takes to correspond to diazepam 10 mg.

    A range when the table prints one: ``low`` is the smaller mass and so stands
    for the higher diazepam equivalent.  ``point`` is the one value that a table
    prints beside its range, ``work`` where the cell was seen when that is not the
    work of the table.
    """

    drug: str
    low: Mass
    high: Mass
    mark: Mark
    raw: str = ""
    work: str = ""
    point: Mass | None = None

    def highest_mg(self, amount: Mass) -> Fraction:
        """Diazepam equivalent in mg at the potent end: for rating withdrawal risk."""
        return Fraction(amount.nanograms * DIAZEPAM_BASIS_MG, self.low.nanograms)

    def lowest_mg(self, amount: Mass) -> Fraction:
        """Diazepam equivalent in mg at the weak end: for adding diazepam."""
        return Fraction(amount.nanograms * DIAZEPAM_BASIS_MG, self.high.nanograms)


@dataclass(frozen=True, slots=True)
class EquivalenceTable:
    """One published table.  ``counts`` is false for tables kept as warnings.

    ``basis`` says what its masses are equal to; there is one basis only.
    """

    id: str
    name: str
    work: str
    counts: bool
    cells: Mapping[str, Equivalent]
    basis: str = BASIS
    note: str = ""
