"""Plans made longer: what is held is longer, and everything after it moves back whole.

The plan is that of ``adapting``: 12 steps of 14 days from 18 mg to 1 mg of diazepam.
"""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.factories import make_request
from tests.planner.adapting import PLAN, after, asked, planned, rows, shifted
from tests.planner.strategies import FORMULARY, requests

from stepwell.plan.crossover import Crossover
from stepwell.plan.plan import Plan
from stepwell.plan.request import Author, Goal, Method, Request
from stepwell.planner import propose
from stepwell.planner.holds import lengthened, with_step
from stepwell.quantities import Mass


SLOW_TO_GENERATE = list(HealthCheck)
LOWER = planned(asked(goal=Goal(reduce_to=Mass.mg(12))))
CROSSED = planned(
    make_request(market="gb", method=Method.CROSSOVER, author=Author.PRESCRIBER)
)


def test_H17_a_held_step_is_longer_and_the_rest_comes_later() -> None:
    """Step 3 for 9 days more: steps 4 to 12 and the stop move by 9 days."""
    held = lengthened(PLAN, 3, 9, "why")
    assert held.steps[:2] == PLAN.steps[:2]
    was = PLAN.steps[2]
    assert held.steps[2] == replace(was, days=23, reasons=(*was.reasons, "why"))
    assert held.steps[3:] == shifted(PLAN.steps[3:], 9, 4)
    assert held.stop_date == after(9, PLAN.stop_date)
    assert (held.start, held.before) == (PLAN.start, PLAN.before)


def test_the_first_and_the_last_step_can_be_held() -> None:
    """Nothing comes before the one, and only the stop after the other."""
    first = lengthened(PLAN, 1, 1, "why")
    assert first.steps[0].days == 15
    assert first.steps[1:] == shifted(PLAN.steps[1:], 1, 2)
    last = lengthened(PLAN, 12, 1, "why")
    assert last.steps[:11] == PLAN.steps[:11]
    assert last.stop_date == last.end == after(1, PLAN.end)


def test_a_reason_is_said_once() -> None:
    """Who is held twice for the same reason reads it once, after what was there."""
    twice = lengthened(lengthened(PLAN, 2, 3, "why"), 2, 4, "why")
    assert twice.steps[1].reasons == (*PLAN.steps[1].reasons, "why")
    assert twice.steps[1].days == 21


def test_a_plan_without_a_stop_gets_none() -> None:
    """A goal of a lower dose is reached later, and goes on."""
    held = lengthened(LOWER, 1, 7, "why")
    assert held.stop_date is None
    assert held.end == after(7, LOWER.end)
    assert with_step(LOWER, 0, LOWER.steps[0].doses, 5).stop_date is None


@pytest.mark.parametrize("place", [1, 6, 12])
def test_H07_a_step_put_between_moves_the_later_ones(place: int) -> None:
    """It begins where the one before it ends, and the numbers go on."""
    doses = PLAN.steps[place - 1].doses
    longer = with_step(PLAN, place, doses, 5, "one", "two")
    assert longer.steps[:place] == PLAN.steps[:place]
    added = longer.steps[place]
    assert (added.number, added.start) == (place + 1, PLAN.steps[place - 1].end)
    assert (added.days, added.doses, added.reasons) == (5, doses, ("one", "two"))
    assert longer.steps[place + 1 :] == shifted(PLAN.steps[place:], 5, place + 2)
    assert longer.stop_date == after(5, PLAN.stop_date)


def test_a_step_can_be_put_before_all_others() -> None:
    """Then it begins with the plan."""
    lower = LOWER.steps[0].doses
    longer = with_step(LOWER, 0, lower, 5)
    assert rows(longer)[0] == (18.0, LOWER.start, 5)
    assert longer.steps[1:] == shifted(LOWER.steps, 5, 2)
    assert longer.steps[0].reasons == ()


def test_H06_the_last_swap_of_a_crossover_keeps_its_number_or_counts_the_new_one() -> (
    None
):
    """A hold adds no step; a step before the swaps does."""
    assert CROSSED.crossover == Crossover("lorazepam", 2)
    assert lengthened(CROSSED, 1, 7, "why").crossover == CROSSED.crossover
    swap = CROSSED.steps[0].doses
    assert with_step(CROSSED, 1, swap, 7).crossover == Crossover("lorazepam", 3)
    assert lengthened(PLAN, 1, 7, "why").crossover is None


def test_H06_a_step_after_the_last_swap_leaves_the_number_of_that_swap() -> None:
    """Otherwise diazepam might rise in a step that is no swap."""
    longer = with_step(CROSSED, 2, CROSSED.steps[1].doses, 7)
    assert longer.crossover == CROSSED.crossover


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Plans as the planner makes them."""
    request: Request = draw(requests())
    proposal = propose(request, FORMULARY)
    assume(not proposal.is_refused)
    assert proposal.plan is not None
    return proposal.plan


@settings(max_examples=20, suppress_health_check=SLOW_TO_GENERATE)
@given(plans(), st.data())
def test_H17_H07_whatever_is_held_nothing_comes_sooner_or_changes(
    plan: Plan, data: st.DataObject
) -> None:
    """Doses and their order stay; each day of a step is at least as late."""
    number = data.draw(st.integers(1, len(plan.steps)))
    days = data.draw(st.integers(1, 60))
    held = lengthened(plan, number, days, "why")
    assert [step.doses for step in held.steps] == [step.doses for step in plan.steps]
    for step, was in zip(held.steps, plan.steps, strict=True):
        late = timedelta(days=days if was.number > number else 0)
        assert step.start == was.start + late
        assert step.days == was.days + (days if was.number == number else 0)
    added = with_step(plan, number, plan.steps[number - 1].doses, days, "why")
    assert added.steps[number].days == days
    kept = (*added.steps[:number], *added.steps[number + 1 :])
    assert [step.doses for step in kept] == [step.doses for step in plan.steps]
    assert added.end == held.end == after(days, plan.end)
