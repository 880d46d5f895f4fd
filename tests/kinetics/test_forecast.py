"""What is forecast of a plan: facts a pharmacist would check first."""

import numpy as np
import pytest

from curves import (
    PLANNED,
    SCALE,
    body,
    co_drug,
    example,
    forecast_of,
    ratio_today,
    rises,
    stretched,
)
from factories import FORMULARY, START, make_person, schedule_from, two_drugs
from stepwell.kinetics.drug_model import NotModelledError
from stepwell.kinetics.forecast import (
    LEAST_TAIL_DAYS,
    MOST_TAIL_DAYS,
    body_of,
    forecast,
)
from stepwell.kinetics.people import Eliminator
from stepwell.kinetics.quantities import NEGLIGIBLE, half_life, time_to_share
from stepwell.kinetics.settled import Settled
from stepwell.plan.person import Person
from stepwell.plan.schedule import Schedule


FLAT = Person()
GRADE_D = ("etizolam", "loprazolam")


def twice(drug, mg):
    return {(drug, "morning"): f"{mg} mg", (drug, "bedtime"): f"{mg} mg"}


def held(drug, doses, **changes):
    """The forecast of doses that stay as they are."""
    return forecast_of(drug, schedule_from([(14, doses), (14, doses)]), **changes)


def quantity(found, name, speed=Eliminator.TYPICAL):
    return found.exposures[speed].quantities[name].number


def own(found, name="diazepam"):
    """What is taken today, looked at as one analyte."""
    modes = found.typical.today.modes
    place = modes.model.place_of(name)
    return Settled(modes, found.course.today, modes.weights[:, place])


def end(plan):
    """Days from the first of a plan to its end."""
    return (plan.end - plan.start).days


def test_diazepam_is_smooth_and_lorazepam_swings():
    """Twice a day: the highest level is 1.4 times the lowest, and 1.9 times."""
    assert ratio_today(held("diazepam", twice("diazepam", 5))) == pytest.approx(
        1.4, abs=0.05
    )
    assert ratio_today(held("lorazepam", twice("lorazepam", 1))) == pytest.approx(
        1.9, abs=0.05
    )


def test_zopiclone_at_bedtime_nearly_goes_in_a_day():
    """Its highest level is some 27 times the lowest."""
    found = held("zopiclone", {("zopiclone", "bedtime"): "7.5 mg"})
    assert ratio_today(found) == pytest.approx(27, abs=0.5)


def test_zaleplon_is_gone_between_doses():
    """Then there is a reason instead of a ratio."""
    found = held("zaleplon", {("zaleplon", "bedtime"): "10 mg"})
    value = found.typical.quantities["peak_trough_ratio"]
    assert value.number is None
    assert "gone between doses" in value.reason


def test_diazepam_arrives_and_leaves_slowly():
    """Nine tenths of a change take more than a week, lorazepam's under two days."""
    slow = held("diazepam", twice("diazepam", 5))
    quick = held("lorazepam", twice("lorazepam", 1))
    assert quantity(slow, "days_to_90_percent") == pytest.approx(9.4, abs=0.5)
    assert quantity(quick, "days_to_90_percent") < 2
    assert quantity(slow, "washout") > 10 > 4 > quantity(quick, "washout")


ALONE = [name for name in PLANNED if "fluvoxamine" not in name]
"""The examples whose level no other medicine changes."""


@pytest.mark.parametrize("drug", GRADE_D)
def test_a_drug_of_grade_d_is_not_drawn(drug):
    """Too little is known of it, and that is what is said."""
    with pytest.raises(NotModelledError, match=f"too little is known of how {drug}"):
        body(drug)


@pytest.mark.parametrize(
    ("person", "words"),
    [
        (make_person("pregnant"), "pregnancy"),
        (make_person("kidney_disease"), "kidney disease"),
        (make_person(age=17), "children and adolescents"),
    ],
)
def test_some_people_get_the_reason_instead(person, words):
    """In pregnancy, kidney disease and under 18 nothing is drawn of any drug."""
    with pytest.raises(NotModelledError, match=words):
        body("diazepam", person)


