"""Symptoms, and the response that was agreed for each (H07, H09, H33).

The plan is that of ``adapting``: 18 mg of diazepam, from 18 January 2027 16 mg.
"""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factories import FORMULARY, START
from tests.planner.adapting import (
    AGREED,
    CROSSING,
    HARD,
    IN_STEP_2,
    LASTING,
    MILD,
    MODERATE,
    NOBODY,
    ON,
    PLAN,
    REQUEST,
    SEVERE,
    TOLERATED,
    after,
    as_planned,
    asked,
    check_version,
    days_until,
    felt,
    held,
    mg_of,
    next_change,
    planned,
    proposed,
    rated,
    rows,
    rule,
    shifted,
    took,
    usual_days,
    words,
    wrote,
)
from tests.planner.strategies import suspension

from stepwell.documents.plan_json import json_text
from stepwell.formulary import Product
from stepwell.interop.documents_in import parse_json
from stepwell.interop.request_reader import read_request
from stepwell.interop.request_writer import request_document
from stepwell.journal.entry import DoseEntry, Entry
from stepwell.plan.agreed_rule import Response
from stepwell.plan.crossover import CrossoverWish
from stepwell.plan.request import CurrentDose, Earlier, Method, PaceWish, Shape
from stepwell.plan.times import DoseTime
from stepwell.planner.adaptation import Action, Adaptation, Because
from stepwell.planner.made import products_of
from stepwell.planner.remade import (
    BACK,
    HALF,
    HELD,
    LONGER,
    OTHER_HALF,
    held_until,
)
from stepwell.quantities import Mass
from stepwell.sources import Mark


# Symptoms -------------------------------------------------------------------------


def test_H33_silence_is_not_known_and_waits_a_week() -> None:
    """Three days of seven with a rating are too few, four are enough."""
    three = felt(0, 0, 0)
    found = proposed(ON, usual_days(), three)
    assert found.action is Action.NOT_KNOWN
    assert rows(check_version(found)) == held(PLAN, 14, 7)
    assert found.because == (
        Because(
            "How it goes is not known: 3 of the last 7 days have a rating, and 4 are"
            " needed. Silence is not taken for being well: stay on this dose until some"
            " days are written down.",
            "stepwell_proposal",
            tuple(each.id for each in three),
        ),
    )
    assert proposed(ON, usual_days(), felt(0, 0, 0, 0)).action is Action.GO_ON


def test_H33_ratings_of_more_than_a_week_ago_are_silence() -> None:
    """Seven days back counts from the morning, and the last three have one."""
    assert proposed(ON, felt(0, 0, 0, None, None, 0, None)).action is Action.GO_ON
    old = felt(0, 0, 0, None, None, 0, None, None)
    assert proposed(ON, old).action is Action.NOT_KNOWN
    quiet = felt(0, 0, 0, 0, None, None, None)
    assert proposed(ON, quiet).action is Action.NOT_KNOWN


def test_H33_what_has_come_up_in_the_last_days_is_not_well() -> None:
    """Four easy days do not hide three hard ones; one hard day is no trend."""
    assert proposed(ON, felt(1, 1, 1, 1, 6, 6, 6)).action is not Action.GO_ON
    easy = proposed(ON, usual_days(1), felt(1, 1, 1, 1, 1, 1, 6))
    assert easy.action is Action.GO_ON


def test_what_has_settled_goes_on_and_names_the_next_change() -> None:
    """At most what was usual before the plan."""
    recent = felt(2, 2, 2, 2)
    found = proposed(after(10), usual_days(2), felt(2, 2, 2, 2, until=after(10)))
    assert (found.action, found.plan, found.proposal) == (Action.GO_ON, None, None)
    assert found.because[0].text == (
        "It is no worse than usual: the highest rating of a day was usually 2 of 10, on"
        " 4 of the last 7 days; before the plan it was 2. The plan goes on as agreed;"
        " the next"
        " change is on 2027-01-18."
    )
    assert found.because[0].source == "maudsley2024"
    [because] = proposed(ON, usual_days(2), recent).because
    assert because.entries == tuple(each.id for each in recent)
    assert proposed(ON, usual_days(1), recent).action is Action.WAIT


