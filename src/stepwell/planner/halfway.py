"""Halfway: doses between what is taken and what comes next, for a smaller step."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from stepwell.dispensing import MakeableDoses
from stepwell.formulary import Formulary
from stepwell.plan.plan import Dose, Plan
from stepwell.plan.regimen import Regimen
from stepwell.plan.request import Request
from stepwell.plan.times import DoseTime
from stepwell.planner.assemble import by_time
from stepwell.planner.made import (
    makeable_by_rung,
    pours_another,
    products_in,
    products_of,
)
from stepwell.quantities import Mass


Amounts = Mapping[DoseTime, int]
"""Nanograms of one drug by time of day; 0 where nothing is taken."""
Way = tuple[Amounts, tuple[Dose, ...]]


def doses_halfway(
    plan: Plan,
    above: tuple[Dose, ...],
    below: Regimen,
    request: Request,
    formulary: Formulary,
) -> tuple[Dose, ...] | None:
    """Doses between two regimens: half of the change, or as near above it as can be.

    What the plan uses anyway comes first, and a second liquid never (H12).  None where
    nothing between can be made, or where more than one drug changes.
    """
    now = Regimen.of((dose.drug, dose.time, dose.amount) for dose in above)
    falling = [drug for drug in now.drugs if now.total(drug) > below.total(drug)]
    if len(falling) != 1:
        return None
    fall = _Fall.of(falling[0], now, below)
    most = now.amounts_of(fall.drug)
    rungs = list(makeable_by_rung(fall.drug, most, request, formulary))
    known = products_of(plan)
    ways = [
        (amounts, by_time(tuple(fall.doses(amounts, makeable, above))))
        for between in (fall.halves, fall.one_lower)
        for makeable in rungs
        for amounts in between(makeable)
    ]

    def rank(way: Way) -> tuple[bool, bool, int]:
        amounts, doses = way
        is_new = not products_in(doses) <= known
        return fall.is_low(amounts), is_new, fall.distance(amounts)

    possible = [way for way in ways if not pours_another(way[1], plan, formulary)]
    return min(possible, key=rank)[1] if possible else None


@dataclass(frozen=True, slots=True)
class _Fall:
    """The doses of one drug before and after a change."""

    drug: str
    top: Amounts
    bottom: Amounts

    @classmethod
    def of(cls, drug: str, now: Regimen, below: Regimen) -> "_Fall":
        left = below.amounts_of(drug)
        top = {time: each.nanograms for time, each in now.amounts_of(drug).items()}
        return cls(drug, top, {time: left.get(time, Mass(0)).nanograms for time in top})

    def halves(self, makeable: MakeableDoses) -> Iterator[Amounts]:
        """Every dose at half of its fall or as near above it as can be made."""
        amounts = {
            time: next(
                (
                    amount
                    for amount in self._between(makeable, time)
                    if 2 * amount >= top + self.bottom[time]
                ),
                top,
            )
            for time, top in self.top.items()
        }
        if amounts != self.top:
            yield amounts

    def one_lower(self, makeable: MakeableDoses) -> Iterator[Amounts]:
        """One dose lower by the least that can be made, where that is not all."""
        for time in self.top:
            for amount in self._between(makeable, time)[-1:]:
                amounts = {**self.top, time: amount}
                if sum(amounts.values()) > sum(self.bottom.values()):
                    yield amounts

    def is_low(self, amounts: Amounts) -> bool:
        """Tell whether more than half of the change would be made."""
        return 2 * sum(amounts.values()) < self._middle

    def distance(self, amounts: Amounts) -> int:
        """How far from half of the change, in half nanograms."""
        return abs(2 * sum(amounts.values()) - self._middle)

    @property
    def _middle(self) -> int:
        return sum(self.top.values()) + sum(self.bottom.values())

    def _between(self, makeable: MakeableDoses, time: DoseTime) -> list[int]:
        lowest, top = self.bottom[time], self.top[time]
        return [each for each in sorted((0, *makeable.ways)) if lowest <= each < top]

    def doses(
        self, amounts: Amounts, makeable: MakeableDoses, above: tuple[Dose, ...]
    ) -> Iterator[Dose]:
        """All doses of the day; those that stay are made as before."""
        for dose in above:
            amount = amounts.get(dose.time, 0) if dose.drug == self.drug else None
            if amount in (None, dose.amount.nanograms):
                yield dose
            elif amount:
                parts = makeable.parts(amount)
                yield Dose(dose.time, self.drug, Mass(amount), parts)
