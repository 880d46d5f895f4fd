"""The block ``supply`` of a request: periods, what is at home, limits that apply."""

from datetime import date
from fractions import Fraction
from typing import Any

from stepwell.dispensing.makeable import piece_of
from stepwell.formulary import Formulary, Product, SmallestPiece, UnknownNameError
from stepwell.interop.errors import InputError, shown
from stepwell.interop.fields import (
    Fields,
    Reader,
    or_none,
    read_day,
    read_list,
    read_text,
    read_whole,
    refuse_twice,
)
from stepwell.plan.supply_wish import (
    PERIODS_DAYS,
    USUAL_PERIOD_DAYS,
    Cupboard,
    SupplyPolicy,
    SupplyWish,
)
from stepwell.quantities import QuantityError
from stepwell.quantities.reading import read_number


SUPPLY_KEYS = ("period_days", "cupboard", "counted_on", "policy")
POLICY_KEYS = (
    "most_days_per_prescription",
    "earliest_refill_days_before",
    "most_units_per_prescription",
)
MOST_DAYS, MOST_UNITS, MOST_AT_HOME = 366, 10_000, 10_000
MOST_COUNTED = 60
MICROLITRE = Fraction(1, 1000)
DECIMAL = 'write it as a decimal in quotes, such as "12.5"'


def supply_reader(
    formulary: Formulary, finest: SmallestPiece, start: date
) -> Reader[SupplyWish]:
    """Make a reader of the block; ``finest`` is the smallest piece that is taken."""

    def read(value: Any, field: str) -> SupplyWish:
        fields = Fields.of(value, field, SUPPLY_KEYS)
        return SupplyWish(
            period_days=fields.optional("period_days", _read_period, USUAL_PERIOD_DAYS),
            cupboard=_cupboard(fields, formulary, finest, start),
            policy=fields.optional("policy", _read_policy, SupplyPolicy()),
        )

    return read


def _read_period(value: Any, field: str) -> int:
    days = read_whole(min(PERIODS_DAYS), max(PERIODS_DAYS))(value, field)
    if days not in PERIODS_DAYS:
        known = ", ".join(str(each) for each in PERIODS_DAYS)
        raise InputError.at(field, f"{shown(days)} is not a period; it is {known}")
    return days


def _cupboard(
    fields: Fields, formulary: Formulary, finest: SmallestPiece, start: date
) -> Cupboard | None:
    counted_on = fields.optional("counted_on", read_day, start)
    if not fields.has("cupboard"):
        if fields.has("counted_on"):
            sentence = "nothing was counted; give cupboard, too, or leave this out"
            raise InputError.at(fields.at("counted_on"), sentence)
        return None
    if counted_on < start:
        sentence = (
            f"count what will be there on {start.isoformat()}, the first day of the"
            " plan, or later; what is taken before it is not known by product"
        )
        raise InputError.at(fields.at("counted_on"), sentence)
    read = read_list(_counted_reader(formulary, finest), MOST_COUNTED)
    amounts = fields.required("cupboard", read)
    ids = [product for product, _ in amounts]
    refuse_twice(ids, fields.at("cupboard"), "this product")
    return Cupboard(counted_on, amounts)


def _counted_reader(
    formulary: Formulary, finest: SmallestPiece
) -> Reader[tuple[str, Fraction]]:
    def read_product(value: Any, field: str) -> Product:
        try:
            return formulary.product(read_text(value, field))
        except UnknownNameError as problem:
            raise InputError.at(field, problem) from None

    def read(value: Any, field: str) -> tuple[str, Fraction]:
        fields = Fields.of(value, field, ("product", "count"))
        product = fields.required("product", read_product)
        count = fields.required("count", _read_count)
        problem = _why_not(product, count, finest)
        if problem:
            raise InputError.at(fields.at("count"), problem)
        return product.id, count

    return read


def _read_count(value: Any, field: str) -> Fraction:
    if not isinstance(value, str):
        raise InputError.at(field, f"{shown(value)} is not in quotes; {DECIMAL}")
    try:
        count = Fraction(read_number(value))
    except QuantityError:
        sentence = f"{shown(value)} is not a plain number; {DECIMAL}"
        raise InputError.at(field, sentence) from None
    if count > MOST_AT_HOME:
        sentence = f"{shown(value)} is above {MOST_AT_HOME}; check the decimal point"
        raise InputError.at(field, sentence)
    return count


def _why_not(product: Product, count: Fraction, finest: SmallestPiece) -> str:
    """Why the count cannot be one of this product; empty when it can."""
    if product.is_liquid:
        measured = count % MICROLITRE == 0
        return "" if measured else "it has more decimals than can be measured"
    piece = piece_of(product, finest)
    if count % piece:
        return (
            f"{product.id} is taken in pieces of {piece} in this plan; count those"
            " only, and leave out smaller pieces"
        )
    return ""


def _read_policy(value: Any, field: str) -> SupplyPolicy:
    fields = Fields.of(value, field, POLICY_KEYS)
    days, earliest, units = (
        fields.optional(key, or_none(read_whole(low, high)), None)
        for key, low, high in zip(
            POLICY_KEYS, (1, 0, 1), (MOST_DAYS, MOST_DAYS, MOST_UNITS), strict=True
        )
    )
    return SupplyPolicy(days, earliest, units)