def test_without_days_before_the_plan_nothing_is_said_of_them() -> None:
    """Then no symptom at all counts as usual."""
    said = words(proposed(ON, felt(0, 0, 0, 0)))
    assert "on 4 of the last 7 days. The plan goes on" in said
    found = proposed(ON, felt(1, 1, 1, 1))
    assert words(found) == (
        "Mild symptoms are still there: the highest rating of a day was usually 1 of"
        " 10, on 4 of the last 7 days."
    )


MODERATE_13 = [*usual_days(), *felt(*[5] * 14, until=after(13))]


@pytest.mark.parametrize(
    ("life", "situation"),
    [
        (MILD, "Mild symptoms are still there: the highest rating of a day was usual"),
        (MODERATE, "The symptoms are moderate: the highest rating of a day was usual"),
        (LASTING, "The symptoms have been moderate for more than 14 days: the highest"),
        (SEVERE, "Severe symptoms, 7 of 10 or more, on 2 of the last 7 days: tell your"
        " prescriber now."),
    ],
)  # fmt: skip
def test_each_situation_is_said_in_its_own_words(
    life: list[Entry], situation: str
) -> None:
    """With the ratings it rests on."""
    found = proposed(ON, life)
    assert found.because[0].text.startswith(situation)
    assert set(found.because[0].entries) <= {each.id for each in life}


def test_moderate_becomes_lasting_on_the_fourteenth_day() -> None:
    """On the thirteenth it still waits."""
    early = proposed(after(13), MODERATE_13)
    assert early.action is Action.WAIT
    assert "before the plan it was 1." in words(early)
    assert proposed(ON, LASTING).action is Action.SLOW


def test_one_severe_day_is_not_severe_and_two_are() -> None:
    """It is more than mild, though."""
    one = proposed(ON, usual_days(), felt(1, 1, 1, 9, 1))
    assert one.action is Action.WAIT
    assert words(one).startswith("The symptoms are moderate")
    assert "Severe symptoms, 7 of 10 or more, on 2 of the" in words(
        proposed(ON, SEVERE)
    )


ONE_HALF = [(18.0, ON, 14), (17.0, after(28), 14)]
HALVED = [*ONE_HALF, *((m, s + timedelta(days=28), d) for m, s, d in rows(PLAN)[1:])]
ROWS_OF: dict[str, list[tuple[float, date, int]]] = {
    "wait": held(PLAN, 14, 7),
    "hold": held(PLAN, 14, 14),
    "slow": HALVED,
}


@pytest.mark.parametrize(
    ("life", "situation", "response"),
    [
        (MILD, "mild", Response.GO_ON),
        (MILD, "mild", Response.WAIT),
        (MILD, "mild", Response.HOLD),
        (MODERATE, "moderate", Response.WAIT),
        (MODERATE, "moderate", Response.HOLD),
        (MODERATE, "moderate", Response.SLOW),
        (LASTING, "lasting", Response.HOLD),
        (LASTING, "lasting", Response.SLOW),
        (SEVERE, "severe", Response.HOLD),
        (SEVERE, "severe", Response.SLOW),
    ],
)
def test_H07_each_situation_gets_the_response_that_was_agreed(
    life: list[Entry], situation: str, response: Response
) -> None:
    """A week, two weeks, or two weeks and half of the next change.

    What was seen is said alike, whatever was agreed for it.
    """
    request = rule(**{situation: response})
    found = proposed(ON, life, request=request)
    assert found.action.value == response.value
    assert found.because == proposed(ON, life).because[:1]
    if response is Response.GO_ON:
        assert found.plan is None
        return
    assert rows(check_version(found)) == ROWS_OF[response.value]


