"""The block ``take`` of a plan: counts of strengths, and volumes."""

import re
from fractions import Fraction
from typing import Any

from stepwell.formulary import Formulary, Product
from stepwell.interop.errors import InputError, shown
from stepwell.interop.fields import Fields, Reader, read_list, read_text
from stepwell.plan.plan import Part
from stepwell.quantities import (
    Concentration,
    Mass,
    QuantityError,
    Volume,
    read_count,
)
from stepwell.quantities.reading import read_number


SOLID_KEYS = ("product", "strength_mg", "count")
LIQUID_KEYS = ("product", "concentration_mg_per_ml", "volume_ml")
MOST_PARTS = 12
COUNT = re.compile(r"[0-9 /]{1,12}", re.ASCII)


def read_milligrams(value: Any, field: str) -> Mass:
    """Read a dose that is a decimal string of milligrams."""
    try:
        return Mass.mg(read_number(read_text(value, field)))
    except QuantityError:
        raise InputError.at(field, _not_decimal(value)) from None


def read_parts(formulary: Formulary) -> Reader[tuple[Part, ...]]:
    """Make a reader of the list ``take``."""

    def read(value: Any, field: str) -> Part:
        liquid = isinstance(value, dict) and "volume_ml" in value
        fields = Fields.of(value, field, LIQUID_KEYS if liquid else SOLID_KEYS)
        part = _liquid(fields) if liquid else _solid(fields)
        known = formulary.products.get(part.product)
        if known is not None and not _is_same(part, known):
            raise InputError.at(field, f"{known.id} is a {known.name}")
        return part

    return read_list(read, MOST_PARTS, least=1)


def _solid(fields: Fields) -> Part:
    return Part(
        fields.required("product", read_text),
        strength=fields.required("strength_mg", read_milligrams),
        count=fields.required("count", _read_count),
    )


def _liquid(fields: Fields) -> Part:
    return Part(
        fields.required("product", read_text),
        concentration=fields.required("concentration_mg_per_ml", _read_concentration),
        volume=fields.required("volume_ml", _read_volume),
    )


def _is_same(part: Part, product: Product) -> bool:
    return (part.strength, part.concentration) == (
        product.strength,
        product.concentration,
    )


def _read_count(value: Any, field: str) -> Fraction:
    text = read_text(value, field)
    try:
        if COUNT.fullmatch(text):
            return read_count(text)
    except (ValueError, ZeroDivisionError):
        pass
    raise InputError.at(field, f'{shown(text)} is not a count such as "1 1/2"')


def _read_concentration(value: Any, field: str) -> Concentration:
    try:
        return Concentration.mg_per_ml(read_number(read_text(value, field)))
    except InputError:
        raise
    except ValueError:
        raise InputError.at(field, _not_decimal(value)) from None


def _read_volume(value: Any, field: str) -> Volume:
    try:
        return Volume.ml(read_number(read_text(value, field)))
    except InputError:
        raise
    except ValueError:
        raise InputError.at(field, _not_decimal(value)) from None


def _not_decimal(value: object) -> str:
    return f'{shown(value)} is not a decimal in quotes such as "0.5"'
