"""Names that look alike are never taken for each other (H03)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.formulary import UnknownNameError, load_formulary


FORMULARY = load_formulary()
NAMES = sorted(FORMULARY.drugs)
LOOK_ALIKES = [
    ("lorazepam", "lormetazepam", "loprazolam"),
    ("clonazepam", "clobazam", "clorazepate"),
    ("alprazolam", "loprazolam", "triazolam"),
    ("prazepam", "quazepam", "oxazepam"),
    ("nitrazepam", "nordazepam", "flunitrazepam"),
    ("estazolam", "etizolam", "midazolam"),
    ("zopiclone", "eszopiclone", "zolpidem"),
    ("temazepam", "diazepam", "flurazepam"),
]


def suggested(name):
    """Give what the refusal of a name offers instead, in its order."""
    with pytest.raises(UnknownNameError) as problem:
        FORMULARY.drug(name)
    sentence = str(problem.value)
    return sentence.partition("the nearest: ")[2].split(", ")


def one_slip_from(name):
    """Every way to leave out, swap or double one letter of a name."""
    for at in range(len(name)):
        yield name[:at] + name[at + 1 :]
        yield name[:at] + name[at] + name[at:]
        yield name[:at] + name[at : at + 2][::-1] + name[at + 2 :]


@pytest.mark.parametrize("name", NAMES)
def test_H03_an_exact_name_is_that_drug(name):
    """Whatever its neighbours are called."""
    assert FORMULARY.drug(name).id == name


@pytest.mark.parametrize("group", LOOK_ALIKES, ids="-".join)
def test_H03_look_alike_names_stay_apart(group):
    """An exact name is never replaced by a neighbour, nor are its products."""
    found = [FORMULARY.drug(name) for name in group]
    assert [drug.id for drug in found] == list(group)
    products = [
        {product.id for product in FORMULARY.products_of(name, market)}
        for name in group
        for market in ("us", "gb", "ca", "au", "de")
    ]
    named = [product for each in products for product in each]
    assert len(named) == len(set(named))
    for name in group:
        for market in ("us", "gb", "ca", "au", "de"):
            for product in FORMULARY.products_of(name, market):
                assert product.id.split("/")[:2] == [market, name]


@pytest.mark.parametrize("name", NAMES)
def test_H03_a_misspelt_name_is_refused_and_the_right_one_offered(name):
    """One slip never finds a drug, not even the right one: a person chooses."""
    for slip in set(one_slip_from(name)) - set(NAMES):
        assert name in suggested(slip), slip


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("lorazapam", "lorazepam"),
        ("lormetazapam", "lormetazepam"),
        ("clonazapam", "clonazepam"),
        ("clobazem", "clobazam"),
        ("clorazapate", "clorazepate"),
        ("diazapam", "diazepam"),
        ("Lorazepam", "lorazepam"),
        ("LORAZEPAM", "lorazepam"),
        ("lorazepam ", "lorazepam"),
        ("zolpidem tartrate", "zolpidem"),
        ("Nordiazepam", "nordazepam"),
    ],
)
def test_H03_the_nearest_name_comes_first(typed, meant):
    """A usual slip offers the drug that was meant before its neighbours."""
    assert suggested(typed)[0] == meant


@pytest.mark.parametrize(
    ("brand", "drug"),
    [
        ("Xanax", "alprazolam"),
        ("xanax", "alprazolam"),
        ("Ativan", "lorazepam"),
        ("Klonopin", "clonazepam"),
        ("Ambien", "zolpidem"),
        ("Lunesta", "eszopiclone"),
        ("Halcion", "triazolam"),
        ("Onfi", "clobazam"),
    ],
)
def test_H03_a_brand_is_only_ever_suggested(brand, drug):
    """A brand name is not a drug: it offers the drug first and finds none."""
    assert suggested(brand)[0] == drug


def test_H03_a_brand_belongs_to_one_drug():
    """No brand or other spelling stands for two drugs, or for another's name."""
    owners = {}
    for drug in FORMULARY.drugs.values():
        for name in (drug.id, *drug.brand_names, *drug.also_written):
            assert owners.setdefault(name.lower(), drug.id) == drug.id


@given(st.text(max_size=100))
def test_H03_any_other_text_finds_nothing(text):
    """Only the 27 exact names find a drug; everything else is refused in short."""
    if text not in FORMULARY.drugs:
        with pytest.raises(UnknownNameError) as problem:
            FORMULARY.drug(text)
        assert len(str(problem.value)) < 160


def test_a_name_like_no_other_is_told_where_to_look():
    """Without a neighbour there is no guess."""
    with pytest.raises(UnknownNameError, match=r"\./stepwell drugs lists"):
        FORMULARY.drug("xyzzy")
