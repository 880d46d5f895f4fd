"""A plan made anew from a day on: never higher than agreed, never sooner (H07, H09).

The plan is that of ``adapting``: diazepam 18 mg from 4 January 2027, 2 mg less every
14 days.  The day is looked at in the morning.
"""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st
from tests.factories import make_request, regimen_from
from tests.planner.adapting import (
    FORMULARY,
    PLAN,
    REQUEST,
    after,
    asked,
    mg_of,
    planned,
    regimen_on,
    rows,
    shifted,
)
from tests.planner.strategies import requests
from tests.planner.test_plans_keep_every_promise import check_plan

from stepwell.formulary import Product
from stepwell.plan.crossover import Crossover, CrossoverWish
from stepwell.plan.plan import Plan
from stepwell.plan.regimen import NOTHING_TAKEN, Regimen
from stepwell.plan.request import Author, Goal, Method, PaceWish, Request, Shape
from stepwell.planner import propose
from stepwell.planner.made import made_doses, pours_another
from stepwell.planner.remade import (
    AGAIN,
    AS_TAKEN,
    BACK,
    HALF,
    HELD,
    LONGER,
    OTHER_HALF,
    awaiting,
    from_taken,
    has_next,
    held_until,
    reinstated,
    rest_of,
    slowed,
    step_on,
    stepped_back,
)
from stepwell.planner.renewed import renewed
from stepwell.quantities import Mass
from stepwell.sources import Mark


ALL = list(HealthCheck)
LOWER = asked(goal=Goal(reduce_to=Mass.mg(12)))
MICRO = asked(
    pace=PaceWish(reduction=Fraction(1, 10), step_days=14, change_days=1), liquids=True
)
CROSSING = make_request(
    market="gb",
    method=Method.CROSSOVER,
    author=Author.PRESCRIBER,
    crossover=CrossoverWish(parts=2),
)
CROSSED = planned(CROSSING)
TWO_DRUGS = asked(
    {("lorazepam", "bedtime"): "1 mg", ("diazepam", "bedtime"): "10 mg"},
    pace=PaceWish(reduction=Fraction(1, 4), step_days=14),
    liquids=True,
)


def capsule(drug: str, mg: str) -> Product:
    """A compounded capsule."""
    name = f"custom/{drug}-{mg}"
    works = ("custom",)
    strength = Mass.mg(mg)
    return Product(name, drug, "capsule", works, Mark.UNVERIFIED, strength=strength)


SMALL = capsule("diazepam", "0.5"), capsule("lorazepam", "0.05")
KNOWN = FORMULARY.with_products(SMALL)
WITH_SMALL = asked(custom_products=SMALL)
"""Capsules that halve the last doses, where the request knows them."""


def slow(rest: Plan, request: Request = REQUEST) -> Plan | None:
    """Slowed, with our formulary."""
    return slowed(rest, request, KNOWN)


def taken(mg: str) -> Regimen:
    """Diazepam at bedtime."""
    return regimen_from({("diazepam", "bedtime"): mg})


# The step in force ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "number"), [(1, 1), (13, 1), (14, 1), (15, 2), (28, 2), (168, 12)]
)
def test_the_step_in_force_in_the_morning_is_that_of_the_day_before(
    day: int, number: int
) -> None:
    """A change of that day has not been made yet."""
    assert step_on(PLAN, after(day)).number == number


@pytest.mark.parametrize("days", [-1, 0, 1, 400])
def test_H17_a_dose_that_is_the_goal_goes_on_after_its_step(days: int) -> None:
    """The last step stays in force; a plan with a stop has none after it."""
    lower = planned(LOWER)
    assert step_on(lower, after(days, lower.end)) == lower.steps[-1]
    rest = rest_of(lower, after(days, lower.end))
    assert rows(rest) == [(12.0, after(days, lower.end), 1)]
    assert not has_next(rest)
    with pytest.raises(StopIteration):
        step_on(PLAN, after(1, PLAN.end))


# Before the start -----------------------------------------------------------------


