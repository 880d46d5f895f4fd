"""Many people at once are each what they are alone, by both kinds of inner loop."""

import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinetics import roads
from kinetics.real_drugs import DRAWN, known, model_of
from kinetics.strategies import NAMES, SLOW, between, doses, history_of, models, samples
from stepwell.kinetics import loops as plain_loops
from stepwell.kinetics.crowd import (
    compiled,
    crowd_averages,
    crowd_levels,
    crowd_of,
)
from stepwell.kinetics.engine import levels, track
from stepwell.kinetics.history import History
from stepwell.kinetics.intervals import averages
from stepwell.kinetics.model import (
    DOSE,
    Absorption,
    Analyte,
    Disposition,
    Formation,
    Model,
)
from stepwell.kinetics.modes import modes_of
from stepwell.kinetics.people import Population, population, scaled


SAME = 1e-12
"""How far both kinds of loop may part, as a share of the analyte's peak."""
SIZES = [1, 2, 33]
MONTH = History.daily([8.0, 13.0, 22.0], np.outer(np.linspace(3, 1, 30), [1, 0, 2]))
HOURS = np.arange(0.0, 744.0, 1.0)
DAYS = 24.0 * np.arange(32)

people_of = (
    st.integers(1, 4)
    .flatmap(
        lambda size: st.tuples(
            *(st.lists(between(0.3, 3.0), min_size=size, max_size=size) for _ in "cv")
        )
    )
    .map(lambda drawn: Population(*(np.array(each) for each in drawn)))
)


@pytest.fixture(scope="module", params=["numpy", "numba"])
def loops(request):
    """The inner loops in NumPy, and compiled."""
    return plain_loops if request.param == "numpy" else compiled()


def alone(crowd):
    """Each person's own model."""
    people = zip(crowd.people.clearance, crowd.people.volume, strict=True)
    return [scaled(crowd.model, float(cl), float(volume)) for cl, volume in people]


def means_alone(model, history, edges):
    course = track(modes_of(model), history)
    return np.stack(
        [averages(course, each, edges) for each in course.modes.weights.T], 1
    )


def assert_each_alone(crowd, history, loops, hours=HOURS, days=DAYS):
    """Everybody's levels and means are those of the one-person engine."""
    found = crowd_levels(crowd, history, hours, loops=loops)
    means = crowd_averages(crowd, history, days, loops=loops)
    for place, model in enumerate(alone(crowd)):
        expected = levels(model, history, hours)
        peaks = expected.max(axis=0)
        np.testing.assert_allclose(
            found[place] / peaks, expected / peaks, rtol=0, atol=SAME
        )
        expected = means_alone(model, history, days)
        np.testing.assert_allclose(
            means[place] / peaks, expected / peaks, rtol=0, atol=SAME
        )


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("formulation", ["diazepam", "lorazepam", "zolpidem_cr"])
def test_everybody_is_who_they_are_alone(formulation, size, loops):
    """One, two and thirty-three people: each as the one-person engine has them."""
    crowd = crowd_of(model_of(formulation), population(known(formulation), size, 5))
    assert_each_alone(crowd, MONTH, loops)


@pytest.mark.parametrize("formulation", DRAWN)
def test_both_kinds_of_loop_agree_on_every_drug(formulation):
    """Compiled or not: to 1e-12 of the peak, for levels and means."""
    crowd = crowd_of(model_of(formulation), population(known(formulation), 7, 11))
    for compute, moments in ((crowd_levels, HOURS), (crowd_averages, DAYS)):
        one = compute(crowd, MONTH, moments)
        other = compute(crowd, MONTH, moments, loops=compiled())
        peaks = one.max(axis=(0, 1))
        np.testing.assert_allclose(one / peaks, other / peaks, rtol=0, atol=SAME)


@SLOW
@given(models(), people_of, doses(), samples())
def test_any_crowd_takes_the_matrix_road(model, people, doses, samples):
    """Any model, people, history and grid, by both kinds of loop."""
    crowd = crowd_of(model, people)
    for loops in (plain_loops, compiled()):
        found = crowd_levels(crowd, history_of(doses), samples, loops=loops)
        for place, own in enumerate(alone(crowd)):
            roads.assert_same_road(
                found[place],
                roads.matrix_levels(own, doses, samples),
                roads.peaks_of(own, doses),
            )


