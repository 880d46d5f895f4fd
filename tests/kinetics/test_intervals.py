"""Means, peaks and troughs between edges are exact, whatever happens between."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinetics import roads
from kinetics.real_drugs import DRAWN, model_of
from kinetics.strategies import HORIZON_H, SLOW, doses, history_of, models
from stepwell.kinetics.engine import track
from stepwell.kinetics.history import History
from stepwell.kinetics.intervals import areas, averages, extremes
from stepwell.kinetics.model import (
    DOSE,
    Absorption,
    Analyte,
    Disposition,
    Formation,
    Model,
)
from stepwell.kinetics.modes import modes_of


OUTSIDE = 1e-12
"""How far a sample may lie outside, as a share of the analyte's peak."""
WITHIN_GRID = 2e-3

edges = st.lists(
    st.integers(0, int(4 * HORIZON_H)).map(lambda quarter: quarter / 4),
    min_size=2,
    max_size=6,
    unique=True,
).map(sorted)
"""Hours from zero up, a quarter or more apart."""


def dense(course, begin, end):
    """Samples from begin to end, closest just after each event."""
    inside = course.time_h[(course.time_h > begin) & (course.time_h < end)]
    cuts = np.unique([begin, *inside, end])
    bent = np.concatenate([np.linspace(0, 1, 300), np.linspace(0, 1, 300) ** 4])
    hours = (cuts[:-1, None] + np.outer(np.diff(cuts), bent)).ravel()
    return np.unique(np.clip(hours, begin, end))


@given(models(), doses(), edges)
def test_no_sample_lies_outside_and_one_comes_close(model, doses, edges):
    """Between lowest and highest lies every dense sample, and one near each."""
    course = track(modes_of(model), history_of(doses))
    peaks = roads.peaks_of(model, doses).astype(float)
    for place, weights in enumerate(course.modes.weights.T):
        found = extremes(course, weights, np.array(edges))
        least = OUTSIDE * peaks[place]
        for which, (begin, end) in enumerate(pairwise(edges)):
            sampled = course.levels(dense(course, begin, end))[:, place]
            low, high = sampled.min(), sampled.max()
            assert low >= found.low[which] - least
            assert high <= found.high[which] + least
            assert low <= found.low[which] + WITHIN_GRID * max(high, least)
            assert high >= found.high[which] * (1 - WITHIN_GRID) - least


@given(models(), doses(), edges)
def test_extremes_are_where_they_say(model, doses, edges):
    """The level at the time of an extreme is the extreme, inside its interval."""
    course = track(modes_of(model), history_of(doses))
    weights = course.modes.weights[:, -1]
    found = extremes(course, weights, np.array(edges))
    peak = float(roads.peaks_of(model, doses)[-1])
    for value, at in (
        (found.low, found.low_at_h),
        (found.high, found.high_at_h),
    ):
        assert np.all((at >= edges[:-1]) & (at <= edges[1:]))
        there = course.levels(at)[:, -1]
        np.testing.assert_allclose(there, value, rtol=1e-9, atol=OUTSIDE * peak)


@given(models(), doses(), edges)
def test_areas_are_those_of_a_counter(model, doses, edges):
    """An area is what a counter in the matrix road collects."""
    course = track(modes_of(model), history_of(doses))
    expected = roads.matrix_areas(model, doses, edges).astype(float)
    whole = roads.whole_areas(model) * sum(mg for _, mg in doses)
    for place, weights in enumerate(course.modes.weights.T):
        found = areas(course, weights, np.array(edges))
        np.testing.assert_allclose(
            found, expected[:, place], rtol=1e-9, atol=OUTSIDE * whole[place]
        )
        means = averages(course, weights, np.array(edges))
        np.testing.assert_allclose(means, found / np.diff(edges), rtol=1e-15)