@pytest.mark.parametrize(("day", "days", "wait"), [(-5, 5, 0), (-1, 1, 0), (0, 1, 1)])
def test_H07_a_plan_that_has_not_begun_begins_with_todays_doses(
    day: int, days: int, wait: int
) -> None:
    """Its first change stays on its day; one that is due today comes tomorrow."""
    doses = made_doses(PLAN.before, PLAN, REQUEST, FORMULARY)
    assert doses is not None
    plan = awaiting(PLAN, after(day), doses)
    assert (plan.start, plan.before) == (after(day), PLAN.before)
    assert rows(plan)[0] == (20.0, after(day), days)
    assert plan.steps[1:] == shifted(PLAN.steps, wait, 2)
    assert plan.stop_date == after(wait, PLAN.stop_date)
    assert plan.crossover is None


def test_H06_a_crossover_that_has_not_begun_keeps_its_swaps() -> None:
    """Today's doses come before them; and a goal of a lower dose gets no stop."""
    doses = made_doses(CROSSED.before, CROSSED, CROSSING, FORMULARY)
    assert doses is not None
    plan = awaiting(CROSSED, after(-3), doses)
    assert plan.crossover == Crossover("lorazepam", 5)
    assert plan.steps[1:] == shifted(CROSSED.steps, 0, 2)
    lower = planned(LOWER)
    doses = made_doses(lower.before, lower, LOWER, FORMULARY)
    assert doses is not None
    assert awaiting(lower, after(0), doses).stop_date is None


# The rest -------------------------------------------------------------------------


def test_the_rest_of_a_plan_in_the_middle_of_a_step_is_the_plan() -> None:
    """Nothing moves; what is in force is step 1 and says no old reason."""
    rest = rest_of(PLAN, after(20))
    assert (rest.start, rest.before) == (after(20), taken("16 mg"))
    first = rest.steps[0]
    assert (first.number, first.start, first.days) == (1, after(20), 8)
    assert first.doses == PLAN.steps[1].doses
    assert first.reasons == ()
    assert rest.steps[1:] == shifted(PLAN.steps[2:], 0, 2)
    assert rest.stop_date == PLAN.stop_date
    assert rest.crossover is None


@pytest.mark.parametrize(("day", "days", "wait"), [(27, 1, 0), (28, 1, 1), (29, 13, 0)])
def test_H07_a_change_of_the_same_morning_is_put_off_until_the_next(
    day: int, days: int, wait: int
) -> None:
    """So that it can still be put off further; the days before and after keep it."""
    rest = rest_of(PLAN, after(day))
    assert rest.steps[0].days == days
    assert rest.stop_date == after(wait, PLAN.stop_date)
    assert rest.steps[1].start == after(28 if day < 29 else 42) + timedelta(days=wait)


def test_the_rest_on_the_morning_of_the_stop_is_one_more_day() -> None:
    """And of a plan that ends at a lower dose there is no stop."""
    rest = rest_of(PLAN, PLAN.end)
    assert rows(rest) == [(1.0, PLAN.end, 1)]
    assert rest.stop_date == after(1, PLAN.end)
    assert has_next(rest)
    lower = planned(LOWER)
    rest = rest_of(lower, after(-1, lower.end))
    assert rest.stop_date is None
    assert not has_next(rest)
    assert has_next(rest_of(lower, lower.steps[-1].start))


@pytest.mark.parametrize(
    ("place", "last"),
    [(0, Crossover("lorazepam", 4)), (1, 3), (2, 2), (3, None), (4, None)],
)
def test_H06_the_rest_of_a_crossover_counts_the_swaps_that_are_left(
    place: int, last: int | Crossover | None
) -> None:
    """In the last swap step none is left; diazepam then only falls."""
    assert CROSSED.crossover == Crossover("lorazepam", 4)
    rest = rest_of(CROSSED, after(1, CROSSED.steps[place].start))
    expected = Crossover("lorazepam", last) if isinstance(last, int) else last
    assert rest.crossover == expected


# Held -----------------------------------------------------------------------------


