"""The close-up covers the swaps and two weeks after them, and nothing else."""

from datetime import timedelta

import numpy as np
import pytest

from curves import both_drawn, co_drug, crossed_over, crossover_of, curve_of
from factories import make_person
from stepwell.documents.swap_view import AFTER_DAYS
from stepwell.plan.crossover import CrossoverWish
from stepwell.plan.request import Method


ALPRAZOLAM = {("alprazolam", "morning"): "1 mg", ("alprazolam", "bedtime"): "1 mg"}
NITRAZEPAM = {("nitrazepam", "bedtime"): "10 mg"}
TEMAZEPAM = {("temazepam", "bedtime"): "20 mg"}
WISHES = [CrossoverWish(), CrossoverWish(parts=2), CrossoverWish(swap_days=14)]


@pytest.mark.parametrize("wish", WISHES)
def test_it_ends_two_weeks_after_the_last_swap_step(wish):
    """The last swap is held until diazepam has settled; two weeks of what follows."""
    curve = crossover_of(crossover=wish)
    last = curve.plan.steps[curve.plan.crossover.last_step - 1]
    assert curve.day(curve.swap.last) == last.end + timedelta(days=AFTER_DAYS - 1)
    assert curve.swap.shown <= len(curve.typical.mean)


@pytest.mark.parametrize("wish", WISHES)
def test_every_swap_is_marked_on_its_first_day(wish):
    """On each of them diazepam has risen and lorazepam has fallen."""
    curve = crossover_of(crossover=wish)
    steps = curve.plan.steps[: curve.plan.crossover.last_step]
    assert [curve.day(place) for place in curve.swap.begun] == [
        step.start for step in steps
    ]


def test_a_step_that_only_holds_is_no_swap():
    """Fluvoxamine starts on day 4: today's dose is held first, and swapped later."""
    curve = crossover_of(
        {("alprazolam", "bedtime"): "1 mg"}, "us", co_drugs=(co_drug("fluvoxamine", 3),)
    )
    held, swap = curve.plan.steps[:2]
    assert held.regimen == curve.plan.before
    assert [curve.day(place) for place in curve.swap.begun] == [swap.start]


@pytest.mark.parametrize(
    "current", [ALPRAZOLAM, NITRAZEPAM, TEMAZEPAM], ids=lambda each: next(iter(each))[0]
)
def test_the_drugs_add_up_to_the_whole(current):
    """On every day, and diazepam takes over from nothing to all of it."""
    curve = crossover_of(current)
    ((old, _), *_) = current
    assert set(curve.mean_of) == {old, "diazepam"}
    together = sum(curve.mean_of.values())
    assert np.allclose(together, curve.typical.mean, rtol=1e-12, atol=0)
    assert curve.mean_of["diazepam"][0] < 0.1 * together[0]
    assert curve.mean_of[old][curve.swap.last] < 0.01 * together[0]


def test_levels_are_worked_out_once():
    """The parts are the very numbers of the forecasts, not a second reckoning."""
    curve = crossed_over()
    for each in curve.levels.drawn:
        assert curve.mean_of[each.drug] is each.typical.days.mean


def test_a_direct_plan_has_none():
    """Neither of one drug nor of two."""
    assert crossover_of(method=Method.DIRECT).swap is None
    assert curve_of().swap is None
    assert both_drawn().swap is None


def test_without_all_levels_there_is_none():
    """A part is not shown as the level of both."""
    assert crossover_of(NITRAZEPAM, person=make_person("kidney_disease")).swap is None
