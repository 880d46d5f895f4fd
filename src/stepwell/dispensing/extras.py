"""What a hold or a step back would need besides."""

from datetime import date
from fractions import Fraction

from stepwell.dispensing.day_table import DAY, DayTable, overlapping
from stepwell.plan.agreed_rule import HOLD_DAYS
from stepwell.plan.supply_wish import STEP_BACK_DAYS


def hold(table: DayTable, product: str, first: date) -> Fraction:
    """What holding the step of a day for 14 days more would take."""
    return HOLD_DAYS * table.on(product, first)


def step_back(table: DayTable, product: str, first: date, end: date) -> Fraction:
    """What returning to the step before would need more than staying, for 14 days.

    The most that any step in force from ``first`` to before ``end`` would need.  What
    is taken before the plan is not known by product: the first step needs nothing.
    """
    falls = [
        table.on(product, step.start - DAY) - table.on(product, step.start)
        for step in overlapping(table.steps, first, end)
        if step.start > table.start
    ]
    return STEP_BACK_DAYS * max([Fraction(0), *falls])