@pytest.mark.parametrize(("until", "days"), [(27, 8), (28, 8), (29, 9), (60, 40)])
def test_H17_held_until_a_day_and_never_shorter(until: int, days: int) -> None:
    """A step that lasts longer anyway is as it was."""
    rest = rest_of(PLAN, after(20))
    held = held_until(rest, after(until))
    assert held.steps[0].days == days
    assert held.steps[1:] == shifted(rest.steps[1:], days - 8, 2)
    if days == 8:
        assert held is rest
    else:
        assert held.steps[0].reasons == (HELD,)
        assert held_until(rest, after(until), "why").steps[0].reasons == ("why",)


# Slowed ---------------------------------------------------------------------------


def test_H07_the_next_change_is_halved_and_explained() -> None:
    """16 mg until day 28, 15 mg for 14 days, then the 14 mg that were planned."""
    rest = rest_of(PLAN, after(20))
    plan = slow(rest)
    assert plan is not None
    assert rows(plan)[:3] == [
        (16.0, after(20), 8),
        (15.0, after(28), 14),
        (14.0, after(42), 14),
    ]
    assert plan.steps[0] == rest.steps[0]
    assert plan.steps[1].reasons == (HALF,)
    assert plan.steps[2].reasons == (OTHER_HALF,)
    assert plan.steps[3:] == shifted(PLAN.steps[3:], 14, 4)
    assert plan.stop_date == after(14, PLAN.stop_date)


def test_reasons_after_the_first_are_kept_on_the_other_half() -> None:
    """The first says how much less it is, which is no longer true."""
    rest = rest_of(PLAN, PLAN.steps[8].end)
    assert len(rest.steps[1].reasons) == 2
    plan = slow(rest, WITH_SMALL)
    assert plan is not None
    assert plan.steps[2].reasons == (OTHER_HALF, rest.steps[1].reasons[1])


@pytest.mark.parametrize(("days", "half"), [(14, 14), (28, 28), (21, 21)])
def test_a_half_lasts_as_long_as_the_step_it_leads_to(days: int, half: int) -> None:
    """And 14 days at least."""
    long = asked(pace=replace(REQUEST.pace, step_days=days))
    plan = slow(rest_of(planned(long), after(days)), long)
    assert plan is not None
    assert plan.steps[1].days == half


def test_H08_the_stop_is_halved_where_half_of_the_last_dose_can_be_made() -> None:
    """1 mg, then a capsule of half a milligram, then nothing."""
    rest = held_until(rest_of(PLAN, PLAN.end), after(14, PLAN.end))
    plan = slow(rest, WITH_SMALL)
    assert plan is not None
    assert rows(plan) == [(1.0, PLAN.end, 14), (0.5, after(14, PLAN.end), 14)]
    assert plan.stop_date == after(28, PLAN.end)
    assert plan.steps[1].reasons == (HALF,)
    longer = held_until(rest, after(20, PLAN.end))
    assert rows(slow(longer, WITH_SMALL) or longer)[1] == (0.5, after(20, PLAN.end), 20)
    short = slow(rest_of(PLAN, PLAN.end), WITH_SMALL)
    assert short is not None
    assert short.steps[1].days == 14


def test_nothing_is_slowed_where_nothing_can_be_or_nothing_comes() -> None:
    """No half of the last half tablet; no change left; a swap."""
    assert slow(rest_of(PLAN, PLAN.end)) is None
    lower = planned(LOWER)
    assert slow(rest_of(lower, after(-1, lower.end)), LOWER) is None
    assert slow(rest_of(CROSSED, after(1)), CROSSING) is None


def test_H06_after_the_last_swap_a_crossover_is_slowed_like_any_plan() -> None:
    """Diazepam falls by half of its next step."""
    place = 3
    rest = rest_of(CROSSED, after(1, CROSSED.steps[place].start))
    plan = slow(rest, CROSSING)
    assert plan is not None
    assert plan.steps[1].reasons == (HALF,)


def test_a_half_stays_a_half() -> None:
    """Slowed twice is slowed once."""
    once = slow(rest_of(PLAN, after(20)))
    assert once is not None
    assert slow(once) is once
    later = rest_of(once, after(30))
    twice = slow(later)
    assert twice is not None
    assert mg_of(twice)[:3] == [15.0, 14.5, 14.0]


