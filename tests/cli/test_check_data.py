"""``stepwell check-data``: clean today, and each planted fault is found."""

from dataclasses import replace
from decimal import Decimal

import pytest

from factories import FORMULARY
from stepwell.cli import data_checks
from stepwell.formulary import (
    EquivalenceTable,
    Equivalent,
    ModifierKind,
    SmallestPiece,
    Span,
)
from stepwell.library import load_symptoms
from stepwell.quantities import Mass
from stepwell.sources import Mark, load_bibliography


WORKS = load_bibliography()
TABLET = FORMULARY.product("us/lorazepam/tablet/1")
DIAZEPAM = FORMULARY.drug("diazepam")
CAPSULE = FORMULARY.product("us/temazepam/capsule/7.5")


def test_the_data_are_clean(stepwell):
    """Every number of today's data passes, and the counts are printed."""
    done = stepwell("check-data")
    assert done.err == ""
    assert done.status == 0
    assert f"{len(FORMULARY.drugs)} drugs" in done.out
    assert f"{len(load_symptoms())} symptoms" in done.out
    assert done.out.endswith(": 0 problems\n")


def test_problems_are_listed_with_status_1(stepwell, monkeypatch):
    """All problems are listed, not the first alone."""
    monkeypatch.setattr(data_checks, "problems", lambda *_: ["one", "two"])
    done = stepwell("check-data")
    assert done.status == 1
    assert done.err == "one\ntwo\n"


def with_product(**changes):
    product = replace(TABLET, **changes)
    return replace(FORMULARY, products={product.id: product})


def with_cell(drug, low, high, table="ashton2002"):
    cell = Equivalent(drug, Mass.mg(low), Mass.mg(high), Mark.VERIFIED)
    old = FORMULARY.tables[table]
    new = EquivalenceTable(old.id, old.name, old.work, True, {**old.cells, drug: cell})
    return replace(FORMULARY, tables={**FORMULARY.tables, table: new})


def split_capsule():
    product = replace(CAPSULE)
    object.__setattr__(product, "smallest_piece", SmallestPiece.HALF)
    return replace(FORMULARY, products={product.id: product})


def with_code():
    codes = {"rxnorm": {"clinical_drugs": [{"code": "197593"}]}}
    drug = replace(FORMULARY.drugs["diazepam"], codes=codes)
    return replace(FORMULARY, drugs={**FORMULARY.drugs, "diazepam": drug})


def unknown_drug():
    renamed = replace(FORMULARY.drugs["lorazepam"], id="novelam")
    return replace(FORMULARY, drugs={**FORMULARY.drugs, "novelam": renamed})


def with_modifier(**changes):
    fluvoxamine, *others = [
        each for each in DIAZEPAM.modifiers if "fluvoxamine" in each.co_drugs
    ]
    assert not others
    drug = replace(
        DIAZEPAM, modifiers=(*DIAZEPAM.modifiers, replace(fluvoxamine, **changes))
    )
    return replace(FORMULARY, drugs={**FORMULARY.drugs, "diazepam": drug})


def other_modifier(**changes):
    return with_modifier(**{"co_drugs": ("yew",), **changes})


def times(low, high):
    return Span(Decimal(low), Decimal(low), Decimal(high))