def test_without_a_rule_the_default_loop_runs() -> None:
    """Mild and moderate wait, lasting and severe are slowed: nobody agreed to more."""
    request = asked(agreed_rule=NOBODY)
    found = [proposed(ON, life, request=request) for life in (MILD, MODERATE)]
    assert [each.action for each in found] == [Action.WAIT, Action.WAIT]
    found = [proposed(ON, life, request=request) for life in (LASTING, SEVERE)]
    assert [each.action for each in found] == [Action.SLOW, Action.SLOW]


@pytest.mark.parametrize(
    ("day", "more"), [(5, None), (7, None), (8, 7), (13, 7), (14, 7)]
)
def test_H17_a_wait_changes_the_plan_only_where_the_change_comes_sooner(
    day: int, more: int | None
) -> None:
    """A week from now at least; where that is so anyway the plan stands."""
    life = [*usual_days(), *felt(3, 3, 3, 3, until=after(day))]
    found = proposed(after(day), life)
    assert found.action is Action.WAIT
    if more is None:
        assert found.plan is None
    else:
        assert rows(check_version(found)) == held(PLAN, day, more)


@pytest.mark.parametrize(("day", "changed"), [(14, False), (15, True)])
def test_H17_a_hold_is_two_weeks_from_today_and_never_less_than_planned(
    day: int, changed: bool
) -> None:
    """With steps of 28 days a hold in their first half changes nothing."""
    monthly = rule(mild=Response.HOLD)
    monthly = replace(monthly, pace=replace(monthly.pace, step_days=28))
    life = [*usual_days(), *felt(3, 3, 3, 3, until=after(day))]
    found = proposed(after(day), life, request=monthly)
    assert found.action is Action.HOLD
    assert (found.plan is not None) is changed
    if changed:
        assert rows(check_version(found)) == held(planned(monthly), day, 14)


# Slow -----------------------------------------------------------------------------


def test_H07_slow_halves_the_next_change_and_says_so() -> None:
    """18, then 17 for as long as a step, then the 16 that was planned."""
    plan = check_version(proposed(ON, LASTING))
    assert [step.reasons for step in plan.steps[:3]] == [
        (HELD,),
        (HALF,),
        (OTHER_HALF,),
    ]
    assert plan.steps[3:] == shifted(PLAN.steps[2:], 28, 4)
    assert plan.stop_date == after(28, PLAN.end)


def test_H07_a_half_is_not_halved_again() -> None:
    """Who is held before a half already is held longer, and no more steps are made."""
    first = proposed(ON, LASTING)
    assert first.proposal is not None
    day = after(20)
    life = [*usual_days(start=ON), *felt(8, 8, until=day)]
    again = proposed(day, life, request=first.proposal.request, plan=first.plan)
    assert again.action is Action.SLOW
    plan = check_version(again)
    assert mg_of(plan) == mg_of(first.plan)
    assert plan.steps[0].days == 14


def test_H07_before_a_half_that_is_far_enough_the_plan_stands() -> None:
    """A half in 14 days is all that slow would ask for."""
    first = proposed(ON, LASTING)
    assert first.proposal is not None
    long = replace(
        first.plan.steps[0], start=after(15), days=14, reasons=()
    )  # as if asked anew on the day after
    plan = replace(
        first.plan,
        start=after(14),
        steps=(
            replace(first.plan.steps[0], days=15),
            *shifted(first.plan.steps[1:], 1, 2),
        ),
        stop_date=after(1, first.plan.stop_date),
    )
    assert long.end == plan.steps[0].end
    day = after(15)
    life = [*usual_days(start=ON), *felt(8, 8, until=day)]
    again = proposed(day, life, request=first.proposal.request, plan=plan)
    assert (again.action, again.plan) == (Action.SLOW, None)


