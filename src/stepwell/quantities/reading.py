"""How a dose that somebody typed is read: strictly, and never repaired.

A dose is a number with a leading digit and a unit written out, ``"1.5 mg"`` or
``"500 micrograms"``.  Everything that has caused a tenfold or thousandfold slip
elsewhere (``.5``, ``0,5``, ``05``, ``mcg``, ``1 1/2``) is refused with the way out.
"""

import re
from decimal import Decimal
from fractions import Fraction

from stepwell.quantities.mass import Mass


UNITS_NG = {
    "mg": 1_000_000,
    "milligram": 1_000_000,
    "milligrams": 1_000_000,
    "microgram": 1_000,
    "micrograms": 1_000,
}
UNSAFE_UNITS = {"mcg", "ug", "\u00b5g", "\u03bcg", "ng", "g", "ml", "mls", "mgs"}
NUMBER = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?", re.ASCII)
LOST_POINT = re.compile(r"0[0-9]+(?:\.[0-9]+)?", re.ASCII)
WHOLE_DIGITS, DECIMAL_DIGITS = 6, 6
WAY_OUT = 'write a number with a leading digit and its unit, such as "0.5 mg"'


class QuantityError(ValueError):
    """A quantity that cannot be read; the message is one sentence for people."""


def read_mass(text: str) -> Mass:
    """Read a dose such as ``"1.5 mg"`` or ``"500 micrograms"``, above zero.

    Raises QuantityError with one sentence that says what to write instead.
    """
    number, unit = _number_and_unit(text)
    nanograms = Fraction(Decimal(number)) * _nanograms_per(unit, text)
    if nanograms == 0:
        raise QuantityError(f"{_shown(text)} is zero; {WAY_OUT}, above zero")
    if nanograms.denominator != 1:
        raise QuantityError(
            f"{_shown(text)} has more decimals than can be measured; {WAY_OUT}"
        )
    return Mass(nanograms.numerator)


def read_number(text: str) -> Decimal:
    """Read a plain decimal of at most six digits on each side of the point.

    Raises QuantityError for signs, exponents, commas, fractions and bare points.
    """
    problem = _problem_with(text)
    if problem:
        raise QuantityError(f"{_shown(text)} {problem}; {WAY_OUT}")
    whole, _, part = text.partition(".")
    if len(whole) > WHOLE_DIGITS or len(part) > DECIMAL_DIGITS:
        raise QuantityError(f"{_shown(text)} has too many digits; {WAY_OUT}")
    return Decimal(text)


def _number_and_unit(text: str) -> tuple[str, str]:
    plain = text.strip(" ")
    number, _, unit = plain.rpartition(" ")
    if not number:
        joined = re.fullmatch(r"([0-9.,]+)([^\W\d_]+)", plain)
        if not joined:
            raise QuantityError(f"{_shown(text)} has no unit; {WAY_OUT}")
        number, unit = joined.groups()
    return str(read_number(number.strip(" "))), unit


def _nanograms_per(unit: str, text: str) -> int:
    if unit in UNITS_NG:
        return UNITS_NG[unit]
    hint = 'write "mg" or "micrograms" in full'
    if unit.lower() in UNSAFE_UNITS:
        raise QuantityError(f'the unit "{unit}" in {_shown(text)} is misread; {hint}')
    raise QuantityError(f"the unit in {_shown(text)} is not known; {hint}")


def _problem_with(number: str) -> str | None:
    if NUMBER.fullmatch(number):
        return None
    if number.startswith("."):
        return "starts with a point"
    if LOST_POINT.fullmatch(number):
        return "may have lost its point after the leading zero"
    if "," in number:
        return "has a comma"
    if "/" in number or any(mark in number for mark in "\u00bc\u00bd\u00be"):
        return "has a fraction"
    if number.startswith(("-", "\u2212")):
        return "is negative"
    return "is not a plain number"


def _shown(text: str) -> str:
    short = text if len(text) <= 40 else text[:37] + "..."
    plain = "".join(each if each.isprintable() else " " for each in short)
    return f'"{plain}"'
