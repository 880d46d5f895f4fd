"""The products to plan with: marketed ones by id, and what a pharmacy compounds."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar

from stepwell.formulary import Formulary, Product, SmallestPiece, UnknownNameError
from stepwell.interop.errors import InputError, nearest, shown
from stepwell.interop.fields import (
    Fields,
    Reader,
    read_choice,
    read_list,
    read_text,
    refuse_twice,
)
from stepwell.interop.names import drug_name_reader
from stepwell.quantities import Concentration, Mass, QuantityError
from stepwell.quantities.reading import read_number
from stepwell.sources import Mark


T = TypeVar("T")

CUSTOM_KEYS = (
    "id",
    "drug",
    "form",
    "strength_mg",
    "concentration_mg_per_ml",
    "smallest_piece",
)
CUSTOM_ID = re.compile(r"custom/[a-z0-9][a-z0-9.-]{0,39}", re.ASCII)
CUSTOM_WORK = "custom"
"""Stands where a work would: stated by the requester."""
LIQUID_WORDS = ("solution", "suspension", "syrup", "drops", "concentrate")
SMALLEST_MG = Decimal("0.01")
"""Of a unit or a millilitre: nothing weaker is dispensed, and planning would crawl."""
MOST_CUSTOM, MOST_CHOSEN = 12, 60
ONE_OF_TWO = "give either strength_mg or concentration_mg_per_ml"
DECIMAL = 'write it as a decimal in quotes, such as "0.5"'


def read_custom_products(fields: Fields, formulary: Formulary) -> tuple[Product, ...]:
    """Read the list ``custom_products``."""
    read = read_list(_custom_reader(formulary), MOST_CUSTOM)
    products = fields.optional("custom_products", read, ())
    ids = [product.id for product in products]
    refuse_twice(ids, fields.at("custom_products"), "this id")
    return products


def read_chosen_products(
    fields: Fields, formulary: Formulary, market: str, drugs: tuple[str, ...]
) -> tuple[str, ...]:
    """Read the list ``products``: ids of this market or compounded, of ``drugs``."""
    read = read_list(_chosen_reader(formulary, market, drugs), MOST_CHOSEN, least=1)
    ids = fields.optional("products", read, ())
    refuse_twice(ids, fields.at("products"), "this product")
    return ids


def refuse_liquids(ids: tuple[str, ...], formulary: Formulary, field: str) -> None:
    """Raise InputError naming a liquid that was chosen where liquids are false."""
    for position, product_id in enumerate(ids):
        if formulary.product(product_id).is_liquid:
            sentence = f"{product_id} is a liquid, and liquids is false; change one"
            raise InputError.at(f"{field}[{position}]", f"{sentence} of the two")


def _chosen_reader(
    formulary: Formulary, market: str, drugs: tuple[str, ...]
) -> Reader[str]:
    def read(value: Any, field: str) -> str:
        try:
            product = formulary.product(read_text(value, field))
        except UnknownNameError as problem:
            raise InputError.at(field, problem) from None
        problem_with = _why_not(product, market, drugs)
        if problem_with:
            raise InputError.at(field, f"{product.id} {problem_with}")
        return product.id

    return read


def _why_not(product: Product, market: str, drugs: tuple[str, ...]) -> str:
    if product.market not in (market, "custom"):
        return f"is not sold in the market {market}; take one that begins {market}/"
    if product.drug not in drugs:
        return f"is {product.drug}; choose products of {', '.join(drugs)}"
    if not product.planned:
        why = product.reason_not_planned or "it does not suit a plan"
        return f"is known but not planned with ({why})"
    return ""


def _custom_reader(formulary: Formulary) -> Reader[Product]:
    read_drug = drug_name_reader(formulary)
    forms = sorted({product.form for product in formulary.products.values()})

    def read_form(value: Any, field: str) -> str:
        # Known words only: whatever stood here would become part of a dose sentence.
        form = read_text(value, field)
        if form not in forms:
            sentence = f"{shown(form)} is not known; {nearest(form, forms)}"
            raise InputError.at(field, sentence)
        return form

    def read(value: Any, field: str) -> Product:
        fields = Fields.of(value, field, CUSTOM_KEYS)
        if fields.has("strength_mg") == fields.has("concentration_mg_per_ml"):
            raise InputError.at(field, ONE_OF_TWO)
        drug = fields.required("drug", read_drug)
        return _custom_product(fields, drug, fields.required("form", read_form))

    return read


def _custom_product(fields: Fields, drug: str, form: str) -> Product:
    identifier = fields.required("id", _read_custom_id)
    strength = fields.optional("strength_mg", _read_strength, None)
    piece = read_choice(SmallestPiece)
    if any(word in form for word in LIQUID_WORDS) == (strength is not None):
        kind = "counted in units" if strength is not None else "measured in millilitres"
        raise InputError.at(
            fields.at("form"), f"the {form} is not {kind}; {ONE_OF_TWO}"
        )
    try:
        return Product(
            id=identifier,
            drug=drug,
            form=form,
            works=(CUSTOM_WORK,),
            mark=Mark.UNVERIFIED,
            strength=strength,
            concentration=fields.optional(
                "concentration_mg_per_ml", _read_concentration, None
            ),
            smallest_piece=fields.optional(
                "smallest_piece", piece, SmallestPiece.WHOLE
            ),
            extended_release="extended-release" in form,
        )
    except InputError:
        raise
    except ValueError as problem:
        raise InputError.at(fields.at("smallest_piece"), problem) from None


def _read_custom_id(value: Any, field: str) -> str:
    identifier = read_text(value, field)
    if not CUSTOM_ID.fullmatch(identifier):
        sentence = (
            "it has to begin with custom/, then a short name in small letters, digits"
            ' and hyphens, such as "custom/lorazepam-0.1"'
        )
        raise InputError.at(field, sentence)
    return identifier


def _read_strength(value: Any, field: str) -> Mass:
    strength = _read_decimal(value, field, Mass.mg)
    if strength.nanograms % 4:
        raise InputError.at(field, "it has too many decimals to be divided exactly")
    return strength


def _read_concentration(value: Any, field: str) -> Concentration:
    return _read_decimal(value, field, Concentration.mg_per_ml)


def _read_decimal(value: Any, field: str, make: Callable[[Any], T]) -> T:
    if not isinstance(value, str):
        raise InputError.at(field, f"{shown(value)} is not in quotes; {DECIMAL}")
    try:
        number = read_number(value)
        if number >= SMALLEST_MG:
            return make(number)
        sentence = f"{shown(value)} is below {SMALLEST_MG} mg (10 micrograms)"
    except (QuantityError, ValueError):
        sentence = f"{shown(value)} is not possible here"
    raise InputError.at(field, f"{sentence}; {DECIMAL}")