def test_H07_short_steps_of_the_next_14_days_last_twice_as_long() -> None:
    """Daily changes: the 14 that come first, and not the fifteenth."""
    plan = planned(MICRO)
    rest = rest_of(plan, after(20))
    longer = slow(rest, MICRO)
    assert longer is not None
    assert mg_of(longer) == mg_of(rest)
    assert [step.days for step in longer.steps[:16]] == [1, *[2] * 14, 1]
    assert [LONGER in step.reasons for step in longer.steps[:16]] == [
        False,
        *[True] * 14,
        False,
    ]
    assert longer.steps[1].reasons == (*rest.steps[1].reasons, LONGER)
    assert longer.stop_date == after(14, rest.stop_date)


def test_steps_of_13_days_are_short_and_those_of_14_are_not() -> None:
    """Only the first of them lies within 14 days."""
    nearly = replace(
        PLAN,
        steps=(
            PLAN.steps[0],
            replace(PLAN.steps[1], days=13),
            *shifted(PLAN.steps[2:], -1, 3),
        ),
        stop_date=after(-1, PLAN.stop_date),
    )
    plan = slow(rest_of(nearly, after(10)))
    assert plan is not None
    assert [step.days for step in plan.steps[:4]] == [4, 26, 28, 14]
    assert mg_of(plan) == mg_of(PLAN)


# Stepped back ---------------------------------------------------------------------


def test_H09_a_step_back_is_the_step_before_and_then_all_that_was_left() -> None:
    """From day 6 of 16 mg: 18 for 14 days, 17 as half, 16 whole, 14 and so on."""
    back = PLAN.steps[0].doses
    plan = stepped_back(PLAN, after(20), back, REQUEST, FORMULARY)
    assert plan is not None
    assert (plan.start, plan.before) == (after(20), taken("18 mg"))
    assert rows(plan)[:5] == [
        (18.0, after(20), 14),
        (17.0, after(34), 14),
        (16.0, after(48), 14),
        (14.0, after(62), 14),
        (12.0, after(76), 14),
    ]
    assert plan.steps[0].reasons == (BACK,)
    assert plan.steps[0].doses == PLAN.steps[0].doses
    assert [step.reasons for step in plan.steps[1:3]] == [(HALF,), (OTHER_HALF,)]
    assert plan.steps[3:] == shifted(PLAN.steps[2:], 34, 4)
    assert plan.stop_date == after(34, PLAN.stop_date)


def test_H09_a_step_back_from_step_1_is_to_the_doses_of_an_earlier_version() -> None:
    """Those that are told, 20 mg: then half of the step and all that was left."""
    back = made_doses(PLAN.before, PLAN, REQUEST, FORMULARY)
    assert back is not None
    plan = stepped_back(PLAN, after(10), back, REQUEST, FORMULARY)
    assert plan is not None
    assert rows(plan)[:4] == [
        (20.0, after(10), 14),
        (19.0, after(24), 14),
        (18.0, after(38), 14),
        (16.0, after(52), 14),
    ]
    assert plan.stop_date == after(38, PLAN.stop_date)


@pytest.mark.parametrize("left", [1, 7, 13])
def test_H09_back_from_what_was_left_of_a_step_comes_down_by_half_as_well(
    left: int,
) -> None:
    """A version begins with the rest of a step, which is then as long as the next.

    Short steps of a micro-taper stay as short as they were.
    """
    version = rest_of(PLAN, after(-left, PLAN.steps[1].end))
    assert version.steps[0].days == left
    on = after(1, version.start)
    back = PLAN.steps[0].doses
    plan = stepped_back(version, on, back, REQUEST, FORMULARY)
    assert plan is not None
    assert [row[0] for row in rows(plan)[:4]] == [18.0, 17.0, 16.0, 14.0]
    assert [step.days for step in plan.steps[:4]] == [14, 14, 14, 14]
    daily = planned(MICRO)
    version = rest_of(daily, after(20))
    back = daily.steps[18].doses
    plan = stepped_back(version, after(21), back, MICRO, FORMULARY)
    assert plan is not None
    assert [step.days for step in plan.steps[:4]] == [14, 2, 2, 2]
    assert mg_of(plan)[0] == mg_of(daily)[18]


