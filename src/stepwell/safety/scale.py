"""The scale: how a regimen is expressed in diazepam, and by which table.

The limits need one number, so they use one named table, at the end of its range
that gives more diazepam (the cautious end for withdrawal).  What is shown is
always a range with its tables.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from stepwell.formulary import EquivalenceTable, Equivalent, Formulary
from stepwell.plan.regimen import Regimen


US_TABLE, OTHER_TABLE = "vadod2021", "ashton2002"
FALLBACK_ORDER = (
    US_TABLE,
    OTHER_TABLE,
    "bnf_sps",
    "scotland2024",
    "who2009",
    "jsprs",
    "medscape",
    "camh",
    "clincalc",
    "wikipedia",
)
"""Where a value is looked up when the table in use has none, best first."""


def default_table(market: str) -> str:
    """The table that the limits use unless the request names one."""
    return US_TABLE if market == "us" else OTHER_TABLE


@dataclass(frozen=True, slots=True)
class Scale:
    """A table in use, and the others to fall back on, in order."""

    table: EquivalenceTable
    fallbacks: tuple[EquivalenceTable, ...]

    @classmethod
    def using(cls, formulary: Formulary, table_id: str) -> "Scale":
        """Make a scale; raises UnknownNameError for an unknown table."""
        others = [name for name in FALLBACK_ORDER if name != table_id]
        return cls(
            formulary.table(table_id),
            tuple(formulary.tables[name] for name in others),
        )

    @property
    def other(self) -> "Scale":
        """The second opinion: the other default table before this one."""
        second_id = OTHER_TABLE if self.table.id == US_TABLE else US_TABLE
        second = next(table for table in self.fallbacks if table.id == second_id)
        rest = tuple(table for table in self.fallbacks if table is not second)
        return Scale(second, (self.table, *rest))

    def table_for(self, drug: str) -> EquivalenceTable:
        """The first table with a value for the drug; raises LookupError if none."""
        for table in (self.table, *self.fallbacks):
            if drug in table.cells:
                return table
        raise LookupError(f"no equivalence table has a value for {drug}")

    def tables_used(self, drugs: Iterable[str]) -> tuple[str, ...]:
        """The ids of the tables that really give the values of some drugs."""
        return tuple(dict.fromkeys(self.table_for(drug).id for drug in drugs))

    def equivalent(self, drug: str) -> Equivalent:
        """The cell in use for a drug; raises LookupError if no table has one."""
        return self.table_for(drug).cells[drug]

    def diazepam_mg(self, regimen: Regimen) -> Fraction:
        """Diazepam equivalent of a day in mg, at the end that gives more."""
        parts = (
            self.equivalent(drug).highest_mg(amount)
            for (drug, _), amount in regimen.amounts.items()
        )
        return sum(parts, Fraction(0))

    def least_mg(self, regimen: Regimen) -> Fraction:
        """Diazepam equivalent of a day in mg, at the end that gives less."""
        parts = (
            self.equivalent(drug).lowest_mg(amount)
            for (drug, _), amount in regimen.amounts.items()
        )
        return sum(parts, Fraction(0))

    def range_mg(self, regimen: Regimen) -> tuple[Fraction, Fraction]:
        """Lowest and highest diazepam equivalent of a day by both default tables."""
        low = high = Fraction(0)
        for (drug, _), amount in regimen.amounts.items():
            cells = [scale.equivalent(drug) for scale in (self, self.other)]
            low += min(cell.lowest_mg(amount) for cell in cells)
            high += max(cell.highest_mg(amount) for cell in cells)
        return low, high

    def mass_of(self, drug: str, diazepam_mg: Fraction) -> Fraction:
        """The mass of a drug, in nanograms, that corresponds to mg of diazepam."""
        return diazepam_mg * self.equivalent(drug).low.nanograms / 10
