"""A swap that was made: the doses after it, and what it does to the total."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from stepwell.plan.crossover import Swap
from stepwell.plan.times import DoseTime
from stepwell.planner.corridor import Balance, mg_words
from stepwell.quantities import Mass


TEN_MG = 10_000_000
Amounts = Mapping[DoseTime, int]
"""Nanograms by time of day; a time without a dose is absent."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The doses of both drugs after a swap, the swap itself, and what it does.

    ``added`` is the diazepam that the swap adds, in nanograms; ``balance`` is the
    total of both by the ratio, which is new where ``sets_ratio``.
    """

    old: Amounts
    new: Amounts
    swap: Swap
    equal: Mass
    added: int
    balance: Balance
    sets_ratio: bool

    @property
    def even(self) -> Fraction:
        """The diazepam that the ratio gives for it, in nanograms."""
        return Fraction(self.swap.amount.nanograms * TEN_MG, self.equal.nanograms)

    @property
    def added_words(self) -> str:
        """What it adds, and beside it what the ratio gives where that differs."""
        added = Fraction(self.added)
        if added == self.even:
            return f"{mg_words(added)} of diazepam"
        return (
            f"{mg_words(added)} of diazepam ({mg_words(self.even)} by the ratio;"
            " nothing that can be made keeps the total better within its limits)"
        )
