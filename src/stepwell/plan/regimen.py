"""A regimen: which drug, how much, when in the day, repeated every day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from stepwell.plan.times import DoseTime
from stepwell.quantities import Mass


Occasion = tuple[str, DoseTime]
"""A drug and a time of day."""


@dataclass(frozen=True, slots=True)
class Regimen:
    """Amounts by drug and time; an occasion without a dose is absent."""

    amounts: Mapping[Occasion, Mass]

    @classmethod
    def of(cls, doses: Iterable[tuple[str, DoseTime, Mass]]) -> "Regimen":
        """Make a regimen; zero amounts are left out, doses of one time added up."""
        amounts: dict[Occasion, Mass] = {}
        for drug, time, amount in doses:
            if amount:
                earlier = amounts.get((drug, time), Mass(0))
                amounts[drug, time] = earlier + amount
        ordered = sorted(amounts, key=lambda where: (where[1].position, where[0]))
        return cls(MappingProxyType({where: amounts[where] for where in ordered}))

    @property
    def drugs(self) -> tuple[str, ...]:
        """The drugs in it, each once."""
        return tuple(dict.fromkeys(drug for drug, _ in self.amounts))

    @property
    def is_nothing(self) -> bool:
        """Tell whether no dose is left."""
        return not self.amounts

    def total(self, drug: str) -> Mass:
        """The total daily dose of a drug."""
        return Mass(
            sum(
                amount.nanograms
                for (named, _), amount in self.amounts.items()
                if named == drug
            )
        )

    def amounts_of(self, drug: str) -> dict[DoseTime, Mass]:
        """The doses of one drug by time of day, in the order of the day."""
        return {
            time: amount
            for (named, time), amount in self.amounts.items()
            if named == drug
        }

    def rises_over(self, earlier: "Regimen") -> tuple[Occasion, ...]:
        """Give the occasions whose dose is higher than in an earlier regimen."""
        return tuple(
            where
            for where, amount in self.amounts.items()
            if amount > earlier.amounts.get(where, Mass(0))
        )


NOTHING_TAKEN = Regimen(MappingProxyType({}))