def test_where_no_half_can_be_made_the_step_is_held_and_that_is_said() -> None:
    """Between 1 mg and nothing there is no tablet of 2 mg in halves."""
    on = PLAN.end
    life = [*usual_days(), *felt(8, 8, until=on)]
    request = rule(severe=Response.SLOW)
    found = proposed(on, life, request=request)
    assert found.action is Action.HOLD
    assert rows(check_version(found)) == [(1.0, on, 14)]
    assert found.because[-1] == Because(
        "No dose between this one and the next can be made, so it is held only.",
        "stepwell_proposal",
    )
    assert len(found.because) == 2


def test_H12_slow_uses_the_products_that_somebody_compounds() -> None:
    """A capsule of 0.5 mg that only this request knows halves the last stop."""
    capsule = Product(
        "custom/half",
        "diazepam",
        "capsule",
        ("custom",),
        Mark.UNVERIFIED,
        strength=Mass.mg("0.5"),
    )
    request = asked(custom_products=(capsule,))
    plan = planned(REQUEST)
    life = [*usual_days(), *felt(8, 8, until=plan.end)]
    request = replace(request, agreed_rule=replace(AGREED, severe=Response.SLOW))
    found = proposed(plan.end, life, request=request, plan=plan)
    assert found.action is Action.SLOW
    assert rows(check_version(found)) == [
        (1.0, plan.end, 14),
        (0.5, after(14, plan.end), 14),
    ]


def test_H12_a_liquid_that_somebody_compounds_is_the_one_that_is_poured() -> None:
    """A plan with a suspension of its own is slowed with what it uses."""
    own = suspension("diazepam")
    request = asked(custom_products=(own,), products=(own.id,), liquids=True)
    plan = check_version(proposed(ON, LASTING, request=request))
    assert plan.steps[1].reasons == (HALF,)
    assert own.id in products_of(plan) <= products_of(planned(request))


def test_H07_the_short_steps_of_a_micro_taper_last_twice_as_long() -> None:
    """Those of the next 14 days after the hold, and no other."""
    daily = asked(
        pace=PaceWish(reduction=Fraction(1, 10), step_days=14, change_days=1),
        liquids=True,
    )
    plan = planned(daily)
    assert plan.steps[20].days == 1
    found = proposed(ON, LASTING, request=daily)
    assert found.action is Action.SLOW
    slower = check_version(found)
    assert mg_of(slower) == mg_of(plan)[13:]
    assert slower.steps[0].days == 14
    assert [step.days for step in slower.steps[1:17]] == [2] * 14 + [1] * 2
    assert all(step.reasons[-1] == LONGER for step in slower.steps[1:15])
    assert LONGER not in slower.steps[15].reasons


def test_slow_halves_a_step_of_equal_occupancy_too() -> None:
    """Whatever the shape, half of the change comes first."""
    curved = asked(
        pace=PaceWish(shape=Shape.HYPERBOLIC, points=Fraction(4), step_days=14)
    )
    plan = planned(curved)
    found = proposed(ON, LASTING, request=curved)
    slower = check_version(found)
    before, half, following = mg_of(slower)[:3]
    assert [before, following] == mg_of(plan)[:2]
    assert (before + following) / 2 <= half < before
    assert mg_of(slower)[2:] == mg_of(plan)[1:]


# Step back ------------------------------------------------------------------------