@pytest.mark.parametrize("following", [14, 28])
def test_H09_back_from_a_version_of_two_steps_is_as_long_as_its_second(
    following: int,
) -> None:
    """3 mg, then 2.5 mg and 2 mg, of which 3 days were left, then 1 mg and nothing."""
    version = rest_of(PLAN, after(-3, PLAN.steps[-2].end))
    last = replace(version.steps[1], days=following)
    version = replace(version, steps=(version.steps[0], last), stop_date=last.end)
    on = after(1, version.start)
    back = PLAN.steps[-3].doses
    plan = stepped_back(version, on, back, REQUEST, FORMULARY)
    assert plan is not None
    assert mg_of(plan) == [3.0, 2.5, 2.0, 1.0]
    assert [step.days for step in plan.steps] == [14, following, following, following]


def test_H09_back_from_what_was_left_of_the_last_step_holds_it_for_14_days() -> None:
    """2 mg, then 1 mg, then nothing."""
    version = rest_of(PLAN, after(-3, PLAN.end))
    on = after(1, version.start)
    back = PLAN.steps[-2].doses
    plan = stepped_back(version, on, back, REQUEST, FORMULARY)
    assert plan is not None
    assert rows(plan) == [(2.0, on, 14), (1.0, after(14, on), 14)]
    assert plan.stop_date == after(28, on)


@pytest.mark.parametrize("place", range(6))
def test_H06_within_the_swaps_and_the_step_after_them_there_is_no_step_back(
    place: int,
) -> None:
    """A swap would lie between; the step after that one goes back to it."""
    on = after(1, CROSSED.steps[place].start)
    back = CROSSED.steps[max(0, place - 1)].doses
    found = stepped_back(CROSSED, on, back, CROSSING, FORMULARY)
    assert (found is None) is (place < 5)
    assert found is None or found.crossover is None


def test_H09_a_step_back_from_the_last_step_keeps_the_goal() -> None:
    """To a lower dose without a stop, or to the stop."""
    lower = planned(LOWER)
    back = lower.steps[-2].doses
    plan = stepped_back(lower, after(-1, lower.end), back, LOWER, FORMULARY)
    assert plan is not None
    assert plan.stop_date is None
    assert mg_of(plan)[-1] == mg_of(lower)[-1]
    back = PLAN.steps[-2].doses
    last = stepped_back(PLAN, after(-1, PLAN.end), back, REQUEST, FORMULARY)
    assert last is not None
    assert rows(last) == [
        (2.0, after(-1, PLAN.end), 14),
        (1.0, after(13, PLAN.end), 14),
    ]
    assert last.stop_date == after(27, PLAN.end)
    assert last.steps[1].reasons == ()


# From what is taken ---------------------------------------------------------------


def test_H11_from_a_lower_dose_it_is_held_until_the_plan_is_as_low() -> None:
    """13 mg on day 20: until 12 mg is due on day 42, and everything then as agreed."""
    plan = from_taken(PLAN, after(20), taken("13 mg"), REQUEST, FORMULARY)
    assert plan is not None
    assert (plan.start, plan.before) == (after(20), taken("13 mg"))
    assert rows(plan)[:2] == [(13.0, after(20), 22), (12.0, after(42), 14)]
    assert plan.steps[0].reasons == (AS_TAKEN,)
    assert plan.steps[1:] == shifted(PLAN.steps[3:], 0, 2)
    assert plan.stop_date == PLAN.stop_date


def test_H11_it_is_held_for_14_days_at_least() -> None:
    """14 mg on day 20, when 14 mg is due on day 28: all later steps wait 6 days."""
    plan = from_taken(PLAN, after(20), taken("14 mg"), REQUEST, FORMULARY)
    assert plan is not None
    assert rows(plan)[:2] == [(14.0, after(20), 14), (14.0, after(34), 14)]
    assert plan.steps[1:] == shifted(PLAN.steps[2:], 6, 2)
    assert plan.stop_date == after(6, PLAN.stop_date)


