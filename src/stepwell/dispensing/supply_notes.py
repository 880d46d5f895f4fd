"""What has to be known besides the counts: run-out days, orders, limits.

Values only; `stepwell.documents` says them in sentences.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import groupby
from operator import itemgetter

from stepwell.dispensing.day_table import DAY, DayTable, days_before
from stepwell.dispensing.extras import step_back
from stepwell.dispensing.prescriptions import Prescription, prescriptions
from stepwell.dispensing.stock import Stock
from stepwell.plan.plan import Plan
from stepwell.plan.supply_wish import ORDER_DAYS, SupplyWish


class NoteKind(StrEnum):
    """What a note is about, the gravest first."""

    NOT_COVERED = "not_covered"
    WARNING = "warning"
    OTHER_STRENGTH = "other_strength"
    RUN_OUT = "run_out"
    ORDER = "order"
    SHORTER = "shorter"
    GOES_ON = "goes_on"
    STEP_BACK = "step_back"
    NOT_USED = "not_used"
    LIQUID = "liquid"
    EARLY_REFILL = "early_refill"
    POLICY = "policy"
    BASIS = "basis"


@dataclass(frozen=True, slots=True)
class SupplyNote:
    """One thing to know about the supply.

    ``day`` is the first day it concerns, ``until`` the last; ``act_by`` the day by
    which somebody has to do something.  ``amount`` is written as a count or in
    millilitres, ``unit`` says which.
    """

    kind: NoteKind
    product: str | None = None
    day: date | None = None
    until: date | None = None
    act_by: date | None = None
    amount: str = ""
    unit: str = "units"


def supply_notes(plan: Plan, wish: SupplyWish) -> tuple[SupplyNote, ...]:
    """Give the notes on the supply of a plan, the gravest first."""
    stock = Stock(DayTable.of(plan), wish.cupboard)
    spans = tuple(prescriptions(stock, wish))
    found = [
        *_not_covered(stock, spans),
        *_by_product(stock),
        *_shorter(wish, spans),
        *_goes_on(stock.table, wish),
        *_steps_back(stock.table, spans),
        *_not_used(stock),
        *(_of(stock.table, NoteKind.LIQUID, each) for each in _liquids(stock.table)),
        *_early_refill(wish),
        SupplyNote(NoteKind.POLICY),
        SupplyNote(NoteKind.BASIS),
    ]
    order = list(NoteKind)
    return tuple(sorted(found, key=lambda note: order.index(note.kind)))


def not_covered(plan: Plan, wish: SupplyWish) -> tuple[SupplyNote, ...]:
    """Give the days that no prescription within the limits can cover."""
    if wish.policy.most_units is None:
        return ()
    stock = Stock(DayTable.of(plan), wish.cupboard)
    return tuple(_not_covered(stock, tuple(prescriptions(stock, wish))))


def _of(
    table: DayTable,
    kind: NoteKind,
    product: str,
    amount: Fraction | None = None,
    day: date | None = None,
    until: date | None = None,
    act_by: date | None = None,
) -> SupplyNote:
    written = "" if amount is None else table.written(product, amount)
    unit = table.unit(product)
    return SupplyNote(kind, product, day, until, act_by, written, unit)


def _not_covered(stock: Stock, spans: tuple[Prescription, ...]) -> Iterator[SupplyNote]:
    """One note for each product and each row of prescriptions that hold too much."""
    table = stock.table
    for product in table.runs:
        for row in _rows_of(product, spans):
            first, last = row[0].first, row[-1].end - DAY
            most = max(table.on(product, span.first) for span in row)
            yield _of(table, NoteKind.NOT_COVERED, product, most, first, last)


def _rows_of(
    product: str, spans: tuple[Prescription, ...]
) -> Iterator[list[Prescription]]:
    """Prescriptions one after the other that hold too much of a product."""
    marked = [(product in span.too_much, span) for span in spans]
    for too_much, group in groupby(marked, key=itemgetter(0)):
        if too_much:
            yield [span for _, span in group]


def _by_product(stock: Stock) -> Iterator[SupplyNote]:
    """When what is at home runs out, and by when to ask for what is not there."""
    for product, run_out in stock.run_out.items():
        at_home = stock.at_home(product)
        if at_home and stock.is_used(product):
            yield _of(stock.table, NoteKind.RUN_OUT, product, at_home, run_out)
        if run_out is not None:
            act_by = days_before(run_out, ORDER_DAYS)
            kind = NoteKind.WARNING if at_home else NoteKind.ORDER
            if stock.cupboard is not None:
                act_by = max(act_by, stock.since)
                kind = NoteKind.WARNING if run_out == stock.since else kind
            yield _of(stock.table, kind, product, at_home, run_out, act_by=act_by)


def _shorter(wish: SupplyWish, spans: tuple[Prescription, ...]) -> Iterator[SupplyNote]:
    """Say so where a limit makes a prescription shorter than the period asked for."""
    short = [span for span in spans[:-1] if span.days < wish.period_days]
    if short:
        yield SupplyNote(NoteKind.SHORTER, day=short[0].first)


def _goes_on(table: DayTable, wish: SupplyWish) -> Iterator[SupplyNote]:
    """Where the plan ends at a lower dose: what each period from then on needs."""
    if not table.goes_on:
        return
    act_by = days_before(table.end, ORDER_DAYS)
    for product in table.runs:
        needed = table.on(product, table.end) * wish.longest_days
        if needed:
            kind = NoteKind.GOES_ON
            yield _of(table, kind, product, needed, table.end, act_by=act_by)


def _steps_back(
    table: DayTable, spans: tuple[Prescription, ...]
) -> Iterator[SupplyNote]:
    """What a step back needs of products that its period does not hand out."""
    for product in table.runs:
        days = [
            (span.first, step_back(table, product, span.first, span.end))
            for span in spans
            if not table.between(product, span.first, span.end)
        ]
        needed = [(day, amount) for day, amount in days if amount]
        if needed:
            most = max(amount for _, amount in needed)
            yield _of(table, NoteKind.STEP_BACK, product, most, needed[0][0])


def _not_used(stock: Stock) -> Iterator[SupplyNote]:
    """What is at home and of no use to the days to come."""
    for product, amount in stock.cupboard.amounts if stock.cupboard else ():
        if amount and not stock.is_used(product):
            yield SupplyNote(NoteKind.NOT_USED, product)


def _liquids(table: DayTable) -> list[str]:
    return [product for product in table.runs if product in table.liquids]


def _early_refill(wish: SupplyWish) -> Iterator[SupplyNote]:
    """A hold uses up a prescription before the next one may be collected."""
    if wish.policy.earliest_days is not None:
        yield SupplyNote(NoteKind.EARLY_REFILL)
