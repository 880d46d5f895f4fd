"""What cannot be right is refused by name, with the way out; nothing is mended."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinetics.real_drugs import known, model_of
from kinetics.strategies import history_of
from stepwell.kinetics.crowd import crowd_averages, crowd_levels, crowd_of
from stepwell.kinetics.engine import Phase, levels, levels_through
from stepwell.kinetics.history import History, in_order
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
from stepwell.kinetics.people import Population, adjusted, population, scaled
from stepwell.kinetics.steady import steady_amounts


DIAZEPAM = model_of("diazepam")
LORAZEPAM = model_of("lorazepam")
ONCE = history_of([(8.0, 10.0)])
PEOPLE = Population(np.ones(2), np.ones(2))
CROWD = crowd_of(LORAZEPAM, PEOPLE)
BODY = Disposition(2.0, 40.0)
DRUG = Analyte("drug", BODY, Formation(DOSE))
PORTION = Absorption(1.0, 1.0)


def lagging(lag):
    return replace(LORAZEPAM, absorptions=(Absorption(1.0, 2.2, lag),))


TIMES = {
    "negative": ([-1.0, 2.0], "-1.0 at place 0 is not a finite number from zero up"),
    "nan": ([1.0, math.nan], "nan at place 1 is not a finite number from zero up"),
    "infinite": ([1.0, math.inf], "inf at place 1 is not a finite number from zero up"),
    "going back": ([2.0, 1.0], "the times go back at place 1"),
    "words": (["soon", "later"], "these are not numbers"),
    "a table": ([[1.0, 2.0]], "give one row of numbers, not 2 axes"),
    "one number": (3.0, "give one row of numbers, not 0 axes"),
}
TAKERS = {
    "doses": (lambda times: History.of(times, [1.0, 1.0]), "time_h"),
    "samples": (lambda times: levels(DIAZEPAM, ONCE, times), "sample_h"),
    "phased samples": (
        lambda times: levels_through([Phase(0.0, DIAZEPAM)], ONCE, times),
        "sample_h",
    ),
    "a crowd's samples": (lambda times: crowd_levels(CROWD, ONCE, times), "sample_h"),
    "a crowd's edges": (lambda times: crowd_averages(CROWD, ONCE, times), "edges_h"),
    "hours of a day": (lambda times: History.daily(times, [1.0, 1.0]), "hours"),
}


@pytest.mark.parametrize(("times", "said"), TIMES.values(), ids=TIMES)
@pytest.mark.parametrize(("take", "name"), TAKERS.values(), ids=TAKERS)
def test_times_that_cannot_be(take, name, times, said):
    """Negative, not finite, going back or no row of numbers: refused by name."""
    with pytest.raises(ValueError) as refused:
        take(times)
    assert str(refused.value) == f"{name}: {said}"


REFUSED = {
    "an empty history": (
        lambda: History.of([], []),
        "time_h: the history is empty; give at least one dose",
    ),
    "days without a dose": (
        lambda: History.daily([8.0], [[0.0], [0.0]]),
        "time_h: the history is empty; give at least one dose",
    ),
    "fewer doses than times": (
        lambda: History.of([1.0, 2.0], [1.0]),
        "dose_mg: 1 doses do not go with 2 times",
    ),
    "a negative dose": (
        lambda: History.of([1.0, 2.0], [1.0, -2.0]),
        "dose_mg: -2.0 at place 1 is not a finite number from zero up",
    ),
    "a dose that is no number": (
        lambda: History.of([1.0], [math.nan]),
        "dose_mg: nan at place 0 is not a finite number from zero up",
    ),
    "three doses for two hours": (
        lambda: History.daily([8.0, 20.0], [[1.0, 2.0, 3.0]]),
        "doses_mg: give 2 doses for each day, one for each hour",
    ),
    "one dose for two hours": (
        lambda: History.daily([8.0, 20.0], [1.0]),
        "doses_mg: give 2 doses for each day, one for each hour",
    ),
    "days of different lengths": (
        lambda: History.daily([8.0, 20.0], [[1.0, 2.0], [1.0]]),
        "doses_mg: these are not numbers",
    ),
    "a negative dose in a day": (
        lambda: History.daily([8.0], [[1.0], [-1.0]]),
        "doses_mg: -1.0 at place 1 is not a finite number from zero up",
    ),
    "an hour of the next day": (
        lambda: History.daily([8.0, 24.0], [[1.0, 2.0]]),
        "hours: every hour lies before 24",
    ),
    "too few start amounts": (
        lambda: levels(LORAZEPAM, ONCE, [1.0], start_mg=np.zeros(1)),
        "start_mg: give 2 finite amounts, one a compartment",
    ),
    "a start amount that is no number": (
        lambda: levels(LORAZEPAM, ONCE, [1.0], start_mg=np.array([math.nan, 0.0])),
        "start_mg: give 2 finite amounts, one a compartment",
    ),
    "a negative start amount": (
        lambda: levels(LORAZEPAM, ONCE, [1.0], start_mg=np.array([1.0, -0.1])),
        "start_mg: give amounts from zero up",
    ),
    "no phase": (
        lambda: levels_through([], ONCE, [1.0]),
        "phases: the first phase begins at hour zero",
    ),
    "phases that begin late": (
        lambda: levels_through([Phase(1.0, LORAZEPAM)], ONCE, [1.0]),
        "phases: the first phase begins at hour zero",
    ),
    "phases out of order": (
        lambda: levels_through(
            [Phase(0.0, LORAZEPAM), Phase(9.0, LORAZEPAM), Phase(5.0, LORAZEPAM)],
            ONCE,
            [1.0],
        ),
        "phases: the times go back at place 2",
    ),
    "phases of different drugs": (
        lambda: levels_through(
            [Phase(0.0, DIAZEPAM), Phase(9.0, LORAZEPAM)], ONCE, [1.0]
        ),
        "phases: give all the same analytes, compartments and lags",
    ),
    "phases of different lags": (
        lambda: levels_through(
            [Phase(0.0, lagging(0.25)), Phase(8.5, lagging(1.0))], ONCE, [1.0]
        ),
        "phases: give all the same analytes, compartments and lags",
    ),
    "an unknown analyte": (
        lambda: DIAZEPAM.place_of("nordiazepam"),
        "analyte: nordiazepam is not in the model"
        " (diazepam, nordazepam, temazepam, oxazepam)",
    ),
    "an unknown analyte to adjust": (
        lambda: adjusted(LORAZEPAM, {"lorazepan": 0.5}, {}),
        "analyte: lorazepan is not in the model (lorazepam)",
    ),
    "an unknown analyte's volume": (
        lambda: adjusted(LORAZEPAM, {}, {"lorazepan": 0.5}),
        "analyte: lorazepan is not in the model (lorazepam)",
    ),
    "no people": (
        lambda: population(known("lorazepam"), 0, 1),
        "people: 0 is not a number of people from one up",
    ),
    "people of different counts": (
        lambda: Population(np.ones(2), np.ones(3)),
        "volume: give one for each clearance",
    ),
    "a person without clearance": (
        lambda: Population(np.array([1.0, 0.0]), np.ones(2)),
        "clearance: these are finite numbers above zero",
    ),
    "a person of infinite volume": (
        lambda: Population(np.ones(1), np.array([math.inf])),
        "volume: these are finite numbers above zero",
    ),
    "a clearance of nothing": (
        lambda: scaled(LORAZEPAM, 0.0),
        "cl_l_per_h: 0.0 is not a finite number above zero",
    ),
    "edges that begin late": (
        lambda: crowd_averages(CROWD, ONCE, [1.0, 2.0]),
        "edges_h: give hour 0 and at least one later, none twice",
    ),
    "one edge": (
        lambda: crowd_averages(CROWD, ONCE, [0.0]),
        "edges_h: give hour 0 and at least one later, none twice",
    ),
    "an edge twice": (
        lambda: crowd_averages(CROWD, ONCE, [0.0, 5.0, 5.0]),
        "edges_h: give hour 0 and at least one later, none twice",
    ),
    "a period of nothing": (
        lambda: steady_amounts(modes_of(LORAZEPAM), ONCE, 0.0),
        "period_h: 0.0 is not a finite number above zero",
    ),
    "an endless period": (
        lambda: steady_amounts(modes_of(LORAZEPAM), ONCE, math.inf),
        "period_h: inf is not a finite number above zero",
    ),
    "a dose after the period": (
        lambda: steady_amounts(modes_of(LORAZEPAM), ONCE, 8.0),
        "history: every dose lies within the period",
    ),
    "a portion of nothing": (
        lambda: Absorption(0.0, 1.0),
        "fraction: 0.0 is not a finite number above zero",
    ),
    "an absorption that never happens": (
        lambda: Absorption(1.0, 0.0),
        "ka_per_h: 0.0 is not a finite number above zero",
    ),
    "a negative lag": (
        lambda: Absorption(1.0, 1.0, -0.5),
        "lag_h: -0.5 is not a finite number from zero up",
    ),
    "a second compartment without a volume": (
        lambda: Disposition(1.0, 10.0, 5.0),
        "v2_l: 0.0 is not a finite number above zero",
    ),
    "a negative flow": (
        lambda: Disposition(1.0, 10.0, -5.0, 10.0),
        "q_l_per_h: -5.0 is not a finite number from zero up",
    ),
    "no volume": (
        lambda: Disposition(1.0, math.nan),
        "v1_l: nan is not a finite number above zero",
    ),
    "nothing formed": (
        lambda: Formation(DOSE, 0.0),
        "fraction: 0.0 is not a finite number above zero",
    ),
    "a product without mass": (
        lambda: Formation(DOSE, 1.0, -1.0),
        "mass_ratio: -1.0 is not a finite number above zero",
    ),
    "a negative potency": (
        lambda: Potency(1.0, -0.5, 1.0),
        "low: -0.5 is not a finite number from zero up",
    ),
    "a potency outside its range": (
        lambda: Potency(1.0, 0.2, 0.5),
        "typical: the potency has to lie within its range",
    ),
    "no absorption": (
        lambda: Model((), (DRUG,)),
        "model: give at least one absorption and one analyte",
    ),
    "no analyte": (
        lambda: Model((PORTION,), ()),
        "model: give at least one absorption and one analyte",
    ),
    "portions that are not the whole dose": (
        lambda: Model((Absorption(0.5, 1.0), Absorption(0.25, 1.0)), (DRUG,)),
        "absorptions: the fractions add up to 0.75, not to 1",
    ),
    "a source that stands later": (
        lambda: Model((PORTION,), (Analyte("made", BODY, Formation("drug")), DRUG)),
        "made: its source drug has to stand before it",
    ),
    "an analyte twice": (
        lambda: Model((PORTION,), (DRUG, Analyte("drug", BODY, Formation("drug")))),
        "drug: an analyte stands once",
    ),
    "more formed than there is": (
        lambda: Model(
            (PORTION,),
            (
                DRUG,
                Analyte("one", BODY, Formation("drug", 0.7)),
                Analyte("other", BODY, Formation("drug", 0.4)),
            ),
        ),
        "drug: more is formed from it than there is",
    ),
}


@pytest.mark.parametrize(("attempt", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_refused_by_name(attempt, said):
    """The sentence names the argument, then says what is wrong or what to give."""
    with pytest.raises(ValueError) as refused:
        attempt()
    assert str(refused.value) == said


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True), min_size=1, max_size=6))
def test_times_are_taken_as_they_are_or_not_at_all(values):
    """Nothing is sorted, clipped or left out: the same numbers, or a refusal."""
    right = all(math.isfinite(each) and each >= 0 for each in values)
    if right and values == sorted(values):
        np.testing.assert_array_equal(in_order("time_h", values), values)
    else:
        with pytest.raises(ValueError, match=r"^time_h: "):
            in_order("time_h", values)


def test_a_rounded_zero_is_no_negative_amount():
    """What an earlier run left, rounding included, may be handed on."""
    start = np.array([1.0, -1e-15])
    found = levels(LORAZEPAM, None, [1.0], start_mg=start)
    np.testing.assert_allclose(
        found, levels(LORAZEPAM, None, [1.0], start_mg=np.array([1.0, 0.0]))
    )
