"""The pace somebody wishes for; percent, points and milligrams never mix."""

from fractions import Fraction
from typing import Any

from stepwell.interop.errors import InputError
from stepwell.interop.fields import (
    Fields,
    read_choice,
    read_dose,
    read_ratio,
    read_whole,
)
from stepwell.plan.request import PaceWish, Shape


SIZES = {
    "reduction_percent": (Shape.PROPORTIONAL, Shape.LINEAR),
    "reduction_points": (Shape.HYPERBOLIC,),
    "reduction": (Shape.LINEAR,),
}
"""The ways to say how large a step is, and the shapes each one goes with."""
PACE_KEYS = ("shape", *SIZES, "step_days", "change_days")
PAIRS = (
    "reduction_percent goes with proportional or linear, reduction_points with"
    " hyperbolic, reduction with linear, and only one of the three is given"
)
LONGEST_STEP_DAYS, SHORTEST_DEFAULT_DAYS = 365, 14


def read_pace(value: Any, field: str) -> PaceWish:
    """Read the block ``pace``."""
    fields = Fields.of(value, field, PACE_KEYS)
    shape = _shape(fields)
    points = read_ratio("5", excluded=False)
    return PaceWish(
        shape=shape,
        reduction=fields.optional("reduction_percent", _read_percent, None),
        amount=fields.optional("reduction", read_dose, None),
        points=fields.optional("reduction_points", points, None),
        step_days=fields.optional("step_days", read_whole(1, LONGEST_STEP_DAYS), None),
        change_days=_change_days(fields),
    )


def _read_percent(value: Any, field: str) -> Fraction:
    return read_ratio("100", excluded=True)(value, field) / 100


def _shape(fields: Fields) -> Shape | None:
    """The shape asked for, or the one that the size of the steps implies."""
    given = [key for key in SIZES if fields.has(key)]
    shape = fields.optional("shape", read_choice(Shape), None)
    if len(given) > 1:
        raise InputError.at(fields.at(given[1]), PAIRS)
    if not given:
        return shape
    possible = SIZES[given[0]]
    if shape is not None and shape not in possible:
        raise InputError.at(fields.at(given[0]), PAIRS)
    return shape or possible[0]


def _change_days(fields: Fields) -> int | None:
    whole_step = read_whole(1, LONGEST_STEP_DAYS)
    longest = fields.optional("step_days", whole_step, SHORTEST_DEFAULT_DAYS)
    return fields.optional("change_days", read_whole(1, longest), None)
