"""Each day's levels: from today's steady state, through every phase, on one scale."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curves import SCALE, body, co_drug, forecast_of
from factories import FORMULARY, schedule_from, two_drugs
from stepwell.kinetics.course import course_of
from stepwell.kinetics.exposure import Days, Exposure
from stepwell.kinetics.forecast import on_course
from stepwell.kinetics.moiety import active_scale
from stepwell.kinetics.people import Eliminator
from stepwell.plan.person import Person


FEW = settings(max_examples=max(8, settings().max_examples // 5))
TWICE = {("lorazepam", "morning"): "1 mg", ("lorazepam", "bedtime"): "1 mg"}
LESS = {("lorazepam", "morning"): "0.5 mg", ("lorazepam", "bedtime"): "1 mg"}


def diazepam(mg):
    return {("diazepam", "morning"): f"{mg} mg", ("diazepam", "bedtime"): f"{mg} mg"}


def exposure(schedule, drug, days=40, co_drugs=(), person=Person()):
    """The levels of a typical eliminator over some days."""
    handled = body(drug, person, co_drugs)
    return on_course(handled, course_of(schedule, drug, days)).typical


def held(drug, days=40, **changes):
    """Diazepam or lorazepam, taken as today for good."""
    doses = {"diazepam": diazepam(5), "lorazepam": TWICE}[drug]
    return exposure(schedule_from([(14, doses), (14, doses)]), drug, days, **changes)


def test_days_add_up():
    """Lowest, mean and highest of two drugs are added, each to its like."""
    one = Days(np.array([1.0]), np.array([2.0]), np.array([3.0]))
    two = Days(np.array([10.0]), np.array([20.0]), np.array([30.0]))
    both = one + two
    assert (both.low[0], both.mean[0], both.high[0]) == (11, 22, 33)


@pytest.mark.parametrize("drug", ["diazepam", "lorazepam"])
def test_a_hold_changes_nothing(drug):
    """While the dose is held, every day is like the settled day of today."""
    found, days = held(drug), held(drug).days
    for name, numbers in (("cmin", days.low), ("cavg", days.mean), ("cmax", days.high)):
        assert numbers == pytest.approx(found.quantities[name].number, rel=1e-9)


def test_diazepam_10_mg_a_day_is_one():
    """That is what the scale counts from."""
    assert held("diazepam").days.mean == pytest.approx(1, rel=1e-9)


def test_all_drugs_stand_on_one_scale():
    """Lorazepam 1 mg is diazepam 10 mg in the table in use, so 2 mg a day is 2."""
    assert held("lorazepam").days.mean == pytest.approx(2, rel=1e-9)


def test_the_scale_is_that_of_a_typical_person():
    """A slow eliminator has more on the same dose, a fast one less."""
    schedule = schedule_from([(14, TWICE), (14, TWICE)])
    found = forecast_of("lorazepam", schedule).exposures
    slow, typical, fast = (found[speed].days.mean[0] for speed in Eliminator)
    assert fast < typical < slow
    assert slow * fast == pytest.approx(typical**2)


def numbered(numbers):
    return [(days, diazepam(mg)) for days, mg in numbers]


steps = st.lists(
    st.tuples(st.integers(2, 9), st.sampled_from(["2", "4", "5", "7.5", "10"])),
    min_size=2,
    max_size=5,
)
starts = st.one_of(st.none(), st.integers(-3, 50))


@FEW
@given(steps, starts)
def test_days_are_those_of_the_hours(numbers, starts):
    """Sampled every three minutes, no level is outside its day, and means agree."""
    co_drugs = [] if starts is None else [co_drug("fluvoxamine", starts)]
    found = exposure(schedule_from(numbered(numbers)), "diazepam", 30, co_drugs)
    hours = np.arange(30 * 480) / 20
    levels = found.active_at(hours).reshape(30, 480)
    assert np.all(levels >= found.days.low[:, None] * (1 - 1e-9))
    assert np.all(levels <= found.days.high[:, None] * (1 + 1e-9))
    assert levels.min(axis=1) == pytest.approx(found.days.low, rel=0.02)
    assert levels.max(axis=1) == pytest.approx(found.days.high, rel=0.02)
    assert levels.mean(axis=1) == pytest.approx(found.days.mean, rel=0.005)


def test_the_mean_is_that_of_the_analytes():
    """Metabolites count once, each by its potency."""
    found = exposure(schedule_from(numbered([(14, "10"), (14, "5")])), "diazepam")
    assert found.analyte_means.shape == (40, 4)
    assert found.analyte_means @ found.scale.typical == pytest.approx(found.days.mean)


def test_the_band_holds_the_typical_mean():
    """Other potencies, and the table's other end, lie on both sides of it."""
    found = exposure(schedule_from(numbered([(14, "10"), (14, "5")])), "diazepam")
    low, high = found.band
    assert np.all(low <= found.days.mean * (1 + 1e-12))
    assert np.all(high >= found.days.mean * (1 - 1e-12))


def test_the_band_is_as_wide_as_the_range_of_the_table():
    """A drug without metabolites is only as uncertain as its cell in the table."""
    cell = SCALE.equivalent("zopiclone")
    drug = FORMULARY.drug("zopiclone")
    scale = active_scale(body("zopiclone").known.model, cell)
    assert not drug.metabolites
    low, high = scale.band(np.array([[100.0]]))
    assert high[0] / low[0] == pytest.approx(cell.high.nanograms / cell.low.nanograms)


