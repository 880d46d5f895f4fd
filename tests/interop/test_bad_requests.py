"""Every bad request is refused with one sentence that names the field."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bad_input import BAD_REQUESTS, NAMES
from factories import FORMULARY, request_document, request_of_dose
from stepwell.interop.errors import InputError
from stepwell.interop.request_reader import read_request
from stepwell.safety.scale import Scale


def complaint(document):
    with pytest.raises(InputError) as caught:
        read_request(document, FORMULARY)
    return str(caught.value)


@pytest.mark.parametrize(("name", "document", "beginning"), BAD_REQUESTS, ids=NAMES)
def test_names_the_field(name, document, beginning):
    """The sentence begins with the dotted name of the field, on one line."""
    sentence = complaint(document)
    assert sentence.startswith(beginning)
    assert "\n" not in sentence
    assert len(sentence) < 400


def test_brand_is_suggested_not_accepted():
    """A brand name leads to the generic one and is never taken for it."""
    assert "lorazepam" in complaint(request_of_dose("1 mg", "Ativan"))


def test_misspelt_key_and_flag_get_the_nearest():
    """What is misspelt is answered with what was probably meant."""
    assert "current" in complaint(request_document(curent=[]))
    sentence = complaint(request_document(person={"flags": ["opiod"]}))
    assert sentence.startswith("person.flags[0]: ")
    assert "opioid" in sentence


def test_pairs_of_pace_are_explained():
    """Percent, points and milligrams are never mixed silently."""
    document = request_document(pace={"shape": "hyperbolic", "reduction_percent": 5})
    sentence = complaint(document)
    for words in ("proportional or linear", "hyperbolic", "reduction with linear"):
        assert words in sentence


def test_capsules_are_never_split():
    """A compounded capsule cannot be halved, and the sentence says why."""
    capsule = {
        "id": "custom/l-1",
        "drug": "lorazepam",
        "form": "capsule",
        "strength_mg": "1",
        "smallest_piece": "half",
    }
    assert "never split" in complaint(request_document(custom_products=[capsule]))


def test_implausible_dose_asks_about_the_decimal_point():
    """A tenfold slip is caught, and a true high dose is sent to a specialist."""
    sentence = complaint(request_of_dose("50 mg", "clonazepam"))
    for words in ("decimal point", "specialist or a hospital", "soyka2017"):
        assert words in sentence


@pytest.mark.parametrize("drug", sorted(FORMULARY.drugs))
@pytest.mark.parametrize("factor", [10, 1000])
def test_tenfold_slip_of_a_high_dose_is_refused_for_every_drug(drug, factor):
    """Ten and a thousand times a dose worth 10 mg of diazepam never pass."""
    for table in ("ashton2002", "vadod2021"):
        usual = Scale.using(FORMULARY, table).equivalent(drug).low
        slipped = Decimal(usual.mg_text) * factor
        document = request_of_dose(f"{slipped:f} mg", drug)
        sentence = complaint({**document, "equivalence": table})
        assert sentence.startswith("current[0].dose: ")


def test_drug_without_any_table_is_not_planned_with():
    """What no table compares with diazepam cannot be judged, so it is refused."""
    tables = {
        name: replace(
            table,
            cells={
                drug: cell for drug, cell in table.cells.items() if drug != "zopiclone"
            },
        )
        for name, table in FORMULARY.tables.items()
    }
    formulary = replace(FORMULARY, tables=tables)
    with pytest.raises(InputError, match="ask your prescriber"):
        read_request(request_of_dose("7.5 mg", "zopiclone"), formulary)


def test_product_that_is_not_planned_with_says_why():
    """A known product that no plan may use is refused with its reason."""
    product = next(each for each in FORMULARY.products.values() if not each.planned)
    document = request_of_dose("1 mg", product.drug)
    sentence = complaint(
        {**document, "market": product.market, "products": [product.id]}
    )
    assert "not planned with" in sentence


def test_hostile_text_is_shown_harmlessly():
    """Nothing foreign reaches the terminal that it would obey."""
    sentence = complaint(request_document(market="\x1b[31mred\x07" * 20))
    assert sentence.isprintable()
