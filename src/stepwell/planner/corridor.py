"""The corridor of a crossover: how far both drugs together may move in a swap (H06).

Everything is counted in nanograms of diazepam, by the ratio of the swap.  A swap may
take at most 5 % more than the step before and than an even exchange keeps, and takes
at most 5 % less than either where a dose that can be made allows it.  Where none
does, the fall has to stay within the agreed step of the pace and the 14-day cap
(G02), and is named (work ``stepwell_proposal``).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from stepwell.planner.pace import Pace
from stepwell.quantities.decimals import rounded_text
from stepwell.safety.cap import Change, passes_cap
from stepwell.safety.falls import percent
from stepwell.safety.rules.g16_rise import CROSSOVER_MOST
from stepwell.safety.tiers import TierPace


CROSSOVER_LEAST = Fraction(19, 20)
MG = 1_000_000


@dataclass(frozen=True, slots=True)
class Corridor:
    """Where the total may lie after a swap.

    ``before`` is the total of the step before, ``kept`` what an even exchange keeps
    (today's, or that at the swap from which the ratio holds), ``highest`` the highest
    of the 14 days before.
    """

    before: Fraction
    kept: Fraction
    highest: Fraction

    @property
    def most(self) -> Fraction:
        """The highest total that rounding may bring."""
        return min(self.before, self.kept) * CROSSOVER_MOST

    @property
    def least(self) -> Fraction:
        """The lowest total where a dose that can be made allows it."""
        return max(self.before, self.kept) * CROSSOVER_LEAST

    def best(self, amounts: Iterable[int], rest: Fraction, above: int) -> int | None:
        """The amount ``above`` another that keeps the total best with ``rest``."""
        possible = (
            amount
            for amount in amounts
            if amount > above and rest + amount <= self.most
        )
        return min(possible, key=lambda each: self._off(rest + each), default=None)

    def _off(self, total: Fraction) -> tuple[bool, Fraction, Fraction]:
        return total < self.before * CROSSOVER_LEAST, abs(total - self.kept), total


@dataclass(frozen=True, slots=True)
class Balance:
    """The total after a swap within its corridor."""

    corridor: Corridor
    after: Fraction

    @property
    def is_low(self) -> bool:
        """Tell whether it is more than 5 % below either of what it should keep."""
        return self.after < self.corridor.least

    @property
    def words(self) -> str:
        """What the total becomes and how far that is below what it should be."""
        return (
            f"Both together are then {mg_words(self.after)} of diazepam a day by the"
            f" ratio, {self._below(self.corridor.before)} the step before"
            f" ({mg_words(self.corridor.before)}) and {self._below(self.corridor.kept)}"
            f" an even exchange keeps ({mg_words(self.corridor.kept)})."
        )

    @property
    def fall_words(self) -> str:
        """The fall within 14 days: ``from 2.5 mg to 2 mg, by 20 %``."""
        return (
            f"from {mg_words(self.corridor.highest)} to {mg_words(self.after)} of"
            f" diazepam a day within 14 days, by {percent(self._fall.fraction)} %"
        )

    def is_agreed(self, pace: Pace, tier: TierPace) -> bool:
        """Tell whether the fall within 14 days is one that the pace agrees to."""
        fraction = tier.reduction if pace.reduction is None else pace.reduction
        points = tier.points if pace.points is None else pace.points
        fall = self._fall
        agreed = fall.fraction <= fraction or fall.points <= points
        return agreed and passes_cap(fall, pace.largest_fraction)

    @property
    def _fall(self) -> Change:
        return Change(self.corridor.highest / MG, self.after / MG)

    def _below(self, other: Fraction) -> str:
        if self.after >= other:
            return "no less than"
        return f"{percent((other - self.after) / other)} % less than"


def mg_words(nanograms: Fraction) -> str:
    """A shown amount of diazepam, such as ``1.25 mg``."""
    return f"{rounded_text(nanograms / MG, 2)} mg"
