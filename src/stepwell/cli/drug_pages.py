"""The pages of ``stepwell drugs`` as blocks."""

from collections.abc import Iterator

from stepwell.documents.blocks import Block, Gap, Heading, Para, Table
from stepwell.documents.citations import citations
from stepwell.documents.wording import NOT_A_PRESCRIBER
from stepwell.formulary import MARKETS, Drug, Formulary, Product
from stepwell.formulary.drug import Formulation
from stepwell.sources import Bibliography, Sourced


COURSES = "Course: how soon symptoms may follow a cut (short, intermediate, long)."


def all_drugs(formulary: Formulary, market: str | None) -> Iterator[Block]:
    """A table of the drugs and what can be planned with in each market."""
    markets = (market,) if market else MARKETS
    yield Heading(f"{len(formulary.drugs)} drugs", "title")
    rows = tuple(
        _drug_row(drug, where, formulary)
        for drug in formulary.drugs.values()
        for where in markets
        if formulary.products_of(drug.id, where)
    )
    header = ("Drug", "Group", "Course", "Market", "Planned with, in mg (or mg/ml)")
    yield Table(header, _without_repeats(rows))
    nowhere = [
        drug.id
        for drug in formulary.drugs.values()
        if not any(formulary.products_of(drug.id, where) for where in markets)
    ]
    yield Gap()
    yield Para(f"Known, without a product to plan with: {', '.join(nowhere)}.")
    yield Para(COURSES, "dim")
    yield Para(NOT_A_PRESCRIBER, "dim")


def one_drug(
    drug: Drug, formulary: Formulary, market: str | None, works: Bibliography
) -> Iterator[Block]:
    """Everything known of one drug, each value with its mark and works."""
    yield Para(f"{drug.id} ({drug.group})", "title")
    yield Para(NOT_A_PRESCRIBER, "dim")
    if drug.brand_names:
        yield Para(f"Sold as: {', '.join(drug.brand_names)}.")
    if drug.also_written:
        yield Para(f"Also written: {', '.join(drug.also_written)}.")
    yield Para(f"Course: {_value(drug.course)}.")
    if drug.note:
        yield Para(drug.note)
    yield from _products(drug, formulary, market)
    yield from _equivalents(drug, formulary)
    for formulation in drug.formulations:
        yield from _kinetics(formulation)
    yield Heading("Sources")
    for line in citations(_works_of(drug, formulary), works):
        yield Para(line, "dim", mark="  ")


def _drug_row(drug: Drug, market: str, formulary: Formulary) -> tuple[str, ...]:
    strengths = _strengths(drug, market, formulary)
    return (drug.id, drug.group, drug.course.text, market, strengths)


def _strengths(drug: Drug, market: str, formulary: Formulary) -> str:
    by_form: dict[str, list[str]] = {}
    for product in formulary.products_of(drug.id, market):
        by_form.setdefault(product.form, []).append(_strength(product))
    return "; ".join(f"{form} {', '.join(found)}" for form, found in by_form.items())


def _strength(product: Product) -> str:
    if product.concentration is not None:
        return f"{product.concentration.mg_per_ml_text}/ml"
    assert product.strength is not None
    return product.strength.mg_text


def _without_repeats(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """Name a drug once, in the first of its rows."""
    shown, last = [], ""
    for row in rows:
        shown.append(("", "", "", *row[3:]) if row[0] == last else row)
        last = row[0]
    return tuple(shown)


def _products(drug: Drug, formulary: Formulary, market: str | None) -> Iterator[Block]:
    yield Heading("Products")
    rows = tuple(
        (
            product.id,
            product.smallest_piece.value,
            "yes" if product.planned else f"no: {product.reason_not_planned}",
            product.mark.value,
            ", ".join(product.works),
        )
        for product in formulary.products.values()
        if product.drug == drug.id and market in (None, product.market)
    )
    header = ("Product", "Smallest piece", "Planned with", "Mark", "Works")
    yield Table(header, rows) if rows else Para("None in this market.")


def _equivalents(drug: Drug, formulary: Formulary) -> Iterator[Block]:
    yield Heading("Milligrams that tables compare with diazepam 10 mg")
    rows = []
    for table in formulary.tables.values():
        cell = table.cells.get(drug.id)
        if cell is None:
            continue
        same = cell.low == cell.high
        amount = cell.low.mg_text if same else f"{cell.low.mg_text}-{cell.high.mg_text}"
        kept = "" if table.counts else "a warning, never used"
        rows.append((table.id, amount, cell.mark.value, table.work, kept))
    yield Table(("Table", "mg", "Mark", "Work", ""), tuple(rows))


def _kinetics(formulation: Formulation) -> Iterator[Block]:
    yield Heading(f"How it moves: {formulation.form}")
    rows = tuple(
        (name.replace("_", " "), *_columns(value))
        for name, value in formulation.values.items()
    )
    yield Table(("Quantity", "Value", "Unit", "Mark"), rows)
    works = ", ".join(formulation.works)
    yield Para(
        f"Model: {formulation.model}, grade {formulation.grade}; {works}.", "dim"
    )


def _columns(value: Sourced) -> tuple[str, str, str]:
    return (_amount(value), value.unit, value.mark.value)


def _amount(value: Sourced) -> str:
    return value.text if value.value is None else f"{value.value:f}"


def _value(value: Sourced) -> str:
    return f"{_amount(value)} ({value.mark.value}; {', '.join(value.works)})"


def _works_of(drug: Drug, formulary: Formulary) -> list[str]:
    return [
        *drug.course.works,
        *(work for each in drug.formulations for work in each.works),
        *(table.work for table in formulary.tables.values() if drug.id in table.cells),
        *(
            work
            for product in formulary.products.values()
            if product.drug == drug.id
            for work in product.works
        ),
    ]
