"""The dose sentence: said for people, and read back exactly (H02, H05, H12)."""

import os
import re
from decimal import Decimal

import pytest
from hypothesis import given, settings

from dispensing.compositions import FORMS, FORMULARY, compositions
from stepwell.dispensing import dose_sentence, makeable_doses, read_dose_sentence
from stepwell.dispensing.syringes import measurable_volumes
from stepwell.formulary import MARKETS, SmallestPiece
from stepwell.plan.plan import Dose, Part
from stepwell.plan.times import DoseTime
from stepwell.quantities import Mass


MANY = 10_000 if os.environ.get("CI") == "true" else 300
NUMBER = re.compile(r"[0-9.]*[0-9][0-9.]*|\.")
ABBREVIATED = re.compile(r"\b(mcg|ug|mg|ml|g|IU|tab|tabs|caps|qd|hs|BD|TDS)\b|[µμ½¼¾,]")
WELL_WRITTEN = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]*[1-9])?")
REAL_FORMS = {product.id: product.form for product in FORMULARY.products.values()}
LIQUIDS = [product for product in FORMULARY.products.values() if product.is_liquid]
SENTENCE = (
    "Take one and a half 0.5 milligram tablets of lorazepam (0.75 milligrams)"
    " at bedtime"
)


def said_of(dose):
    """What a dose holds, as the reader of its sentence ought to give it back."""
    return [
        (
            FORMS[part.product],
            part.amount,
            part.strength,
            part.count,
            part.concentration,
            part.volume,
        )
        for part in dose.parts
    ]


@settings(max_examples=MANY)
@given(compositions())
def test_H05_what_a_sentence_says_is_what_the_dose_holds(dose):
    """Drug, time, amount and every part come back exactly as they were."""
    said = read_dose_sentence(dose_sentence(dose, FORMS))
    assert (said.drug, said.time, said.amount) == (dose.drug, dose.time, dose.amount)
    assert [
        (
            part.form,
            part.amount,
            part.strength,
            part.count,
            part.concentration,
            part.volume,
        )
        for part in said.parts
    ] == said_of(dose)


@settings(max_examples=MANY)
@given(compositions())
def test_H02_no_number_in_a_sentence_can_be_misread(dose):
    """No ``.5``, no ``5.0``, no abbreviated unit, no comma, no drawn fraction."""
    sentence = dose_sentence(dose, FORMS)
    assert not ABBREVIATED.search(sentence)
    for number in NUMBER.findall(sentence):
        assert WELL_WRITTEN.fullmatch(number), sentence


@pytest.mark.parametrize("market", MARKETS)
def test_H05_every_real_dose_of_every_drug_is_said_and_read_back(market):
    """All doses up to 10 mg that can be made of what is sold, in halves."""
    for drug in FORMULARY.drugs:
        products = FORMULARY.products_of(drug, market)
        made = makeable_doses(products, SmallestPiece.QUARTER, Mass.mg(10))
        for amount in made.ways:
            dose = Dose(DoseTime.EVENING, drug, Mass(amount), made.parts(amount))
            said = read_dose_sentence(dose_sentence(dose, REAL_FORMS))
            assert (said.drug, said.time) == (drug, DoseTime.EVENING)
            assert said.amount.nanograms == amount
            assert [part.count for part in said.parts] == [p.count for p in dose.parts]
            assert [part.form for part in said.parts] == [
                REAL_FORMS[part.product] for part in dose.parts
            ]


@pytest.mark.parametrize("product", LIQUIDS, ids=lambda product: product.id)
def test_H12_millilitres_and_milligrams_are_both_said_and_agree(product):
    """Every liquid at every measurable volume, multiplied once more by hand."""
    for volume in measurable_volumes():
        part = Part(product.id, concentration=product.concentration, volume=volume)
        dose = Dose(DoseTime.MORNING, product.drug, part.amount, (part,))
        sentence = dose_sentence(dose, REAL_FORMS)
        numbers = re.fullmatch(
            r"Take (\S+) millilitres? of (\S+) milligram per millilitre .+"
            r" of [a-z]+ \((\S+) milligrams?\) in the morning",
            sentence,
        )
        ml, mg_per_ml, mg = (Decimal(number) for number in numbers.groups())
        assert ml * mg_per_ml == mg
        assert ml == Decimal(volume.microlitres) / 1000
        assert f"({part.amount.words})" in sentence


