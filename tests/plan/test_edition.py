"""Which version of a plan it is, whose, and how far it has come."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.documents.calendars import TABLET, agreed, plan_of

from factories import START
from stepwell.plan.edition import (
    ALPHABET,
    FIRST,
    Edition,
    Status,
    check_code,
    series_of,
)
from stepwell.plan.plan import Dose, Part, Plan, Step
from stepwell.plan.regimen import Regimen
from stepwell.plan.times import DoseTime
from stepwell.quantities import Concentration, Mass, Volume


PLAN = plan_of([(14, {"morning": 2, "bedtime": 4}), (14, {"bedtime": 4})])
LIQUID = "us/lorazepam/oral-concentrate/2"


def liquid_plan(ml):
    """A plan of one step of so many millilitres at bedtime."""
    strength, volume = Concentration.mg_per_ml("2"), Volume.ml(ml)
    part = Part(LIQUID, concentration=strength, volume=volume)
    dose = Dose(DoseTime.BEDTIME, "lorazepam", part.amount, (part,))
    today = Regimen.of([("lorazepam", DoseTime.BEDTIME, Mass.mg("4"))])
    return Plan(START, today, (Step(1, START, 14, (dose,)),), None)


def test_H16_a_plan_is_a_draft_until_somebody_agreed():
    """Only a name and a day make it agreed, and a later version ends that."""
    assert FIRST.status is Status.DRAFT
    assert agreed(FIRST).status is Status.AGREED
    assert replace(agreed(FIRST), superseded_by=2).status is Status.SUPERSEDED
    assert replace(FIRST, superseded_by=2).status is Status.SUPERSEDED


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"version": 0}, "counted from 1"),
        ({"version": 1000}, "to 999"),
        ({"agreed_with": "Dr Example"}, "give both"),
        ({"agreed_on": date(2027, 1, 2)}, "give both"),
        ({"agreed_with": "", "agreed_on": date(2027, 1, 2)}, "give both"),
        ({"version": 2, "superseded_by": 2}, "by a later one"),
        ({"version": 3, "superseded_by": 1}, "by a later one"),
    ],
)
def test_what_contradicts_itself_is_no_edition(told, sentence):
    """An agreement has a name and a day, and versions go up."""
    with pytest.raises(ValueError, match=sentence):
        Edition(**told)


def test_versions_are_counted_up_to_their_bounds():
    """The first and the last possible version exist."""
    assert Edition(version=1).replaces is None
    assert Edition(version=999, superseded_by=1000).replaces == 998


def test_H16_the_next_version_is_a_draft_for_the_same_person():
    """An agreement is to one version and goes on to no other."""
    first = replace(
        agreed(FIRST), person="Robin, born 1980", series="a" * 32, entries=7
    )
    assert first.following() == Edition(
        version=2, person="Robin, born 1980", series="a" * 32, entries=7
    )


DOSES = st.tuples(st.integers(1, 8), st.integers(1, 8), st.integers(1, 30))


@given(DOSES, DOSES)
def test_H15_the_same_code_means_the_same_doses(one, two):
    """Another dose, another time or another length is another code."""
    plans = [
        plan_of([(days, {"morning": morning, "bedtime": bedtime})])
        for morning, bedtime, days in (one, two)
    ]
    codes = [check_code(plan, FIRST) for plan in plans]
    assert (codes[0] == codes[1]) is (one == two)


def test_H20_a_code_is_of_one_version_for_one_person():
    """A paper of somebody else, or of an earlier version, has another code."""
    editions = [FIRST, Edition(version=2), Edition(person="Robin"), Edition(person="A")]
    assert len({check_code(PLAN, each) for each in editions}) == len(editions)
    assert check_code(PLAN, agreed(FIRST)) == check_code(PLAN, FIRST)


def test_another_start_product_or_end_is_another_code():
    """What makes the doses and when they begin and end counts, too."""
    other = PLAN.steps[0].doses[0]
    part = replace(other.parts[0], product="us/lorazepam/tablet/other")
    doses = (replace(other, parts=(part,)), *PLAN.steps[0].doses[1:])
    plans = [
        PLAN,
        plan_of(
            [(14, {"morning": 2, "bedtime": 4}), (14, {"bedtime": 4})],
            START + timedelta(days=1),
        ),
        replace(PLAN, stop_date=None),
        replace(PLAN, steps=(replace(PLAN.steps[0], doses=doses), PLAN.steps[1])),
        plan_of([(28, {"morning": 2, "bedtime": 4})]),
        liquid_plan("0.5"),
        liquid_plan("0.4"),
    ]
    assert part.product != TABLET
    assert len({check_code(plan, FIRST) for plan in plans}) == len(plans)


def test_a_code_can_be_read_aloud():
    """Eight signs in two groups, none of which is taken for another."""
    code = check_code(PLAN, FIRST)
    assert len(code) == 9
    assert code[4] == "-"
    assert set(code) <= {*ALPHABET, "-"}
    assert not set(ALPHABET) & set("ILOU")


def test_H02_no_code_spells_a_unit():
    """A code such as 5MG0 would be read as a dose."""
    assert "M" not in ALPHABET
    assert len(set(ALPHABET)) == len(ALPHABET) == 31


def test_a_code_uses_all_its_signs():
    """Over many versions each place of the code takes every sign."""
    codes = [check_code(PLAN, Edition(version=each)) for each in range(1, 1000)]
    for place in (0, 1, 2, 3, 5, 6, 7, 8):
        assert {code[place] for code in codes} == set(ALPHABET)
    assert len(set(codes)) == len(codes)


def test_codes_stay_what_they_are():
    """A paper of today can be compared with one of next year."""
    second = Edition(version=2, person="Robin")
    assert check_code(PLAN, FIRST) == "942K-WDYX"
    assert check_code(liquid_plan("0.5"), second) == "DP6G-WK3Q"


def test_all_versions_share_the_series_of_the_first():
    """The first is named by its doses, whoever it is for; later ones keep that."""
    series = series_of(PLAN, FIRST)
    assert len(series) == 32
    assert set(series) <= set("0123456789abcdef")
    assert series_of(PLAN, Edition(person="Robin")) == series
    assert series_of(liquid_plan("0.5"), Edition(version=2, series=series)) == series
    assert series_of(liquid_plan("0.5"), FIRST) != series
