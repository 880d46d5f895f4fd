"""The engine, the matrix exponential and an ODE solver agree on every level."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinetics import roads
from kinetics.real_drugs import DRAWN, model_of
from kinetics.strategies import SLOW, doses, history_of, models, samples
from stepwell.kinetics.engine import levels, track
from stepwell.kinetics.modes import modes_of


# Ten days as they are lived (h, mg): late, extra, doubled, missed and changed doses.
LIVED = [
    (8.0, 2.0),
    (22.0, 2.0),
    (33.5, 2.0),
    (46.0, 2.0),
    (46.0, 2.0),
    (49.25, 1.0),
    (80.0, 1.5),
    (94.0, 1.5),
    (104.0, 1.5),
    (167.9, 1.25),
]
SAMPLES = [0.1, 8.3, 9.0, 10.0, 22.5, 24.0, 33.5, 46.0, 47.5, 50.1, 72.0, 96.0, 120.0]
SAMPLES = [*SAMPLES, 167.9, 168.0, 169.0, 192.0, 240.0]


@given(models(), doses(), samples())
def test_engine_and_matrix_exponential_agree(model, doses, samples):
    """Any model, history and grid: the same level as event by event."""
    roads.assert_same_road(
        levels(model, history_of(doses), samples),
        roads.matrix_levels(model, doses, samples),
        roads.peaks_of(model, doses),
    )


@SLOW
@given(models(), doses(), samples())
def test_engine_and_ode_solver_agree(model, doses, samples):
    """Any model, history and grid: the same level as integrated numerically."""
    roads.assert_same_road(
        levels(model, history_of(doses), samples),
        roads.ode_levels(model, doses, samples),
        roads.peaks_of(model, doses),
    )


@given(models(), doses(), samples(), st.data())
def test_any_start_agrees(model, doses, samples, data):
    """Amounts at hour zero are carried like doses."""
    size = len(roads.compartments_of(model))
    start = data.draw(st.lists(st.floats(0, 20), min_size=size, max_size=size))
    roads.assert_same_road(
        levels(model, history_of(doses), samples, start_mg=np.array(start)),
        roads.matrix_levels(model, doses, samples, start),
        roads.peaks_of(model, doses, start),
    )


@given(models(), doses(), samples())
def test_amounts_agree(model, doses, samples):
    """Not the blood alone: what is in every compartment is the same."""
    found = track(modes_of(model), history_of(doses)).amounts(np.array(samples))
    expected = roads.matrix_amounts(model, doses, samples)
    given = sum(mg for _, mg in doses)
    np.testing.assert_allclose(
        found, expected.astype(float), rtol=1e-9, atol=1e-12 * given
    )


@pytest.mark.parametrize("formulation", DRAWN)
def test_every_drug_agrees_on_all_roads(formulation):
    """Every formulation that may be drawn, over ten days as they are lived."""
    model = model_of(formulation)
    found = levels(model, history_of(LIVED), SAMPLES)
    peaks = roads.peaks_of(model, LIVED)
    for road in (roads.matrix_levels, roads.ode_levels):
        expected = road(model, LIVED, SAMPLES)
        roads.assert_same_road(found, expected, peaks, roads.LOW_OF_REAL_DRUGS)


@pytest.mark.parametrize("formulation", ["diazepam", "zolpidem_cr", "flurazepam"])
def test_nothing_drifts_in_ten_years(formulation):
    """After ten years of two doses a day the level is still that of both roads."""
    model = model_of(formulation)
    doses = [(12.0 * turn, 1.0 + turn % 3) for turn in range(2 * 3652)]
    samples = [24.0 * day + 5.5 for day in (0, 1, 100, 1000, 3651, 3660)]
    roads.assert_same_road(
        levels(model, history_of(doses), samples),
        roads.matrix_levels(model, doses, samples),
        roads.peaks_of(model, doses),
    )


@given(models(), doses())
def test_nothing_before_the_first_dose(model, doses):
    """Before a first dose there is exactly nothing."""
    shifted = [(time + 5.0, mg) for time, mg in doses]
    assert np.all(levels(model, history_of(shifted), [0.0, 2.5, 4.999]) == 0.0)


@given(models())
def test_no_sample_is_no_level(model):
    """An empty grid is answered with no rows."""
    assert levels(model, history_of([(0.0, 1.0)]), []).shape == (0, len(model.names))
