"""How a crossover to diazepam is to go: order, pace, ratio, the most a day."""

from typing import Any

from stepwell.formulary import Formulary
from stepwell.interop.errors import InputError
from stepwell.interop.fields import (
    Fields,
    Reader,
    read_choice,
    read_dose,
    read_list,
    read_whole,
    refuse_twice,
)
from stepwell.plan.crossover import (
    DIAZEPAM,
    LONGEST_SWAP_DAYS,
    NIGHT_FIRST,
    SHORTEST_SWAP_DAYS,
    USUAL_SETTLE_DAYS,
    USUAL_SWAP_DAYS,
    CrossoverWish,
    Swap,
)
from stepwell.plan.regimen import Regimen
from stepwell.plan.request import Method
from stepwell.plan.times import DoseTime
from stepwell.quantities import Mass


KEYS = (
    "order",
    "parts",
    "swap_days",
    "settle_days",
    "swaps",
    "equal_to_10_mg_diazepam",
    "most_diazepam_a_day",
)
EQUAL = "equal_to_10_mg_diazepam"
BY_ONE = ("order", "parts")
MOST_SWAPS, MOST_PARTS = 40, 8
LONGEST_SETTLE_DAYS = 56
OUTSIDE = 2
"""A ratio may leave the range of all tables by this factor; beyond lies a slip."""


def read_crossover(
    fields: Fields, formulary: Formulary, today: Regimen, method: Method
) -> CrossoverWish:
    """Read the block ``crossover`` of somebody who takes ``today``."""
    if not fields.has("crossover"):
        _check_has_other(fields, today, method)
        return CrossoverWish()
    if method is Method.DIRECT:
        sentence = 'this goes with "method": "crossover" or "compare"'
        raise InputError.at(fields.at("crossover"), sentence)
    _check_has_other(fields, today, method)

    def read(value: Any, field: str) -> CrossoverWish:
        return _read(value, field, formulary, today)

    return fields.required("crossover", read)


def _check_has_other(fields: Fields, today: Regimen, method: Method) -> None:
    others = [drug for drug in today.drugs if drug != DIAZEPAM]
    if method is not Method.DIRECT and today.drugs and not others:
        sentence = "diazepam is what a crossover leads to; ask for direct"
        raise InputError.at(fields.at("method"), sentence)


def _read(
    value: Any, field: str, formulary: Formulary, today: Regimen
) -> CrossoverWish:
    fields = Fields.of(value, field, KEYS)
    for key in BY_ONE:
        if fields.has(key) and fields.has("swaps"):
            sentence = "swaps already say the order and the parts; leave one out"
            raise InputError.at(fields.at(key), sentence)
    read_ratio = _ratio_reader(formulary, today)
    return CrossoverWish(
        order=_order(fields),
        parts=fields.optional("parts", read_whole(1, MOST_PARTS), 1),
        swap_days=fields.optional(
            "swap_days",
            read_whole(SHORTEST_SWAP_DAYS, LONGEST_SWAP_DAYS),
            USUAL_SWAP_DAYS,
        ),
        settle_days=fields.optional(
            "settle_days",
            read_whole(SHORTEST_SWAP_DAYS, LONGEST_SETTLE_DAYS),
            USUAL_SETTLE_DAYS,
        ),
        swaps=fields.optional(
            "swaps", read_list(_swap_reader(read_ratio), MOST_SWAPS, least=1), ()
        ),
        equal=fields.optional(EQUAL, read_ratio, None),
        most_daily=fields.optional("most_diazepam_a_day", read_dose, None),
    )


def _order(fields: Fields) -> tuple[DoseTime, ...]:
    """The order asked for, and after it the times it leaves out."""
    read = read_list(read_choice(DoseTime), len(DoseTime), least=1)
    named = fields.optional("order", read, NIGHT_FIRST)
    refuse_twice(named, fields.at("order"), "this time")
    return (*named, *(time for time in NIGHT_FIRST if time not in named))


def _swap_reader(read_ratio: Reader[Mass]) -> Reader[Swap]:
    def read(value: Any, field: str) -> Swap:
        fields = Fields.of(value, field, ("time", "amount", EQUAL))
        return Swap(
            time=fields.required("time", read_choice(DoseTime)),
            amount=fields.required("amount", read_dose),
            equal=fields.optional(EQUAL, read_ratio, None),
        )

    return read


def _ratio_reader(formulary: Formulary, today: Regimen) -> Reader[Mass]:
    """Read the mass of the old drug that counts as 10 mg of diazepam."""
    cells = [
        table.cells[drug]
        for table in formulary.tables.values()
        for drug in today.drugs
        if table.counts and drug != DIAZEPAM and drug in table.cells
    ]
    low = min((cell.low.nanograms for cell in cells), default=0) // OUTSIDE
    high = max((cell.high.nanograms for cell in cells), default=0) * OUTSIDE

    def read(value: Any, field: str) -> Mass:
        mass = read_dose(value, field)
        if not low <= mass.nanograms <= high:
            sentence = (
                f"{mass.words} is far from every table, which say"
                f" {Mass(low * OUTSIDE).words} to {Mass(high // OUTSIDE).words}; check"
                " the unit and the decimal point"
            )
            raise InputError.at(field, sentence)
        return mass

    return read