@SLOW
@given(
    models(),
    people_of,
    doses(),
    st.lists(st.floats(0.5, 400.0), min_size=1, max_size=5, unique=True),
)
def test_any_means_are_those_of_a_counter(model, people, doses, edges):
    """Mean levels between any edges are what a counter collects."""
    edges = np.array([0.0, *sorted(edges)])
    if np.any(np.diff(edges) < 0.1):
        return
    crowd = crowd_of(model, people)
    for loops in (plain_loops, compiled()):
        found = crowd_averages(crowd, history_of(doses), edges, loops=loops)
        for place, own in enumerate(alone(crowd)):
            areas = roads.matrix_areas(own, doses, edges).astype(float)
            whole = roads.whole_areas(own) * sum(mg for _, mg in doses)
            np.testing.assert_allclose(
                found[place] * np.diff(edges)[:, None],
                areas,
                rtol=1e-9,
                atol=1e-12 * float(whole.max()),
            )


def awkward():
    """A metabolite whose rate meets its source's for some people, and nearly for more.

    With the depot at 0.5 and clearances over volumes of 0.5 times each multiplier,
    person 0 has three equal rates, the next ones nearly equal ones.
    """
    body = Disposition(20.0, 40.0)
    model = Model(
        (Absorption(0.6, 0.5, 0.2), Absorption(0.4, 0.75)),
        (
            Analyte("drug", body, Formation(DOSE)),
            Analyte("made", body, Formation("drug", 0.5, 0.9)),
        ),
    )
    away = np.array([0.0, 1e-12, 1e-9, 1e-6, 1e-3, 0.5, 1.0])
    return crowd_of(model, Population(1.0 + away, np.ones(len(away))))


def test_nearly_equal_rates_go_apart_and_are_right(loops):
    """Those whose rates are nearly equal take the one-person engine, all are right."""
    crowd = awkward()
    assert {0, 1, 2, 3} <= set(crowd.apart)
    doses = [(8.0, 10.0), (22.0, 5.0), (46.0, 5.0)]
    samples = np.arange(0.0, 100.0, 0.75)
    found = crowd_levels(crowd, history_of(doses), samples, loops=loops)
    means = crowd_averages(crowd, history_of(doses), [0.0, 24.0, 90.0], loops=loops)
    assert np.all(np.isfinite(found)) and np.all(np.isfinite(means))
    for place, own in enumerate(alone(crowd)):
        roads.assert_same_road(
            found[place],
            roads.matrix_levels(own, doses, samples),
            roads.peaks_of(own, doses),
        )
        areas = roads.matrix_areas(own, doses, [0.0, 24.0, 90.0]).astype(float)
        np.testing.assert_allclose(means[place], areas / [[24], [66]], rtol=1e-9)


def test_a_person_apart_may_be_alone(loops):
    """A crowd of one whose rates are equal."""
    crowd = crowd_of(awkward().model, Population(np.ones(1), np.ones(1)))
    assert list(crowd.apart) == [0]
    history = history_of([(0.0, 10.0)])
    found = crowd_levels(crowd, history, [5.0, 10.0], loops=loops)
    np.testing.assert_array_equal(found[0], levels(crowd.model, history, [5.0, 10.0]))


def test_few_people_of_a_drug_go_apart():
    """Of a thousand people on each drug six of seven and more take the fast way."""
    for formulation in DRAWN:
        crowd = crowd_of(model_of(formulation), population(known(formulation), 1000, 3))
        assert len(crowd.apart) <= 1000 / 7, formulation


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("count", [1, 3, 4, 5, 6])
def test_any_number_of_analytes(count, size, loops):
    """The compiled loop takes four analytes at a time; five or six are right too."""
    analytes = tuple(
        Analyte(
            name,
            Disposition(10.0 * 0.45**place, 20.0),
            Formation(DOSE if place == 0 else NAMES[place - 1], 0.8, 0.95),
        )
        for place, name in enumerate(NAMES[:count])
    )
    model = Model((Absorption(1.0, 2.0, 0.3),), analytes)
    people = Population(np.geomspace(0.6, 1.7, size), np.geomspace(1.3, 0.8, size))
    crowd = crowd_of(model, people)
    assert not len(crowd.apart)
    assert_each_alone(crowd, MONTH, loops, HOURS[:200], DAYS[:5])