def test_H08_below_every_step_of_the_plan_there_is_none_but_in_its_last_step() -> None:
    """0.5 mg on day 20 would go straight to nothing; near the end it is held.

    In the last step but one, too, 1 mg is still to come.
    """
    assert from_taken(PLAN, after(20), taken("0.5 mg"), WITH_SMALL, KNOWN) is None
    before_last = after(-3, PLAN.steps[-2].end)
    assert from_taken(PLAN, before_last, taken("0.5 mg"), WITH_SMALL, KNOWN) is None
    late = after(-3, PLAN.end)
    plan = from_taken(PLAN, late, taken("0.5 mg"), WITH_SMALL, KNOWN)
    assert plan is not None
    assert rows(plan) == [(0.5, late, 14)]
    assert plan.stop_date == after(11, PLAN.end)


def test_a_goal_of_a_lower_dose_gets_no_stop_from_it() -> None:
    """15 mg instead of 16: down to 12 mg as agreed."""
    plan = from_taken(planned(LOWER), after(20), taken("15 mg"), LOWER, FORMULARY)
    assert plan is not None
    assert plan.stop_date is None
    assert mg_of(plan)[-1] == 12


def test_H12_what_cannot_be_made_or_lies_within_swaps_is_not_planned() -> None:
    """An odd dose, and both drugs of a crossover."""
    assert from_taken(PLAN, after(20), taken("13.3 mg"), REQUEST, FORMULARY) is None
    on = after(1)
    low = CROSSED.steps[0].regimen
    assert from_taken(CROSSED, on, low, CROSSING, FORMULARY) is None
    on = after(1, CROSSED.steps[3].start)
    low = regimen_from({("diazepam", t): "5 mg" for t in ("morning", "bedtime")})
    assert from_taken(CROSSED, on, low, CROSSING, FORMULARY) is not None


# Reinstated -----------------------------------------------------------------------


def test_H09_reinstated_is_the_last_dose_for_28_days_then_half() -> None:
    """Where a half can be made; and never an earlier step."""
    on = after(10, PLAN.end)
    plan = reinstated(PLAN, on, WITH_SMALL, KNOWN)
    assert (plan.start, plan.before) == (on, PLAN.final_dose)
    assert rows(plan) == [(1.0, on, 28), (0.5, after(28, on), 28)]
    assert plan.stop_date == after(56, on)
    assert [step.reasons for step in plan.steps] == [(AGAIN,), (HALF,)]
    whole = reinstated(PLAN, on, REQUEST, FORMULARY)
    assert rows(whole) == [(1.0, on, 28)]
    assert whole.stop_date == after(28, on)


def test_a_last_step_that_was_longer_is_as_long_again() -> None:
    """Of 35 days; and of a daily change 28 days."""
    long = asked(pace=replace(REQUEST.pace, step_days=35))
    plan = planned(long)
    assert plan.steps[-1].days == 35
    assert reinstated(plan, plan.end, long, FORMULARY).steps[0].days == 35
    daily = planned(MICRO)
    assert daily.steps[-1].days < 28
    assert reinstated(daily, daily.end, MICRO, FORMULARY).steps[0].days == 28


# Several drugs --------------------------------------------------------------------


def test_of_two_drugs_the_one_that_falls_is_slowed() -> None:
    """Lorazepam by half; diazepam waits at its dose throughout."""
    plan = planned(TWO_DRUGS)
    slower = slow(rest_of(plan, after(14)), TWO_DRUGS)
    assert slower is not None
    before, half, following = mg_of(slower, "lorazepam")[:3]
    assert [before, following] == mg_of(plan, "lorazepam")[:2]
    assert (before + following) / 2 <= half < before
    assert mg_of(slower)[:3] == [10, 10, 10]