def test_H09_severe_symptoms_go_back_to_the_last_tolerated_step_as_agreed() -> None:
    """18 mg again for 14 days, then down by half, then as planned, never further."""
    found = proposed(IN_STEP_2, HARD)
    assert found.action is Action.STEP_BACK
    assert not found.needs_prescriber
    plan = check_version(found)
    assert rows(plan)[:4] == [
        (18.0, IN_STEP_2, 14),
        (17.0, after(34), 14),
        (16.0, after(48), 14),
        (14.0, after(62), 14),
    ]
    assert plan.steps[0].reasons == (BACK,)
    assert plan.steps[0].doses == PLAN.steps[0].doses
    assert plan.steps[3:] == shifted(PLAN.steps[2:], 34, 4)
    assert [each.text for each in found.because] == [
        "Severe symptoms, 7 of 10 or more, on 2 of the last 7 days: tell your"
        " prescriber now.",
        "As agreed with Dr Example on 2027-01-02, this goes back up to the last dose"
        " that was tolerated: diazepam from 16 milligrams to 18 milligrams a day. Some"
        " guides advise that, others rather hold; it is never more than this one step.",
    ]
    assert found.because[1].source == "maudsley2024"


def test_H09_nobody_agreed_so_nothing_rises() -> None:
    """The same life is slowed instead, without a word of going up."""
    found = proposed(IN_STEP_2, HARD, request=asked(agreed_rule=NOBODY))
    assert found.action is Action.SLOW
    assert mg_of(check_version(found))[:3] == [16.0, 15.0, 14.0]
    assert len(found.because) == 1


def test_H09_lasting_symptoms_go_back_only_where_that_was_chosen() -> None:
    """The default is to slow."""
    step_2 = [*usual_days(), *TOLERATED, *felt(*[5] * 14, until=after(28))]
    assert proposed(after(28), step_2).action is Action.SLOW
    chosen = rule(lasting=Response.STEP_BACK)
    assert proposed(after(28), step_2, request=chosen).action is Action.STEP_BACK


def test_H09_the_first_step_has_none_before_it() -> None:
    """What was taken before the plan is not proposed again."""
    found = proposed(ON, usual_days(), felt(8, 8))
    assert found.action is Action.SLOW
    assert found.because[1] == Because(
        "There is no earlier step of this plan: going higher is not proposed.",
        "stepwell_proposal",
    )
    assert mg_of(check_version(found))[0] == 18


@pytest.mark.parametrize(("days", "back"), [(27, True), (28, True), (29, False)])
def test_H09_a_step_left_28_days_ago_may_be_gone_back_to_and_no_older(
    days: int, back: bool
) -> None:
    """The body may no longer be used to the higher dose."""
    long = asked(pace=replace(REQUEST.pace, step_days=35))
    on = after(35 + days)
    life = [*usual_days(), *felt(1, 1, 1, 1, until=after(34)), *felt(8, 8, until=on)]
    found = proposed(on, life, request=long)
    assert (found.action is Action.STEP_BACK) is back
    if not back:
        assert found.action is Action.SLOW
        assert found.because[1].text == (
            "The step before was left more than 28 days ago: going back up is for your"
            " prescriber to decide."
        )


@pytest.mark.parametrize(
    ("step_1", "back"),
    [
        (felt(1, 1, 1, 1, until=after(13)), True),
        (felt(3, 3, 3, 3, until=after(13)), True),
        (felt(4, 4, 4, 4, until=after(13)), False),
        (felt(1, 1, 1, until=after(13)), False),
        (felt(1, 1, 1, 1, until=after(6)), False),
        (felt(1, 1, 1, None, 1, until=after(14)), False),
        (felt(8, 8, 1, 1, until=after(13)), False),
    ],
    ids=["settled", "mild", "moderate", "3 days", "early", "a day late", "severe"],
)
def test_H09_H33_only_to_a_step_that_is_known_to_have_been_tolerated(
    step_1: list[Entry], back: bool
) -> None:
    """By the ratings of its last week; silence is not tolerance."""
    found = proposed(IN_STEP_2, usual_days(), step_1, felt(8, 8, until=IN_STEP_2))
    assert (found.action is Action.STEP_BACK) is back
    if not back:
        assert found.action is Action.SLOW
        assert found.because[1].text == (
            "It is not known that the step before was tolerated: going back up is for"
            " your prescriber to decide."
        )


