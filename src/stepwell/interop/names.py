"""Names that the formulary knows; brand names and misspellings are only suggested."""

from stepwell.formulary import MARKETS, Drug, Formulary, UnknownNameError
from stepwell.interop.errors import InputError, nearest, shown
from stepwell.interop.fields import Reader, read_text


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
        try:
            return formulary.drug(read_text(value, field))
        except UnknownNameError as problem:
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

    def read(value: object, field: str) -> str:
        try:
            table = formulary.table(read_text(value, field))
        except UnknownNameError as problem:
            raise InputError.at(field, problem) from None
        if not table.counts:
            usable = [each.id for each in formulary.tables.values() if each.counts]
            sentence = f"{table.id} is kept only as a warning; use {', '.join(usable)}"
            raise InputError.at(field, sentence)
        return table.id

    return read
