"""Prescriptions: the days that are handed out together, within the limits given."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from stepwell.dispensing.day_table import DAY
from stepwell.dispensing.stock import Stock
from stepwell.plan.supply_wish import SupplyWish


Amount = Callable[[str, date], Fraction]


@dataclass(frozen=True, slots=True)
class Prescription:
    """The days from ``first`` to the day before ``end``.

    ``too_much`` names the products of which even the first of these days alone needs
    more than a prescription may hold.
    """

    first: date
    end: date
    too_much: tuple[str, ...] = ()

    @property
    def days(self) -> int:
        """How many days it covers."""
        return (self.end - self.first).days


def prescriptions(stock: Stock, wish: SupplyWish) -> Iterator[Prescription]:
    """Cut the plan into prescriptions, each as long as period and limits allow.

    A product that cannot be kept within the limit at all does not shorten them: it
    is named, and the others keep theirs.
    """
    first = stock.table.start
    while first < stock.table.end:
        most = min(wish.longest_days, (stock.table.end - first).days)
        ends = [first + timedelta(days=days) for days in range(most, 0, -1)]
        too_much = _beyond(stock.missing, stock, wish, first, first + DAY)
        end = next(
            end
            for end in ends
            if _beyond(stock.handed, stock, wish, first, end) <= too_much
        )
        yield Prescription(first, end, tuple(sorted(too_much)))
        first = end


def _beyond(
    amount: Amount, stock: Stock, wish: SupplyWish, first: date, end: date
) -> set[str]:
    """The products of which these days need more than a prescription may hold."""
    limit = wish.policy.most_units
    if limit is None:
        return set()
    return {
        product
        for product in stock.table.runs
        if product not in stock.table.liquids
        and amount(product, end) - amount(product, first) > limit
    }