def test_H09_on_the_morning_of_the_next_change_the_step_in_force_counts() -> None:
    """On day 28 the 14 mg have not been taken: it goes back from 16 to 18."""
    life = [*usual_days(), *TOLERATED, *felt(8, 8, until=after(28))]
    plan = check_version(proposed(after(28), life))
    assert mg_of(plan)[:3] == [18.0, 17.0, 16.0]


def test_H09_back_where_no_half_can_be_made_comes_down_by_the_whole_step() -> None:
    """From 2 mg to 1 mg there is nothing between: held at 2 mg first."""
    last = PLAN.steps[-1]
    on = after(7, last.start)
    fine = felt(1, 1, 1, 1, until=after(-1, last.start))
    found = proposed(on, usual_days(), fine, felt(8, 8, until=on))
    plan = check_version(found)
    assert found.action is Action.STEP_BACK
    assert rows(plan) == [(2.0, on, 14), (1.0, after(14, on), 14)]
    assert plan.stop_date == after(28, on)


# Crossovers -----------------------------------------------------------------------

CROSSED = planned(CROSSING)


@pytest.mark.parametrize("ratings", [(5,) * 7, (8,) * 7])
def test_H06_within_the_swaps_a_crossover_is_only_held(ratings: tuple[int]) -> None:
    """Neither slowed nor taken back, whatever was agreed."""
    swaps = CROSSED.crossover
    assert swaps is not None
    assert swaps.last_step == 2
    request = replace(CROSSING, agreed_rule=replace(AGREED, moderate=Response.SLOW))
    found = proposed(
        after(7), usual_days(0), felt(*ratings, until=after(7)), request=request
    )
    assert found.action is Action.HOLD
    plan = check_version(found)
    assert plan.crossover == swaps
    assert [step.days for step in plan.steps[:2]] == [14, 14]
    assert [step.doses for step in plan.steps] == [s.doses for s in CROSSED.steps]
    assert found.proposal.request.method is Method.CROSSOVER


def test_H06_back_into_a_swap_is_for_the_prescriber() -> None:
    """In the last swap: slowed, and said."""
    on = after(13)
    life = [*felt(1, 1, 1, 1, until=after(6)), *felt(8, 8, until=on)]
    found = proposed(on, usual_days(), life, request=CROSSING)
    assert found.action is Action.SLOW
    assert found.because[1] == Because(
        "Starting a drug again that has ended is for your prescriber to decide.",
        "stepwell_proposal",
    )
    plan = check_version(found)
    assert plan.crossover is None
    assert plan.before == CROSSED.steps[1].regimen
    assert found.proposal.request.method is Method.DIRECT


