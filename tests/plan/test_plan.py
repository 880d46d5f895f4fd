"""A plan is valid by construction: no gap, no overlap, no rise (H04, H05, H08)."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.made import START, dose, liquid, plan_of, plans, regimen, tablets
from stepwell.plan.plan import Dose, Part, Plan, Step
from stepwell.plan.regimen import NOTHING_TAKEN
from stepwell.plan.times import DoseTime
from stepwell.quantities import Concentration, Mass, Volume


ONE, HALF = dose(tablets(2)), dose(tablets(1))
STRENGTH, COUNT = Mass.mg(1), Fraction(2)
CONCENTRATION, VOLUME = Concentration.mg_per_ml(1), Volume.ml(2)


def steps(*rows):
    """Steps of (number, days after the start, days, doses)."""
    return tuple(
        Step(number, START + timedelta(days=after), days, doses)
        for number, after, days, doses in rows
    )


def plan(rows, stop=28, before=None):
    made = steps(*rows)
    taken = regimen(ONE) if before is None else before
    return Plan(START, taken, made, stop and START + timedelta(days=stop))


def test_H08_a_plan_covers_each_day_from_start_to_stop():
    """Its end is the day after the last dose, and the last dose stays readable."""
    made = plan([(1, 0, 14, (ONE,)), (2, 14, 14, (HALF,))])
    assert made.end == made.stop_date == date(2027, 2, 1)
    assert made.final_dose == regimen(HALF)
    assert [step.end for step in made.steps] == [date(2027, 1, 18), date(2027, 2, 1)]


def test_a_plan_may_end_at_a_lower_dose():
    """Without a stop date the last dose simply goes on."""
    made = plan([(1, 0, 14, (HALF,))], stop=None)
    assert made.stop_date is None
    assert made.final_dose == regimen(HALF)


@pytest.mark.parametrize(
    "rows",
    [
        [(1, 1, 14, (ONE,))],
        [(1, -1, 14, (ONE,))],
        [(1, 0, 14, (ONE,)), (2, 15, 14, (HALF,))],
        [(1, 0, 14, (ONE,)), (2, 13, 14, (HALF,))],
        [(1, 0, 14, (ONE,)), (3, 14, 14, (HALF,))],
        [(2, 0, 14, (ONE,))],
        [(1, 0, 14, (ONE,)), (1, 14, 14, (HALF,))],
        [(2, 14, 14, (HALF,)), (1, 0, 14, (ONE,))],
    ],
)
def test_H08_a_gap_or_an_overlap_cannot_be_made(rows):
    """Every day belongs to exactly one step, and steps are counted from one."""
    with pytest.raises(ValueError, match="gap or an overlap"):
        plan(rows)


def test_H08_a_plan_without_steps_cannot_be_made():
    """Stopping at once is no plan."""
    with pytest.raises(ValueError, match=r"^a plan has at least one step$"):
        plan([], stop=0)


@pytest.mark.parametrize(
    "rows",
    [
        [(1, 0, 14, (dose(tablets(3)),))],
        [(1, 0, 14, (HALF,)), (2, 14, 14, (ONE,))],
        [(1, 0, 14, (HALF, dose(tablets("1/2"), time=DoseTime.MORNING)))],
        [(1, 0, 14, (HALF, dose(tablets("1/2"), drug="diazepam")))],
        [(1, 0, 14, (HALF, HALF, HALF))],
    ],
)
def test_H07_a_dose_that_rises_cannot_be_made(rows):
    """Neither at its own time, nor by moving it, nor by a second drug or helping."""
    with pytest.raises(ValueError, match="raises a dose"):
        plan(rows)


def test_H07_the_first_step_never_rises_over_what_is_taken_today():
    """From nothing there is nothing to take."""
    with pytest.raises(ValueError, match="step 1 raises a dose"):
        plan([(1, 0, 28, (HALF,))], before=NOTHING_TAKEN)


@pytest.mark.parametrize("stop", [27, 29, 0, -1])
def test_H08_the_stop_date_is_the_day_after_the_last_step(stop):
    """One day early would skip a dose, one day late would leave a day unsaid."""
    made = plan([(1, 0, 28, (HALF,))])
    with pytest.raises(ValueError, match=r"^the stop date is the day"):
        replace(made, stop_date=START + timedelta(days=stop))


def test_H08_an_empty_step_cannot_be_made():
    """A step without doses would be a stop in disguise; one without days, nothing."""
    with pytest.raises(ValueError, match="days and doses"):
        Step(1, START, 14, ())
    for days in (0, -14):
        with pytest.raises(ValueError, match="days and doses"):
            Step(1, START, days, (HALF,))


def test_H05_parts_that_do_not_add_up_cannot_be_made():
    """A dose is exactly what its tablets hold, to the nanogram."""
    for amount in (Mass.mg("0.5"), Mass(999_999), Mass(1_000_001), Mass.mg(10)):
        with pytest.raises(ValueError, match="do not make"):
            Dose(DoseTime.BEDTIME, "lorazepam", amount, (tablets(2),))
    with pytest.raises(ValueError, match="do not make"):
        Dose(DoseTime.BEDTIME, "lorazepam", Mass.mg(1), ())


def test_a_dose_of_nothing_cannot_be_made():
    """What is not taken is not a dose."""
    with pytest.raises(ValueError, match="above zero"):
        Dose(DoseTime.BEDTIME, "lorazepam", Mass(0), ())


def test_H12_a_dose_of_tablet_and_liquid_adds_up():
    """0.25 ml of 2 mg per ml and a tablet of 0.5 mg are one milligram."""
    assert dose(tablets(1), liquid("0.25")).amount == Mass.mg(1)


@pytest.mark.parametrize(
    ("strength", "count", "concentration", "volume"),
    [
        (given_strength, given_count, given_concentration, given_volume)
        for given_strength in (STRENGTH, None)
        for given_count in (COUNT, None)
        for given_concentration in (CONCENTRATION, None)
        for given_volume in (VOLUME, None)
    ],
)
def test_H12_a_part_is_counted_or_measured_and_nothing_between(
    strength, count, concentration, volume
):
    """Only the two whole pairs make a part: a tablet with a volume is none."""
    given_names = {
        name
        for name, value in {
            "strength": strength,
            "count": count,
            "concentration": concentration,
            "volume": volume,
        }.items()
        if value is not None
    }

    def make():
        return Part("custom/x", strength, count, concentration, volume)

    if given_names in ({"strength", "count"}, {"concentration", "volume"}):
        assert make().amount == Mass.mg(2)
    else:
        with pytest.raises(ValueError, match="count of a strength or a volume"):
            make()


def test_a_part_of_nothing_cannot_be_made():
    """No tablet, no millilitre, or fewer than none is no part of a dose."""
    for count in ("0", "-1", "-1/2"):
        with pytest.raises(ValueError, match=r"above zero|negative"):
            tablets(count)
    with pytest.raises(ValueError, match="above zero"):
        liquid(0)
    with pytest.raises(ValueError, match="above zero"):
        Part("custom/x", strength=Mass(0), count=Fraction(1))


def test_H05_a_piece_without_an_exact_mass_cannot_be_made():
    """A third of a tablet has no whole number of nanograms and is refused."""
    with pytest.raises(ValueError, match="not a whole number"):
        tablets("1/3")


@given(plans())
def test_H05_step_totals_are_the_sums_of_their_parts(made):
    """Regimen, doses and parts say the same amount on every day."""
    for step in made.steps:
        parts = [part for each in step.doses for part in each.parts]
        whole = sum(part.amount.nanograms for part in parts)
        assert step.regimen.total("lorazepam").nanograms == whole


@given(plans())
def test_H07_no_dose_of_any_plan_ever_rises(made):
    """Day by day and time by time, what was built never goes up."""
    earlier = made.before
    for step in made.steps:
        for time in DoseTime:
            now = step.regimen.amounts_of("lorazepam").get(time, Mass(0))
            assert now <= earlier.amounts_of("lorazepam").get(time, Mass(0))
        earlier = step.regimen


@given(plans(), st.data())
def test_H08_a_plan_with_one_day_moved_cannot_be_made(made, data):
    """Whichever step is made longer, shorter or later, the plan falls apart."""
    place = data.draw(st.integers(0, len(made.steps) - 1))
    step = made.steps[place]
    changed = data.draw(
        st.sampled_from(
            [
                replace(step, days=step.days + 1),
                replace(step, start=step.start + timedelta(days=1)),
                replace(step, start=step.start - timedelta(days=1)),
                replace(step, number=step.number + 1),
            ]
        )
    )
    broken = (*made.steps[:place], changed, *made.steps[place + 1 :])
    with pytest.raises(ValueError):
        replace(made, steps=broken, stop_date=made.end)


def test_plans_built_by_hand_take_today_s_dose_from_their_first_step():
    """The helper of these tests does what it says."""
    made = plan_of((14, [ONE]), (14, [HALF]))
    assert made.before == regimen(ONE)
    assert made.stop_date == START + timedelta(days=28)
