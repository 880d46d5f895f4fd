"""Names that are known; brand and lay names and misspellings are only suggested."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from stepwell.formulary import MARKETS, Drug, Formulary, UnknownNameError
from stepwell.interop.errors import InputError, exactly, nearest, nearest_called, shown
from stepwell.interop.fields import Reader, read_text
from stepwell.library import load_symptoms


LISTED = "docs/reference/journal.md lists what is known"


def read_market(value: object, field: str) -> str:
    """Read one of the markets."""
    market = read_text(value, field)
    if market not in MARKETS:
        sentence = f"{shown(market)} is not known; {nearest(market, MARKETS)}"
        raise InputError.at(field, sentence)
    return market


def drug_reader(formulary: Formulary) -> Reader[Drug]:
    """Make a reader of a drug's name."""

    def read(value: object, field: str) -> Drug:
        name = read_text(value, field)
        try:
            return formulary.drug(name)
        except UnknownNameError as problem:
            exact = exactly(name, formulary.drugs)
            if exact:
                raise InputError.at(
                    field, f"{shown(name)} is not known; {exact}"
                ) from None
            raise InputError.at(field, problem) from None

    return read


def drug_name_reader(formulary: Formulary) -> Reader[str]:
    """Make a reader of a drug's name that gives its id."""
    read_drug = drug_reader(formulary)

    def read(value: object, field: str) -> str:
        return read_drug(value, field).id

    return read


def table_reader(formulary: Formulary) -> Reader[str]:
    """Make a reader of the id of an equivalence table that may be used."""

    counting = [each.id for each in formulary.tables.values() if each.counts]
    usable = ", ".join(counting)

    def read(value: object, field: str) -> str:
        try:
            table = formulary.table(read_text(value, field))
        except UnknownNameError:
            way_out = exactly(str(value), counting) or f"use {usable}"
            sentence = f"{shown(value)} is not an equivalence table; {way_out}"
            raise InputError.at(field, sentence) from None
        if not table.counts:
            sentence = f"{table.id} is kept only as a warning; use {usable}"
            raise InputError.at(field, sentence)
        return table.id

    return read


def read_symptom(value: object, field: str) -> str:
    """Read the id of a symptom; what people call it is only suggested."""
    symptom = read_text(value, field)
    if symptom not in load_symptoms():
        way_out = nearest_called(symptom, _symptom_names(), LISTED)
        raise InputError.at(field, f"{shown(symptom)} is not known; {way_out}")
    return symptom


@cache
def _symptom_names() -> Mapping[str, str]:
    """Every id by itself and by what people call the symptom, in small letters."""
    return MappingProxyType(
        {
            name.casefold(): symptom.id
            for symptom in load_symptoms().values()
            for name in (*symptom.lay_names, symptom.name, symptom.id)
        }
    )