@SLOW
@given(models(most=2), doses(), st.floats(1.0, HORIZON_H))
def test_means_are_those_of_dense_samples(model, doses, end):
    """The mean is what a sum over very many samples comes to."""
    course = track(modes_of(model), history_of(doses))
    hours = dense(course, 0.0, end)
    for place, weights in enumerate(course.modes.weights.T):
        found = averages(course, weights, np.array([0.0, end]))[0]
        sampled = np.trapezoid(course.levels(hours)[:, place], hours) / end
        assert abs(found - sampled) <= 1e-3 * max(found, 1e-6)


@pytest.mark.parametrize("formulation", DRAWN)
def test_lowest_mean_highest_of_every_drug_and_day(formulation):
    """Each day of an irregular fortnight, for every drug."""
    model = model_of(formulation)
    doses = [(8.0, 2.0), (22.0, 2.0), (33.0, 2.0), (46.0, 4.0), (118.0, 1.0)]
    course = track(modes_of(model), history_of(doses))
    weights = course.modes.weights.sum(axis=1)
    edges = 24.0 * np.arange(15.0)
    found = extremes(course, weights, edges)
    mean = averages(course, weights, edges)
    for day in range(14):
        sampled = course.states_at(dense(course, edges[day], edges[day + 1])) @ weights
        assert sampled.min() >= found.low[day] - OUTSIDE * found.high.max()
        assert sampled.max() <= found.high[day] * (1 + OUTSIDE)
        assert sampled.max() >= found.high[day] * (1 - WITHIN_GRID)
    assert np.all((found.low <= mean) & (mean <= found.high))


def test_a_sharp_peak_in_a_long_interval_is_found():
    """A level that peaks an hour after the second portion, then hardly falls for days.

    The peak was once looked for at 17 fixed shares of the interval, and missed.
    """
    body = Disposition(3.0, 300.0, 570.0, 1500.0)
    portions = (Absorption(0.28, 1.4, 0.7), Absorption(0.72, 0.19))
    model = Model(portions, (Analyte("drug", body, Formation(DOSE)),))
    course = track(modes_of(model), history_of([(0.3, 20.0), (18.0, 42.0)]))
    weights = course.modes.weights[:, 0]
    for end in (30.0, 52.0, 118.0, 1000.0, 10000.0):
        found = extremes(course, weights, np.array([0.0, end]))
        sampled = course.levels(dense(course, 0.0, min(end, 60.0)))
        assert sampled.max() <= found.high[0] * (1 + OUTSIDE)


def test_a_dip_before_the_rise_is_found():
    """A dose needs a moment to turn a falling level: the lowest is after the dose."""
    body = Disposition(4.0, 40.0)
    model = Model((Absorption(1.0, 0.5),), (Analyte("drug", body, Formation(DOSE)),))
    course = track(modes_of(model), history_of([(0.0, 100.0), (10.0, 1.0)]))
    weights = course.modes.weights[:, 0]
    found = extremes(course, weights, np.array([9.0, 10.0, 100.0]))
    assert found.low_at_h[0] == 10.0
    assert found.high_at_h[0] == 9.0
    assert found.low_at_h[1] == 100.0


def test_equal_rates_have_extremes_too():
    """A day of a drug whose rates are exactly equal; the search once broke on it."""
    body = Disposition(20.0, 40.0)
    model = Model((Absorption(1.0, 0.5),), (Analyte("drug", body, Formation(DOSE)),))
    course = track(modes_of(model), History.daily([8.0], [10.0]))
    found = extremes(course, course.modes.weights[:, 0], np.array([0.0, 24.0]))
    # C = D k t exp(-k t) / V peaks at t = 1 / k.
    assert abs(found.high_at_h[0] - 10.0) < 1e-6
    assert abs(found.high[0] - 10 / 40 * 1000 / np.e) < 1e-9
    assert found.low[0] == 0.0


def test_a_moment_between_two_events_has_extremes_too():
    """Two doses almost at once: the shortest interval breaks nothing."""
    course = track(
        modes_of(model_of("diazepam")), history_of([(0.0, 1.0), (1e-300, 1.0)])
    )
    found = extremes(course, course.modes.weights[:, 0], np.array([0.0, 24.0]))
    assert 70 < found.high[0] < 90
