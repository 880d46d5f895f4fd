"""People differ: slow, typical and fast, drawn at random, and changed one by one."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinetics import roads
from kinetics.real_drugs import DRAWN, known, model_of
from kinetics.strategies import between, models
from stepwell.kinetics.engine import levels
from stepwell.kinetics.history import History
from stepwell.kinetics.moiety import mean_levels_per_mg
from stepwell.kinetics.people import (
    DEVIATES,
    Eliminator,
    Population,
    adjusted,
    eliminator,
    log_deviation,
    population,
    scaled,
)


MANY = 40_000


@pytest.mark.parametrize("formulation", DRAWN)
def test_slow_eliminators_have_the_highest_levels(formulation):
    """Slow above typical above fast, by the same factor, for every drug."""
    means = {
        speed: mean_levels_per_mg(eliminator(known(formulation), speed))
        for speed in Eliminator
    }
    slow, typical, fast = (means[each] for each in Eliminator)
    assert np.all(slow > typical) and np.all(typical > fast)
    np.testing.assert_allclose(slow / typical, typical / fast, rtol=1e-12)


def test_a_typical_eliminator_is_the_model_itself():
    """Nothing is scaled for a typical person."""
    assert eliminator(known("diazepam"), Eliminator.TYPICAL) == model_of("diazepam")


@pytest.mark.parametrize("speed", [Eliminator.SLOW, Eliminator.FAST])
def test_a_tenth_of_people_are_slower_or_faster(speed):
    """Slow and fast stand at the tenth and ninetieth percentile of clearance."""
    below = (1 + math.erf(DEVIATES[speed] / math.sqrt(2))) / 2
    assert math.isclose(below, 0.1 if speed is Eliminator.SLOW else 0.9, rel_tol=1e-12)


@pytest.mark.parametrize("formulation", ["diazepam", "zaleplon", "oxazepam"])
def test_people_are_log_normal_with_the_stated_variation(formulation):
    """Clearance and volume: median 1, the stated CV, independent of each other."""
    model = known(formulation)
    people = population(model, MANY, seed=20270104)
    for multipliers, cv in (
        (people.clearance, model.cv_clearance),
        (people.volume, model.cv_volume),
    ):
        logs = np.log(multipliers)
        assert abs(np.median(multipliers) - 1.0) < 4 * cv / math.sqrt(MANY)
        assert math.isclose(logs.std(), log_deviation(cv), rel_tol=0.02)
        assert math.isclose(multipliers.std() / multipliers.mean(), cv, rel_tol=0.03)
        skew = np.mean((logs - logs.mean()) ** 3) / logs.std() ** 3
        kurtosis = np.mean((logs - logs.mean()) ** 4) / logs.std() ** 4
        assert abs(skew) < 0.05 and abs(kurtosis - 3) < 0.1
    together = np.corrcoef(np.log(people.clearance), np.log(people.volume))
    assert abs(together[0, 1]) < 0.02


def test_a_seed_draws_the_same_people_again():
    """The same seed, the same people; another seed, others."""
    model = known("diazepam")
    one, same, other = (population(model, 50, seed) for seed in (7, 7, 8))
    np.testing.assert_array_equal(one.clearance, same.clearance)
    np.testing.assert_array_equal(one.volume, same.volume)
    assert not np.any(one.clearance == other.clearance)
    assert len(one) == 50


@given(models(), between(0.1, 10.0), between(0.1, 10.0))
def test_scaling_clearance_scales_the_mean_and_volume_does_not(model, cl, volume):
    """The mean level goes with 1 / clearance alone."""
    found = mean_levels_per_mg(scaled(model, cl, volume))
    np.testing.assert_allclose(found, mean_levels_per_mg(model) / cl, rtol=1e-12)


@given(models(), between(0.1, 10.0))
def test_scaling_both_alike_only_thins(model, factor):
    """Everybody's rates stay when clearance and volume change together."""
    scaled_system = roads.system_of(scaled(model, factor, factor)).astype(float)
    own = roads.system_of(model).astype(float)
    np.testing.assert_allclose(scaled_system, own, rtol=1e-13, atol=1e-16)


def test_one_analyte_may_be_adjusted_alone():
    """A modifier of nordazepam leaves diazepam as it is."""
    model = model_of("diazepam")
    changed = adjusted(model, {"nordazepam": 0.5}, {"nordazepam": 2.0})
    before, after = (mean_levels_per_mg(each) for each in (model, changed))
    np.testing.assert_allclose(after / before, [1.0, 2.0, 1.0, 1.0], rtol=1e-12)
    assert changed.analytes[0] == model.analytes[0]
    was, now = (each.analytes[1].disposition for each in (model, changed))
    assert (now.v1_l, now.v2_l) == (2 * was.v1_l, 2 * was.v2_l)
    assert now.q_l_per_h == 2 * was.q_l_per_h


@given(st.floats(0.05, 1.0))
def test_log_deviation_gives_the_coefficient_back(cv):
    """exp(s^2) - 1 is the squared coefficient of variation."""
    assert math.isclose(math.expm1(log_deviation(cv) ** 2), cv**2, rel_tol=1e-12)


def test_slow_people_stay_above_all_day():
    """Not the mean alone: at every hour of a settled month slow is above fast."""
    history = History.daily([8.0, 22.0], np.ones((30, 2)))
    hours = np.arange(24.0, 720.0, 0.5)
    slow, typical, fast = (
        levels(eliminator(known("lorazepam"), each), history, hours)
        for each in Eliminator
    )
    assert np.all(slow > typical) and np.all(typical > fast)


def test_a_population_counts_its_people():
    """A population may be given by hand, one multiplier of each for everybody."""
    people = Population(np.array([1.0, 0.5]), np.array([1.0, 2.0]))
    assert len(people) == 2
