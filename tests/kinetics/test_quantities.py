"""Each quantity of the register is what its definition says, by a dense simulation."""

import math
from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinetics import roads
from kinetics.real_drugs import model_of
from kinetics.strategies import SLOW, history_of, models
from stepwell.kinetics.model import (
    DOSE,
    Absorption,
    Analyte,
    Disposition,
    Formation,
    Model,
    Potency,
)
from stepwell.kinetics.modes import modes_of
from stepwell.kinetics.quantities import (
    LEVEL,
    REGISTER,
    Value,
    computed,
    relative_exposure,
)
from stepwell.kinetics.settled import Settled


STEP_H = 0.02
GRID = 5e-3
"""How close a grid of fiftieths of an hour comes."""

CASES = {
    "diazepam at ten": ("diazepam", [(22.0, 10.0)]),
    "diazepam twice": ("diazepam", [(8.0, 5.0), (20.0, 5.0)]),
    "lorazepam three times": ("lorazepam", [(8.0, 1.0), (13.0, 0.5), (22.0, 1.0)]),
    "clobazam": ("clobazam", [(8.0, 10.0)]),
    "flurazepam, a prodrug": ("flurazepam", [(22.0, 15.0)]),
    "zolpidem at bedtime": ("zolpidem", [(22.0, 10.0)]),
    "zolpidem in two portions": ("zolpidem_cr", [(21.5, 12.5)]),
    "alprazolam, slowly released": ("alprazolam_xr", [(0.0, 1.0), (23.9, 1.0)]),
}


def moiety(model):
    """The modes' weights in the sum of analytes by potency, and those of the blood."""
    potency = np.array([each.potency.typical for each in model.analytes])
    return modes_of(model).weights @ potency, roads.blood_of(model) @ potency


def settled(model, day, period_h=24.0):
    modes = modes_of(model)
    return Settled(modes, history_of(day), moiety(model)[0], period_h)


@cache
def simulated(case):
    """The settled level of a day and its washing out, on a dense grid.

    Both are simulated from a start that very many days have led to, by the matrix
    road; hours count from the midnight of that day.
    """
    formulation, day = CASES[case]
    model = model_of(formulation)
    _, blood = moiety(model)
    # Two days, so that what was in lag at midnight is in the second.
    start = roads.matrix_steady_amounts(model, day)
    wrapped = [
        (time, place, mg)
        for late in (-24.0, 0.0)
        for time, place, mg in (
            (time + late, *rest) for time, *rest in roads.arrivals_of(model, day)
        )
        if time >= 0
    ]
    hours = np.round(np.arange(0.0, 24.0 + STEP_H / 2, STEP_H), 6)
    after = 24.0 + np.arange(0.0, 24.0 * 60, 1.0)
    matrix = roads.system_of(model)
    amounts = roads.carried(matrix, sorted(wrapped), [*hours, *after], start)
    level = np.asarray(amounts @ blood, dtype=float)
    return hours, level[: len(hours)], after - 24.0, level[len(hours) :]


def close(found, expected):
    return math.isclose(found, expected, rel_tol=GRID)


@pytest.fixture(params=CASES, scope="module")
def case(request):
    """The dense simulation of a case and the register computed for it."""
    formulation, day = CASES[request.param]
    model = model_of(formulation)
    return model, day, simulated(request.param), computed(settled(model, day))


def test_levels_of_the_day(case):
    """Highest, lowest, mean and area are those of the dense day."""
    _, _, (hours, level, _, _), found = case
    area = np.trapezoid(level, hours)
    assert close(found["cmax"].number, level.max())
    assert math.isclose(
        found["cmin"].number, level.min(), rel_tol=GRID, abs_tol=1e-6 * level.max()
    )
    assert close(found["cavg"].number, area / 24)
    assert close(found["auc_tau"].number, area)


def test_time_of_the_peak(case):
    """tmax runs from the latest dose before the peak, over midnight if need be."""
    _, day, (hours, level, _, _), found = case
    peak = hours[level.argmax()]
    since = min((peak - time) % 24 for time, _ in day)
    assert abs(found["tmax"].number - since) <= 0.1


def test_level_before_the_first_dose(case):
    """Ctrough is the level at the time of the first dose."""
    _, day, (hours, level, _, _), found = case
    expected = level[np.searchsorted(hours, day[0][0])]
    assert math.isclose(
        found["ctrough"].number, expected, rel_tol=GRID, abs_tol=1e-6 * level.max()
    )


def test_how_far_the_level_moves(case):
    """Fluctuation, swing and peak over lowest are ratios of the dense day."""
    _, _, (hours, level, _, _), found = case
    low, high, mean = level.min(), level.max(), np.trapezoid(level, hours) / 24
    assert close(found["peak_trough_fluctuation"].number, (high - low) / mean)
    assert math.isclose(found["peak_trough_ratio"].number, high / low, rel_tol=2e-2)
    assert math.isclose(found["swing"].number, (high - low) / low, rel_tol=2e-2)


