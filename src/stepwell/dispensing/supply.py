"""What a pharmacy has to hand out: counts per product and dispensing period."""

from datetime import date
from fractions import Fraction

from stepwell.dispensing.day_table import DAY, DayTable, days_before
from stepwell.dispensing.extras import hold, step_back
from stepwell.dispensing.prescriptions import Prescription, prescriptions
from stepwell.dispensing.stock import Stock
from stepwell.plan.plan import Plan
from stepwell.plan.proposal import Supply
from stepwell.plan.supply_wish import SupplyWish


def supply_of(plan: Plan, wish: SupplyWish = SupplyWish()) -> tuple[Supply, ...]:
    """Count each product per dispensing period, exactly: no dose is rounded up.

    What is handed out is whole: pieces are carried over from period to period, and
    what is in the cupboard is used first.  What a hold or a step back would need is
    kept apart, so that it is not handed out again with every period.
    """
    stock = Stock(DayTable.of(plan), wish.cupboard)
    return tuple(
        _row(stock, wish, product, each)
        for each in prescriptions(stock, wish)
        for product in stock.table.runs
        if stock.table.between(product, each.first, each.end)
    )


def _row(stock: Stock, wish: SupplyWish, product: str, each: Prescription) -> Supply:
    table = stock.table

    def written(amount: Fraction) -> str:
        return table.written(product, amount)

    out = stock.handed(product, each.end) - stock.handed(product, each.first)
    by = _collect_by(stock, product, each.first) if out else None
    return Supply(
        product=product,
        first_day=each.first.isoformat(),
        last_day=(each.end - DAY).isoformat(),
        count=written(table.between(product, each.first, each.end)),
        spare=written(hold(table, product, each.first)),
        unit=table.unit(product),
        hand_out=written(out),
        step_back=written(step_back(table, product, each.first, each.end)),
        collect_from=_iso(_collect_from(stock, wish, by)),
        collect_by=_iso(by),
    )


def _collect_by(stock: Stock, product: str, first: date) -> date:
    """The day a prescription begins, or the later one on which the cupboard is out."""
    begins = max(first, stock.since)
    run_out = stock.run_out[product]
    if run_out is None or not stock.at_home(product):
        return begins
    return max(begins, run_out)


def _collect_from(stock: Stock, wish: SupplyWish, by: date | None) -> date | None:
    """The earliest day that the early-refill limit leaves; None without a limit."""
    if by is None or wish.policy.earliest_days is None:
        return None
    earliest = days_before(by, wish.policy.earliest_days)
    return earliest if stock.cupboard is None else max(earliest, stock.since)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
