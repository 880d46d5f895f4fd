"""G11 to G13: moving to another drug."""

from datetime import date, timedelta

import pytest

from factories import (
    FORMULARY,
    START,
    daily,
    findings_of,
    make_person,
    override,
    request_case,
    review_case,
    schedule_from,
)
from stepwell.plan.finding import Severity
from stepwell.plan.request import Author, CoDrug, Method


LORAZEPAM, DIAZEPAM = ("lorazepam", "bedtime"), ("diazepam", "bedtime")
CROSSOVER = schedule_from(
    [
        (14, {LORAZEPAM: "2 mg"}),
        (7, {LORAZEPAM: "1 mg", DIAZEPAM: "10 mg"}),
        (14, {DIAZEPAM: "20 mg"}),
    ]
)
DIRECT = schedule_from(daily("lorazepam", "2", "1.8"))


def test_H01_a_person_cannot_set_a_switch_alone():
    """A wish for a crossover by the person is a stop with both tables."""
    [finding] = findings_of("G11", request_case(method=Method.CROSSOVER))
    assert finding.severity is Severity.STOP
    assert "10 mg by vadod2021, 20 mg by ashton2002" in finding.text


def test_a_prescribers_switch_is_locked():
    """A prescriber may set it; only a prescriber may agree to it."""
    case = request_case(method=Method.CROSSOVER, **override("G11"))
    [finding] = findings_of("G11", case)
    assert finding.severity is Severity.LOCK
    assert finding.text == (
        "You set the ratio of this change of drug; here are both tables (vadod2021 and"
        " ashton2002), which do not agree (2 milligrams of lorazepam in diazepam: 10 mg"
        " by vadod2021, 20 mg by ashton2002)."
    )


def test_a_strangers_switch_is_a_caution():
    """Who wrote a reviewed schedule is not known."""
    [finding] = findings_of("G11", review_case(CROSSOVER))
    assert finding.severity is Severity.CAUTION


def test_no_switch_no_finding():
    """The same drug all along is none of this rule's business."""
    assert not findings_of("G11", request_case())
    assert not findings_of("G11", review_case(DIRECT))


def test_a_range_in_a_table_is_said_as_a_range():
    """Ashton prints estazolam as a range, so its equivalent is one too."""
    case = request_case(
        current={("estazolam", "bedtime"): "2 mg"}, method=Method.CROSSOVER
    )
    [finding] = findings_of("G11", case)
    assert "20 mg by vadod2021, 10 to 20 mg by ashton2002" in finding.text


def test_a_drug_without_a_value_is_said_to_have_none():
    """VA/DoD prints no nitrazepam, and the sentence says so."""
    case = request_case(
        current={("nitrazepam", "bedtime"): "10 mg"}, method=Method.CROSSOVER
    )
    [finding] = findings_of("G11", case)
    assert "no value in vadod2021, 10 mg by ashton2002" in finding.text


def test_a_new_drug_other_than_diazepam_is_converted_too():
    """Both the old and the new drug are said in diazepam."""
    schedule = schedule_from(
        [(14, {LORAZEPAM: "2 mg"}), (14, {("clonazepam", "bedtime"): "1 mg"})]
    )
    [finding] = findings_of("G11", review_case(schedule))
    assert "2 milligrams of lorazepam" in finding.text
    assert "1 milligram of clonazepam" in finding.text


def test_diazepam_alone_needs_no_numbers():
    """Who takes only diazepam gets the tables without a conversion."""
    case = request_case(current={DIAZEPAM: "10 mg"}, method=Method.CROSSOVER)
    [finding] = findings_of("G11", case)
    assert "(" not in finding.text


NO_DIAZEPAM = [
    ("liver_disease", "prescqipp"),
    ("severe_respiratory_disease", "curator_knowledge"),
    ("cognitive_impairment", "therapeutic_guidelines_au"),
]


@pytest.mark.parametrize(("flag", "source"), NO_DIAZEPAM)
@pytest.mark.parametrize("author", Author)
def test_some_diseases_forbid_a_move_to_diazepam(flag, source, author):
    """Liver, severe breathing and memory disease stop it, each with its source."""
    case = request_case(
        person=make_person(flag), method=Method.CROSSOVER, author=author
    )
    [finding] = findings_of("G12", case)
    assert finding.severity is Severity.STOP
    assert finding.source == source


def test_a_reviewed_move_to_diazepam_is_stopped_too():
    """The disease matters whoever wrote the schedule."""
    case = review_case(CROSSOVER, person=make_person("liver_disease"))
    assert [each.severity for each in findings_of("G12", case)] == [Severity.STOP]


def test_a_topic_to_raise_is_offered():
    """Oxazepam or lorazepam are a topic; who takes one may stay with it."""
    liver = make_person("liver_disease")
    changes = {"person": liver, "method": Method.CROSSOVER}
    clonazepam = request_case(current={("clonazepam", "bedtime"): "1 mg"}, **changes)
    [topic] = findings_of("G12", clonazepam)
    assert "ask your prescriber what they think of oxazepam or lorazepam" in topic.text
    [stay] = findings_of("G12", request_case(**changes))
    assert "staying with lorazepam" in stay.text


