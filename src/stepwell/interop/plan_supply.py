"""The supply of a plan, counted again from its steps.

What is handed out depends on what was at home, which a plan does not say: it has to
be whole, and never more than one unit above what the days so far have taken.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil
from typing import Any

from stepwell.dispensing import NoteKind
from stepwell.dispensing.day_table import DAY, DayTable
from stepwell.dispensing.extras import hold, step_back
from stepwell.interop.errors import InputError, shown
from stepwell.interop.fields import (
    Fields,
    Reader,
    or_none,
    read_choice,
    read_day,
    read_list,
    read_text,
)
from stepwell.plan.schedule import Period
from stepwell.quantities import QuantityError, read_count
from stepwell.quantities.reading import read_number


ROW_KEYS = ("product", "from", "to", "count", "spare", "unit")
LATER_KEYS = ("hand_out", "step_back", "collect_from", "collect_by")
"""Keys that plans of earlier versions do not have."""
NOTE_KEYS = ("kind", "product", "day", "act_by", "text")
MOST_ROWS = 50_000


@dataclass(frozen=True, slots=True)
class _Row:
    product: str
    first: date
    end: date
    hand_out: Fraction | None


def check_supply(fields: Fields, steps: tuple[Period, ...]) -> None:
    """Raise InputError naming a row that contradicts the steps, or that is missing."""
    table = DayTable(steps)

    def read(value: Any, field: str) -> _Row:
        return _row(Fields.of(value, field, (*ROW_KEYS, *LATER_KEYS)), table)

    rows = fields.required("supply", read_list(read, MOST_ROWS))
    needed: dict[str, Fraction] = {}
    out: dict[str, Fraction] = {}
    for position, row in enumerate(rows):
        taken = table.between(row.product, row.first, row.end)
        needed[row.product] = needed.get(row.product, Fraction(0)) + taken
        out[row.product] = out.get(row.product, Fraction(0)) + (row.hand_out or 0)
        most = needed[row.product]
        if out[row.product] > (most if row.product in table.liquids else ceil(most)):
            sentence = "this is more than the steps need up to here"
            raise InputError.at(f"supply[{position}].hand_out", sentence)
    for product in table.runs:
        whole = table.between(product, table.start, table.end)
        if needed.get(product) != whole:
            sentence = f"its rows of {product} do not add up to what the steps need"
            raise InputError.at("supply", sentence)


def check_notes(fields: Fields) -> None:
    """Raise InputError naming a note on the supply that has another shape."""
    fields.optional("supply_notes", read_list(_read_note, MOST_ROWS), ())


def _row(fields: Fields, table: DayTable) -> _Row:
    product = fields.required("product", read_text)
    first, last = fields.required("from", read_day), fields.required("to", read_day)
    if product not in table.runs:
        sentence = "this contradicts the steps: they do not use it"
        raise InputError.at(fields.at("product"), sentence)
    if not table.start <= first <= last < table.end:
        sentence = "this contradicts the steps: they do not cover these days"
        raise InputError.at(fields.at("from"), sentence)
    end = last + DAY
    follows = {
        "unit": table.unit(product),
        "count": table.written(product, table.between(product, first, end)),
        "spare": table.written(product, hold(table, product, first)),
    }
    for key, value in follows.items():
        fields.required(key, _agreeing(value))
    back = table.written(product, step_back(table, product, first, end))
    fields.optional("step_back", _agreeing(back), back)
    _check_collecting(fields, first, last)
    out = fields.optional("hand_out", _amount_reader(product, table), None)
    return _Row(product, first, end, out)


def _agreeing(follows: str) -> Reader[str]:
    """Make a reader of the one text that follows from the steps."""

    def read(value: Any, field: str) -> str:
        if read_text(value, field) != follows:
            sentence = f"this contradicts the steps: they give {follows}"
            raise InputError.at(field, sentence)
        return follows

    return read


def _check_collecting(fields: Fields, first: date, last: date) -> None:
    earliest = fields.optional("collect_from", or_none(read_day), None)
    latest = fields.optional("collect_by", or_none(read_day), None)
    if latest is not None and not first <= latest <= last:
        sentence = "it has to be one of the days that the row is for"
        raise InputError.at(fields.at("collect_by"), sentence)
    if earliest is not None and (latest is None or earliest > latest):
        sentence = "it has to be no later than collect_by"
        raise InputError.at(fields.at("collect_from"), sentence)


def _amount_reader(product: str, table: DayTable) -> Reader[Fraction]:
    """Make a reader of whole tablets, or of millilitres."""

    def read(value: Any, field: str) -> Fraction:
        text = read_text(value, field)
        try:
            if product in table.liquids:
                return Fraction(read_number(text))
            count = read_count(text)
        except (QuantityError, ValueError):
            raise InputError.at(field, f"{shown(text)} is not an amount") from None
        if count.denominator != 1:
            raise InputError.at(field, "only whole ones are handed out")
        return count

    return read


def _read_note(value: Any, field: str) -> None:
    fields = Fields.of(value, field, NOTE_KEYS)
    fields.required("kind", read_choice(NoteKind))
    fields.required("text", read_text)
    fields.required("product", or_none(read_text))
    for key in ("day", "act_by"):
        fields.required(key, or_none(read_day))