FAULTS = [
    (with_modifier(), 'two modifiers of diazepam are for "fluvoxamine"'),
    (
        other_modifier(co_drugs=(), applies_to="liver_disease"),
        'two modifiers of diazepam are for "liver_disease"',
    ),
    (other_modifier(analyte="tea"), "diazepam: tea is no part of it"),
    (other_modifier(works=("nobody2020",)), '"nobody2020" is not in the bibl'),
    (other_modifier(kind=ModifierKind.OTHER), "is an inhibitor or an inducer"),
    (other_modifier(clearance=None), "a co-drug needs a clearance"),
    (other_modifier(clearance=times("0.9", "1.1")), "does not raise the clearance"),
    (
        other_modifier(kind=ModifierKind.INDUCER, clearance=times("0.9", "1.1")),
        "does not lower the clearance",
    ),
    (other_modifier(clearance=times("1", "1")), "without an effect"),
    (with_product(works=("nobody2020",)), '"nobody2020" is not in the bibliography'),
    (with_product(id="us/lorazepam/tablet/2"), "the id does not say"),
    (with_product(id="xx/lorazepam/tablet/1"), "the id does not say"),
    (with_product(id="lorazepam 1"), "the id does not say"),
    (with_product(drug="novelam"), "no drug is called novelam"),
    (with_product(strength=Mass.mg(1000)), "one unit counts as"),
    (with_product(strength=Mass.mg("0.001")), "one unit counts as"),
    (with_cell("novelam", 1, 1), "no drug is called novelam"),
    (with_cell("diazepam", 5, 5), "does not correspond to itself"),
    (with_cell("clonazepam", "0.25", "0.25"), "is known to be wrong"),
    (split_capsule(), "is never split"),
    (with_code(), "197593 is known to be wrong"),
    (unknown_drug(), "no equivalence table has a value"),
    (unknown_drug(), "neither a product nor a table"),
]


@pytest.mark.parametrize(("formulary", "words"), FAULTS, ids=[row[1] for row in FAULTS])
def test_planted_faults_are_found(monkeypatch, formulary, words):
    """Each kind of fault that the check promises to find."""
    found = data_checks.problems(formulary, WORKS)
    assert any(words in problem for problem in found), found


def test_rule_without_source_is_found(monkeypatch):
    """A rule whose work is unknown, or whose id is odd, is a problem."""
    rule = replace(data_checks.RULES[0], id="X1", source="nobody2020")
    monkeypatch.setattr(data_checks, "RULES", (rule,))
    found = data_checks.problems(FORMULARY, WORKS)
    assert any(problem.startswith("X1: the work") for problem in found)
    assert 'the rule id "X1" is not G and two digits' in found


SEIZURE = load_symptoms()["seizure"]
SYMPTOM_FAULTS = [
    (replace(SEIZURE, id="Bad Name"), 'the id "Bad Name" is not a plain word'),
    (replace(SEIZURE, red_flag="fit"), 'seizure: no red flag is called "fit"'),
    (
        replace(SEIZURE, works=("nobody2020", "fialip1987")),
        'seizure: the work "nobody2020" is not in the bibliography',
    ),
    (
        replace(SEIZURE, works=("ashtonmanual",)),
        "seizure: it is marked verified, and none of its works is",
    ),
]


@pytest.mark.parametrize(("symptom", "sentence"), SYMPTOM_FAULTS)
def test_planted_faults_of_a_symptom_are_found(monkeypatch, symptom, sentence):
    """Each is the only problem that is found."""
    monkeypatch.setattr(data_checks, "load_symptoms", lambda: {symptom.id: symptom})
    assert data_checks.problems(FORMULARY, WORKS) == [sentence]


def test_a_symptom_from_general_knowledge_is_no_problem(monkeypatch):
    """It says so itself, and so may rest on a work that nobody opened."""
    symptom = replace(SEIZURE, works=("ashtonmanual",), mark=Mark.UNVERIFIED)
    monkeypatch.setattr(data_checks, "load_symptoms", lambda: {symptom.id: symptom})
    assert data_checks.problems(FORMULARY, WORKS) == []


def test_odd_id_is_found():
    """An id is a plain word."""
    drugs = {**FORMULARY.drugs, "Bad Name": FORMULARY.drugs["lorazepam"]}
    found = data_checks.problems(replace(FORMULARY, drugs=drugs), WORKS)
    assert 'the id "Bad Name" is not a plain word' in found


def test_a_new_co_drug_of_either_kind_is_no_problem():
    """An inhibitor up to no effect at one end, an inducer from there on."""
    for kind, span in (("inhibitor", times("0.2", "1")), ("inducer", times("1", "4"))):
        formulary = other_modifier(kind=ModifierKind(kind), clearance=span)
        assert data_checks.problems(formulary, WORKS) == []