@pytest.mark.parametrize("rule", ["G12", "G13"])
def test_without_a_move_to_diazepam_these_diseases_change_nothing(rule):
    """Liver disease and falls do not concern a direct reduction here."""
    person = make_person("liver_disease", "falls", age=80)
    assert not findings_of(rule, request_case(person=person))
    assert not findings_of(rule, review_case(DIRECT, person=person))


@pytest.mark.parametrize(
    "flag",
    [
        "falls",
        "drives",
        "frailty",
        "sleep_apnoea",
        "myasthenia",
        "cyp_inhibitor",
        "cyp2c19_poor_metaboliser",
    ],
)
def test_a_move_to_diazepam_needs_care(flag):
    """Each of these is a caution with a check after 5 to 7 days."""
    case = review_case(CROSSOVER, person=make_person(flag))
    [finding] = findings_of("G13", case)
    assert finding.severity is Severity.CAUTION
    assert "5 to 7 days" in finding.text


START_LOWER = (
    "Ask your prescriber to start lower, or ask whether another drug suits you better."
)
HOW_MUCH = (
    "Withdrawal can be felt although a table is kept to: ask your prescriber how much"
    " is right, or ask whether another drug suits you better."
)


def crossing_with(*co_drugs, **changes):
    """What G13 says of a crossover beside other medicines."""
    case = request_case(method=Method.CROSSOVER, co_drugs=co_drugs, **changes)
    return findings_of("G13", case)


def test_H06_a_medicine_taken_for_years_changes_what_a_move_to_diazepam_does():
    """Today's lorazepam was found without diazepam: fluvoxamine counts from now on."""
    [finding] = crossing_with(CoDrug("FLUVOXAMINE", date(2020, 1, 1)))
    assert finding.severity is Severity.CAUTION
    assert finding.source == "diazepam_fluvoxamine1994"
    assert finding.text == (
        "Fluvoxamine, which is taken when diazepam comes in, raises the exposure to"
        " diazepam to about 2.9 times (this number is verified). Tables of equivalence"
        f" do not reckon with that. {START_LOWER}"
    )


def test_H06_an_inducer_taken_for_years_makes_a_move_to_diazepam_a_cut():
    """Carbamazepine leaves a third of the exposure: more diazepam is not for us."""
    [finding] = crossing_with(CoDrug("carbamazepine", date(2020, 1, 1)))
    assert "lowers the exposure to diazepam by about 67 % (this" in finding.text
    assert finding.text.endswith(HOW_MUCH)


@pytest.mark.parametrize(
    ("started", "stopped", "counts"),
    [
        (date(2020, 1, 1), None, True),
        (START, None, True),
        (START + timedelta(days=1), None, False),
        (None, START, False),
        (None, START + timedelta(days=1), True),
        (date(2020, 1, 1), date(2020, 6, 1), False),
    ],
)
def test_only_a_medicine_that_is_taken_when_diazepam_comes_in_counts(
    started, stopped, counts
):
    """One that starts later or has stopped is for the rule on hidden changes (G20)."""
    assert bool(crossing_with(CoDrug("omeprazole", started, stopped))) is counts


def test_a_medicine_without_data_on_diazepam_or_without_a_move_to_it_is_no_caution():
    """What is not known is no number, and a direct reduction brings nothing in."""
    taken = CoDrug("fluvoxamine", date(2020, 1, 1))
    assert crossing_with(CoDrug("yew", date(2020, 1, 1))) == []
    assert findings_of("G13", request_case(co_drugs=(taken,))) == []


@pytest.mark.parametrize(
    ("flag", "advice"),
    [
        ("cyp_inhibitor", START_LOWER),
        ("cyp2c19_poor_metaboliser", START_LOWER),
        ("cyp_inducer", HOW_MUCH),
    ],
)
def test_a_flag_gives_the_same_advice_as_the_name(flag, advice):
    """Slowed: start lower; sped up: withdrawal can be felt."""
    [finding] = crossing_with(person=make_person(flag))
    assert finding.text.endswith(advice)
    [other] = crossing_with(person=make_person("falls"))
    assert advice not in other.text


@pytest.mark.parametrize(("age", "cautions"), [(64, 0), (65, 1), (None, 0)])
def test_a_move_to_diazepam_at_65_needs_care(age, cautions):
    """From 65 years on, the age is named."""
    case = request_case(person=make_person(age=age), method=Method.CROSSOVER)
    assert len(findings_of("G13", case)) == cautions


def test_all_reasons_for_care_are_one_sentence():
    """Several reasons do not make several cautions."""
    person = make_person("falls", "drives", age=71)
    case = request_case(person=person, method=Method.CROSSOVER)
    [finding] = findings_of("G13", case)
    assert "age 71, falls and driving" in finding.text


def test_the_tables_named_are_in_the_formulary():
    """Both default tables exist and count."""
    assert FORMULARY.table("vadod2021").counts
    assert FORMULARY.table("ashton2002").counts