def test_H06_less_within_the_swaps_is_held_and_not_planned_anew() -> None:
    """Two drugs that were taken by halves are for the prescriber."""
    life = [
        wrote(DoseEntry(each.content.intake, each.content.drug, each.content.time,
                        Mass(each.content.amount.nanograms // 2)), each.day)
        for each in as_planned(CROSSED, days_until(after(6), 7))
    ]  # fmt: skip
    found = proposed(after(7), life, request=CROSSING)
    assert found.action is Action.HOLD
    assert check_version(found).steps[0].doses == CROSSED.steps[0].doses


# Over accepted versions -----------------------------------------------------------


def visits(rating: int, *days: int, usual: int = 1) -> list[Adaptation]:
    """Somebody with one rating all along, who looks on some days and accepts."""
    request, plan, seen = asked(agreed_rule=NOBODY), PLAN, []
    life = [
        *usual_days(usual),
        *rated(days_until(after(days[-1]), days[-1] + 1), rating),
    ]
    for day in days:
        found = proposed(after(day), life, request=request, plan=plan)
        seen.append(found)
        if found.plan is not None and found.proposal is not None:
            request, plan = found.proposal.request, found.plan
    return seen


@pytest.mark.parametrize("days", [(14, 28), (14, 20, 28, 35), (14, 40, 60, 90, 120)])
def test_H33_H07_symptoms_that_go_on_never_become_usual_by_accepting_a_hold(
    days: tuple[int, ...],
) -> None:
    """Usual is what was before the taper, not before the last version of the plan."""
    found = visits(5, *days)
    assert found[0].action is Action.SLOW
    for each in found:
        assert each.action is not Action.GO_ON
        assert "before the plan it was 1" in words(each)


@settings(max_examples=15, deadline=None)
@given(
    st.integers(2, 9),
    st.integers(7, 30),
    st.lists(st.integers(1, 25), max_size=5),
    st.integers(0, 1),
)
def test_H33_H07_who_is_worse_than_before_the_plan_is_never_told_to_go_on(
    rating: int, first: int, gaps: list[int], usual: int
) -> None:
    """Whenever they look, and whatever was accepted; the dose waits each time."""
    days = list(accumulate([first, *gaps]))
    for each in visits(rating, *days, usual=usual):
        assert each.action in (Action.WAIT, Action.HOLD, Action.SLOW)
        stands = each.plan or planned(REQUEST)
        assert each.plan is None or next_change(stands, each.on) >= after(7, each.on)


def test_H07_moderate_for_more_than_14_days_is_slowed_however_often_one_looks() -> None:
    """Each wait that is accepted puts the change off, and the days count on (G24)."""
    weekly = [each.action for each in visits(5, 8, 15, 22, 29)]
    assert weekly == [Action.WAIT, *[Action.SLOW] * 3]
    daily = [each.action for each in visits(5, *range(10, 18))]
    assert daily == [*[Action.WAIT] * 4, *[Action.SLOW] * 4]


def waiting() -> Adaptation:
    """Eight days into step 2 it waits for a week, which is accepted."""
    day = after(22)
    found = proposed(day, usual_days(), TOLERATED, felt(3, 3, 3, 3, until=day))
    assert found.action is Action.WAIT
    return found


def then_severe(first: Adaptation, on: date) -> Adaptation:
    """Two hard days later, by the version that was accepted."""
    life = [*usual_days(), *TOLERATED, *felt(3, 3, 3, 3, until=after(22))]
    assert first.proposal is not None
    request, plan = first.proposal.request, first.plan
    return proposed(on, life, felt(8, 8, until=on), request=request, plan=plan)


def test_H09_an_accepted_wait_does_not_take_the_agreed_step_back_away() -> None:
    """Eight days into step 2 it waits; two days later it is severe: 18 mg as agreed."""
    again = then_severe(waiting(), after(24))
    assert again.action is Action.STEP_BACK
    plan = check_version(again)
    assert rows(plan)[:3] == [
        (18.0, after(24), 14),
        (17.0, after(38), 14),
        (16.0, after(52), 14),
    ]
    assert plan.steps[0].doses == PLAN.steps[0].doses
    assert "diazepam from 16 milligrams to 18 milligrams a day" in words(again)


def test_H09_what_was_before_an_accepted_version_is_written_and_read_back() -> None:
    """When the plan began, the latest cut and the dose until then."""
    request = waiting().proposal.request
    assert request.earlier == Earlier(
        START, after(14), (CurrentDose("diazepam", DoseTime.BEDTIME, Mass.mg(18)),)
    )
    document = parse_json(json_text(request_document(request)))
    assert read_request(document, FORMULARY) == request


def test_H09_after_a_step_back_there_is_no_second_one() -> None:
    """One step, and never two: 20 mg is not gone back to."""
    back = then_severe(waiting(), after(24))
    assert back.proposal is not None
    assert back.proposal.request.earlier == Earlier(START, after(24))
    again = then_severe(back, after(30))
    assert again.action is Action.SLOW
    assert again.because[1].text == (
        "There is no earlier step of this plan: going higher is not proposed."
    )
    assert mg_of(check_version(again))[0] == 18


@pytest.mark.parametrize(("days", "back"), [(42, True), (43, False)])
def test_H09_an_accepted_hold_does_not_make_the_step_before_younger(
    days: int, back: bool
) -> None:
    """16 mg since day 14: on day 43 the 18 mg were left 29 days ago."""
    first = waiting()
    longer = replace(
        first,
        plan=held_until(first.plan, after(60)),
    )
    found = then_severe(longer, after(days))
    assert (found.action is Action.STEP_BACK) is back
    assert ("more than 28 days ago" in words(found)) is not back


def test_H09_a_step_of_the_same_dose_is_no_step_to_go_back_to() -> None:
    """14 mg from what was taken, then the 14 mg of the plan: nothing lies before."""
    first = proposed(ON, took(*["14"] * 14))
    assert first.action is Action.REPLAN
    plan = check_version(first)
    assert mg_of(plan)[:2] == [14.0, 14.0]
    on = after(3, plan.steps[1].start)
    fine = felt(1, 1, 1, 1, until=after(-1, plan.steps[1].start))
    request = first.proposal.request
    found = proposed(
        on, usual_days(), fine, felt(8, 8, until=on), request=request, plan=plan
    )
    assert found.action is Action.SLOW
    assert "There is no earlier step of this plan" in words(found)


@pytest.mark.parametrize("mg", ["18.3", None])
def test_H12_a_step_before_that_is_not_known_or_not_makeable_is_none(
    mg: str | None,
) -> None:
    """Nothing is gone back to, and that is said."""
    first = waiting()
    dose = CurrentDose("diazepam", DoseTime.BEDTIME, Mass.mg(mg or "18"))
    earlier = Earlier(START, after(14), (dose,) if mg else ())
    request = replace(first.proposal.request, earlier=earlier)
    other = replace(first, proposal=replace(first.proposal, request=request))
    found = then_severe(other, after(24))
    assert found.action is Action.SLOW
    assert "There is no earlier step of this plan" in words(found)


def test_H06_a_crossover_is_not_held_for_want_of_a_dose_between() -> None:
    """A half could be made; within the swaps nothing is slowed, and that is why."""
    found = proposed(
        after(7), usual_days(0), felt(*[8] * 7, until=after(7)), request=CROSSING
    )
    assert "can be made" not in words(found)


def test_H09_a_drug_that_has_ended_comes_back_only_with_a_prescriber() -> None:
    """Lorazepam ended a week ago: starting it again is reinstatement."""
    both = asked(
        {("lorazepam", "bedtime"): "1 mg", ("diazepam", "bedtime"): "10 mg"},
        pace=PaceWish(),
        liquids=True,
    )
    plan = planned(both)
    alone = next(s for s in plan.steps if "lorazepam" not in s.regimen.drugs)
    on = after(7, alone.start)
    fine = felt(1, 1, 1, 1, until=after(-1, alone.start))
    found = proposed(on, usual_days(), fine, felt(8, 8, until=on), request=both)
    assert found.action is Action.SLOW
    assert "Starting a drug again that has ended is for your prescriber" in words(found)
    assert check_version(found).before.drugs == ("diazepam",)


def test_H09_H06_the_step_after_the_swaps_does_not_go_back_into_one() -> None:
    """Both drugs are still taken; diazepam was lower before the last swap."""
    parts = replace(CROSSING, crossover=CrossoverWish(parts=2))
    plan = planned(parts)
    second = plan.steps[1]
    assert len(second.regimen.drugs) == 2
    on = after(5, second.start)
    fine = felt(1, 1, 1, 1, until=after(-1, second.start))
    found = proposed(on, usual_days(), fine, felt(8, 8, until=on), request=parts)
    assert found.action is Action.HOLD
    assert "Within a crossover a step back is for your prescriber" in words(found)
    assert "Half of a swap is for your prescriber to plan" in words(found)
    assert check_version(found).before == second.regimen
