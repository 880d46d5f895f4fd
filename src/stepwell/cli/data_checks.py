"""What has to hold of the data files; each check yields a sentence per problem."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from importlib.resources import files
from typing import Any

from stepwell.formulary import (
    MARKETS,
    Formulary,
    Modifier,
    ModifierKind,
    Product,
    SmallestPiece,
)
from stepwell.library import Symptom, load_symptoms
from stepwell.plan.person import RedFlag
from stepwell.quantities import Mass
from stepwell.safety.rules import RULES
from stepwell.safety.scale import Scale, default_table
from stepwell.sources import Bibliography, Mark


WORD = re.compile(r"[a-z][a-z0-9_]*")
RULE_ID = re.compile(r"G[0-9]{2}")
PRODUCT_ID = re.compile(r"[a-z]{2}/[a-z]+/[a-z-]+/[0-9]+(\.[0-9]+)?")
RED_FLAGS = tuple(flag.value for flag in RedFlag)
WHOLE_FORMS = ("capsule", "extended-release")
LEAST_UNIT_MG, MOST_UNIT_MG = Fraction(1, 4), Fraction(50)
"""What one tablet or millilitre may be worth in mg of diazepam: outside, a slip."""


def problems(formulary: Formulary, works: Bibliography) -> list[str]:
    """Run every check; an empty list is a clean bill."""
    known_wrong = _known_wrong()
    return [
        *_unresolved(formulary, works, known_wrong),
        *_ids(formulary),
        *_orphans(formulary),
        *_strengths(formulary),
        *_whole_forms(formulary.products.values()),
        *_tables(formulary),
        *_modifiers(formulary),
        *_wrong_codes(formulary, known_wrong),
        *_wrong_equivalences(formulary, known_wrong),
        *_symptoms(load_symptoms(), works),
    ]


def counts(formulary: Formulary, works: Bibliography) -> str:
    """Say how much data there is."""
    cells = sum(len(table.cells) for table in formulary.tables.values())
    return (
        f"{len(formulary.drugs)} drugs, {len(formulary.products)} products,"
        f" {len(formulary.tables)} equivalence tables with {cells} values,"
        f" {len(load_symptoms())} symptoms, {len(works)} works, {len(RULES)} rules"
    )


def _known_wrong() -> dict[str, Any]:
    data = files("stepwell.formulary").joinpath("data/known_wrong.toml")
    return tomllib.loads(data.read_text("utf-8"))


def _unresolved(
    formulary: Formulary, works: Bibliography, known_wrong: Mapping[str, Any]
) -> Iterator[str]:
    for place, work in _citations(formulary, known_wrong):
        if work not in works:
            yield f'{place}: the work "{work}" is not in the bibliography'


def _citations(
    formulary: Formulary, known_wrong: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    for drug in formulary.drugs.values():
        written = [drug.metabolites, drug.codes]
        sourced = [drug.course, *_values(formulary, drug.id), *drug.modifiers]
        for work in (*_named_works(written), *_of(sourced)):
            yield drug.id, work
        for formulation in drug.formulations:
            yield from ((formulation.id, work) for work in formulation.works)
    for product in formulary.products.values():
        yield from ((product.id, work) for work in product.works)
    yield from ((table.id, table.work) for table in formulary.tables.values())
    yield from ((rule.id, rule.source) for rule in RULES)
    yield from (("known_wrong.toml", work) for work in _named_works(known_wrong))


def _values(formulary: Formulary, drug: str) -> list[Any]:
    formulations = formulary.drugs[drug].formulations
    return [value for each in formulations for value in each.values.values()]


def _of(sourced: Iterable[Any]) -> Iterator[str]:
    for value in sourced:
        yield from value.works


def _named_works(written: object) -> Iterator[str]:
    """Every work named under ``work`` or ``works`` anywhere in plain data."""
    if isinstance(written, Mapping):
        for key, value in written.items():
            if key == "work":
                yield value
            elif key == "works":
                yield from value
            else:
                yield from _named_works(value)
    elif isinstance(written, list | tuple):
        for each in written:
            yield from _named_works(each)


def _ids(formulary: Formulary) -> Iterator[str]:
    for name in (*formulary.drugs, *formulary.tables):
        if not WORD.fullmatch(name):
            yield f'the id "{name}" is not a plain word'
    for rule in RULES:
        if not RULE_ID.fullmatch(rule.id):
            yield f'the rule id "{rule.id}" is not G and two digits'
    for product in formulary.products.values():
        if not _id_says_product(product):
            yield f"{product.id}: the id does not say market, drug, form and strength"


def _id_says_product(product: Product) -> bool:
    if not PRODUCT_ID.fullmatch(product.id):
        return False
    market, drug, form, strength = product.id.split("/")
    said = (market in MARKETS, drug, form, strength)
    form_words = product.form.replace(" ", "-")
    return said == (True, product.drug, form_words, product.name.split(" ")[0])


def _orphans(formulary: Formulary) -> Iterator[str]:
    sold = {product.drug for product in formulary.products.values()}
    compared = {drug for table in formulary.tables.values() for drug in table.cells}
    for product in formulary.products.values():
        if product.drug not in formulary.drugs:
            yield f"{product.id}: no drug is called {product.drug}"
    for table in formulary.tables.values():
        for drug in table.cells:
            if drug not in formulary.drugs:
                yield f"{table.id}: no drug is called {drug}"
    for drug in formulary.drugs:
        if drug not in compared:
            yield f"{drug}: no equivalence table has a value for it"
        if drug not in compared | sold:
            yield f"{drug}: neither a product nor a table names it"


def _strengths(formulary: Formulary) -> Iterator[str]:
    for product in formulary.products.values():
        scale = Scale.using(formulary, default_table(product.market))
        try:
            cell = scale.equivalent(product.drug)
        except LookupError:
            continue  # said among the orphans
        worth = cell.highest_mg(_one_unit(product))
        if not LEAST_UNIT_MG <= worth <= MOST_UNIT_MG:
            yield f"{product.id}: one unit counts as {float(worth):g} mg of diazepam"


def _one_unit(product: Product) -> Mass:
    if product.strength is not None:
        return product.strength
    assert product.concentration is not None
    return Mass.mg(product.concentration.mg_per_ml_text)


def _whole_forms(products: Iterable[Product]) -> Iterator[str]:
    for product in products:
        whole = any(word in product.form for word in WHOLE_FORMS)
        if whole and product.smallest_piece is not SmallestPiece.WHOLE:
            yield f"{product.id}: a {product.form} is never split"


def _tables(formulary: Formulary) -> Iterator[str]:
    for table in formulary.tables.values():
        basis = table.cells.get("diazepam")
        if basis is not None and (basis.low, basis.high) != (Mass.mg(10), Mass.mg(10)):
            yield f"{table.id}: diazepam 10 mg does not correspond to itself"


def _modifiers(formulary: Formulary) -> Iterator[str]:
    for drug in formulary.drugs.values():
        for modifier in drug.modifiers:
            if modifier.analyte not in drug.analytes:
                yield f"{drug.id}: {modifier.analyte} is no part of it"
            if modifier.co_drugs:
                yield from (f"{drug.id}: {fault}" for fault in _co_drugs(modifier))
        for analyte, name in _repeated(drug.modifiers):
            yield f'{drug.id}: two modifiers of {analyte} are for "{name}"'


def _co_drugs(modifier: Modifier) -> Iterator[str]:
    clearance = modifier.clearance
    if modifier.kind not in (ModifierKind.INHIBITOR, ModifierKind.INDUCER):
        yield f"{modifier.factor}: a co-drug is an inhibitor or an inducer"
    if clearance is None:
        yield f"{modifier.factor}: a co-drug needs a clearance"
    elif modifier.kind is ModifierKind.INHIBITOR and clearance.high > 1:
        yield f"{modifier.factor}: an inhibitor does not raise the clearance"
    elif modifier.kind is ModifierKind.INDUCER and clearance.low < 1:
        yield f"{modifier.factor}: an inducer does not lower the clearance"
    if clearance is not None and clearance.low == clearance.high == 1:
        yield f"{modifier.factor}: without an effect it is no co-drug"


def _repeated(modifiers: Iterable[Modifier]) -> list[tuple[str, str]]:
    """Analytes with the flag or co-drug that chooses more than one of the rows."""
    chosen = Counter(
        (modifier.analyte, name)
        for modifier in modifiers
        for name in (modifier.applies_to, *modifier.co_drugs)
        if name
    )
    return [pair for pair, rows in chosen.items() if rows > 1]


def _wrong_codes(formulary: Formulary, known_wrong: Mapping[str, Any]) -> Iterator[str]:
    wrong = {entry["code"] for entry in known_wrong["code"]}
    for drug in formulary.drugs.values():
        for code in _codes(drug.codes):
            if code in wrong:
                yield f"{drug.id}: the code {code} is known to be wrong"


def _codes(written: object) -> Iterator[str]:
    if isinstance(written, Mapping):
        for key, value in written.items():
            if key == "code":
                yield value
            else:
                yield from _codes(value)
    elif isinstance(written, list | tuple):
        for each in written:
            yield from _codes(each)


def _wrong_equivalences(
    formulary: Formulary, known_wrong: Mapping[str, Any]
) -> Iterator[str]:
    counted = [table for table in formulary.tables.values() if table.counts]
    for entry in known_wrong["equivalence"]:
        for drug, milligrams in entry["drug"].items():
            wrong = Mass.mg(str(milligrams))
            for table in counted:
                cell = table.cells.get(drug)
                if cell is not None and cell.low == cell.high == wrong:
                    yield f"{table.id}: {drug} {milligrams} mg is known to be wrong"


def _symptoms(symptoms: Mapping[str, Symptom], works: Bibliography) -> Iterator[str]:
    for name, symptom in symptoms.items():
        if not WORD.fullmatch(name):
            yield f'the id "{name}" is not a plain word'
        if symptom.red_flag is not None and symptom.red_flag not in RED_FLAGS:
            yield f'{name}: no red flag is called "{symptom.red_flag}"'
        yield from (
            f'{name}: the work "{work}" is not in the bibliography'
            for work in symptom.works
            if work not in works
        )
        if symptom.mark is Mark.VERIFIED and not _anything_seen(symptom, works):
            yield f"{name}: it is marked verified, and none of its works is"


def _anything_seen(symptom: Symptom, works: Bibliography) -> bool:
    known = [works[work] for work in symptom.works if work in works]
    return any(work.mark is Mark.VERIFIED for work in known)