def test_how_much_the_level_builds_up(case):
    """Accumulation is a settled day's area over that of a first day's 24 hours."""
    model, day, (hours, level, _, _), found = case
    _, blood = moiety(model)
    since = day[0][0] + np.arange(0.0, 24.0 + STEP_H / 2, STEP_H)
    first = roads.matrix_amounts(model, day, since) @ blood
    ratio = np.trapezoid(level, hours) / float(np.trapezoid(first, since))
    assert close(found["accumulation_ratio"].number, ratio)
    if ratio > 1.01:
        half_life = 24 * math.log(2) / math.log(ratio / (ratio - 1))
        assert math.isclose(
            found["effective_half_life"].number, half_life, rel_tol=5e-2
        )


@pytest.mark.parametrize("percent", [50, 90, 95])
def test_days_to_a_new_level(case, percent):
    """The share of the area of a day's doses, all at once, that has come by then."""
    model, day, _, found = case
    _, blood = moiety(model)
    at_once = [(0.0, sum(mg for _, mg in day))]
    hours = np.concatenate([np.arange(0.0, 48.0, 0.05), np.arange(48.0, 24 * 120, 1.0)])
    level = np.asarray(roads.matrix_amounts(model, at_once, hours) @ blood, dtype=float)
    pieces = np.diff(hours) * (level[1:] + level[:-1]) / 2
    share = np.concatenate([[0.0], np.cumsum(pieces)]) / pieces.sum()
    expected = np.interp(percent / 100, share, hours) / 24
    assert close(found[f"days_to_{percent}_percent"].number, expected)


def test_half_life_is_that_of_the_end(case):
    """Late enough, the level halves once every terminal half-life."""
    model, _, _, found = case
    half_life = found["half_life"].number
    _, blood = moiety(model)
    late = 60 * half_life + half_life * np.arange(2)
    one, other = roads.matrix_amounts(model, [(0.0, 1.0)], late) @ blood
    assert math.isclose(one / other, 2.0, rel_tol=1e-6)


def test_washout_is_the_last_time_with_something_left(case):
    """From then on the level stays below a 32nd of the mean."""
    _, _, (hours, level, after, later), found = case
    above = after[later > np.trapezoid(level, hours) / 24 / 32]
    expected = (above.max() if len(above) else 0.0) / 24
    assert abs(found["washout"].number - expected) <= 1.5 / 24


def test_relative_exposure_is_a_ratio_of_means():
    """Twice the dose is twice the exposure, whenever it is taken."""
    model = model_of("diazepam")
    one, other = settled(model, [(8.0, 5.0)]), settled(model, [(22.0, 10.0)])
    assert math.isclose(relative_exposure(other, one).number, 2.0, rel_tol=1e-12)


SHIFTED = [name for name in REGISTER if name not in ("washout", "ctrough")]


@SLOW
@given(models(), st.lists(st.floats(0.0, 10.0), max_size=2), st.floats(0.0, 13.0))
def test_the_clock_does_not_matter(model, more, shift):
    """The whole day shifted by some hours leaves all but the washout as it is.

    Accumulation once ran from midnight: 1 for zolpidem at eight, 1.35 at bedtime.
    """
    day = sorted([(0.5, 3.0), *((0.5 + hour, 1.0) for hour in more)])
    early = computed(settled(model, day))
    late = computed(settled(model, [(time + shift, mg) for time, mg in day]))
    for name in SHIFTED:
        assert (early[name].number is None) == (late[name].number is None)
        if early[name].number is not None:
            one, other = early[name].number, late[name].number
            high = early["cmax"].number
            nothing = 1e-12 * high if name in ("cmin",) else 1e-7
            assert math.isclose(one, other, rel_tol=1e-6, abs_tol=nothing)


@pytest.mark.parametrize("formulation", ["zaleplon", "triazolam", "diazepam"])
def test_doses_late_in_the_evening_are_still_to_rise(formulation):
    """After a dose at 23:57 washout is not over at midnight, before the level rises."""
    model = model_of(formulation)
    late = computed(settled(model, [(23.95, 10.0)]))["washout"].number
    ten = computed(settled(model, [(22.0, 10.0)]))["washout"].number
    assert math.isclose(late, ten + 1.95 / 24, rel_tol=1e-6)


def test_what_is_gone_at_midnight_has_washed_out():
    """A level below a 32nd of the mean from the end of the day on takes no days."""
    model = model_of("zaleplon")
    assert computed(settled(model, [(8.0, 10.0)]))["washout"] == Value(0.0)


