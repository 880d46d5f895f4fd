"""Every bad request is refused with one sentence that names the field."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bad_input import BAD_REQUESTS, NAMES
from factories import FORMULARY, request_document, request_of_dose
from stepwell.interop.errors import InputError
from stepwell.interop.request_reader import read_request
from stepwell.plan.person import RedFlag
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


def test_the_id_of_a_compounded_product_shows_how_it_begins():
    """Nobody has to guess that it begins with custom/."""
    liquid = {
        "id": "lorazepam-0.1",
        "drug": "lorazepam",
        "form": "oral solution",
        "concentration_mg_per_ml": "0.1",
    }
    sentence = complaint(request_document(custom_products=[liquid]))
    assert sentence.startswith("custom_products[0].id: it has to begin with custom/")
    assert '"custom/lorazepam-0.1"' in sentence


def test_implausible_dose_asks_about_the_decimal_point():
    """A tenfold slip is caught, and a true high dose is sent to a specialist."""
    sentence = complaint(request_of_dose("50 mg", "clonazepam"))
    for words in (
        "counts as about 500 mg of diazepam by",
        "decimal point and the unit",
        "do not stop or cut on your own",
        "specialist or a hospital",
        "soyka2017",
    ):
        assert words in sentence


def test_red_flag_is_answered_before_the_fault():
    """Help comes first, in the same sentence; the field is still named."""
    person = {"red_flags": ["ran_out_of_supply", "seizure"], "age": "old"}
    for wrong in ({"market": "uk"}, {"person": person}, {"start": None}):
        sentence = complaint(request_document(**{"person": person, **wrong}))
        assert sentence.startswith("seizure: call your local emergency number now")
        assert "do not skip or cut the next dose" in sentence
        assert "ran out of supply: reach" in sentence
        assert "cannot be read either: " in sentence


@pytest.mark.parametrize("flag", list(RedFlag))
def test_every_red_flag_has_its_help(flag):
    """Also alone in quotes, and written with capitals and spaces."""
    written = flag.value.replace("_", " ").capitalize()
    sentence = complaint(request_document(person={"red_flags": written}))
    assert sentence.startswith(f"{flag.value.replace('_', ' ')}: ")


@pytest.mark.parametrize("flags", [None, 1, [1, {}], [], ["seizures"]])
def test_unreadable_red_flags_change_nothing(flags):
    """What cannot be made out gives the usual sentence."""
    document = request_document(person={"red_flags": flags}, market="uk")
    assert complaint(document).startswith("market: ")


def test_exact_spelling_is_offered():
    """Capitals are refused, and the spelling that is read stands there."""
    exactly = 'write it exactly so: "{}"'
    assert exactly.format("lorazepam") in complaint(
        request_of_dose("1 mg", "Lorazepam")
    )
    assert exactly.format("us") in complaint(request_document(market="US "))
    document = request_document(equivalence="Ashton2002")
    assert exactly.format("ashton2002") in complaint(document)
    document = request_document(reduce_first="Morning")
    assert exactly.format("morning") in complaint(document)


def test_unknown_table_lists_the_tables():
    """The tables are named where the name of one is wrong."""
    sentence = complaint(request_document(equivalence="ashton"))
    assert "ashton2002" in sentence
    assert "vadod2021" in sentence
    assert "drugs" not in sentence


def test_special_space_is_named():
    """A space that no eye can tell from another is not guessed away."""
    assert "plain space" in complaint(request_of_dose("1\u00a0mg"))


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
