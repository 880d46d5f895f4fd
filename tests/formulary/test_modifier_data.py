"""The modifiers of the drugs: each usable number stands in the notes, and no other."""

import csv
from fractions import Fraction
from pathlib import Path

import pytest

from stepwell.formulary import ModifierKind, load_formulary
from stepwell.sources import Mark


FORMULARY = load_formulary()
ROWS = [
    (drug, modifier) for drug in FORMULARY.drugs.values() for modifier in drug.modifiers
]
ROUNDED = Fraction(1, 100)
"""How far a number that was divided may lie from the notes: two or three digits."""
with (Path(__file__).parent / "golden/modifiers.csv").open(encoding="utf-8") as file:
    GOLDEN = list(csv.DictReader(file))


def number(written):
    """A number as the golden table writes it: ``0.35``, or ``1/1.64``."""
    over, _, under = written.partition("/")
    return Fraction(over) / Fraction(under or 1)


def chosen_by(modifier):
    """Everything that chooses a modifier: its co-drugs, a flag, an age."""
    age = f"age {modifier.from_age}"
    applies = age if modifier.applies_to == "age" else modifier.applies_to
    return [*modifier.co_drugs, *([applies] if applies else [])]


def clearance_rows():
    return {
        (drug.id, modifier.analyte, who): modifier
        for drug, modifier in ROWS
        for who in chosen_by(modifier)
        if modifier.clearance is not None
    }


def modifier_of(drug, factor):
    """The row of a drug with a factor."""
    [found] = [each for each in FORMULARY.drug(drug).modifiers if each.factor == factor]
    return found


@pytest.mark.parametrize("row", GOLDEN, ids=lambda row: f"{row['drug']} {row['for']}")
def test_H01_each_multiplier_of_a_clearance_is_that_of_the_notes(row):
    """For every analyte and every co-drug, flag or age that changes its clearance."""
    modifier = clearance_rows()[row["drug"], row["analyte"], row["for"]]
    for end in ("low", "typical", "high"):
        known = number(row[end])
        held = Fraction(getattr(modifier.clearance, end))
        exact = "/" not in row[end]
        assert held == known if exact else abs(held / known - 1) < ROUNDED
    assert modifier.mark == row["mark"]


def test_no_clearance_is_changed_without_a_row_in_the_notes():
    """The data hold no flag, age or co-drug that the golden table lacks."""
    listed = {(row["drug"], row["analyte"], row["for"]) for row in GOLDEN}
    assert set(clearance_rows()) == listed
    assert len(listed) == len(GOLDEN)


@pytest.mark.parametrize(
    ("drug", "co_drug", "exposure"),
    [
        ("diazepam", "fluvoxamine", "2.9"),
        ("diazepam", "carbamazepine", "0.33"),
        ("diazepam", "rifampicin", "0.25"),
        ("diazepam", "omeprazole", "1.35"),
        ("alprazolam", "ketoconazole", "3.98"),
        ("alprazolam", "itraconazole", "2.66"),
        ("alprazolam", "nefazodone", "1.98"),
        ("alprazolam", "ritonavir", "2.4"),
        ("alprazolam", "fluvoxamine", "2"),
        ("alprazolam", "oral contraceptive", "1.28"),
        ("alprazolam", "carbamazepine", "0.43"),
        ("triazolam", "itraconazole", "22"),
        ("midazolam", "rifampicin", "0.04"),
    ],
)
def test_known_pairs_change_the_exposure_as_published(drug, co_drug, exposure):
    """Within what the published ratios are rounded to."""
    [modifier] = FORMULARY.drug(drug).modifiers_by(co_drug)
    found = 1 / Fraction(modifier.clearance.typical)
    assert abs(found / Fraction(exposure) - 1) < Fraction(2, 100)


def test_a_co_drug_is_found_in_capitals_too():
    """Rifampin is the rifampicin of the us; what is not known changes nothing."""
    diazepam = FORMULARY.drug("diazepam")
    assert diazepam.modifiers_by("RIFAMPIN") == diazepam.modifiers_by(" rifampicin")
    assert diazepam.modifiers_by("lithium") == ()


def test_poor_metabolisers_of_diazepam_have_one_row_for_each_analyte():
    """Half the clearance, at worst 0.14 of it; the studies with other values rest."""
    diazepam = FORMULARY.drug("diazepam")
    rows = [
        each
        for each in diazepam.modifiers
        if each.applies_to == "cyp2c19_poor_metaboliser"
    ]
    assert [each.analyte for each in rows] == ["diazepam", "nordazepam"]
    resting = [
        each
        for each in diazepam.modifiers
        if each.kind is ModifierKind.GENOTYPE and each not in rows
    ]
    assert len(resting) == 4