def test_the_end_of_one_of_two_drugs_is_slowed_too() -> None:
    """Half of its last dose where that can be made; the other stays."""
    plan = planned(TWO_DRUGS)
    last = next(s for s in plan.steps if "lorazepam" not in s.regimen.drugs)
    rest = rest_of(plan, last.start)
    assert slow(rest, TWO_DRUGS) is None
    slower = slow(rest, replace(TWO_DRUGS, custom_products=SMALL))
    assert slower is not None
    assert mg_of(slower, "lorazepam")[:3] == [0.1, 0.05, 0]
    assert mg_of(slower)[:3] == [10, 10, 10]


# Properties -----------------------------------------------------------------------


@st.composite
def lives(draw: st.DrawFn) -> tuple[Request, Plan, date]:
    """A request, its plan and a day within it, often the day of a change."""
    request = draw(requests())
    proposal = propose(request, FORMULARY)
    assume(not proposal.is_refused)
    plan = proposal.plan
    assert plan is not None
    if draw(st.booleans()):
        return request, plan, draw(st.sampled_from(plan.steps)).end
    days = (plan.end - plan.start).days
    return request, plan, after(draw(st.integers(1, days)), plan.start)


def changes(plan: Plan) -> list[date]:
    """Every day on which a step begins, and the day before it, and the ends."""
    firsts = [step.start for step in plan.steps] + [plan.end]
    return [after(more, day) for day in firsts for more in (-1, 0, 1)]


def amounts_fall_no_sooner(later: Plan, agreed: Plan) -> None:
    """On every day at least as much as agreed, at every time of day."""
    days = {*changes(later), *changes(agreed)}
    for day in days:
        if day >= later.start:
            agreed_then = regimen_on(agreed, day)
            assert not agreed_then.rises_over(regimen_on(later, day)), day


def keeps_its_promises(request: Request, plan: Plan) -> None:
    """Makeable exactly from what the request allows, and towards its goal."""
    check_plan(renewed(request, plan, request.earlier, FORMULARY), plan)


@settings(max_examples=15, suppress_health_check=ALL)
@given(lives(), st.integers(-5, 60))
def test_H07_H17_the_rest_keeps_every_day_and_a_hold_never_shortens(
    life: tuple[Request, Plan, date], days: int
) -> None:
    """Every day of the plan but a change that is due that morning."""
    request, plan, on = life
    rest = rest_of(plan, on)
    now = step_on(plan, on)
    due = on == now.end
    event("on the day of a change" if due else "within a step")
    assert rest.before == now.regimen
    assert regimen_on(rest, on) == now.regimen
    for day in {*changes(plan), *changes(rest)}:
        if day >= on:
            late = after(1, day) if due else day
            assert regimen_on(rest, late) == regimen_on(plan, day)
    until = after(days, on)
    held = held_until(rest, until)
    assert held.steps[0].end == max(rest.steps[0].end, until)
    wait = (held.steps[0].end - rest.steps[0].end).days
    assert held.steps[1:] == shifted(rest.steps[1:], wait, 2)
    assert held.end == after(wait, rest.end)
    amounts_fall_no_sooner(held, plan)
    keeps_its_promises(request, held)


@settings(max_examples=15, suppress_health_check=ALL)
@given(lives())
def test_H07_H12_slowed_puts_one_dose_between_or_makes_short_steps_longer(
    life: tuple[Request, Plan, date],
) -> None:
    """Strictly between, made exactly, never of a second liquid, and never sooner."""
    request, plan, on = life
    formulary = FORMULARY.with_products(request.custom_products)
    rest = rest_of(plan, on)
    found = slowed(rest, request, formulary)
    if found is None:
        event("nothing between")
        return
    amounts_fall_no_sooner(found, plan)
    keeps_its_promises(request, found)
    drug = request.drugs[0]
    if len(found.steps) == len(rest.steps):
        event("made longer")
        assert [s.doses for s in found.steps] == [s.doses for s in rest.steps]
        assert rest.steps[1].days < 14
        return
    event("halved")
    half = found.steps[1]
    kept = (found.steps[0], *found.steps[2:])
    assert [s.doses for s in kept] == [s.doses for s in rest.steps]
    assert [s.days for s in kept] == [s.days for s in rest.steps]
    below = rest.steps[1].regimen if len(rest.steps) > 1 else NOTHING_TAKEN
    above = rest.steps[0].regimen
    assert below.total(drug) < half.regimen.total(drug) < above.total(drug)
    assert half.days >= 14
    assert not pours_another(half.doses, rest, formulary)
    assert slowed(found, request, formulary) is found


