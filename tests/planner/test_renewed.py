"""The request of a plan that begins anew: the same wishes, from a later day (H09)."""

from dataclasses import fields, replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st
from tests.factories import make_request
from tests.interop.whole_requests import readable_requests
from tests.planner.adapting import (
    FORMULARY,
    PLAN,
    REQUEST,
    after,
    asked,
    planned,
)

from stepwell.documents.plan_json import json_text
from stepwell.interop.documents_in import parse_json
from stepwell.interop.request_reader import read_request
from stepwell.interop.request_writer import request_document
from stepwell.plan.care import Care
from stepwell.plan.crossover import CrossoverWish, Swap
from stepwell.plan.plan import Plan
from stepwell.plan.request import (
    Author,
    CurrentDose,
    Earlier,
    Goal,
    Method,
    PaceWish,
    Request,
    Shape,
)
from stepwell.plan.supply_wish import Cupboard, SupplyPolicy, SupplyWish
from stepwell.plan.times import DoseTime
from stepwell.planner import propose
from stepwell.planner.remade import (
    from_taken,
    held_until,
    reinstated,
    rest_of,
    slowed,
    step_on,
    stepped_back,
)
from stepwell.planner.renewed import renewed
from stepwell.quantities import Mass
from stepwell.safety.case import regimen_of


MORNING, BED = DoseTime.MORNING, DoseTime.BEDTIME
ON = after(20)


def of(request: Request, plan: Plan, earlier: Earlier | None = None) -> Request:
    """The request of a plan made anew."""
    return renewed(request, plan, earlier, FORMULARY)


def again(request: Request, on: date = ON) -> Request:
    """The request of the rest of its plan from a day on."""
    return of(request, rest_of(planned(request), on))


def same_but(one: Request, other: Request) -> set[str]:
    """The names of what differs."""
    names = [each.name for each in fields(Request)]
    return {name for name in names if getattr(one, name) != getattr(other, name)}


def assert_read_back(request: Request) -> None:
    """Written and read, it is the same request."""
    document = request_document(request)
    assert read_request(document, FORMULARY) == request
    assert read_request(parse_json(json_text(document)), FORMULARY) == request


def test_it_begins_on_the_day_with_the_dose_in_force_and_keeps_every_wish() -> None:
    """16 mg at bedtime from day 20; nothing else is different."""
    found = again(REQUEST)
    assert found.start == ON
    assert found.current == (CurrentDose("diazepam", BED, Mass.mg(16)),)
    assert same_but(found, REQUEST) == {"start", "current"}


def test_every_dose_of_the_day_is_a_current_dose() -> None:
    """Of both drugs, at each time, in the order of the day."""
    request = asked(
        {("diazepam", "morning"): "10 mg", ("lorazepam", "bedtime"): "1 mg"},
        pace=PaceWish(),
        liquids=True,
    )
    found = again(request)
    assert regimen_of(found.current) == planned(request).steps[1].regimen
    assert [dose.time for dose in found.current] == [MORNING, BED]


@pytest.mark.parametrize(("days", "kept"), [(0, True), (-1, False), (1, True)])
def test_H07_a_date_that_the_plan_now_misses_is_left_out(days: int, kept: bool) -> None:
    """It is never kept by going faster; a later or the same day stays."""
    by = after(days, PLAN.end)
    found = of(asked(goal=Goal(by=by)), rest_of(PLAN, ON))
    assert found.goal.by == (by if kept else None)
    held = held_until(rest_of(PLAN, ON), after(40))
    assert of(asked(goal=Goal(by=PLAN.end)), held).goal.by is None


def test_without_a_date_there_is_none() -> None:
    """And what else the goal says stays."""
    goal = Goal(reduce_to=Mass.mg(12), drug="diazepam")
    assert again(asked(goal=goal)).goal == goal


def test_the_drug_that_the_goal_means_is_kept_while_it_is_taken() -> None:
    """Another, that has ended, is left out."""
    rest = rest_of(PLAN, ON)
    for drug, kept in (("diazepam", "diazepam"), ("lorazepam", None), (None, None)):
        assert of(asked(goal=Goal(drug=drug)), rest).goal.drug == kept


@pytest.mark.parametrize(("first", "kept"), [(BED, BED), (MORNING, None), (None, None)])
def test_the_time_that_shrinks_first_is_kept_while_it_has_a_dose(
    first: DoseTime | None, kept: DoseTime | None
) -> None:
    """A morning without a dose cannot shrink."""
    assert of(asked(reduce_first=first), rest_of(PLAN, ON)).reduce_first is kept