def test_liver_disease_doubles_the_level_and_slows_it():
    """With half the clearance there is about twice as much, twice as slow."""
    well = held("diazepam", twice("diazepam", 5))
    ill = held("diazepam", twice("diazepam", 5), person=make_person("liver_disease"))
    assert quantity(ill, "cavg") / quantity(well, "cavg") == pytest.approx(2, abs=0.1)
    slower = quantity(ill, "days_to_90_percent") / quantity(well, "days_to_90_percent")
    assert slower == pytest.approx(2, abs=0.1)
    assert [each.kind for each in ill.body.modifiers] == ["liver", "liver"]


def test_age_slows_diazepam_and_leaves_its_mean():
    """At 80 diazepam itself takes about twice as long to arrive and to leave."""
    young = held("diazepam", twice("diazepam", 5))
    old = held("diazepam", twice("diazepam", 5), person=make_person(age=80))
    assert quantity(old, "cavg") == pytest.approx(quantity(young, "cavg"))
    assert half_life(own(young)).number == pytest.approx(40, abs=1)
    assert half_life(own(old)).number == pytest.approx(75, abs=1)
    times = [time_to_share(own(each), 0.9).number for each in (old, young)]
    assert times[0] / times[1] == pytest.approx(1.9, abs=0.1)


def test_age_slows_the_whole_of_diazepam_less_than_itself():
    """Nordazepam, half of what acts, does not change: together it takes 1.4 times."""
    young = held("diazepam", twice("diazepam", 5))
    old = held("diazepam", twice("diazepam", 5), person=make_person(age=80))
    days = [quantity(each, "days_to_90_percent") for each in (old, young)]
    assert days[0] / days[1] == pytest.approx(1.44, abs=0.05)
    assert ratio_today(old) < ratio_today(young)


def test_poor_metabolisers_have_about_twice_as_much_diazepam():
    """Half the clearance: twice the diazepam; slow eliminators many times more."""
    usual = held("diazepam", twice("diazepam", 5))
    poor = held(
        "diazepam", twice("diazepam", 5), person=make_person("cyp2c19_poor_metaboliser")
    )
    assert own(poor).cavg / own(usual).cavg == pytest.approx(2)
    assert 1.7 < quantity(poor, "cavg") / quantity(usual, "cavg") < 2
    slow = Eliminator.SLOW
    assert quantity(poor, "cavg", slow) / quantity(usual, "cavg", slow) > 3


def test_poor_metabolisers_gain_nothing_from_omeprazole():
    """Two modifiers of one analyte are not multiplied."""
    poor = make_person("cyp2c19_poor_metaboliser")
    doses = twice("diazepam", 5)
    alone = held("diazepam", doses, person=poor)
    both = held("diazepam", doses, person=poor, co_drugs=[co_drug("omeprazole", -90)])
    for speed in Eliminator:
        assert quantity(both, "cavg", speed) == quantity(alone, "cavg", speed)


@pytest.mark.parametrize("speed", Eliminator)
def test_fluvoxamine_lifts_diazepam_from_its_day_on(speed):
    """Not before; and when it is stopped the level falls back."""
    doses = twice("diazepam", 5)
    without = held("diazepam", doses)
    found = held("diazepam", doses, co_drugs=[co_drug("fluvoxamine", 5, 12)])
    days = min(found.course.days, without.course.days)
    times = (
        found.exposures[speed].days.mean[:days]
        / without.exposures[speed].days.mean[:days]
    )
    assert times[:5] == pytest.approx(1, rel=1e-9)
    assert np.all(np.diff(times[4:12]) > 0)
    assert np.all(np.diff(times[13:]) < 0)


def test_stopping_fluvoxamine_is_a_hidden_cut():
    """On the same dose the level falls from the day it is stopped."""
    found = held(
        "diazepam", twice("diazepam", 5), co_drugs=[co_drug("fluvoxamine", None, 5)]
    )
    mean = found.typical.days.mean
    assert mean[:5] == pytest.approx(found.typical.today.cavg, rel=1e-9)
    assert np.all(np.diff(mean[4:14]) < 0)


