"""Equivalence tables: right cells, right direction, never merged (H01)."""

import csv
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.formulary import load_formulary
from stepwell.quantities import Mass
from stepwell.sources import Mark


TABLES = load_formulary().tables
COUNTING = [table for table in TABLES.values() if table.counts]
CELLS = [(table.id, drug) for table in TABLES.values() for drug in sorted(table.cells)]
GOLDEN = Path(__file__).parent / "golden"
amounts = st.integers(1, 10**9).map(Mass)
cells = st.sampled_from(CELLS).map(lambda where: TABLES[where[0]].cells[where[1]])


def golden(name):
    with (GOLDEN / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def bounds(cell):
    """The ends with which a cell enters the spread: its point where it prints one."""
    return (cell.point or cell.low, cell.point or cell.high)


@pytest.mark.parametrize("table", ["vadod2021", "ashton2002"])
@pytest.mark.parametrize("row", golden("joint_guideline_table7.csv"), ids=str)
def test_H01_each_cell_equals_a_second_transcription(row, table):
    """Both columns of table 7 of the joint guideline, cell by cell."""
    low, _, high = row[table].partition("-")
    cell = TABLES[table].cells[row["drug"]]
    assert (cell.low, cell.high) == (Mass.mg(low), Mass.mg(high or low))
    assert cell.mark is Mark.VERIFIED
    assert TABLES[table].work == "asam2025pocket"


def test_H01_the_va_dod_column_holds_nothing_else():
    """The table printed eleven drugs beside diazepam; none was added to it."""
    printed = {row["drug"] for row in golden("joint_guideline_table7.csv")}
    assert set(TABLES["vadod2021"].cells) == printed | {"diazepam"}


def test_H01_what_ashton_adds_is_marked_unverified():
    """Cells that the joint guideline does not print were seen by nobody."""
    printed = {row["drug"] for row in golden("joint_guideline_table7.csv")}
    added = set(TABLES["ashton2002"].cells) - printed - {"diazepam"}
    for drug in added:
        cell = TABLES["ashton2002"].cells[drug]
        assert (cell.mark, cell.work) == (Mark.UNVERIFIED, "curator_knowledge")


@pytest.mark.parametrize("row", golden("spread.csv"), ids=lambda row: row["drug"])
def test_H01_the_spread_between_tables_equals_a_second_transcription(row):
    """Lowest and highest over all tables that count: no cell slipped by a factor."""
    found = [
        bounds(table.cells[row["drug"]])
        for table in COUNTING
        if row["drug"] in table.cells
    ]
    assert min(low for low, _ in found) == Mass.mg(row["low_mg"])
    assert max(high for _, high in found) == Mass.mg(row["high_mg"])


def test_H01_every_drug_but_none_is_in_the_spread():
    """All 27 drugs have at least one table that counts."""
    assert {row["drug"] for row in golden("spread.csv")} == set(load_formulary().drugs)


@pytest.mark.parametrize(
    ("drug", "mg", "low", "high"),
    [
        ("lorazepam", "1.5", "15", "15"),
        ("lorazepam", "2", "20", "20"),
        ("lorazepam", "3", "30", "30"),
        ("oxazepam", "75", "37.5", "37.5"),
        ("oxazepam", "255", "127.5", "127.5"),
        ("bromazepam", "3", "5", "6"),
        ("nitrazepam", "22", "22", "22"),
        ("zolpidem", "50", "25", "25"),
        ("clorazepate", "80", "160/3", "160/3"),
        ("alprazolam", "1.25", "25", "25"),
        ("clonazepam", "1", "20", "20"),
        ("estazolam", "2", "10", "20"),
        ("flurazepam", "30", "10", "20"),
    ],
)
def test_H01_printed_conversions_come_out_the_same(drug, mg, low, high):
    """Examples that the German Ashton community prints (work ``adfd``), and ours."""
    cell = TABLES["ashton2002"].cells[drug]
    assert cell.lowest_mg(Mass.mg(mg)) == Fraction(low)
    assert cell.highest_mg(Mass.mg(mg)) == Fraction(high)


@pytest.mark.parametrize("table", TABLES)
def test_H01_diazepam_is_diazepam(table):
    """Ten milligrams of it are ten milligrams of it, wherever it is printed."""
    cell = TABLES[table].cells.get("diazepam")
    if cell is not None:
        assert cell.highest_mg(Mass.mg(10)) == cell.lowest_mg(Mass.mg(10)) == 10


@given(cells, amounts, amounts)
def test_H01_more_drug_is_never_less_diazepam(cell, one, other):
    """The direction of a conversion is never reversed."""
    less, more = sorted((one, other))
    assert cell.lowest_mg(less) <= cell.lowest_mg(more)
    assert cell.highest_mg(less) <= cell.highest_mg(more)
    assert (less < more) == (cell.highest_mg(less) < cell.highest_mg(more))


@given(cells, amounts)
def test_H01_a_range_is_never_turned_round(cell, amount):
    """The potent end rates risk and is never below the weak end."""
    assert 0 < cell.lowest_mg(amount) <= cell.highest_mg(amount)


@given(cells, amounts, st.integers(1, 100))
def test_H05_ten_times_the_dose_is_ten_times_the_equivalent(cell, amount, factor):
    """Conversion is exact and proportional: nothing is rounded."""
    assert cell.highest_mg(amount.times(factor)) == factor * cell.highest_mg(amount)
    assert cell.lowest_mg(amount.times(factor)) == factor * cell.lowest_mg(amount)


@given(cells, amounts)
def test_H01_there_and_back_by_one_table_holds_the_dose(cell, amount):
    """Drug to diazepam and back: the dose lies within what the table's range gives."""
    back_low = cell.lowest_mg(amount) * cell.low.nanograms / 10
    back_high = cell.highest_mg(amount) * cell.high.nanograms / 10
    assert back_low <= amount.nanograms <= back_high
    if cell.low == cell.high:
        assert back_low == back_high == amount.nanograms


@pytest.mark.parametrize("row", golden("spread.csv"), ids=lambda row: row["drug"])
def test_H01_there_and_back_by_two_tables_stays_within_the_spread(row):
    """The worst pair of tables changes a dose by the spread, at most fourfold."""
    spread = Fraction(row["high_mg"]) / Fraction(row["low_mg"])
    found = [bounds(t.cells[row["drug"]]) for t in COUNTING if row["drug"] in t.cells]
    factors = [
        Fraction(back.nanograms, there.nanograms)
        for one in found
        for other in found
        for there in one
        for back in other
    ]
    assert 1 / spread == min(factors) and max(factors) == spread <= 4


@pytest.mark.parametrize(("table", "drug"), CELLS)
def test_H01_no_cell_is_zero_or_upside_down(table, drug):
    """Every cell says its drug, a mass above zero, and a range in order."""
    cell = TABLES[table].cells[drug]
    assert cell.drug == drug
    assert Mass(0) < cell.low <= cell.high
    assert cell.point is None or cell.low <= cell.point <= cell.high


@pytest.mark.parametrize(("table", "drug"), CELLS)
def test_H01_the_words_of_the_original_give_the_cell(table, drug):
    """Where a cell keeps what was printed, doubling it from 5 to 10 mg gives it."""
    cell = TABLES[table].cells[drug]
    found = set()
    for printed in cell.raw.split(", ") if cell.raw else ():
        doses, basis = printed.split(" for diazepam ")
        for dose in doses.split("-"):
            found.add(Mass.mg(Fraction(dose) * 10 / Fraction(basis)))
    if found:
        assert (cell.low, cell.high) == (min(found), max(found))


def test_a_cell_seen_elsewhere_keeps_its_own_work():
    """The phenazepam cell comes from another page than its table."""
    assert TABLES["wikipedia"].cells["phenazepam"].work == "wikipedia_phenazepam"
    assert TABLES["wikipedia"].cells["etizolam"].work == ""


def test_a_point_value_is_kept_beside_its_range():
    """ClinCalc prints 1.3 mg of lorazepam within 1 to 4 mg."""
    cell = TABLES["clincalc"].cells["lorazepam"]
    assert cell.point == Mass.mg("1.3")
    assert [
        t.id for t in TABLES.values() if any(c.point for c in t.cells.values())
    ] == ["clincalc"]


def test_tables_without_an_author_or_from_memory_do_not_count():
    """They are kept as warnings only."""
    ignored = {table.id for table in TABLES.values() if not table.counts}
    assert ignored == {"maudsley_memory", "uk_unnamed"}
    assert "Not seen" in TABLES["maudsley_memory"].note
    assert all(table.basis.endswith("diazepam 10 mg") for table in TABLES.values())