@pytest.mark.parametrize(("days", "kept"), [(-1, False), (0, True), (1, True)])
def test_a_review_that_has_passed_is_no_next_review(days: int, kept: bool) -> None:
    """The day itself still is; the prescriber and the last contact stay."""
    care = Care("Dr Example", after(3), after(days, ON), after(300))
    found = of(asked(care=care), rest_of(PLAN, ON)).care
    assert found == (care if kept else replace(care, next_review=None))
    none = Care("Dr Example")
    assert of(asked(care=none), rest_of(PLAN, ON)).care == none


@pytest.mark.parametrize(("days", "kept"), [(-1, False), (0, True), (1, True)])
def test_H08_a_cupboard_counted_earlier_is_counted_no_more(
    days: int, kept: bool
) -> None:
    """What was at home then has been taken since; periods and limits stay."""
    counted = Cupboard(after(days, ON), (("gb/diazepam/tablet/2", Fraction(30)),))
    wish = SupplyWish(14, counted, SupplyPolicy(most_days=7))
    found = of(asked(supply=wish), rest_of(PLAN, ON)).supply
    assert found == (wish if kept else replace(wish, cupboard=None))
    nobody = SupplyWish(14)
    assert of(asked(supply=nobody), rest_of(PLAN, ON)).supply == nobody


CROSSING = make_request(market="gb", method=Method.CROSSOVER, author=Author.PRESCRIBER)


def test_H06_within_the_swaps_it_stays_a_crossover_with_diazepam_to_come() -> None:
    """The goal may mean diazepam, although none is taken yet."""
    swaps = tuple(Swap(time, Mass.mg(1)) for time in (BED, MORNING))
    request = replace(
        CROSSING,
        crossover=CrossoverWish(swaps=swaps, equal=Mass.mg(1)),
        goal=Goal(drug="diazepam"),
    )
    plan = planned(CROSSING)
    first = replace(rest_of(plan, after(3)), before=plan.before)
    found = of(request, first)
    assert found.method is Method.CROSSOVER
    assert found.goal.drug == "diazepam"
    assert found.crossover == CrossoverWish(equal=Mass.mg(1))


def test_H06_after_the_swaps_it_is_a_direct_plan() -> None:
    """And it can be read back."""
    plan = planned(CROSSING)
    found = of(CROSSING, rest_of(plan, plan.steps[2].start))
    assert found.method is Method.DIRECT
    assert regimen_of(found.current).drugs == ("diazepam",)
    assert_read_back(found)
    compared = replace(CROSSING, method=Method.COMPARE)
    assert of(compared, rest_of(PLAN, ON)).method is Method.DIRECT


def is_at_its_goal(request: Request) -> bool:
    """No change is left, so no version of it is ever proposed."""
    today, goal = regimen_of(request.current), request.goal
    total = today.total(goal.drug or today.drugs[0])
    return goal.reduce_to is not None and goal.reduce_to >= total


def versions(request: Request, plan: Plan, on: date) -> list[Plan | None]:
    """All that may be proposed on a day."""
    formulary = FORMULARY.with_products(request.custom_products)
    rest = rest_of(plan, on)
    step = step_on(plan, on)
    lower = plan.steps[min(step.number, len(plan.steps) - 1)].regimen
    back = plan.steps[max(0, step.number - 2)].doses
    return [
        rest,
        held_until(rest, after(14, on)),
        slowed(rest, request, formulary),
        stepped_back(plan, on, back, request, formulary),
        from_taken(plan, on, lower, request, formulary),
        reinstated(plan, after(3, plan.end), request, formulary),
    ]


@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(readable_requests(), st.data())
def test_H05_every_request_of_a_version_is_read_back_as_it_was(
    request: Request, data: st.DataObject
) -> None:
    """Whatever the rule proposes can be written, read and planned on with."""
    proposal = propose(request, FORMULARY)
    assume(not proposal.is_refused)
    plan = proposal.plan
    assert plan is not None
    on = after(data.draw(st.integers(1, (plan.end - plan.start).days)), plan.start)
    for version in versions(request, plan, on):
        if version is None:
            continue
        found = of(request, version)
        assert found.start == version.start
        assert regimen_of(found.current) == version.before
        if is_at_its_goal(found):
            event("the goal is reached")
            continue
        assert_read_back(found)
        assert of(found, version) == found


