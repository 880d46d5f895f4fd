"""The supply of a plan, counted again from its steps."""

from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from stepwell.interop.errors import InputError
from stepwell.interop.fields import Fields, read_day, read_list, read_text
from stepwell.plan.plan import Part
from stepwell.plan.schedule import Period
from stepwell.quantities import count_text
from stepwell.quantities.decimals import scaled_text


SUPPLY_KEYS = ("product", "from", "to", "count", "spare", "unit")
MOST_ROWS = 5_000
DAY = timedelta(days=1)


def check_supply(fields: Fields, steps: tuple[Period, ...]) -> None:
    """Raise InputError naming a row that contradicts the steps, or that is missing."""

    def read(value: Any, field: str) -> tuple[str, date, date]:
        return _row(Fields.of(value, field, SUPPLY_KEYS), steps)

    rows = fields.required("supply", read_list(read, MOST_ROWS))
    covered: dict[str, list[tuple[date, date]]] = defaultdict(list)
    for product, first, last in rows:
        covered[product].append((first, last))
    for product in _products(steps):
        handed = sum(
            (_needed(product, *span, steps) for span in covered[product]), Fraction(0)
        )
        if handed != _needed(product, steps[0].start, steps[-1].end - DAY, steps):
            sentence = f"its rows of {product} do not add up to what the steps need"
            raise InputError.at("supply", sentence)


def _row(fields: Fields, steps: tuple[Period, ...]) -> tuple[str, date, date]:
    product = fields.required("product", read_text)
    first, last = fields.required("from", read_day), fields.required("to", read_day)
    parts = _products(steps)
    if product not in parts:
        sentence = "this contradicts the steps: they do not use it"
        raise InputError.at(fields.at("product"), sentence)
    liquid = parts[product].volume is not None
    held = next((step for step in steps if step.start <= first < step.end), None)
    if held is None or not first <= last < steps[-1].end:
        sentence = "this contradicts the steps: they do not cover these days"
        raise InputError.at(fields.at("from"), sentence)
    needed = _needed(product, first, last, steps)
    wanted = {
        "unit": "ml" if liquid else "units",
        "count": _written(needed, liquid),
        "spare": _written(_daily(product, held) * held.days, liquid),
    }
    for key, value in wanted.items():
        if fields.required(key, read_text) != value:
            sentence = f"this contradicts the steps: they give {value}"
            raise InputError.at(fields.at(key), sentence)
    return product, first, last


def _products(steps: tuple[Period, ...]) -> dict[str, Part]:
    parts = (part for step in steps for dose in step.doses for part in dose.parts)
    return {part.product: part for part in parts}


def _needed(
    product: str, first: date, last: date, steps: tuple[Period, ...]
) -> Fraction:
    return sum(
        (
            _daily(product, step)
            * max((min(step.end, last + DAY) - max(step.start, first)).days, 0)
            for step in steps
        ),
        Fraction(0),
    )


def _daily(product: str, step: Period) -> Fraction:
    """Tablets, or microlitres, of a product on each day of a step."""
    parts = (part for dose in step.doses for part in dose.parts)
    return sum(
        (_quantity(part) for part in parts if part.product == product), Fraction(0)
    )


def _quantity(part: Part) -> Fraction:
    if part.volume is not None:
        return Fraction(part.volume.microlitres)
    assert part.count is not None  # one of the two, by construction
    return part.count


def _written(amount: Fraction, liquid: bool) -> str:
    return scaled_text(int(amount), 3) if liquid else count_text(amount)
