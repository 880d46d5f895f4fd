"""What makes sleepy beside the medicine is known by name, too (H29)."""

from datetime import date

import pytest

from factories import FORMULARY, findings_of, make_person, request_case
from stepwell.plan.person import Flag
from stepwell.plan.request import CoDrug
from stepwell.safety.companion_list import load_companions
from stepwell.safety.companion_words import cautions_about
from stepwell.safety.companions import SEDATING, companions_of
from stepwell.sources import load_bibliography


LONG_AGO, START = date(2020, 1, 1), date(2027, 1, 4)


def beside(*names, flags=(), **days):
    """What is found beside the medicine, as it is said."""
    when = days or {"started": LONG_AGO}
    co_drugs = tuple(CoDrug(name, **when) for name in names)
    case = request_case(person=make_person(*flags), co_drugs=co_drugs)
    return [each.said for each in companions_of(case, *SEDATING)]


@pytest.mark.parametrize(
    "name",
    [
        "oxycodone",
        "Oxycodone hydrochloride 10 mg",
        "OxyContin",
        "methadone",
        "L-Polamidon",
        "buprenorphine/naloxone",
        "Suboxone",
        "tramadol",
        "codeine",
        "co-codamol 30/500",
        "Tapentadol",
        "MORPHIN",
    ],
)
def test_H29_an_opioid_is_known_by_its_name(name):
    """International names and brands, with strength, salt or a second drug."""
    assert beside(name) == [f"an opioid ({name})"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("alcohol", "alcohol"),
        ("red wine", "alcohol (red wine)"),
        ("Lyrica", "a gabapentinoid (Lyrica)"),
        ("gabapentin", "a gabapentinoid (gabapentin)"),
        ("zopiclone", "other sedatives (zopiclone)"),
        ("promethazine", "other sedatives (promethazine)"),
    ],
)
def test_H29_so_are_alcohol_gabapentinoids_z_drugs_and_old_antihistamines(name, said):
    """Each under its class, with the name that was written."""
    assert beside(name) == [said]


@pytest.mark.parametrize(
    "name", ["fluvoxamine", "ginkgo", "naloxone", "cetirizine", "rumex", "loxapine"]
)
def test_only_whole_words_are_names(name):
    """Gin is no ginkgo; naloxone and cetirizine are none of these."""
    assert beside(name) == []


def test_a_flag_and_a_name_of_one_class_are_one_thing():
    """Two names are two, and the same name twice is one."""
    assert beside("tramadol", flags=["opioid"]) == ["an opioid (tramadol)"]
    twice = beside("tramadol", "Codeine", "TRAMADOL", flags=["opioid"])
    assert twice == ["an opioid (TRAMADOL and Codeine)"]


@pytest.mark.parametrize(
    ("days", "taken"),
    [
        ({"started": date(2027, 5, 1)}, True),
        ({"stopped": date(2027, 1, 5)}, True),
        ({"stopped": START}, False),
        ({"started": LONG_AGO, "stopped": date(2026, 12, 1)}, False),
    ],
)
def test_H29_what_is_taken_at_the_time_of_the_plan_counts(days, taken):
    """Not what was stopped by its first day."""
    assert bool(beside("morphine", **days)) is taken


def test_the_medicine_itself_is_not_beside_itself():
    """Lorazepam is what is reduced; diazepam would be another."""
    assert beside("Lorazepam") == []
    assert beside("diazepam") == ["other sedatives (diazepam)"]


def test_H29_each_class_stands_under_its_flag():
    """In the order asked, whether it was told by flag or by name."""
    person = make_person(Flag.ALCOHOL)
    case = request_case(person=person, co_drugs=(CoDrug("tramadol", LONG_AGO),))
    found = companions_of(case, Flag.OPIOID, Flag.GABAPENTINOID, Flag.ALCOHOL)
    assert [each.flag for each in found] == [Flag.OPIOID, Flag.ALCOHOL]


@pytest.mark.parametrize("rule", ["G09", "G17", "G19", "G33"])
def test_H29_a_name_says_to_every_rule_what_the_flag_says(rule):
    """Only that the name stands beside the class."""
    dose = {("lorazepam", "bedtime"): "4 mg"}
    named = request_case(current=dose, co_drugs=(CoDrug("oxycodone", LONG_AGO),))
    flagged = request_case(current=dose, person=make_person("opioid"))
    texts = [finding.text for finding in findings_of(rule, flagged)]
    assert texts
    assert [
        found.text.replace(" (oxycodone)", "") for found in findings_of(rule, named)
    ] == texts


def test_every_class_stands_for_a_flag_and_names_works_that_exist():
    """Each flag once; verified names come from a work besides our own knowledge."""
    works = load_bibliography()
    classes = load_companions()
    assert sorted(each.flag for each in classes) == sorted(SEDATING)
    for known in classes:
        assert all(work in works for work in known.works)
        assert not known.verified or known.works != ("curator_knowledge",)
        names = [name.casefold() for name in (*known.verified, *known.unverified)]
        assert len(names) == len(set(names))


def test_every_drug_of_the_formulary_is_known():
    """Another benzodiazepine or Z-drug beside the medicine is a sedative."""
    [sedatives] = [each for each in load_companions() if each.flag == "other_sedatives"]
    assert all(sedatives.names_one(drug) for drug in FORMULARY.drugs)
    assert Flag.OTHER_SEDATIVES in SEDATING


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Oxycodone 10 mg", ["naloxone", "make you very sleepy"]),
        ("red wine", ["make you very sleepy"]),
        ("vitamin C", []),
    ],
)
def test_H29_a_name_alone_is_answered_with_the_words_of_the_rules(name, said):
    """On the day on which somebody writes it down; nothing of what is not known."""
    found = list(cautions_about(name))
    assert len(found) == len(said)
    assert all(words in text for words, text in zip(said, found, strict=True))
    named = request_case(co_drugs=(CoDrug(name, LONG_AGO),))
    texts = [each.text for rule in ("G17", "G19") for each in findings_of(rule, named)]
    assert set(found) <= set(texts)