@pytest.mark.parametrize(
    "sentence",
    [
        SENTENCE,
        "Take half a 2 milligram tablet of diazepam (1 milligram) in the morning",
        "Take a quarter of a 2 milligram tablet of alprazolam (0.5 milligrams)"
        " at midday",
        "Take one 7.5 milligram capsule of temazepam (7.5 milligrams) at bedtime",
        "Take 0.4 millilitres of 0.4 milligram per millilitre oral solution of diazepam"
        " (0.16 milligrams) in the evening",
        "Take two 5 milligram tablets plus half a 2 milligram tablet of diazepam"
        " (11 milligrams) at bedtime",
        "Take one 1 milligram tablet plus 1 millilitre of 2 milligram per millilitre"
        " oral concentrate of lorazepam (3 milligrams) at bedtime",
        "Take 1.5 millilitres of 10 milligram per millilitre oral drops of diazepam"
        " (15 milligrams) at bedtime",
        "Take twenty-one and a quarter 4 milligram tablets of diazepam (85 milligrams)"
        " at bedtime",
    ],
)
def test_sentences_as_people_would_say_them_are_read(sentence):
    """One singular, many plurals, several products."""
    said = read_dose_sentence(sentence)
    assert sum(part.amount.nanograms for part in said.parts) == said.amount.nanograms


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # numbers that are not written our way
        ("0.5 milligram", ".5 milligram"),
        ("0.5 milligram", "0.50 milligram"),
        ("0.5 milligram", "00.5 milligram"),
        ("(0.75", "(.75"),
        ("(0.75", "(0.750"),
        ("(0.75", "(0,75"),
        ("(0.75", "(0.75.0"),
        ("(0.75", "(0.0000001"),
        ("(0.75", "(0.7\u0665"),
        ("0.75 milligrams", "0.75 mg"),
        ("0.75 milligrams", "750 micrograms"),
        ("0.75 milligrams", "0.75 milligram"),
        # parts and milligrams that do not agree
        ("(0.75", "(7.5"),
        ("(0.75", "(0.5"),
        ("0.5 milligram", "5 milligram"),
        ("one and a half", "one"),
        ("one and a half", "two"),
        # words that are not ours
        ("one and a half", "1.5"),
        ("one and a half", "1 1/2"),
        ("one and a half", "one and half"),
        ("one and a half", "one and a third"),
        ("one and a half", "zero"),
        ("one and a half", ""),
        ("tablets", "tablet"),
        ("Take", "take"),
        ("Take", "Do not take"),
        ("at bedtime", "in the bedtime"),
        ("at bedtime", "at morning"),
        ("at bedtime", "at noon"),
        ("at bedtime", ""),
        ("at bedtime", "at bedtime\n"),
        ("of lorazepam", ""),
        (" tablets", ""),
        ("tablets", "tablets 5"),
        ("tablets", "tablet, two 5 milligram tablets"),
        ("tablets", "tablets or two 5 milligram tablets"),
        ("tablets", "tablets plus one"),
    ],
)
def test_H02_a_sentence_that_is_not_ours_is_refused(old, new):
    """One changed word or digit, and it is no dose sentence any more."""
    assert read_dose_sentence(SENTENCE).amount == Mass.mg("0.75")
    assert old in SENTENCE
    with pytest.raises(ValueError):
        read_dose_sentence(SENTENCE.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("0.4 millilitres", ".4 millilitres"),
        ("0.4 millilitres", "0.40 millilitres"),
        ("0.4 millilitres", "0.4 millilitre"),
        ("0.4 millilitres", "0.4 ml"),
        ("0.4 millilitres", "0.4 milligrams"),
        ("0.4 millilitres", "4 millilitres"),
        ("2 milligram per", "2.0 milligram per"),
        ("2 milligram per", "0 milligram per"),
        ("2 milligram per", "20 milligram per"),
        ("(0.8 milligrams", "(0.4 milligrams"),
        ("(0.8 milligrams", "(0.8 millilitres"),
    ],
)
def test_H12_a_liquid_that_contradicts_itself_is_refused(old, new):
    """Millilitres, strength and milligrams have to agree, each with its own unit."""
    sentence = (
        "Take 0.4 millilitres of 2 milligram per millilitre oral concentrate of"
        " lorazepam (0.8 milligrams) at bedtime"
    )
    assert read_dose_sentence(sentence).amount == Mass.mg("0.8")
    assert old in sentence
    with pytest.raises(ValueError):
        read_dose_sentence(sentence.replace(old, new, 1))