def test_the_volume_of_diazepam_follows_the_age_and_its_clearance_does_not():
    """Above 45 years the volumes and the flow are those of age/40."""
    factor = "age: half-life in hours about equal to age in years"
    modifier = modifier_of("diazepam", factor)
    assert (modifier.from_age, modifier.volume_age_divisor) == (46, 40)
    assert modifier.clearance is modifier.volume is None
    assert modifier.mark is Mark.DERIVED
    divided = [each for _, each in ROWS if each.volume_age_divisor is not None]
    assert divided == [modifier]


def test_a_volume_is_changed_in_two_drugs_only():
    """Nitrazepam grows wider with age, bromazepam narrower."""
    volumes = {drug.id: each.volume for drug, each in ROWS if each.volume is not None}
    assert {drug: str(span.typical) for drug, span in volumes.items()} == {
        "bromazepam": "0.61",
        "nitrazepam": "1.55",
    }


@pytest.mark.parametrize(
    ("drug", "factor"),
    [
        ("alprazolam", "obesity"),
        ("alprazolam", "smoking"),
        ("bromazepam", "propranolol"),
        ("clobazam", "alcohol"),
        ("clonazepam", "age, liver"),
        ("clorazepate", "raised gastric pH, antacid"),
        ("diazepam", "food"),
        ("diazepam", "less plasma binding, obesity"),
        ("diazepam", "CYP2C19 poor against extensive metabolisers (Chinese)"),
        ("diazepam", "CYP2C19 poor against extensive metabolisers (white)"),
        ("oxazepam", "smoking (more than 20 cigarettes)"),
        ("oxazepam", "renal failure"),
        ("phenazepam", "all factors"),
        ("prazepam", "as nordazepam"),
        ("quazepam", "all factors"),
        ("temazepam", "women against men"),
        ("temazepam", "oral contraceptive"),
        ("zolpidem", "women against men"),
    ],
)
def test_what_is_unclear_gives_a_model_no_number(drug, factor):
    """Food, sex, smoking, weight and hints of a direction stay words."""
    modifier = modifier_of(drug, factor)
    assert modifier.clearance is modifier.volume is None
    assert chosen_by(modifier) == []


@pytest.mark.parametrize(
    ("drug", "factor", "clearance"),
    [
        ("bromazepam", "itraconazole or fluconazole", "1"),
        ("diazepam", "CYP2C19 wt/wt (Chinese)", "1"),
        ("diazepam", "CYP2C19 wt/*2", "0.37"),
        ("diazepam", "omeprazole 40 mg, white extensive metabolisers", "0.62"),
        ("diazepam", "omeprazole 40 mg, Chinese extensive metabolisers", "0.79"),
        ("diazepam", "high circulating nordazepam (about 1000 ng/mL)", "0.575"),
        ("estazolam", "itraconazole", "1"),
    ],
)
def test_a_number_that_nothing_chooses_is_kept_beside(drug, factor, clearance):
    """No effect, a reference group, or a study whose range another row gives."""
    modifier = modifier_of(drug, factor)
    assert str(modifier.clearance.typical) == clearance
    assert chosen_by(modifier) == []


def test_what_was_divided_says_so_and_is_derived_at_best():
    """A ratio of exposures or half-lives that was seen is no clearance seen."""
    divided = [
        each
        for _, each in ROWS
        if each.parameter in ("AUC", "thalf") and each.clearance is not None
    ]
    assert len(divided) == 26
    for modifier in divided:
        assert modifier.mark is not Mark.VERIFIED, modifier.factor
        exposure = "Clearance taken as 1/AUC ratio"
        words = exposure if modifier.parameter == "AUC" else "Assumption: "
        assert words in modifier.note, modifier.factor


def test_multipliers_stay_as_they_were_written():
    """The words of the notes are kept beside what a model uses."""
    written = {each.multiplier for _, each in ROWS}
    assert {"0.376", "22 or more", "1 / 1.33 / 1.78", "age/20 relative to age 20"} < (
        written
    )
    assert len(ROWS) == 88


def test_every_analyte_is_the_drug_or_one_of_its_metabolites():
    """A multiplier is never of something that the drug does not become."""
    assert all(modifier.analyte in drug.analytes for drug, modifier in ROWS)
    assert FORMULARY.drug("diazepam").analytes == (
        "diazepam",
        "nordazepam",
        "temazepam",
        "oxazepam",
    )
