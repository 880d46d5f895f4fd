"""The body may change on the way: a co-drug starts, a liver recovers."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinetics import roads
from kinetics.real_drugs import model_of
from kinetics.strategies import (
    HORIZON_H,
    SLOW,
    between,
    doses,
    history_of,
    models,
    samples,
)
from stepwell.kinetics.engine import Phase, levels, levels_through, tracks_through
from stepwell.kinetics.people import adjusted, scaled


def without_lag(model):
    return replace(
        model,
        absorptions=tuple(replace(each, lag_h=0.0) for each in model.absorptions),
    )


def by_the_matrix_road(phases, doses, samples):
    """Stitched by hand: each stretch by its own model, amounts handed over in mg."""
    found, amounts = [], None
    ends = [*(phase.from_h for phase in phases[1:]), np.inf]
    for phase, end in zip(phases, ends, strict=True):
        begin, lags = phase.from_h, [each.lag_h for each in phase.model.absorptions]
        # Lags stay, so a dose belongs to the stretch in which its portion arrives.
        assert lags == [each.lag_h for each in phases[0].model.absorptions]
        arrivals = [
            (time - begin, place, mg)
            for time, place, mg in roads.arrivals_of(phase.model, doses)
            if begin <= time < end
        ]
        here = [sample - begin for sample in samples if begin <= sample < end]
        moments = here if np.isinf(end) else [*here, end - begin]
        carried = roads.carried(
            roads.system_of(phase.model), arrivals, moments, amounts
        )
        found.append(carried[: len(here)] @ roads.blood_of(phase.model))
        amounts = carried[-1] if len(carried) else amounts
    return np.concatenate(found)


def by_the_ode_road(phases, doses, samples):
    """The same, integrated; without lags, so that hours can simply be shifted."""
    found, amounts = [], None
    ends = [*(phase.from_h for phase in phases[1:]), np.inf]
    for phase, end in zip(phases, ends, strict=True):
        begin, model = phase.from_h, phase.model
        mine = [(time - begin, mg) for time, mg in doses if begin <= time < end]
        here = [sample - begin for sample in samples if begin <= sample < end]
        if here:
            found.append(roads.ode_levels(model, mine, here, amounts))
        if np.isfinite(end):
            amounts = roads.carried(
                roads.system_of(model),
                roads.arrivals_of(model, mine),
                [end - begin],
                amounts,
            )[0].astype(float)
    return np.concatenate(found)


splits = st.lists(
    st.one_of(st.floats(0.1, HORIZON_H), st.integers(1, 200).map(float)),
    max_size=3,
    unique=True,
).map(sorted)
factors = st.lists(between(0.1, 5.0), min_size=4, max_size=4)


def changing(model, splits, factors):
    """The same body clearing faster or slower from each hour on."""
    hours = [0.0, *splits]
    return [
        Phase(hour, scaled(model, factor))
        for hour, factor in zip(hours, factors, strict=False)
    ]


@given(models(), doses(), samples(), splits, factors)
def test_changing_clearance_is_hand_stitched_runs(
    model, doses, samples, splits, factors
):
    """Each stretch by its own model, amounts carried over: the same levels."""
    phases = changing(model, splits, factors)
    found = levels_through(phases, history_of(doses), samples)
    expected = by_the_matrix_road(phases, doses, samples)
    slower = scaled(model, min(factors))
    roads.assert_same_road(found, expected, roads.peaks_of(slower, doses))


@SLOW
@given(models(), doses(), samples(), splits, factors)
def test_changing_clearance_is_the_ode(model, doses, samples, splits, factors):
    """So it is when integrated numerically with rates that change."""
    phases = changing(without_lag(model), splits, factors)
    found = levels_through(phases, history_of(doses), samples)
    expected = by_the_ode_road(phases, doses, samples)
    slower = scaled(without_lag(model), min(factors))
    roads.assert_same_road(found, expected, roads.peaks_of(slower, doses))


def test_a_liver_recovers_on_day_five():
    """Diazepam and nordazepam cleared half as fast for five days, then normally."""
    model = model_of("diazepam")
    ill = adjusted(model, {"diazepam": 0.5, "nordazepam": 0.5}, {})
    doses = [(24.0 * day + 8.0, 10.0) for day in range(12)]
    samples = np.arange(0.0, 300.0, 7.0)
    phases = [Phase(0.0, ill), Phase(120.0, model)]
    found = levels_through(phases, history_of(doses), samples)
    expected = by_the_matrix_road(phases, doses, samples)
    roads.assert_same_road(found, expected, roads.peaks_of(ill, doses))
    until = samples < 120.0
    alone = levels(ill, history_of(doses), samples[until])
    np.testing.assert_array_equal(found[until], alone)


@pytest.mark.parametrize("lag", [0.0, 0.25, 2.0])
@pytest.mark.parametrize("boundary", [32.0, 32.25, 34.0])
def test_a_boundary_on_a_dose_counts_it_once(lag, boundary):
    """Whether a phase begins with a dose, its arrival or in its lag: counted once."""
    model = model_of("lorazepam")
    model = replace(model, absorptions=(replace(model.absorptions[0], lag_h=lag),))
    doses = [(8.0, 1.0), (32.0, 1.0), (56.0, 1.0)]
    samples = [boundary, 32.0, 33.0, 34.5, 60.0]
    phases = [Phase(0.0, model), Phase(boundary, model)]
    found = levels_through(phases, history_of(doses), sorted(samples))
    whole = levels(model, history_of(doses), sorted(samples))
    np.testing.assert_allclose(found, whole, rtol=1e-12)


def test_a_sample_on_a_boundary_stands_once():
    """One row for each sample, in their order, a sample at the boundary included."""
    model = model_of("diazepam")
    phases = [Phase(0.0, model), Phase(24.0, scaled(model, 0.5))]
    samples = [0.0, 23.0, 24.0, 24.0, 25.0]
    found = levels_through(phases, history_of([(8.0, 10.0)]), samples)
    assert found.shape == (5, 4)
    np.testing.assert_array_equal(found[2], found[3])


def test_amounts_carry_over_where_volumes_change():
    """A larger volume thins at once what is in the blood; nothing is lost."""
    model = model_of("lorazepam")
    doses = [(8.0, 2.0)]
    phases = [Phase(0.0, model), Phase(24.0, scaled(model, 1.0, 2.0))]
    before, after = levels_through(phases, history_of(doses), [23.9999999, 24.0])
    np.testing.assert_allclose(after, before / 2, rtol=1e-6)


def test_a_track_for_each_phase():
    """Each track begins where its phase does, and ends at the last event in it."""
    model = model_of("lorazepam")
    phases = [Phase(0.0, model), Phase(24.0, scaled(model, 0.5)), Phase(48.0, model)]
    tracks = tracks_through(phases, history_of([(8.0, 2.0), (30.0, 2.0)]))
    assert [track.time_h[0] for track in tracks] == [0.0, 24.0, 48.0]
    assert [len(track.time_h) for track in tracks] == [2, 2, 1]


def test_phases_without_a_dose_wash_out():
    """What is there at the start leaves at each phase's own rate."""
    model = model_of("lorazepam")
    start = np.array([0.0, 2.0])
    phases = [Phase(0.0, model), Phase(10.0, scaled(model, 3.0))]
    rate = 4.5 / 84.0
    found = levels_through(phases, None, [0.0, 10.0, 20.0], start_mg=start)[:, 0]
    expected = 2000 / 84.0 * np.exp([0.0, -10 * rate, -40 * rate])
    np.testing.assert_allclose(found, expected, rtol=1e-12)
