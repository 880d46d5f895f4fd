"""Who is likely dependent: the joint guideline's table, row by row."""

import pytest

from factories import FORMULARY, make_person, regimen_from
from stepwell.plan.person import Flag
from stepwell.safety.dependence import (
    SIGNS,
    Band,
    dose_band,
    highest_band,
    likely_dependent,
    suggests_dependence,
)
from stepwell.safety.scale import Scale


ASHTON = Scale.using(FORMULARY, "ashton2002")
VADOD = Scale.using(FORMULARY, "vadod2021")


@pytest.mark.parametrize("band", Band)
@pytest.mark.parametrize("months", [0, 2, 3, 60, None])
@pytest.mark.parametrize("days", [1, 3])
def test_three_days_a_week_or_fewer_is_rarely_followed_by_withdrawal(
    months, days, band
):
    """Any length and dose on three days a week or fewer: rare."""
    assert not likely_dependent(months, days, band)


@pytest.mark.parametrize("band", Band)
@pytest.mark.parametrize("days", [4, 7])
def test_under_a_month_withdrawal_is_less_likely(days, band):
    """Under one month on four days a week or more, any dose: lower, possible."""
    assert not likely_dependent(0, days, band)


@pytest.mark.parametrize("months", [1, 2])
@pytest.mark.parametrize(
    ("band", "expected"),
    [(Band.LOW, False), (Band.MODERATE, True), (Band.HIGH, True)],
)
def test_one_to_three_months_depend_on_the_dose(months, band, expected):
    """One to three months: a low dose lower, a moderate or high dose yes."""
    assert likely_dependent(months, 4, band) is expected


@pytest.mark.parametrize("band", Band)
@pytest.mark.parametrize("months", [3, 60, None])
def test_three_months_or_an_unknown_time_means_likely(months, band):
    """Three months or more on four days a week or more: yes; unknown counts as long."""
    assert likely_dependent(months, 4, band)


@pytest.mark.parametrize(
    ("drug", "low", "moderate", "high"),
    [
        ("diazepam", "10 mg", "15 mg", "15.5 mg"),
        ("clonazepam", "0.5 mg", "1.5 mg", "1.75 mg"),
        ("lorazepam", "2 mg", "3 mg", "3.5 mg"),
        ("alprazolam", "1 mg", "2 mg", "2.25 mg"),
    ],
)
@pytest.mark.parametrize("scale", [ASHTON, VADOD])
def test_bands_end_where_the_guideline_prints_them(scale, drug, low, moderate, high):
    """The upper end of each band belongs to it, whatever table is in use."""
    bands = [
        dose_band(regimen_from({(drug, "bedtime"): amount}), scale)
        for amount in (low, moderate, high)
    ]
    assert bands == [Band.LOW, Band.MODERATE, Band.HIGH]


def test_just_above_a_low_dose_is_moderate():
    """A little more than 10 mg of diazepam is no low dose any more."""
    assert dose_band(regimen_from({("diazepam", "bedtime"): "10.5 mg"}), ASHTON) is (
        Band.MODERATE
    )


def test_the_trap_of_deriving_a_drug_band_from_a_table():
    """Alprazolam 1 mg is a low dose, although Ashton makes it 20 mg of diazepam."""
    taken = regimen_from({("alprazolam", "bedtime"): "1 mg"})
    assert ASHTON.diazepam_mg(taken) == 20
    assert dose_band(taken, ASHTON) is Band.LOW


def test_several_drugs_count_as_their_sum():
    """Low doses of two drugs add up to a higher band."""
    taken = {("lorazepam", "bedtime"): "1 mg", ("diazepam", "morning"): "9 mg"}
    assert dose_band(regimen_from(taken), VADOD) is Band.MODERATE


def test_one_drug_of_several_may_decide_the_band():
    """A high dose of one drug stays high beside another."""
    taken = {("clonazepam", "bedtime"): "2 mg", ("zopiclone", "bedtime"): "7.5 mg"}
    who = Scale.using(FORMULARY, "scotland2024")
    assert dose_band(regimen_from(taken), who) is Band.HIGH


@pytest.mark.parametrize("long_acting", [True, False])
@pytest.mark.parametrize("days", [1, 7])
@pytest.mark.parametrize("flag", Flag)
def test_a_hard_history_suggests_dependence_however_rare_the_use(
    flag, days, long_acting
):
    """A hard withdrawal, symptoms between doses, a failed taper; no other flag."""
    expected = flag.value in (
        "past_severe_withdrawal",
        "interdose_symptoms",
        "failed_taper",
    )
    low = suggests_dependence(make_person(flag), days, Band.LOW, long_acting)
    assert low is expected
    assert (flag in SIGNS) is expected


@pytest.mark.parametrize(
    ("days", "band", "long_acting", "expected"),
    [
        (1, Band.HIGH, False, True),
        (7, Band.HIGH, False, True),
        (3, Band.MODERATE, True, True),
        (3, Band.MODERATE, False, False),
        (4, Band.MODERATE, True, False),
        (3, Band.LOW, True, False),
        (1, Band.LOW, False, False),
    ],
)
def test_a_high_dose_or_rare_use_of_a_long_acting_drug_suggests_dependence(
    days, band, long_acting, expected
):
    """A high dose always; a moderate one when it is rare and long-acting."""
    assert suggests_dependence(make_person(), days, band, long_acting) is expected


def test_the_highest_band_is_the_gravest():
    """Low, then moderate, then high, and not by the alphabet."""
    assert highest_band([Band.HIGH, Band.MODERATE, Band.LOW]) is Band.HIGH
    assert highest_band([Band.LOW, Band.MODERATE]) is Band.MODERATE
