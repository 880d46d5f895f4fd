"""A regimen: what is taken on one day, repeated."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.plan.regimen import NOTHING_TAKEN, Regimen
from stepwell.plan.times import DoseTime
from stepwell.quantities import Mass


occasions = st.tuples(
    st.sampled_from(["lorazepam", "diazepam", "zolpidem"]),
    st.sampled_from(DoseTime),
    st.integers(0, 10**7).map(Mass),
)
regimens = st.lists(occasions, max_size=8).map(Regimen.of)
MORNING, BEDTIME = DoseTime.MORNING, DoseTime.BEDTIME


def test_doses_are_in_the_order_of_the_day():
    """Morning before bedtime, whatever the order they were given in."""
    made = Regimen.of(
        [
            ("lorazepam", BEDTIME, Mass.mg(1)),
            ("diazepam", BEDTIME, Mass.mg(5)),
            ("lorazepam", MORNING, Mass.mg(2)),
        ]
    )
    assert list(made.amounts) == [
        ("lorazepam", MORNING),
        ("diazepam", BEDTIME),
        ("lorazepam", BEDTIME),
    ]
    assert made.drugs == ("lorazepam", "diazepam")
    assert list(made.amounts_of("lorazepam")) == [MORNING, BEDTIME]


def test_two_helpings_at_one_time_are_one_dose():
    """They are added up; nothing replaces anything."""
    made = Regimen.of([("lorazepam", BEDTIME, Mass.mg(1))] * 2)
    assert made.amounts == {("lorazepam", BEDTIME): Mass.mg(2)}


def test_a_zero_is_no_dose():
    """An occasion without a dose is absent."""
    made = Regimen.of([("lorazepam", BEDTIME, Mass(0))])
    assert made == NOTHING_TAKEN
    assert made.is_nothing
    assert made.drugs == ()
    assert made.total("lorazepam") == Mass(0)
    assert made.amounts_of("lorazepam") == {}


def test_a_regimen_does_not_change():
    """What was agreed cannot be altered in place."""
    made = Regimen.of([("lorazepam", BEDTIME, Mass.mg(1))])
    with pytest.raises(TypeError):
        made.amounts["lorazepam", BEDTIME] = Mass.mg(10)


@given(st.lists(occasions, max_size=8))
def test_H05_the_daily_total_is_the_sum_of_the_doses(doses):
    """Per drug, added by hand."""
    made = Regimen.of(doses)
    for drug in ("lorazepam", "diazepam", "zolpidem"):
        by_hand = sum(mass.nanograms for named, _, mass in doses if named == drug)
        assert made.total(drug).nanograms == by_hand
        assert sum(each.nanograms for each in made.amounts_of(drug).values()) == by_hand
        assert (drug in made.drugs) == (by_hand > 0)
    assert made.is_nothing == (not any(mass for _, _, mass in doses))


@given(st.lists(occasions, max_size=8), st.randoms(use_true_random=False))
def test_the_order_in_which_doses_are_given_does_not_matter(doses, chance):
    """The same doses, shuffled, are the same regimen, written the same."""
    shuffled = list(doses)
    chance.shuffle(shuffled)
    one, other = Regimen.of(doses), Regimen.of(shuffled)
    assert list(one.amounts.items()) == list(other.amounts.items())


@given(regimens, regimens)
def test_H07_a_rise_is_found_at_the_time_where_it_happens(one, other):
    """Exactly the occasions with more than before, a new drug or time included."""
    expected = {
        (drug, time)
        for drug in ("lorazepam", "diazepam", "zolpidem")
        for time in DoseTime
        if other.amounts_of(drug).get(time, Mass(0))
        > one.amounts_of(drug).get(time, Mass(0))
    }
    assert set(other.rises_over(one)) == expected


@given(regimens)
def test_H07_from_nothing_everything_is_a_rise_and_to_nothing_none(made):
    """Staying the same is no rise either."""
    assert made.rises_over(NOTHING_TAKEN) == tuple(made.amounts)
    assert NOTHING_TAKEN.rises_over(made) == ()
    assert made.rises_over(made) == ()


def test_H07_a_dose_moved_to_another_time_is_a_rise_there():
    """The same daily total at another time is not the same regimen."""
    before = Regimen.of([("lorazepam", BEDTIME, Mass.mg(1))])
    after = Regimen.of([("lorazepam", MORNING, Mass.mg(1))])
    assert after.rises_over(before) == (("lorazepam", MORNING),)