def test_a_new_drug_starts_from_nothing():
    """Nothing is there before its first dose, and then it builds up."""
    schedule = two_drugs((2, 0), (2, 0), (1, 5), (0, 10))
    found = exposure(schedule, "diazepam", 60)
    assert found.today is None
    assert found.mean_today == 0
    # Described is its fullest day: 10 mg at bedtime, the scale's own 1.
    assert found.quantities["cavg"].number == pytest.approx(1)
    assert np.all(found.days.high[:14] == 0)
    assert np.all(np.diff(found.days.mean[14:]) > 0)


def test_what_is_stopped_at_once_washes_out_from_today():
    """Without another dose the level begins at today's and falls."""
    found = exposure(two_drugs((2, 5), (0, 5)), "lorazepam", 10)
    assert found.course.history is None
    assert found.days.high[0] > found.quantities["ctrough"].number
    assert np.all(np.diff(found.days.mean) < 0)
    assert found.days.mean[-1] < 1e-3 * found.days.mean[0]


def test_a_co_drug_changes_nothing_before_its_day():
    """Fluvoxamine lifts the level from its first day on, and not an hour before."""
    without = held("diazepam").active_at(np.arange(40 * 24.0))
    lifted = held("diazepam", co_drugs=[co_drug("fluvoxamine", 10)])
    levels = lifted.active_at(np.arange(40 * 24.0))
    assert levels[: 10 * 24 + 1] == pytest.approx(without[: 10 * 24 + 1], rel=1e-12)
    assert np.all(levels[10 * 24 + 1 :] > without[10 * 24 + 1 :])


def test_amounts_go_over_from_phase_to_phase():
    """The level does not jump on the day a co-drug starts or stops."""
    found = held("diazepam", co_drugs=[co_drug("fluvoxamine", 10, 20)])
    for day in (10, 20):
        before, after = found.active_at(np.array([24 * day - 1e-6, 24.0 * day]))
        assert after == pytest.approx(before, rel=1e-6)


def test_a_co_drug_ends_where_its_clearance_leads():
    """With 0.35 times the clearance diazepam itself settles at 1/0.35 times."""
    found = held("diazepam", 200, co_drugs=[co_drug("fluvoxamine", 10)])
    first, last = found.analyte_means[0, 0], found.analyte_means[-1, 0]
    assert last / first == pytest.approx(1 / 0.35, rel=1e-3)


def test_a_start_on_the_first_day_is_seen():
    """Today was found without it: the level rises from there, day after day."""
    found = held("diazepam", co_drugs=[co_drug("fluvoxamine", 0)])
    assert found.today.cavg == pytest.approx(1)
    assert found.days.mean[0] > 1
    assert np.all(np.diff(found.days.mean) > 0)
    assert len(found.days.mean) == len(found.analyte_means) == 40


@pytest.mark.parametrize("day", [40, 41, 5000])
def test_what_changes_after_the_course_is_not_looked_at(day):
    """A co-drug years later leaves every day as it is."""
    found = held("diazepam", co_drugs=[co_drug("fluvoxamine", day)])
    assert found.days.mean == pytest.approx(held("diazepam").days.mean, rel=1e-12)
    assert len(found.days.mean) == 40


@pytest.mark.parametrize("day", [1, 39])
def test_a_phase_of_a_single_day_has_its_day(day):
    """The first and the last midnight bound a day, too."""
    found = held("diazepam", co_drugs=[co_drug("fluvoxamine", day)])
    assert len(found.days.mean) == 40
    assert found.days.mean[day] > found.days.mean[day - 1]


def test_levels_follow_the_dose():
    """Half the dose is half of everything, once the same way has been gone."""
    whole = exposure(schedule_from(numbered([(14, "10"), (14, "5")])), "diazepam")
    half = exposure(schedule_from(numbered([(14, "5"), (14, "2.5")])), "diazepam")
    for name in ("low", "mean", "high"):
        assert 2 * getattr(half.days, name) == pytest.approx(getattr(whole.days, name))


def test_another_time_of_day_moves_the_swing_and_not_the_mean():
    """Once settled, the mean is what is taken in a day, whenever it is taken."""
    once = schedule_from([(14, TWICE), (14, {("lorazepam", "bedtime"): "2 mg"})])
    twice = schedule_from([(14, TWICE), (14, TWICE)])
    found, same = (exposure(each, "lorazepam", 30) for each in (once, twice))
    assert found.days.mean[-1] == pytest.approx(same.days.mean[-1], rel=1e-6)
    assert found.days.high[-1] > same.days.high[-1]
    assert found.days.low[-1] < same.days.low[-1]


def test_an_exposure_needs_nothing_but_its_parts():
    """Course, phases and scale make it; whoever makes it may choose the phases."""
    handled = body("lorazepam")
    course = course_of(schedule_from([(14, TWICE), (14, LESS)]), "lorazepam", 14)
    scale = active_scale(handled.known.model, handled.cell)
    found = Exposure(course, handled.phases[Eliminator.TYPICAL], scale)
    assert found.days.mean[-1] == pytest.approx(1.5, rel=1e-3)
