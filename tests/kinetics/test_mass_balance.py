"""What was given is in the body or has left it, to the last of twelve digits."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinetics import roads
from kinetics.real_drugs import DRAWN, model_of
from kinetics.strategies import HORIZON_H, doses, history_of, models
from stepwell.kinetics.engine import track
from stepwell.kinetics.intervals import areas
from stepwell.kinetics.model import DOSE
from stepwell.kinetics.modes import modes_of
from stepwell.kinetics.rates import rates_of


BALANCE = 1e-12


def cleared_mg(course, edges):
    """What each analyte's clearance took out between two edges: CL times area."""
    analytes = course.modes.model.analytes
    return {
        analyte.name: analyte.disposition.cl_l_per_h
        * float(areas(course, weights, edges)[0])
        / 1000
        for analyte, weights in zip(analytes, course.modes.weights.T, strict=True)
    }


def absorbed_mg(model, doses, hours, amounts):
    """What has left the depots by then."""
    arrived = sum(
        mg for time, _, mg in roads.arrivals_of(model, doses) if time <= hours
    )
    return arrived, arrived - amounts[: len(model.absorptions)].sum()


def in_body_mg(model, amounts):
    """What is in the blood and tissue of each analyte."""
    found = dict.fromkeys(model.names, 0.0)
    for (name, _), mg in zip(roads.compartments_of(model), amounts, strict=True):
        if name != DOSE:
            found[name] += mg
    return found


@given(models(), doses(), st.floats(0.5, 2 * HORIZON_H))
def test_each_analyte_is_balanced(model, doses, hours):
    """What was formed of an analyte is still in the body or was cleared."""
    course = track(modes_of(model), history_of(doses))
    amounts = course.amounts(np.array([hours]))[0]
    cleared = cleared_mg(course, np.array([0.0, hours]))
    _, absorbed = absorbed_mg(model, doses, hours, amounts)
    passed = {DOSE: absorbed, **cleared}
    body = in_body_mg(model, amounts)
    given = sum(mg for _, mg in doses)
    for analyte in model.analytes:
        formation = analyte.formation
        formed = passed[formation.source] * formation.fraction * formation.mass_ratio
        assert (
            abs(formed - cleared[analyte.name] - body[analyte.name]) <= BALANCE * given
        )


@given(models(), doses(), st.floats(0.5, 2 * HORIZON_H))
def test_the_whole_is_balanced(model, doses, hours):
    """In masses of the drug as swallowed, everything adds up to what was given.

    A share of each source that turns into none of the analytes has left for good.
    """
    course = track(modes_of(model), history_of(doses))
    amounts = course.amounts(np.array([hours]))[0]
    cleared = cleared_mg(course, np.array([0.0, hours]))
    body = in_body_mg(model, amounts)
    arrived, absorbed = absorbed_mg(model, doses, hours, amounts)
    heavier, whole = {DOSE: 1.0}, amounts[: len(model.absorptions)].sum()
    whole += absorbed * (1 - formed_share(model, DOSE))
    for analyte in model.analytes:
        name, formation = analyte.name, analyte.formation
        heavier[name] = heavier[formation.source] * formation.mass_ratio
        gone = cleared[name] * (1 - formed_share(model, name))
        whole += (body[name] + gone) / heavier[name]
    assert abs(whole - arrived) <= BALANCE * max(arrived, sum(mg for _, mg in doses))


def formed_share(model, source):
    """How much of a source, in moles, turns into analytes of the model."""
    formations = (analyte.formation for analyte in model.analytes)
    return sum(each.fraction for each in formations if each.source == source)


def areas_to_infinity(model, doses):
    course = track(modes_of(model), history_of(doses))
    forever = 300.0 + 60.0 / roads.slowest_of(model)
    edges = np.array([0.0, forever])
    return np.array([areas(course, each, edges)[0] for each in course.modes.weights.T])


@given(models(), doses())
def test_area_to_infinity(model, doses):
    """AUC to infinity is fraction * mass ratio * dose / CL, whatever the shape."""
    expected = roads.whole_areas(model) * sum(mg for _, mg in doses)
    np.testing.assert_allclose(areas_to_infinity(model, doses), expected, rtol=BALANCE)


@pytest.mark.parametrize("formulation", DRAWN)
def test_area_to_infinity_of_every_drug(formulation):
    """So it is for every formulation that may be drawn."""
    model = model_of(formulation)
    found = areas_to_infinity(model, [(0.0, 10.0)])
    np.testing.assert_allclose(found, 10 * roads.whole_areas(model), rtol=BALANCE)


@given(models())
def test_the_rate_matrix_is_the_pipes(model):
    """The engine's matrix, inflows and outputs are those written down anew."""
    rates = rates_of(model)
    expected = roads.system_of(model).astype(float)
    np.testing.assert_allclose(rates.matrix, expected, rtol=1e-14)
    np.testing.assert_allclose(rates.outputs, roads.blood_of(model).astype(float))
    for place, portion in enumerate(model.absorptions):
        inflow = np.zeros(len(expected))
        inflow[place] = portion.fraction
        np.testing.assert_array_equal(rates.inflows[place], inflow)


@given(models())
def test_a_column_of_the_rate_matrix_sums_to_what_leaves_the_model(model):
    """A depot and a clearance lose what is not formed; an exchange loses nothing."""
    rates = rates_of(model)
    for column, (name, number) in enumerate(roads.compartments_of(model)):
        kept = sum(
            each.formation.fraction * each.formation.mass_ratio
            for each in model.analytes
            if each.formation.source == name
        )
        if name == DOSE:
            expected = -model.absorptions[number].ka_per_h * (1 - kept)
        elif number == 1:
            body = model.analytes[model.place_of(name)].disposition
            expected = -body.cl_l_per_h / body.v1_l * (1 - kept)
        else:
            expected = 0.0
        largest = np.abs(rates.matrix[:, column]).max()
        assert abs(rates.matrix[:, column].sum() - expected) <= 1e-14 * largest


@given(models())
def test_what_clears_is_the_part_that_goes_with_the_clearances(model):
    """Without clearances only depots and exchanges are left: the body keeps all."""
    rates = rates_of(model)
    depots = len(model.absorptions)
    stays = (rates.matrix - rates.clearing)[depots:, depots:]
    largest = np.abs(rates.matrix).max()
    assert np.all(np.abs(stays.sum(axis=0)) <= 1e-14 * largest)
    assert not np.any(rates.clearing[:, :depots])
