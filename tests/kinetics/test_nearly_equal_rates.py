"""Rates that are nearly equal, exactly equal, or decades apart cost no precision."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kinetics import roads
from kinetics.strategies import NAMES, between, history_of
from stepwell.kinetics.engine import levels, track
from stepwell.kinetics.intervals import areas
from stepwell.kinetics.model import (
    DOSE,
    Absorption,
    Analyte,
    Disposition,
    Formation,
    Model,
)
from stepwell.kinetics.modes import modes_of


GAPS = [0.0, 1e-12, 1e-9, 1e-6, 1e-3, 0.03, 0.1]
DOSES = [(0.0, 10.0), (7.0, 5.0), (7.0, 2.5), (31.0, 10.0)]
SAMPLES = [0.01, 0.5, 1.0, 3.0, 7.5, 12.0, 30.0, 33.0, 50.0, 80.0, 120.0]
CHAINS = {
    "pair": (0, 1),
    "pair across": (0, None, 1),
    "triple": (0, 1, 2),
    "two pairs": (0, 1, None, None),
    "whole chain": (0, 1, 2, 3, 4),
    "from slow to fast": (4, 3, 2, 1, 0),
    "crossed": (2, 0, 4, 1, 3),
}
"""Which multiples of the gap the rates are above the base; None is a rate far off."""


def chain(rates, lag=0.0):
    """A depot and single compartments of one litre in a row, with these rates (1/h)."""
    ka, *others = rates
    sources = (DOSE, *NAMES)
    return Model(
        (Absorption(1.0, ka, lag),),
        tuple(
            Analyte(name, Disposition(rate, 1.0), Formation(source))
            for name, rate, source in zip(NAMES, others, sources, strict=False)
        ),
    )


def nearly(pattern, gap, base=0.5):
    far = iter((0.05, 3.0))
    return [
        next(far) if above is None else base * (1 + gap * above) for above in pattern
    ]


def textbook(rates, doses, samples):
    """The level of the last compartment by the textbook's formula."""
    return np.array(
        [
            sum(
                1000 * mg * roads.textbook_amount(rates, sample - time)
                for time, mg in doses
                if sample >= time
            )
            for sample in samples
        ]
    )


@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize("pattern", CHAINS.values(), ids=CHAINS)
def test_nearly_equal_rates_by_the_textbook(pattern, gap):
    """At any distance between rates the last level is the textbook's in 180 digits."""
    rates = nearly(pattern, gap)
    model = chain(rates)
    found = levels(model, history_of(DOSES), SAMPLES)[:, -1]
    expected = textbook(rates, DOSES, SAMPLES)
    roads.assert_same_road(found, expected, roads.peaks_of(model, DOSES)[-1])


@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize("pattern", CHAINS.values(), ids=CHAINS)
def test_nearly_equal_rates_by_the_matrix_road(pattern, gap):
    """At any distance between rates every level is that of the matrix road."""
    model = chain(nearly(pattern, gap), lag=0.25)
    roads.assert_same_road(
        levels(model, history_of(DOSES), SAMPLES),
        roads.matrix_levels(model, DOSES, SAMPLES),
        roads.peaks_of(model, DOSES),
    )


@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize("equal_to", ["fast", "slow"])
def test_absorption_as_fast_as_a_mode_of_two_compartments(equal_to, gap):
    """The depot may decay as fast as either mode of a two-compartment drug."""
    out, flow, back = 0.3, 0.4, 0.25
    total = out + flow + back
    width = math.sqrt(total**2 - 4 * out * back)
    rate = (total + width) / 2 if equal_to == "fast" else (total - width) / 2
    body = Disposition(out * 20, 20.0, flow * 20, flow * 20 / back)
    metabolite = Analyte("made", body, Formation("drug", 0.7, 0.9))
    model = Model(
        (Absorption(1.0, rate * (1 + gap)),),
        (Analyte("drug", body, Formation(DOSE)), metabolite),
    )
    roads.assert_same_road(
        levels(model, history_of(DOSES), SAMPLES),
        roads.matrix_levels(model, DOSES, SAMPLES),
        roads.peaks_of(model, DOSES),
    )


@pytest.mark.parametrize("count", [2, 3, 4, 5, 6])
def test_equal_rates_in_a_row_give_the_gamma_curve(count):
    """With k equal rates in a row the last level is k (k t)^(n-1) e^(-k t) / (n-1)!."""
    rate, hours = 0.37, np.geomspace(0.01, 100.0, 30)
    found = levels(chain([rate] * count), history_of([(0.0, 1.0)]), hours)[:, -1]
    passed = rate * hours
    expected = 1000 * passed ** (count - 1) / math.factorial(count - 1)
    expected *= np.exp(-passed)
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-14 * expected.max())


