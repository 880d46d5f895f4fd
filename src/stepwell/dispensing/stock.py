"""What is at hand, and what has to be handed out besides, day by day."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from math import ceil

from stepwell.dispensing.day_table import DayTable
from stepwell.plan.supply_wish import Cupboard


@dataclass(frozen=True)
class Stock:
    """A day table and what is in the cupboard; without a count there is nothing.

    Days before the count are over: nothing is handed out for them.
    """

    table: DayTable
    cupboard: Cupboard | None = None

    @property
    def since(self) -> date:
        """The first day that still has to be covered."""
        if self.cupboard is None:
            return self.table.start
        return max(self.cupboard.counted_on, self.table.start)

    def at_home(self, product: str) -> Fraction:
        """What is in the cupboard of a product."""
        return self.cupboard.amount(product) if self.cupboard else Fraction(0)

    @cached_property
    def run_out(self) -> dict[str, date | None]:
        """By product: the first day that the cupboard alone does not cover in full.

        None where it covers all days.
        """
        return {
            product: self.table.first_short(product, self.at_home(product), self.since)
            for product in self.table.runs
        }

    def is_used(self, product: str) -> bool:
        """Tell whether any day that has to be covered takes some of a product."""
        return self.table.first_short(product, Fraction(0), self.since) is not None

    def missing(self, product: str, day: date) -> Fraction:
        """What the days before ``day`` need besides what is at home, exactly."""
        needed = self.table.between(product, self.since, day)
        return max(needed - self.at_home(product), Fraction(0))

    def handed(self, product: str, day: date) -> Fraction:
        """All that has to be handed out so that the days before ``day`` are covered.

        Of tablets and capsules whole ones: a piece that a cut leaves is taken on a
        later day, so only the sum of all days is rounded up and never a dose.
        """
        missing = self.missing(product, day)
        return missing if product in self.table.liquids else Fraction(ceil(missing))
