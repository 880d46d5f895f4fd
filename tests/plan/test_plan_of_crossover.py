"""In a crossover both drugs change in one step, and nothing else may rise (H06)."""

from datetime import timedelta
from fractions import Fraction

import pytest

from plan.made import START, dose, regimen, tablets
from stepwell.plan.crossover import Crossover
from stepwell.plan.plan import Part, Plan, Step
from stepwell.plan.times import DoseTime
from stepwell.quantities import Mass


MORNING, NIGHT = DoseTime.MORNING, DoseTime.BEDTIME


def lorazepam(count, time):
    """So many tablets of 0.5 mg."""
    return dose(tablets(count), time=time)


def diazepam(count, time):
    """So many tablets of 5 mg."""
    part = Part("gb/diazepam/tablet/5", strength=Mass.mg(5), count=Fraction(count))
    return dose(part, time=time, drug="diazepam")


BEFORE = regimen(lorazepam(2, MORNING), lorazepam(2, NIGHT))
SWAPPED = (lorazepam(2, MORNING), diazepam(2, NIGHT))


def crossover(*steps, last_step=1):
    """A plan of steps of a week, whose swaps end with ``last_step``."""
    made = tuple(
        Step(number, START + timedelta(days=7 * (number - 1)), 7, doses)
        for number, doses in enumerate(steps, start=1)
    )
    swaps = Crossover("lorazepam", last_step) if last_step else None
    return Plan(START, BEFORE, made, None, swaps)


def test_H06_a_swap_raises_diazepam_and_lowers_the_old_drug():
    """One dose changes over; the rest stays as it was."""
    assert crossover(SWAPPED).final_dose == regimen(*SWAPPED)


def test_H06_the_last_swap_may_be_any_step():
    """Diazepam rises twice if two doses change over."""
    both = (diazepam(2, MORNING), diazepam(2, NIGHT))
    assert crossover(SWAPPED, both, last_step=2).final_dose == regimen(*both)


@pytest.mark.parametrize(
    ("steps", "last_step"),
    [
        pytest.param([SWAPPED], 0, id="no crossover was agreed"),
        pytest.param(
            [(lorazepam(2, MORNING), lorazepam(2, NIGHT), diazepam(2, NIGHT))],
            1,
            id="the old drug was forgotten",
        ),
        pytest.param(
            [SWAPPED, (diazepam(2, MORNING), diazepam(2, NIGHT))],
            1,
            id="diazepam rises after the last swap",
        ),
        pytest.param(
            [(lorazepam(3, MORNING), diazepam(2, NIGHT))],
            1,
            id="the old drug rises at another time",
        ),
        pytest.param(
            [(lorazepam(3, MORNING),)], 1, id="the old drug rises and no diazepam"
        ),
    ],
)
def test_H06_no_other_rise_can_be_made(steps, last_step):
    """Whatever else rises, the plan cannot be built."""
    with pytest.raises(ValueError, match=r"^step \d raises a dose$"):
        crossover(*steps, last_step=last_step)


def test_H06_a_nanogram_more_is_a_rise():
    """What was not taken before is a rise, however little it is."""
    little = Part("speck", strength=Mass(1), count=Fraction(1))
    now = regimen(dose(little, time=MORNING))
    earlier = regimen(lorazepam(2, NIGHT))
    assert [time for _, time in now.rises_over(earlier)] == [MORNING]
