"""What the data files hold: all of it, and from named sources."""

import csv
import tomllib
from collections import Counter, defaultdict
from fractions import Fraction
from importlib.resources import files
from itertools import chain
from pathlib import Path

import pytest

from stepwell.formulary import MARKETS, Score, SmallestPiece, load_formulary
from stepwell.quantities import Mass
from stepwell.sources import Mark, load_bibliography


FORMULARY = load_formulary()
PRODUCTS = list(FORMULARY.products.values())
DATA = files("stepwell.formulary").joinpath("data")
GOLDEN = Path(__file__).parent / "golden"
DIVIDED_BY_NOBODY = (
    "capsule",
    "extended",
    "oral film",
    "disintegrating",
    "sublingual",
    "spray",
    "drops",
    "solution",
    "suspension",
    "concentrate",
    "syrup",
)
QUARTERED = {"us/alprazolam/tablet/2", "de/bromazepam/tablet/6"}
"""The only two tablets whose label shows three lines."""


def golden(name):
    with (GOLDEN / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def works_in(value):
    """Give every work id that stands anywhere in a document."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "work":
                yield inner
            elif key == "works":
                yield from inner
            else:
                yield from works_in(inner)
    elif isinstance(value, list):
        yield from chain.from_iterable(works_in(inner) for inner in value)


def documents():
    for folder in ("drugs", "products", "equivalence"):
        for file in DATA.joinpath(folder).iterdir():
            yield file.name, tomllib.loads(file.read_text("utf-8"))
    wrong = DATA.joinpath("known_wrong.toml")
    yield wrong.name, tomllib.loads(wrong.read_text("utf-8"))


def test_the_formulary_is_complete():
    """27 drugs in 30 formulations, 5 markets and 12 tables: none is lost in loading."""
    formulations = [
        each for drug in FORMULARY.drugs.values() for each in drug.formulations
    ]
    assert len(FORMULARY.drugs) == 27
    assert len(formulations) == len({each.id for each in formulations}) == 30
    assert {product.market for product in PRODUCTS} == set(MARKETS)
    assert len(MARKETS) == 5
    assert len(FORMULARY.tables) == 12


def test_every_file_is_named_after_what_it_holds():
    """lorazepam.toml holds lorazepam, us.toml the products of the us."""
    for name, document in documents():
        if name != "known_wrong.toml":
            assert document.get("id", document.get("market")) == name[: -len(".toml")]


def test_every_work_id_resolves():
    """No number points at a work that the bibliography does not have."""
    known = load_bibliography()
    missing = {
        (name, work)
        for name, document in documents()
        for work in works_in(document)
        if work not in known
    }
    assert missing == set()


def test_every_product_and_every_kinetic_value_names_a_work():
    """A value without a source cannot be checked by anybody."""
    for product in PRODUCTS:
        assert product.works, product.id
    for drug in FORMULARY.drugs.values():
        assert drug.course.works and drug.course.text in (
            "short",
            "intermediate",
            "long",
        )
        for formulation in drug.formulations:
            assert formulation.works, formulation.id
            for name, value in formulation.values.items():
                assert value.works, (formulation.id, name)
                assert value.value is not None or value.text, (formulation.id, name)


def test_products_and_cells_are_of_known_drugs():
    """Nothing is sold or converted that the formulary does not describe."""
    assert {product.drug for product in PRODUCTS} <= set(FORMULARY.drugs)
    for table in FORMULARY.tables.values():
        assert set(table.cells) <= set(FORMULARY.drugs), table.id


def test_H03_a_product_id_says_market_drug_form_and_strength():
    """The id is read by people: what it says is what the product is."""
    for product in PRODUCTS:
        size = (
            product.strength.mg_text
            if product.strength
            else (product.concentration.mg_per_ml_text)
        )
        form = product.form.replace(" ", "-")
        assert product.id == f"{product.market}/{product.drug}/{form}/{size}"


def test_H03_every_strength_is_the_transcribed_one():
    """Strengths agree, form by form and market by market, with a second list."""
    transcribed = {
        (row["market"], row["drug"], row["form"]): [
            Mass.mg(strength) for strength in row["strengths_mg"].split()
        ]
        for row in golden("strengths.csv")
    }
    loaded = defaultdict(list)
    for product in PRODUCTS:
        if product.strength:
            loaded[product.market, product.drug, product.form].append(product.strength)
    assert {key: sorted(found) for key, found in loaded.items()} == transcribed


def test_H12_every_concentration_is_the_transcribed_one():
    """Milligrams per millilitre agree with a second list."""
    transcribed = Counter(tuple(row.values()) for row in golden("liquids.csv"))
    assert transcribed == Counter(
        (each.market, each.drug, each.form, each.concentration.mg_per_ml_text)
        for each in PRODUCTS
        if each.concentration
    )


def test_H02_every_strength_is_plausible():
    """One unit is worth half to 60 mg of diazepam by each table that counts."""
    for table in FORMULARY.tables.values():
        for product in PRODUCTS:
            cell = table.cells.get(product.drug)
            if cell is not None and table.counts and product.strength:
                weak, potent = cell.point or cell.high, cell.point or cell.low
                least = Fraction(10 * product.strength.nanograms, weak.nanograms)
                most = Fraction(10 * product.strength.nanograms, potent.nanograms)
                assert Fraction(1, 2) <= least <= most <= 60, (product.id, table.id)


def test_H04_nothing_that_must_stay_whole_may_be_divided():
    """Extended-release, capsule, film, ODT, sublingual: one is the smallest piece."""
    whole = [
        product
        for product in PRODUCTS
        if product.extended_release
        or any(word in product.form for word in DIVIDED_BY_NOBODY)
    ]
    assert len(whole) > 70
    for product in whole:
        assert product.smallest_piece is SmallestPiece.WHOLE, product.id
        assert product.must_stay_whole, product.id


def test_H03_extended_release_is_said_in_the_form():
    """No extended-release product looks like an immediate one, or the reverse."""
    for product in PRODUCTS:
        assert product.extended_release == ("extended-release" in product.form)


def test_H04_only_two_named_tablets_may_be_quartered():
    """A quarter needs a label that shows it."""
    quartered = {
        product.id
        for product in PRODUCTS
        if product.smallest_piece is SmallestPiece.QUARTER
    }
    assert quartered == QUARTERED


def test_H04_a_tablet_known_to_have_no_line_is_not_halved():
    """Unless it is said to be off licence."""
    for product in PRODUCTS:
        if product.score is Score.UNSCORED and product.score_mark is Mark.VERIFIED:
            divided = product.smallest_piece is not SmallestPiece.WHOLE
            assert not divided or product.off_licence_half, product.id


def test_H05_every_piece_of_every_tablet_has_an_exact_mass():
    """No permitted piece falls between two nanograms."""
    for product in PRODUCTS:
        if product.strength:
            piece = product.strength.times(product.smallest_piece.fraction)
            assert piece.times(1 / product.smallest_piece.fraction) == product.strength


def test_a_product_that_is_not_planned_with_says_why():
    """Two are known and left out: a syrup for procedures and a spray."""
    left_out = {product.id for product in PRODUCTS if not product.planned}
    assert left_out == {"us/midazolam/oral-syrup/2", "us/zolpidem/oral-spray/5"}
    for product_id in left_out:
        assert FORMULARY.products[product_id].reason_not_planned


def test_the_portions_of_an_extended_release_are_kept():
    """Zolpidem CR gives 60 % at once and 40 % later; together they are the whole."""
    released = {
        formulation.id: [portion["fraction"]["value"] for portion in formulation.inputs]
        for drug in FORMULARY.drugs.values()
        for formulation in drug.formulations
        if formulation.inputs
    }
    assert [str(each) for each in released["zolpidem_cr"]] == ["0.6", "0.4"]
    assert all(sum(fractions) == 1 for fractions in released.values())


def test_notes_on_the_grade_are_kept():
    """Where a grade holds for a part only, the note says so."""
    lorazepam = FORMULARY.drug("lorazepam").formulations[0]
    assert lorazepam.grade_note == "A for single doses, C for the steady state"


@pytest.mark.parametrize("drug", ["zolpidem", "zopiclone", "eszopiclone", "zaleplon"])
def test_the_four_z_drugs_are_known_as_such(drug):
    """They are short-acting and not benzodiazepines."""
    assert FORMULARY.drug(drug).is_z_drug
    assert FORMULARY.drug(drug).is_short_acting


def test_diazepam_is_neither_short_acting_nor_a_z_drug():
    """It is what others are crossed over to."""
    assert not FORMULARY.drug("diazepam").is_z_drug
    assert not FORMULARY.drug("diazepam").is_short_acting
    assert sum(drug.is_z_drug for drug in FORMULARY.drugs.values()) == 4
