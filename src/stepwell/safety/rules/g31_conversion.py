"""G31: every converted number is approximate."""

from collections.abc import Iterator

from stepwell.formulary import EquivalenceTable
from stepwell.plan.finding import Severity
from stepwell.safety.case import Case
from stepwell.safety.rule import Hit, Rule
from stepwell.safety.scale import Scale
from stepwell.safety.switch import DIAZEPAM
from stepwell.safety.wording import listing, mg_range
from stepwell.sources import Mark


def check(case: Case) -> Iterator[Hit]:
    """Say by which tables doses were converted, and how sure that is."""
    drugs = case.schedule.drugs if case.schedule is not None else case.today.drugs
    converted = [drug for drug in drugs if drug != DIAZEPAM]
    if not converted:
        return
    yield Hit(
        f"Today's dose counts as {mg_range(*case.scale.range_mg(case.today))} of"
        f" diazepam; every such number is approximate. {_tables(case, converted)}",
        source=case.scale.table_for(converted[0]).work,
    )
    for drug in converted:
        yield from _unsure(case, drug)


def _tables(case: Case, drugs: list[str]) -> str:
    """Name only the tables that have a value for one of the drugs."""
    limits = _used(case.scales, drugs)
    shown = _used((case.scale, case.scale.other), drugs)
    if limits == shown:
        return f"The limits and the range use {listing(limits)}."
    return f"The limits use {listing(limits)}, the range {listing(shown)}."


def _used(scales: tuple[Scale, ...], drugs: list[str]) -> list[str]:
    used = [name for scale in scales for name in scale.tables_used(drugs)]
    return list(dict.fromkeys(used))


def _unsure(case: Case, drug: str) -> Iterator[Hit]:
    used = case.scale.table_for(drug)
    tables = {table.id: table for table in (used, case.scale.other.table_for(drug))}
    unverified = [name for name, table in tables.items() if _is_unverified(table, drug)]
    if used is not case.scale.table:
        which = "the unverified value" if used.id in unverified else "the value"
        yield Hit(
            f"The table {case.scale.table.id} has no value for {drug}, so {which} in"
            f" {used.id} is used; ask your pharmacist to check the number.",
            source=used.work,
        )
        unverified = [name for name in unverified if name != used.id]
    if unverified:
        yield Hit(
            f"The value for {drug} in {listing(unverified)} is unverified; ask your"
            " pharmacist to check the number.",
            source=tables[unverified[0]].work,
        )


def _is_unverified(table: EquivalenceTable, drug: str) -> bool:
    return table.cells[drug].mark is Mark.UNVERIFIED


RULE = Rule(
    id="G31",
    title="Converted numbers are approximate",
    severity=Severity.INFO,
    source="asam2025pocket",
    would_change="another table in use, or how you feel on the dose",
    check=check,
)
