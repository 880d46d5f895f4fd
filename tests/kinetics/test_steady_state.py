"""The steady state in closed form is the limit of very many days."""

from math import isclose

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinetics import roads
from kinetics.real_drugs import DRAWN, model_of
from kinetics.strategies import doses_mg, history_of, models
from stepwell.kinetics.engine import levels
from stepwell.kinetics.history import History
from stepwell.kinetics.model import (
    DOSE,
    Absorption,
    Analyte,
    Disposition,
    Formation,
    Model,
)
from stepwell.kinetics.modes import modes_of
from stepwell.kinetics.moiety import mean_levels_per_mg
from stepwell.kinetics.settled import Settled
from stepwell.kinetics.steady import steady_amounts


CLOSE = 1e-11

days = st.lists(
    st.tuples(st.one_of(st.integers(0, 23).map(float), st.floats(0, 23.99)), doses_mg),
    min_size=1,
    max_size=5,
).map(sorted)
"""The doses of one day (h, mg), at any hour, several at once."""


@given(models(), days)
def test_closed_form_is_the_limit_of_many_days(model, day):
    """A million days event by event end where the closed form begins."""
    found = steady_amounts(modes_of(model), history_of(day))
    expected = roads.matrix_steady_amounts(model, day).astype(float)
    np.testing.assert_allclose(found, expected, rtol=CLOSE, atol=1e-14 * expected.max())


@pytest.mark.parametrize("formulation", DRAWN)
def test_a_simulated_year_ends_at_the_steady_state(formulation):
    """Day after day from nothing, every drug arrives at its closed form."""
    model = model_of(formulation)
    day = [(8.0, 1.0), (13.5, 0.5), (22.0, 2.0)]
    year = [(24.0 * each + time, mg) for each in range(365) for time, mg in day]
    samples = 24.0 * 364 + np.arange(0.0, 24.0, 1.5)
    start = steady_amounts(modes_of(model), history_of(day))
    settled = levels(model, history_of(day), samples - 24.0 * 364, start_mg=start)
    simulated = levels(model, history_of(year), samples)
    np.testing.assert_allclose(simulated, settled, rtol=1e-9, atol=1e-300)


@given(models(), days, st.sampled_from([24.0, 48.0, 168.0]))
def test_mean_is_dose_over_tau_and_clearance(model, day, period):
    """The settled mean is dose / (tau CL): shapes, lags and portions do not matter."""
    expected = roads.whole_areas(model) * sum(mg for _, mg in day) / period
    modes = modes_of(model)
    for place, weights in enumerate(modes.weights.T):
        settled = Settled(modes, history_of(day), weights, period)
        assert isclose(settled.cavg, expected[place], rel_tol=CLOSE)


@pytest.mark.parametrize("formulation", DRAWN)
def test_mean_level_per_mg(formulation):
    """The mean level in closed form is that of the settled day, for every drug."""
    model = model_of(formulation)
    modes, day = modes_of(model), History.daily([8, 22], [2, 3])
    for weights, mean in zip(modes.weights.T, mean_levels_per_mg(model), strict=True):
        assert isclose(Settled(modes, day, weights).cavg, 5 * mean, rel_tol=1e-12)


@pytest.mark.parametrize("hour", [0.0, 8.0, 22.0, 23.5, 23.8, 23.95])
@pytest.mark.parametrize("formulation", ["diazepam", "zolpidem_cr", "lorazepam_er"])
def test_a_dose_in_lag_at_midnight_is_not_lost(formulation, hour):
    """A dose just before midnight reaches the depot after it, and counts.

    The settled day once left it out: diazepam at 23:48 lost four tenths of its mean.
    """
    modes = modes_of(model_of(formulation))
    at_noon, late = (
        Settled(modes, history_of([(time, 10.0)]), modes.weights[:, 0])
        for time in (12.0, hour)
    )
    for found, expected in (
        (late.cavg, at_noon.cavg),
        (late.extremes.high[0], at_noon.extremes.high[0]),
        (late.extremes.low[0], at_noon.extremes.low[0]),
        (late.trough, at_noon.trough),
        (late.first_area, at_noon.first_area),
    ):
        assert isclose(found, expected, rel_tol=1e-11)


def test_a_lag_longer_than_the_period():
    """Even a lag of more than a period loses no dose."""
    body = Disposition(2.0, 40.0)
    model = Model(
        (Absorption(0.5, 1.0, 0.5), Absorption(0.5, 0.4, 20.0)),
        (Analyte("drug", body, Formation(DOSE)),),
    )
    modes = modes_of(model)
    settled = Settled(modes, history_of([(3.0, 6.0)]), modes.weights[:, 0], 8.0)
    assert isclose(settled.cavg, 6.0 / (8.0 * 2.0) * 1000, rel_tol=CLOSE)
    lived = [(3.0 + 8.0 * turn, 6.0) for turn in range(150)]
    hours = np.linspace(0.0, 7.99, 50)
    found = settled.steady.levels(settled.edges_h[0] + hours)
    expected = roads.matrix_levels(model, lived, 8.0 * 149 + hours)
    np.testing.assert_allclose(found, expected.astype(float), rtol=1e-10)


@given(models(), days)
def test_a_settled_day_ends_as_it_began(model, day):
    """The level at the end of the period is that at its beginning."""
    modes = modes_of(model)
    settled = Settled(modes, history_of(day), modes.weights[:, -1])
    begin, end = settled.steady.levels(settled.edges_h)
    peaks = roads.peaks_of(
        model, [(24.0 * each, mg) for each in range(9) for _, mg in day]
    )
    np.testing.assert_allclose(begin, end, rtol=1e-9, atol=1e-12 * float(peaks.max()))