def test_a_seed_reproduces_a_crowd(loops):
    """The same seed gives the same levels to the last bit."""
    one, same = (
        crowd_levels(
            crowd_of(model_of("diazepam"), population(known("diazepam"), 33, 99)),
            MONTH,
            HOURS[:100],
            loops=loops,
        )
        for _ in range(2)
    )
    np.testing.assert_array_equal(one, same)


@given(st.integers(0, 40), st.integers(1, 40))
def test_nobody_depends_on_who_else_is_there(first, count):
    """A person's levels are the same in any crowd."""
    everybody = population(known("lorazepam"), 80, 1)
    some = slice(first, first + count)
    part = Population(everybody.clearance[some], everybody.volume[some])
    model = model_of("lorazepam")
    for loops in (plain_loops, compiled()):
        whole = crowd_levels(crowd_of(model, everybody), MONTH, HOURS[:50], loops=loops)
        found = crowd_levels(crowd_of(model, part), MONTH, HOURS[:50], loops=loops)
        np.testing.assert_allclose(found, whole[some], rtol=1e-12, atol=1e-12)


def test_before_the_first_dose_everybody_has_nothing(loops):
    """No level and no mean before the first arrival, whatever comes later."""
    crowd = crowd_of(model_of("diazepam"), population(known("diazepam"), 2, 1))
    history = history_of([(30.0, 10.0)])
    found = crowd_levels(crowd, history, [0.0, 30.0, 30.25], loops=loops)
    means = crowd_averages(crowd, history, [0.0, 24.0, 48.0], loops=loops)
    assert np.all(found[:, :2] == 0.0)
    assert np.all(means[:, 0] == 0.0) and np.all(means[:, 1] > 0.0)


def test_no_samples_are_no_levels(loops):
    """An empty grid gives an empty answer for everybody."""
    for size in SIZES:
        crowd = crowd_of(model_of("diazepam"), population(known("diazepam"), size, 1))
        assert crowd_levels(crowd, MONTH, [], loops=loops).shape == (size, 0, 4)


def test_hourly_means_do_not_drift_in_years(loops):
    """The mean of an hour is as exact after three years as on the first day."""
    crowd = crowd_of(model_of("diazepam"), population(known("diazepam"), 2, 1))
    history, edges = History.daily([8.0], np.ones((1100, 1))), np.arange(24.0 * 1100)
    found = crowd_averages(crowd, history, edges, loops=loops)
    for place, model in enumerate(alone(crowd)):
        expected = means_alone(model, history, edges)
        atol = SAME * expected.max()
        np.testing.assert_allclose(found[place], expected, rtol=0, atol=atol)


def test_two_doses_at_one_time_and_on_a_sample(loops):
    """Doses side by side, on a sample or an edge, are counted once each."""
    crowd = crowd_of(model_of("lorazepam"), population(known("lorazepam"), 3, 1))
    history = history_of([(0.0, 1.0), (24.0, 1.0), (24.0, 1.0), (48.0, 1.0)])
    assert_each_alone(crowd, history, loops, np.arange(0.0, 96.25, 0.25), DAYS[:5])


def test_slow_people_are_above_fast_people(loops):
    """In a crowd sorted by clearance the means are sorted the other way."""
    people = Population(np.array([0.5, 1.0, 2.0]), np.ones(3))
    found = crowd_averages(
        crowd_of(model_of("lorazepam"), people), MONTH, DAYS, loops=loops
    )
    assert np.all(np.diff(found[:, :, 0], axis=0) < 0)


def test_without_numba_only_the_compiled_loops_are_missing(monkeypatch):
    """Asking for compiled loops without numba says what is missing."""
    import stepwell.kinetics as room

    monkeypatch.setitem(sys.modules, "numba", None)
    monkeypatch.delitem(sys.modules, "stepwell.kinetics.compiled_loops", raising=False)
    monkeypatch.delattr(room, "compiled_loops", raising=False)
    with pytest.raises(ModuleNotFoundError, match="numba"):
        compiled()
