"""Statements known to be wrong are never made (H01, H03)."""

import tomllib
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest

from stepwell.formulary import load_formulary
from stepwell.quantities import Mass
from stepwell.sources import load_bibliography


PACKAGE = Path(str(files("stepwell")))
FILE = PACKAGE / "formulary" / "data" / "known_wrong.toml"
WRONG = tomllib.loads(FILE.read_text("utf-8"), parse_float=Decimal)
STATEMENTS = [
    (each["id"], drug, mg)
    for each in WRONG["equivalence"]
    for drug, mg in each["drug"].items()
]


def test_what_is_known_to_be_wrong_is_still_listed():
    """Four codes and nine equivalences; this list only grows."""
    assert len(WRONG["code"]) >= 4
    assert len(STATEMENTS) >= 9
    for each in (*WRONG["code"], *WRONG["equivalence"]):
        assert all(work in load_bibliography() for work in each["works"])


@pytest.mark.parametrize("code", [each["code"] for each in WRONG["code"]])
def test_H03_a_wrong_code_stands_nowhere_in_the_package(code):
    """The numbers that public code gives for diazepam 5 mg are other products."""
    holding = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*")
        if path.suffix in (".py", ".toml", ".md", ".json", ".html") and path != FILE
        if code in path.read_text("utf-8")
    ]
    assert holding == []


def test_H03_a_code_stands_for_one_thing_only():
    """No clinical-drug code is given to two different products."""
    seen = {}
    for drug in load_formulary().drugs.values():
        for system in ("rxnorm", "snomed_clinical"):
            for entry in drug.codes.get(system, {}).get("clinical_drugs", ()):
                where = (system, entry["code"])
                assert seen.setdefault(where, entry["display"]) == entry["display"]
                assert drug.id.lower() in entry["display"].lower()
    assert len(seen) > 50


@pytest.mark.parametrize(("source", "drug", "mg"), STATEMENTS)
def test_H01_a_wrong_equivalence_is_in_no_table(source, drug, mg):
    """No table says what a page or program is known to have got wrong."""
    wrong = Mass.mg(mg)
    for table in load_formulary().tables.values():
        cell = table.cells.get(drug)
        if cell is not None:
            assert wrong not in (cell.low, cell.high, cell.point), table.id


@pytest.mark.parametrize(("source", "drug", "mg"), STATEMENTS)
def test_H01_a_wrong_equivalence_lies_outside_the_table_it_claims(source, drug, mg):
    """Ashton and VA/DoD both contradict each of them."""
    for table in ("ashton2002", "vadod2021"):
        cell = load_formulary().table(table).cells.get(drug)
        if cell is not None:
            assert not cell.low <= Mass.mg(mg) <= cell.high
