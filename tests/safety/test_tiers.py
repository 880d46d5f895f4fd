"""The tiers of risk."""

import pytest

from factories import make_person
from stepwell.plan.person import Flag
from stepwell.safety.dependence import Band, is_brief_or_rare
from stepwell.safety.tiers import PACES, Tier, tier_of


def tier(person=None, months=12, brief_or_rare=False, band=Band.MODERATE):
    return tier_of(person or make_person(), months, brief_or_rare, band)


def test_brief_or_rare_use_is_a_tier_of_its_own():
    """After use under a month, or on few days, dependence is unlikely."""
    found, reasons = tier(months=0, brief_or_rare=True)
    assert found is Tier.UNLIKELY_DEPENDENT
    assert [reason.id for reason in reasons] == ["asam2025pocket"]


@pytest.mark.parametrize(
    "flag",
    [
        Flag.PAST_SEVERE_WITHDRAWAL,
        Flag.FAILED_TAPER,
        Flag.INTERDOSE_SYMPTOMS,
        Flag.BIPOLAR_OR_PSYCHOSIS,
        Flag.SEVERE_DEPRESSION_OR_ANXIETY,
    ],
)
def test_a_hard_history_means_higher_risk(flag):
    """Any one higher-risk feature decides the tier, and is named."""
    found, reasons = tier(make_person(flag))
    assert found is Tier.HIGHER_RISK
    assert [reason.text for reason in reasons] == [flag.words]


def test_higher_risk_wins_over_a_short_low_dose():
    """A higher-risk feature beats short use of a low dose."""
    found, _ = tier(make_person("failed_taper"), 2, band=Band.LOW)
    assert found is Tier.HIGHER_RISK


@pytest.mark.parametrize("months", [0, 60])
@pytest.mark.parametrize("age", [40, 65])
def test_brief_or_rare_use_hides_no_higher_risk(age, months):
    """Rare use at 65, after five years or after a failed taper is higher risk."""
    expected = Tier.HIGHER_RISK if age == 65 or months == 60 else 0
    assert tier(make_person(age=age), months, brief_or_rare=True)[0] == expected
    failed = make_person("failed_taper", age=age)
    assert tier(failed, months, brief_or_rare=True)[0] is Tier.HIGHER_RISK


def test_our_own_choice_of_risks_is_called_ours():
    """No work lists these flags as one tier, so the reason says it is a proposal."""
    _, reasons = tier(make_person("failed_taper"))
    assert [reason.id for reason in reasons] == ["stepwell_proposal"]


@pytest.mark.parametrize(("age", "expected"), [(64, 2), (65, 3), (None, 2)])
def test_65_years_is_where_older_age_begins(age, expected):
    """From 65 years the pace is slower; an unknown age changes nothing."""
    assert tier(make_person(age=age))[0] == expected


@pytest.mark.parametrize(("months", "expected"), [(59, 2), (60, 3), (None, 2)])
def test_five_years_is_long_use(months, expected):
    """From five years of use the pace is slower."""
    assert tier(months=months)[0] == expected


def test_every_reason_is_given():
    """All reasons of a higher-risk tier are named, not only the first."""
    _, reasons = tier(make_person("failed_taper", age=80), months=130)
    assert [reason.text for reason in reasons] == [
        "failed taper",
        "age 80",
        "10 years of use (our limit is five or more)",
    ]


@pytest.mark.parametrize(
    ("months", "band", "expected"),
    [(2, Band.LOW, 1), (2, Band.HIGH, 2), (3, Band.LOW, 2), (None, Band.LOW, 2)],
)
def test_short_use_of_a_low_dose_is_low_risk(months, band, expected):
    """Only both together, and a known length, make the low-risk tier."""
    assert tier(months=months, band=band)[0] == expected


def test_higher_tiers_begin_with_smaller_steps():
    """The first step never grows with the risk."""
    steps = [PACES[each].reduction for each in Tier]
    points = [PACES[each].points for each in Tier]
    assert steps == sorted(steps, reverse=True)
    assert points == sorted(points, reverse=True)


def test_a_named_risk_takes_away_the_low_risk_tier():
    """Short use of a low dose with any flag gets the default pace."""
    assert tier(make_person(Flag.OPIOID), months=2, band=Band.LOW)[0] is Tier.DEFAULT


@pytest.mark.parametrize(
    ("months", "days", "expected"),
    [(0, 7, True), (1, 7, False), (None, 7, False), (12, 3, True), (12, 4, False)],
)
def test_brief_or_rare_use(months, days, expected):
    """Under a month, or three days a week or fewer."""
    assert is_brief_or_rare(months, days) is expected