def test_the_half_life_of_a_metabolite_held_back_by_its_source():
    """A fast metabolite of a slow drug ends with the drug's half-life.

    Rates so near that the engine keeps them together once hid the slower one.
    """
    rates = [1.0, 0.985, 0.97, 0.955]
    names = ("a", "b", "c")
    sources = (DOSE, *names)
    model = Model(
        (Absorption(1.0, rates[1]),),
        tuple(
            Analyte(name, Disposition(10 * rate, 10.0), Formation(source))
            for name, rate, source in zip(
                names, (rates[3], rates[2], rates[0]), sources, strict=False
            )
        ),
    )
    modes = modes_of(model)
    day = Settled(modes, history_of([(8.0, 1.0)]), modes.weights[:, -1])
    found = REGISTER["half_life"].compute(day).number
    assert math.isclose(found, math.log(2) / rates[3], rel_tol=1e-12)


def test_no_number_without_a_reason():
    """What cannot be computed says why: gone between doses, nothing builds up."""
    found = computed(settled(model_of("zaleplon"), [(22.0, 10.0)]))
    for name, reason in (
        ("peak_trough_ratio", "it is practically gone between doses"),
        ("swing", "it is practically gone between doses"),
        ("effective_half_life", "it does not build up from day to day"),
    ):
        assert found[name] == Value(None, reason)


def test_gone_between_doses_is_a_ten_thousandth_of_the_peak():
    """Midazolam once a day still has a ratio, of about three thousand."""
    found = computed(settled(model_of("midazolam"), [(22.0, 7.5)]))
    assert 2800 < found["peak_trough_ratio"].number < 3000


@pytest.mark.parametrize("formulation", ["diazepam", "zaleplon", "clonazepam"])
def test_a_value_has_a_number_or_a_reason(formulation):
    """Never both, never neither; a number is finite and not below zero."""
    for value in computed(settled(model_of(formulation), [(22.0, 5.0)])).values():
        assert (value.number is None) == bool(value.reason)
        assert value.number is None or 0 <= value.number < math.inf


UNITS = {LEVEL, f"{LEVEL} h", "h", "d", "ratio", "fraction"}


@pytest.mark.parametrize("entry", REGISTER.values(), ids=REGISTER)
def test_the_register_is_complete(entry):
    """Every entry has symbol, unit, plain words and a formula, and computes itself."""
    assert entry.symbol and entry.words and entry.formula
    assert entry.unit in UNITS
    assert entry.words[0].islower() and not entry.words.endswith(".")
    day = settled(model_of("lorazepam"), [(8.0, 1.0)])
    assert isinstance(entry.compute(day), Value)
    assert entry.compute.__doc__ or entry.id.startswith("days_to_")


def test_the_register_is_known_by_ids_and_symbols():
    """Ids are the keys; no symbol, words or standard name stands for two entries."""
    assert all(name == entry.id for name, entry in REGISTER.items())
    for attribute in ("symbol", "words", "cdisc"):
        given = [getattr(each, attribute) for each in REGISTER.values()]
        named = [each for each in given if each]
        assert len(set(named)) == len(named)
    assert set(computed(settled(model_of("lorazepam"), [(8.0, 1.0)]))) == set(REGISTER)


def test_days_to_a_new_level_come_in_order():
    """Half of a change has come before nine tenths of it."""
    for formulation in ("diazepam", "lorazepam", "zolpidem_cr"):
        found = computed(settled(model_of(formulation), [(8.0, 1.0)]))
        days = [found[f"days_to_{percent}_percent"].number for percent in (50, 90, 95)]
        assert all(earlier < later for earlier, later in pairwise(days))


def test_doses_do_not_scale_ratios_and_times():
    """Ten times the dose is ten times each level and changes no ratio and no time."""
    model = model_of("clobazam")
    one, ten = (computed(settled(model, [(8.0, mg)])) for mg in (1.0, 10.0))
    for name, entry in REGISTER.items():
        factor = 10.0 if LEVEL in entry.unit else 1.0
        assert math.isclose(
            ten[name].number, factor * one[name].number, rel_tol=1e-6
        ), name


def test_potency_weighs_the_level():
    """An analyte without potency is no part of the moiety."""
    model = model_of("quazepam")
    silent = replace(
        model,
        analytes=tuple(
            replace(each, potency=Potency(float(place == 0), 0.0, 1.0))
            for place, each in enumerate(model.analytes)
        ),
    )
    day = [(8.0, 15.0)]
    modes = modes_of(model)
    alone = Settled(modes, history_of(day), modes.weights[:, 0])
    assert math.isclose(settled(silent, day).cavg, alone.cavg, rel_tol=1e-12)