@settings(max_examples=12, suppress_health_check=ALL)
@given(lives())
def test_H09_a_step_back_is_exactly_the_step_before_and_loses_no_later_regimen(
    life: tuple[Request, Plan, date],
) -> None:
    """One step and no more; then each regimen in its order and for its days."""
    request, plan, on = life
    formulary = FORMULARY.with_products(request.custom_products)
    now = step_on(plan, on)
    assume(now.number > 1)
    earlier = plan.steps[now.number - 2]
    found = stepped_back(plan, on, earlier.doses, request, formulary)
    assert found is not None
    assert found.start == on
    assert found.before == earlier.regimen
    assert found.steps[0].doses == earlier.doses
    assert found.steps[0].days >= 14
    left = [step.doses for step in plan.steps[now.number - 1 :]]
    more = len(found.steps) - 1 - len(left)
    assert more in (0, 1)
    assert [step.doses for step in found.steps[1 + more :]] == left
    returned = found.steps[1 + more :]
    for step, was in zip(returned, plan.steps[now.number - 1 :], strict=True):
        assert step.days >= was.days
        assert step.start >= was.start
    amounts_fall_no_sooner(found, plan)
    assert not any(pours_another(s.doses, plan, formulary) for s in found.steps)
    keeps_its_promises(request, found)


@settings(max_examples=15, suppress_health_check=ALL)
@given(lives(), st.data())
def test_H11_H07_from_what_is_taken_nothing_comes_earlier_and_nothing_rises(
    life: tuple[Request, Plan, date], data: st.DataObject
) -> None:
    """The dose is that of a later step: what the plan says from then on stays."""
    request, plan, on = life
    formulary = FORMULARY.with_products(request.custom_products)
    now = step_on(plan, on)
    lower = data.draw(st.sampled_from(plan.steps[now.number - 1 :])).regimen
    found = from_taken(plan, on, lower, request, formulary)
    if found is None:
        event("cannot be made")
        return
    assert found.start == on
    assert found.before == found.steps[0].regimen == lower
    assert found.steps[0].days >= 14
    agreed = {step.doses: step for step in plan.steps}
    for step in found.steps[1:]:
        assert step.start >= agreed[step.doses].start
        assert step.days == agreed[step.doses].days
        assert not step.regimen.rises_over(lower)
    assert found.end >= plan.end
    assert (found.stop_date is None) is (plan.stop_date is None)
    if plan.stop_date is not None:
        assert found.stop_date == found.end
        keeps_its_promises(request, found)


@settings(max_examples=15, suppress_health_check=ALL)
@given(lives(), st.integers(0, 100))
def test_H09_reinstated_never_holds_more_than_the_last_dose(
    life: tuple[Request, Plan, date], days: int
) -> None:
    """For 28 days at least, and then down to nothing."""
    request, plan, _ = life
    formulary = FORMULARY.with_products(request.custom_products)
    on = after(days, plan.end)
    found = reinstated(plan, on, request, formulary)
    assert found.before == plan.final_dose
    assert found.steps[0].doses == plan.steps[-1].doses
    assert found.steps[0].days >= 28
    assert found.stop_date == found.end
    assert len(found.steps) in (1, 2)


def test_the_shapes_of_a_plan_make_no_difference() -> None:
    """Equal steps of occupancy: held, slowed and back alike."""
    curved = asked(
        pace=PaceWish(shape=Shape.HYPERBOLIC, points=Fraction(4), step_days=14)
    )
    plan = planned(curved)
    earlier = plan.steps[0].doses
    back = stepped_back(plan, after(20), earlier, curved, FORMULARY)
    assert back is not None
    assert mg_of(back)[0] == mg_of(plan)[0]
    assert mg_of(back)[-5:] == mg_of(plan)[-5:]
