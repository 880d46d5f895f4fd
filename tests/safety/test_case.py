"""The case: what the rules look at."""

from datetime import date

import pytest

from factories import (
    FORMULARY,
    LORAZEPAM_2,
    START,
    daily,
    make_person,
    override,
    regimen_from,
    request_case,
    review_case,
    schedule_from,
)
from stepwell.plan.person import UseHistory
from stepwell.plan.request import Author, Override
from stepwell.safety.dependence import Band
from stepwell.safety.scale import Scale
from stepwell.safety.tiers import Tier


def test_a_request_becomes_a_case():
    """Today's doses, the table of the market and the author come along."""
    case = request_case(equivalence=None)
    assert case.today == regimen_from(LORAZEPAM_2)
    assert case.scale.table.id == "vadod2021"
    assert case.day == START
    assert not case.by_prescriber
    assert case.schedule is None


def test_a_named_table_is_used():
    """The request may name another table than the market's."""
    assert request_case(equivalence="ashton2002").scale.table.id == "ashton2002"


def test_overrides_are_a_prescribers():
    """A person's override counts for nothing; a prescriber's is found by rule."""
    given = (Override("G06", "because", "me"),)
    assert request_case(overrides=given).overridden("G06") is None
    case = request_case(**override("G06"))
    assert case.by_prescriber
    assert case.overridden("G06").by == "Dr Example"
    assert case.overridden("G07") is None


@pytest.mark.parametrize(
    ("since", "months", "dependent"),
    [
        (None, None, True),
        (date(2026, 10, 4), 3, True),
        (date(2026, 10, 5), 2, False),
    ],
)
def test_length_of_use_is_in_whole_months(since, months, dependent):
    """Two months and 30 days are two months; an unknown time counts as long."""
    case = request_case(use=UseHistory(since))
    assert case.months == months
    assert case.band is Band.LOW
    assert case.dependent is dependent


def test_nobody_is_known_to_have_written_a_strangers_schedule():
    """A reviewed schedule has no author and no request."""
    case = review_case(schedule_from(daily("diazepam", "10", "9")))
    assert case.author is None
    assert case.request is None
    assert not case.by_prescriber


BRIEF = UseHistory(date(2026, 12, 20))
RARE = UseHistory(date(2024, 1, 1), days_per_week=2)


@pytest.mark.parametrize("use", [BRIEF, RARE])
@pytest.mark.parametrize(
    ("drug", "amount", "flags", "unlikely"),
    [
        ("lorazepam", "3 mg", (), True),
        ("lorazepam", "3.5 mg", (), False),
        ("lorazepam", "0.5 mg", ("interdose_symptoms",), False),
        ("lorazepam", "0.5 mg", ("past_severe_withdrawal",), False),
        ("lorazepam", "0.5 mg", ("failed_taper",), False),
        ("lorazepam", "0.5 mg", ("falls",), True),
        ("diazepam", "10 mg", (), True),
    ],
)
def test_signs_of_dependence_outweigh_brief_or_rare_use(
    use, drug, amount, flags, unlikely
):
    """A high dose or a hard history is never called unlikely to depend."""
    case = request_case(
        current={(drug, "bedtime"): amount}, use=use, person=make_person(*flags)
    )
    assert case.brief_or_rare is unlikely
    assert case.dependent is not unlikely


def test_rare_use_of_a_moderate_long_acting_dose_may_depend():
    """Diazepam and clonazepam stay between the days, lorazepam does not."""
    for current, unlikely in (
        ({("diazepam", "bedtime"): "15 mg"}, False),
        ({("clonazepam", "bedtime"): "1 mg"}, False),
        ({("clonazepam", "bedtime"): "0.5 mg"}, True),
        ({("lorazepam", "bedtime"): "3 mg"}, True),
    ):
        case = request_case(current=current, use=RARE)
        assert case.brief_or_rare is unlikely
        assert case.dependent is not unlikely
        if unlikely:
            continue
        brief = request_case(current=current, use=BRIEF)
        assert brief.brief_or_rare


def test_the_tier_of_a_case():
    """Brief use of a high dose is not the tier of unlikely dependence."""
    assert request_case(use=BRIEF).tier[0] is Tier.UNLIKELY_DEPENDENT
    high = {("lorazepam", "bedtime"): "4 mg"}
    assert request_case(use=BRIEF, current=high).tier[0] is Tier.DEFAULT


@pytest.mark.parametrize(
    ("changes", "tables"),
    [
        ({}, ["vadod2021"]),
        ({"equivalence": "vadod2021"}, ["vadod2021"]),
        ({"equivalence": "ashton2002"}, ["ashton2002", "vadod2021"]),
        ({"equivalence": "bnf_sps", "market": "gb"}, ["bnf_sps", "ashton2002"]),
        (
            {"equivalence": "ashton2002", "author": Author.PRESCRIBER},
            ["ashton2002"],
        ),
    ],
)
def test_a_persons_table_stands_beside_the_one_of_the_market(changes, tables):
    """A person adds a table, a prescriber chooses one."""
    assert [scale.table.id for scale in request_case(**changes).scales] == tables


def test_a_review_uses_the_table_that_it_is_given():
    """The author of a stranger's schedule is not known."""
    schedule = schedule_from(daily("diazepam", "10", "9"))
    case = review_case(schedule, scale=Scale.using(FORMULARY, "vadod2021"))
    assert [scale.table.id for scale in case.scales] == ["vadod2021"]


def test_a_laxer_table_makes_no_smaller_band():
    """Temazepam 30 mg is 15 mg by Ashton, but 20 mg by the table of the market."""
    current = {("temazepam", "bedtime"): "30 mg"}
    laxer = {"current": current, "equivalence": "ashton2002"}
    assert request_case(**laxer).band is Band.HIGH
    assert request_case(**laxer, author=Author.PRESCRIBER).band is Band.MODERATE


def test_falls_are_those_of_the_table_in_use():
    """From 2 to 1 mg of lorazepam is a fall by 5 or by 10 mg of diazepam."""
    case = request_case(schedule_from(daily("lorazepam", "2", "1")))
    assert [fall.change.fall for fall in case.falls] == [5]
    [fall] = case.falls_by(Scale.using(FORMULARY, "ashton2002"))
    assert fall.change.fall == 10
    assert not request_case().falls