def test_carbamazepine_lowers_diazepam():
    """An inducer is a cut that no plan agreed to."""
    found = held(
        "diazepam", twice("diazepam", 5), co_drugs=[co_drug("Carbamazepine", 5)]
    )
    mean = found.typical.days.mean
    assert np.all(np.diff(mean[4:14]) < 0)
    assert mean[13] < 0.8 * mean[0]


@pytest.mark.parametrize(
    ("drug", "name"), [("alprazolam", "ritonavir"), ("alprazolam", "yew tea")]
)
def test_what_passes_or_is_unknown_is_not_drawn(drug, name):
    """Ritonavir wears off within days, and of yew tea nothing is known."""
    doses = twice(drug, 1)
    found = held(drug, doses, co_drugs=[co_drug(name, 3)])
    without = held(drug, doses)
    assert found.typical.days.mean == pytest.approx(without.typical.days.mean, rel=1e-9)


@pytest.mark.parametrize(
    ("drug", "mg"), [("zolpidem", "12.5"), ("alprazolam", "3"), ("lorazepam", "3")]
)
def test_extended_release_has_its_own_model(drug, mg):
    """It rises later and swings less than the same dose of usual tablets."""
    doses = {(drug, "morning"): f"{mg} mg"}
    usual, slow = (held(drug, doses, extended_release=each) for each in (False, True))
    assert slow.body.known.model != usual.body.known.model
    assert quantity(slow, "tmax") > quantity(usual, "tmax")
    assert quantity(slow, "peak_trough_fluctuation") < quantity(
        usual, "peak_trough_fluctuation"
    )


def test_extended_release_that_nobody_makes_is_not_drawn():
    """Without a model of that release there is none of the drug."""
    with pytest.raises(NotModelledError, match="extended release"):
        body("diazepam", extended_release=True)


def test_a_crossover_has_levels_of_both():
    """The old drug goes and the new one comes, from nothing to its steady state."""
    schedule = two_drugs((2, 0), (1, 10), (0, 20), (0, 20), days=30)
    old = forecast_of("lorazepam", schedule)
    new = forecast_of("diazepam", schedule)
    assert old.typical.days.mean[0] > 1
    assert np.all(old.typical.days.mean[70:90] < 1e-6)
    assert new.typical.today is None
    assert np.all(new.typical.active_at(np.arange(22.0)) == 0)
    assert new.typical.days.mean[85] == pytest.approx(2, rel=0.02)
    assert np.all(np.diff(new.typical.days.mean) > -1e-12)
    washout = quantity(new, "washout", Eliminator.SLOW)
    assert washout <= new.course.days - 90 <= washout + 1


def test_levels_of_two_drugs_do_not_know_of_each_other():
    """Each is forecast from its own doses alone."""
    both = two_drugs((2, 10), (1, 5), (0, 0))
    alone = two_drugs((2, 0), (1, 0), (0, 0))
    found, same = (forecast_of("lorazepam", each) for each in (both, alone))
    assert np.array_equal(found.typical.days.mean, same.typical.days.mean)


def test_a_plan_that_stops_is_followed_until_nothing_is_left():
    """The days are the plan's and the days it takes a slow eliminator."""
    schedule = two_drugs((0, 10), (0, 5), (0, 0))
    found = forecast_of("diazepam", schedule)
    tail = found.course.days - 14
    washout = quantity(found, "washout", Eliminator.SLOW)
    assert washout <= tail <= washout + 1


def test_a_plan_that_goes_on_is_followed_to_its_end_and_beyond():
    """A last period with a dose has all its days, and then that dose goes on."""
    schedule = two_drugs((2, 0), (1.5, 0), (1, 0), days=30)
    found = forecast_of("lorazepam", schedule)
    assert found.course.days == 60 + LEAST_TAIL_DAYS
    assert found.typical.days.mean[-1] == pytest.approx(1, rel=1e-6)


