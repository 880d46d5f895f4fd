"""``stepwell equivalents``: what each published table says, never merged."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click


if TYPE_CHECKING:
    from stepwell.documents.blocks import Block
    from stepwell.formulary import EquivalenceTable, Formulary
    from stepwell.quantities import Mass

NOTICE = (
    "Approximate, and different between people and tables: to judge a dose, not to"
    " change one. Never convert a converted number again, and never switch medicines"
    " without a prescriber; this is not a substitute for one."
)


@click.command("equivalents", short_help="Show what each table says of a dose.")
@click.argument("drug")
@click.argument("dose")
def command(drug: str, dose: str) -> None:
    """Show what each table takes DOSE of DRUG to correspond to in diazepam.

    Each table stands by itself with its mark; they are never merged into one number.
    Approximate, and not for changing a medicine without a prescriber.

    \b
    Example:
      stepwell equivalents lorazepam "1 mg"
    """
    from stepwell.cli.screen import show
    from stepwell.documents.blocks import laid_out
    from stepwell.formulary import load_formulary
    from stepwell.interop.fields import read_dose
    from stepwell.interop.names import drug_name_reader

    formulary = load_formulary()
    name = drug_name_reader(formulary)(drug, "DRUG")
    blocks = list(_page(name, read_dose(dose, "DOSE"), formulary))
    show(lambda width: laid_out(blocks, width))


def _page(drug: str, amount: "Mass", formulary: "Formulary") -> "Iterator[Block]":
    from stepwell.documents.blocks import Gap, Para, Table

    yield Para(f"{amount.words} of {drug} in milligrams of diazepam", "title")
    yield Gap()
    rows = tuple(
        _row(drug, amount, table)
        for table in formulary.tables.values()
        if drug in table.cells
    )
    header = ("Table", "mg of diazepam", "Mark", "Name")
    yield Table(header, rows)
    yield Gap()
    yield Para(NOTICE, "caution")


def _row(drug: str, amount: "Mass", table: "EquivalenceTable") -> tuple[str, ...]:
    from stepwell.documents.step_views import outward
    from stepwell.quantities.decimals import rounded_text

    cell = table.cells[drug]
    low, high = outward(cell.lowest_mg(amount), cell.highest_mg(amount))
    if cell.low == cell.high:
        low = high = rounded_text(cell.highest_mg(amount), 2)
    warning = "" if table.counts else " (kept as a warning, never used)"
    shown = low if low == high else f"{low} to {high}"
    return (table.id, shown, cell.mark.value, f"{table.name}{warning}")