# What has been reached, ended or is over ------------------------------------------


def test_H09_a_wished_last_dose_that_is_reached_does_not_spoil_the_request() -> None:
    """Held in the last step: ``goal.final_dose`` is not below today's dose."""
    request = asked(goal=Goal(final_dose=Mass.mg(2)))
    plan = planned(request)
    held = held_until(rest_of(plan, plan.end), after(14, plan.end))
    assert_read_back(of(request, held))


def test_a_product_of_a_drug_that_has_ended_does_not_spoil_the_request() -> None:
    """Lorazepam tablets were named; only diazepam is taken now."""
    request = asked(
        {("lorazepam", "bedtime"): "1 mg", ("diazepam", "bedtime"): "10 mg"},
        pace=PaceWish(Shape.PROPORTIONAL, Fraction(1, 4), step_days=14),
        products=("gb/lorazepam/tablet/0.5", "gb/lorazepam/tablet/1"),
        liquids=True,
    )
    plan = planned(request)
    alone = next(s for s in plan.steps if "lorazepam" not in s.regimen.drugs)
    assert_read_back(of(request, rest_of(plan, after(3, alone.start))))


def test_H06_wishes_for_the_swaps_do_not_spoil_the_request_after_them() -> None:
    """``crossover`` goes with a crossover only, and is over."""
    request = replace(CROSSING, crossover=CrossoverWish(parts=2))
    plan = planned(request)
    assert plan.crossover is not None
    last = plan.steps[plan.crossover.last_step - 1]
    assert_read_back(of(request, rest_of(plan, after(3, last.start))))


def test_H06_a_dose_of_diazepam_stays_one_before_diazepam_is_taken() -> None:
    """Held in the first swap: the wishes are still of what comes."""
    for goal in (
        Goal(reduce_to=Mass.mg(4), drug="diazepam"),
        Goal(final_dose=Mass.mg(1), drug="diazepam"),
    ):
        request = replace(CROSSING, goal=goal)
        rest = rest_of(planned(request), after(3))
        found = of(request, replace(rest, before=planned(request).before))
        assert regimen_of(found.current).drugs == ("lorazepam",)
        assert found.goal == goal
        assert_read_back(found)


def test_H06_a_dose_of_the_old_drug_says_so_once_two_are_taken() -> None:
    """Half of the lorazepam is swapped; 0.5 mg of lorazepam was meant."""
    plan = planned(CROSSING)
    both = replace(rest_of(plan, after(3)), before=plan.steps[0].regimen)
    assert set(both.before.drugs) == {"diazepam", "lorazepam"}
    request = replace(CROSSING, goal=Goal(reduce_to=Mass.mg("0.5")))
    found = of(request, both)
    assert found.goal == Goal(reduce_to=Mass.mg("0.5"), drug="lorazepam")
    assert_read_back(found)
    assert of(CROSSING, both).goal == CROSSING.goal


def test_H09_what_was_followed_before_travels_with_the_request() -> None:
    """And can be read back; what an older version knew is not kept beside it."""
    before = (CurrentDose("diazepam", BED, Mass.mg(18)),)
    earlier = Earlier(PLAN.start, after(14), before)
    rest = rest_of(PLAN, ON)
    found = of(REQUEST, rest, earlier)
    assert found.earlier == earlier
    assert_read_back(found)
    assert of(found, rest).earlier is None


def test_H03_a_last_dose_of_a_drug_that_has_ended_is_not_that_of_another() -> None:
    """0.25 mg of lorazepam was meant; only diazepam is taken now."""
    request = asked(
        {("lorazepam", "bedtime"): "1 mg", ("diazepam", "bedtime"): "10 mg"},
        goal=Goal(drug="lorazepam", final_dose=Mass.mg("0.25")),
        pace=PaceWish(Shape.PROPORTIONAL, Fraction(1, 4), step_days=14),
        liquids=True,
    )
    plan = planned(request)
    begun = of(request, rest_of(plan, after(3)))
    assert begun.goal == request.goal
    assert_read_back(begun)
    alone = next(s for s in plan.steps if "lorazepam" not in s.regimen.drugs)
    found = of(request, rest_of(plan, after(3, alone.start)))
    assert found.goal == Goal()
    assert_read_back(found)