def test_a_short_acting_drug_is_followed_for_a_week():
    """At least seven days, at most ninety."""
    stop = forecast_of("lorazepam", two_drugs((2, 0), (1, 0), (0, 0)))
    assert stop.course.days == 14 + LEAST_TAIL_DAYS
    poor = make_person("cyp2c19_poor_metaboliser")
    longest = forecast_of("diazepam", two_drugs((0, 10), (0, 5), (0, 0)), poor)
    assert longest.course.days == 14 + MOST_TAIL_DAYS


def test_a_co_drug_that_slows_everything_makes_the_end_longer():
    """What is left leaves as the last phase says."""
    schedule = two_drugs((0, 10), (0, 5), (0, 0))
    without = forecast_of("diazepam", schedule)
    slowed = forecast_of("diazepam", schedule, FLAT, [co_drug("fluvoxamine", 3)])
    assert slowed.course.days > without.course.days


def test_a_co_drug_of_far_away_does_not_matter():
    """Ten years later nobody looks."""
    schedule = two_drugs((0, 10), (0, 5), (0, 0))
    found = forecast_of("diazepam", schedule, FLAT, [co_drug("yew tea", 3650)])
    without = forecast_of("diazepam", schedule)
    assert found.typical.days.mean == pytest.approx(without.typical.days.mean)


def test_the_cell_of_the_table_is_kept():
    """What the table in use says of the drug stands beside its model."""
    cell = SCALE.equivalent("lorazepam")
    found = body_of(FORMULARY.drug("lorazepam"), cell, FLAT, (), START)
    assert found.cell is cell


def forecasts(name):
    """The forecast of an example's drug."""
    (found,) = example(name)[2].levels.drawn
    return found


@pytest.mark.parametrize("name", ALONE)
@pytest.mark.parametrize("speed", Eliminator)
def test_levels_of_a_plan_never_rise(name, speed):
    """No day's lowest, mean or highest level is above that of the day before."""
    days = forecasts(name).exposures[speed].days
    for numbers in (days.low, days.mean, days.high):
        assert not len(rises(numbers))


@pytest.mark.parametrize("name", PLANNED)
@pytest.mark.parametrize("speed", Eliminator)
def test_a_plan_begins_at_what_is_taken_today(name, speed):
    """The first day's mean is not above today's, and not far below it."""
    found = forecasts(name).exposures[speed]
    share = found.days.mean[0] / found.today.cavg
    assert 0.7 < share <= 1 + 1e-9


@pytest.mark.parametrize("name", PLANNED)
@pytest.mark.parametrize("speed", Eliminator)
def test_after_the_stop_the_level_goes_to_nothing(name, speed):
    """Within the days looked at, almost nothing is left of the last day's level.

    A slow eliminator's last step has not settled, so a little more is left of it.
    """
    plan, found = example(name)[0].plan, forecasts(name)
    days = found.exposures[speed].days
    assert days.mean[-1] <= 1.05 * NEGLIGIBLE * days.mean[end(plan) - 1]
    assert days.low.min() > -1e-12


@pytest.mark.parametrize("name", ALONE)
def test_settled_levels_are_in_the_ratio_of_the_doses(name):
    """If every step lasted sixty days, its last would have its share of the dose."""
    plan = example(name)[0].plan
    long = stretched(plan, 60)
    found = forecast(forecasts(name).body, Schedule.of_plan(long))
    today = plan.before.total(found.drug).nanograms
    for speed, exposure in found.exposures.items():
        shares = exposure.days.mean[59 : end(long) : 60] / exposure.today.cavg
        doses = [
            step.regimen.total(found.drug).nanograms / today for step in long.steps
        ]
        assert shares == pytest.approx(doses, rel=0.02), speed


@pytest.mark.parametrize("name", PLANNED)
def test_levels_lag_behind_the_doses(name):
    """In the plan as it is, no step's level is below its share of the dose."""
    plan, found = example(name)[0].plan, forecasts(name)
    today = plan.before.total(found.drug).nanograms
    for step in plan.steps:
        last = (step.end - plan.start).days - 1
        share = found.typical.days.mean[last] / found.typical.today.cavg
        assert share >= step.regimen.total(found.drug).nanograms / today - 1e-9
