"""The model is linear: doses add up, and how a history is cut changes nothing."""

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from kinetics import roads
from kinetics.strategies import HORIZON_H, doses, history_of, models, samples
from stepwell.kinetics.engine import Phase, levels, levels_through, track
from stepwell.kinetics.history import History
from stepwell.kinetics.modes import modes_of


@given(models(), doses(), samples())
def test_doubling_doses_doubles_levels(model, doses, samples):
    """Twice each dose is exactly twice each level."""
    doubled = history_of([(time, 2 * mg) for time, mg in doses])
    once = levels(model, history_of(doses), samples)
    np.testing.assert_array_equal(levels(model, doubled, samples), 2 * once)


@given(models(), doses(), doses(), samples())
def test_histories_add_up(model, one, other, samples):
    """The level of two histories together is the sum of their levels."""
    both = levels(model, history_of(sorted([*one, *other])), samples)
    summed = sum(levels(model, history_of(each), samples) for each in (one, other))
    roads.assert_same_road(both, summed, roads.peaks_of(model, [*one, *other]))


@given(models(), st.floats(0.0, HORIZON_H), st.permutations([1.0, 2.5, 7.0]), samples())
def test_the_order_of_doses_at_one_time_is_irrelevant(model, time, order, samples):
    """Three doses at the same time are one dose of their sum, in any order."""
    single = levels(model, history_of([(time, 10.5)]), samples)
    beside = levels(model, history_of([(time, mg) for mg in order]), samples)
    roads.assert_same_road(beside, single, roads.peaks_of(model, [(time, 10.5)]))


@given(models(), doses(), samples(), st.floats(0.0, HORIZON_H))
def test_a_run_may_be_split_at_any_time(model, doses, samples, split):
    """What is in the compartments at a time is all that the future needs."""
    arrivals = [time for time, _, _ in roads.arrivals_of(model, doses)]
    pending = [time for time, _ in doses if time < split]
    # A dose that is in lag stands in no compartment.
    assume(max(arrivals[: len(pending) * len(model.absorptions)], default=0) < split)
    whole = levels(model, history_of(doses), samples)
    before = history_of([each for each in doses if each[0] < split] or [(0.0, 0.0)])
    amounts = track(modes_of(model), before).amounts(np.array([split]))[0]
    after = [(time - split, mg) for time, mg in doses if time >= split]
    late = np.array([sample for sample in samples if sample >= split])
    found = levels(
        model,
        history_of(after) if after else None,
        late - split,
        start_mg=amounts,
    )
    peaks = roads.peaks_of(model, doses)
    roads.assert_same_road(found, whole[len(samples) - len(late) :], peaks)


@given(models(), doses(), samples(), st.lists(st.floats(0.1, HORIZON_H), max_size=4))
def test_phases_of_one_model_change_nothing(model, doses, samples, splits):
    """Split into phases, doses in lag included, the levels stay as they are."""
    phases = [Phase(hour, model) for hour in (0.0, *sorted(splits))]
    found = levels_through(phases, history_of(doses), samples)
    whole = levels(model, history_of(doses), samples)
    roads.assert_same_road(found, whole, roads.peaks_of(model, doses))


@given(models(), doses(), samples(), st.integers(1, 20))
def test_only_the_time_between_counts(model, doses, samples, days):
    """The same history some days later gives the same levels those days later."""
    later = [(time + 24.0 * days, mg) for time, mg in doses]
    found = levels(model, history_of(later), np.array(samples) + 24.0 * days)
    expected = levels(model, history_of(doses), samples)
    roads.assert_same_road(found, expected, roads.peaks_of(model, doses))


@given(models(), doses(), samples())
def test_a_dose_of_nothing_is_nothing(model, doses, samples):
    """Doses of 0 mg may stand in a history and change no level."""
    with_nothing = sorted([*doses, (0.0, 0.0), (50.0, 0.0), (300.0, 0.0)])
    found = levels(model, history_of(with_nothing), samples)
    expected = levels(model, history_of(doses), samples)
    roads.assert_same_road(found, expected, roads.peaks_of(model, doses))


@given(models(), samples())
def test_without_a_history_what_is_there_washes_out(model, samples):
    """Amounts at hour zero are the same as a dose there, history or none."""
    doses = [(0.0, 8.0)]
    size = len(roads.compartments_of(model))
    start = np.zeros(size)
    start[0] = 3.0
    found = levels(model, None, samples, start_mg=start)
    beside = levels(model, history_of([(0.0, 0.0)]), samples, start_mg=start)
    roads.assert_same_road(found, beside, roads.peaks_of(model, [(0.0, 0.0)], start))
    assert np.all(levels(model, None, samples) == 0.0)
    assert np.any(levels(model, history_of(doses), samples) > 0.0)


def test_daily_lays_hours_out_day_by_day():
    """Doses by day and hour become events; a dose of nothing is left out."""
    history = History.daily([8, 22], [[1, 2], [0, 2], [0, 0], [3, 0]])
    np.testing.assert_array_equal(history.time_h, [8, 22, 46, 80])
    np.testing.assert_array_equal(history.dose_mg, [1, 2, 2, 3])


def test_one_row_is_one_day():
    """A single row of doses is the first day."""
    history = History.daily([8, 13, 22], [1, 0, 2])
    np.testing.assert_array_equal(history.time_h, [8, 22])


def test_a_history_keeps_copies():
    """Arrays handed in may be changed afterwards; the history may not."""
    times = np.array([1.0, 2.0])
    history = History.of(times, [1, 1])
    times[0] = 50.0
    assert history.time_h[0] == 1.0
    assert not history.time_h.flags.writeable