@given(st.permutations([120.0, 9.0, 0.8, 0.05, 0.0012]), between(0.3, 3.0))
def test_rates_over_five_decades(rates, scale):
    """Rates from 0.0012 to 120 an hour, in any order, agree with the textbook."""
    rates = [scale * rate for rate in rates]
    samples = [*SAMPLES, 500.0, 3000.0]
    model = chain(rates)
    found = levels(model, history_of(DOSES), samples)
    peaks = roads.peaks_of(model, DOSES)
    roads.assert_same_road(found, roads.matrix_levels(model, DOSES, samples), peaks)
    roads.assert_same_road(found[:, -1], textbook(rates, DOSES, samples), peaks[-1])


@given(st.floats(0.01, 0.3), st.integers(3, 5), st.booleans())
def test_a_ladder_of_rates(gap, count, upward):
    """Each rate a little below the one before: no step of the ladder is lost."""
    rates = [0.9 * (1 - gap) ** step for step in range(count)]
    model = chain(rates[::-1] if upward else rates)
    samples = [*SAMPLES, 240.0]
    roads.assert_same_road(
        levels(model, history_of(DOSES), samples),
        roads.matrix_levels(model, DOSES, samples),
        roads.peaks_of(model, DOSES),
    )


def ladder_of_pairs(gaps, between_pairs):
    """Two portions and four two-compartment analytes, ten rates each below the last."""
    rates = np.concatenate([[1.0], np.cumprod(1 - np.array(gaps))])
    analytes = []
    for place, share in enumerate(between_pairs):
        fast, slow = rates[2 * place + 2], rates[2 * place + 3]
        back = slow + (fast - slow) * share
        out = fast * slow / back
        flow = fast + slow - back - out
        body = Disposition(10 * out, 10.0, 10 * flow, 10 * flow / back)
        source = Formation(NAMES[place - 1] if place else DOSE)
        analytes.append(Analyte(NAMES[place], body, source))
    portions = (Absorption(0.5, rates[0]), Absorption(0.5, rates[1], 1.0))
    return Model(portions, tuple(analytes))


def test_ten_rates_kept_together_from_the_fastest_to_one_a_tenth_of_it():
    """A wide cluster is followed until its slowest rate has decayed, not its fastest.

    Its series once ended too early, and all of a late level was lost.
    """
    gaps = [0.29, 0.29, 0.11, 0.05, 0.29, 0.29, 0.29, 0.29, 0.29]
    model = ladder_of_pairs(gaps, [0.1, 0.05, 0.9, 0.9])
    doses, samples = [(0.0, 10.0), (3.0, 4.0)], np.geomspace(1.0, 250.0, 30)
    roads.assert_same_road(
        levels(model, history_of(doses), samples),
        roads.matrix_levels(model, doses, samples),
        roads.peaks_of(model, doses),
    )


@given(
    st.lists(st.sampled_from([0.01, 0.05, 0.11, 0.2, 0.29]), min_size=9, max_size=9),
    st.lists(st.floats(0.05, 0.95), min_size=4, max_size=4),
)
def test_ladders_of_ten_rates(gaps, shares):
    """Ten rates within a factor of twenty, which no real drug has, cost one digit.

    Just short of being kept together they part by up to 2e-9 of a level.
    """
    model = ladder_of_pairs(gaps, shares)
    doses, samples = [(0.0, 10.0), (3.0, 4.0)], np.geomspace(1.0, 250.0, 20)
    found = levels(model, history_of(doses), samples)
    expected = roads.matrix_levels(model, doses, samples)
    assert np.all(np.isfinite(found))
    assert roads.parting(found, expected, roads.peaks_of(model, doses)) <= 10.0


@pytest.mark.parametrize("gap", GAPS)
def test_areas_with_nearly_equal_rates(gap):
    """The area, too, divides by no difference of rates."""
    model = chain(nearly((0, 1, 2, 3, 4), gap))
    course = track(modes_of(model), history_of(DOSES))
    edges = np.array([0.0, 5.0, 7.0, 40.0, 400.0])
    expected = roads.matrix_areas(model, DOSES, edges)
    for place, weights in enumerate(course.modes.weights.T):
        found = areas(course, weights, edges)
        whole = float(expected[:, place].sum())
        np.testing.assert_allclose(
            found, expected[:, place].astype(float), rtol=0, atol=1e-12 * whole
        )


@given(between(1e-14, 1.0), between(1e-14, 1.0), between(0.02, 2.0))
def test_the_distance_between_rates_changes_nothing_by_leaps(first, second, base):
    """Whatever the engine does at a distance, the level moves with it smoothly."""
    assume(first + second < 1.9)
    rates = [base, base * (1 + first), base * (1 + first + second)]
    model = chain(rates)
    found = levels(model, history_of(DOSES), SAMPLES)[:, -1]
    expected = textbook(rates, DOSES, SAMPLES)
    roads.assert_same_road(found, expected, roads.peaks_of(model, DOSES)[-1])
