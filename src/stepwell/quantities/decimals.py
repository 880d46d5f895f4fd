"""Whole numbers of a small unit, shown as decimals of a larger one."""

from decimal import Decimal
from fractions import Fraction


def scaled_text(amount: int, places: int) -> str:
    """Write ``amount`` of a unit ``10 ** places`` times smaller, exactly.

    The result has a leading digit and no trailing zero: ``750, 3 -> "0.75"``.
    """
    sign = "-" if amount < 0 else ""
    whole, part = divmod(abs(amount), 10**places)
    if part == 0:
        return f"{sign}{whole}"
    return f"{sign}{whole}.{part:0{places}d}".rstrip("0")


def whole_number(value: Fraction | Decimal | int, what: str) -> int:
    """Turn an exact value into an integer, or refuse to round it.

    Raises ValueError naming ``what`` when the value is not whole.
    """
    exact = Fraction(value)
    if exact.denominator != 1:
        raise ValueError(f"{what} is not a whole number: {exact}")
    return exact.numerator


def rounded_text(value: Fraction, places: int) -> str:
    """Write a ratio (a percentage, an equivalent) rounded half up to ``places``.

    For numbers that are shown and never taken: a dose is written exactly.  Half of
    the last place goes away from zero.
    """
    scaled = abs(value) * 10**places
    rounded = (2 * scaled.numerator // scaled.denominator + 1) // 2
    return scaled_text(-rounded if value < 0 else rounded, places)
