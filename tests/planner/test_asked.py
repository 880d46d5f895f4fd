"""What the person asks for: a hold always, more only within the bounds of the rule.

The plan is that of ``adapting``: diazepam 20 mg, then 18 mg from 4 January 2027, 16 mg
from 18 January, and so on.  The day is looked at in the morning.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import event, given
from hypothesis import strategies as st
from hypothesis.stateful import rule as move
from tests.factories import FORMULARY, START, make_person, regimen_from
from tests.journal.entries import extra, night
from tests.planner.adapting import (
    AGREED,
    CROSSING,
    HARD,
    IN_STEP_2,
    LASTING,
    LOWER,
    NOBODY,
    ON,
    PLAN,
    REQUEST,
    TOLERATED,
    after,
    as_planned,
    asked,
    check_version,
    days_until,
    felt,
    held,
    journal_of,
    next_change,
    planned,
    proposed,
    rated,
    regimen_on,
    rows,
    took,
    usual_days,
    words,
    wrote,
)
from tests.planner.test_adapt_walks import Walk

from simulated_people import RULE
from stepwell.journal.entry import (
    CoDrugEntry,
    DoseEntry,
    Entry,
    EntryAuthor,
    Intake,
    RedFlagAnswers,
)
from stepwell.journal.journal import Journal
from stepwell.plan.agreed_rule import AgreedRule, Response
from stepwell.plan.care import Care
from stepwell.plan.crossover import CrossoverWish
from stepwell.plan.person import Flag, RedFlag
from stepwell.plan.plan import Plan
from stepwell.plan.request import PaceWish, Request
from stepwell.planner.adapt_intake import FOR_THE_PRESCRIBER
from stepwell.planner.adaptation import Action, Adaptation, NotAllowedError
from stepwell.planner.asked import (
    HALF_ALREADY,
    NONE_LEFT,
    NOT_BEGUN,
    TO_DECIDE,
    Wish,
)
from stepwell.planner.asked import asked as asked_for
from stepwell.planner.holds import lengthened
from stepwell.planner.moment import NOT_MAKEABLE
from stepwell.planner.remade import BACK, BACK_IF, HALF, step_on
from stepwell.quantities import Mass


WELL = [*usual_days(), *felt(1, 1, 1, 1)]
IN_STEP_2_WELL = [*usual_days(), *TOLERATED, *felt(1, 1, 1, 1, until=IN_STEP_2)]
FLUVOXAMINE = wrote(CoDrugEntry("fluvoxamine", starts=True), after(10))
SEIZURE = RedFlagAnswers(frozenset({RedFlag.SEIZURE}))
UNAGREED = asked(agreed_rule=NOBODY)
WEEKS_4 = asked(pace=replace(REQUEST.pace, step_days=28))
BIPOLAR = asked(person=make_person(Flag.BIPOLAR_OR_PSYCHOSIS))
TWO_DRUGS = asked(
    {("lorazepam", "bedtime"): "1 mg", ("diazepam", "bedtime"): "10 mg"},
    pace=PaceWish(),
    liquids=True,
)
OVERDUE = asked(care=Care("Dr Example", after(-5), after(18), after(20)))
"""Reviewed on day 18, prescribed until day 20, and nobody wrote newer dates."""
OPENINGS = {
    Wish.HOLD: "You asked to hold.",
    Wish.SLOW: "You asked to slow down.",
    Wish.STEP_BACK: "You asked to step back.",
    Wish.FROM_TAKEN: "You asked to remake the plan from what you really took.",
}


def wished(
    wish: Wish,
    on: date,
    *entries: Iterable[Entry] | Entry,
    request: Request = REQUEST,
    plan: Plan | None = None,
) -> Adaptation:
    """What may be made of a wish on a day."""
    plan = plan or planned(request)
    return asked_for(wish, plan, request, journal_of(*entries), on, FORMULARY)


def again(
    wish: Wish, first: Adaptation, on: date, *entries: Iterable[Entry] | Entry
) -> Adaptation:
    """The same, by the version that was accepted."""
    assert first.proposal is not None
    return wished(wish, on, *entries, request=first.proposal.request, plan=first.plan)


def tenths(amount: Mass, count: int) -> Mass:
    """So many tenths of a dose."""
    return Mass(amount.nanograms * count // 10)


def texts(found: Adaptation) -> list[str]:
    """The reasons, one by one."""
    return [each.text for each in found.because]


# Help comes first -----------------------------------------------------------------

HELP: dict[str, list[Entry]] = {
    "a seizure": [wrote(SEIZURE, ON)],
    "two days without any dose": took(*["18"] * 8, "0", "0"),
    "less than half on most days": took(*["8"] * 9),
}


@pytest.mark.parametrize("wish", Wish)
@pytest.mark.parametrize("name", HELP)
def test_H31_help_comes_before_any_wish(name: str, wish: Wish) -> None:
    """The answer is that of the rule, word for word: whom to call, and no plan."""
    found = wished(wish, ON, HELP[name], usual_days())
    assert (found.action, found.plan) == (Action.HELP_FIRST, None)
    assert found == proposed(ON, HELP[name], usual_days())


@pytest.mark.parametrize("wish", Wish)
def test_the_wish_is_the_first_reason(wish: Wish) -> None:
    """In plain words, and it rests on no work of others."""
    first = wished(wish, ON, WELL).because[0]
    assert (first.text, first.source) == (OPENINGS[wish], "stepwell_proposal")


@pytest.mark.parametrize("wish", Wish)
def test_the_same_wish_gives_the_same_answer(wish: Wish) -> None:
    """Nothing is left to chance, or to the order of entries."""
    entries = list(HARD)
    one, other = (
        asked_for(wish, PLAN, REQUEST, Journal.of(each), IN_STEP_2, FORMULARY)
        for each in (entries, reversed(entries))
    )
    assert one == other


# Hold -----------------------------------------------------------------------------


def test_H17_somebody_well_who_asks_to_hold_is_held_for_two_weeks() -> None:
    """The rule would go on; the dose stays, and all that follows comes later."""
    assert proposed(ON, WELL).action is Action.GO_ON
    found = wished(Wish.HOLD, ON, WELL)
    assert (found.action, found.needs_prescriber) == (Action.HOLD, False)
    assert rows(check_version(found)) == held(PLAN, 14, 14)
    assert texts(found) == ["You asked to hold."]
    assert found.accepted(EntryAuthor.PERSON) == found.plan
    with pytest.raises(NotAllowedError, match="helper"):
        found.accepted(EntryAuthor.HELPER)


def test_H17_a_hold_in_the_middle_of_a_step_is_two_weeks_from_the_day() -> None:
    """Six days into 16 mg: the next change waits until day 34, not 28."""
    found = wished(Wish.HOLD, IN_STEP_2, IN_STEP_2_WELL)
    assert next_change(check_version(found), IN_STEP_2) == after(34)


@pytest.mark.parametrize("wish", [None, *Wish])
@pytest.mark.parametrize("later", [1, 7, 13, 14])
def test_H17_an_accepted_hold_is_kept_whatever_is_asked_next(
    wish: Wish | None, later: int
) -> None:
    """No change before day 28, whether the rule is asked or the person asks."""
    first = wished(Wish.HOLD, ON, WELL)
    assert first.plan is not None
    assert first.proposal is not None
    on = after(later, ON)
    life = [*usual_days(), *felt(1, 1, 1, 1, until=on)]
    if wish is None:
        request = first.proposal.request
        found = proposed(on, life, request=request, plan=first.plan)
    else:
        found = again(wish, first, on, life)
    version = found.plan or first.plan
    assert found.action is not Action.STEP_BACK
    assert next_change(version, after(1, on)) >= after(28)


def test_H17_who_asks_to_hold_again_is_held_again() -> None:
    """Two weeks from the second day: at no point does a hold wear out."""
    first = wished(Wish.HOLD, ON, WELL)
    on = after(10, ON)
    second = again(Wish.HOLD, first, on, usual_days(), felt(1, 1, 1, 1, until=on))
    assert second.action is Action.HOLD
    assert next_change(check_version(second), on) == after(14, on)


def test_a_hold_that_is_planned_anyway_needs_no_new_plan() -> None:
    """Steps of 28 days: 18 days are left on day 10, 13 on day 15."""
    well = [*usual_days(), *felt(1, 1, 1, 1, until=after(10))]
    found = wished(Wish.HOLD, after(10), well, request=WEEKS_4)
    assert (found.action, found.plan) == (Action.HOLD, None)
    assert texts(found)[1:] == ["As agreed, no dose changes before 2027-02-01 anyway."]
    well = [*usual_days(), *felt(1, 1, 1, 1, until=after(15))]
    found = wished(Wish.HOLD, after(15), well, request=WEEKS_4)
    assert next_change(check_version(found), after(15)) == after(29)


@pytest.mark.parametrize("wish", [Wish.HOLD, Wish.SLOW])
def test_at_the_goal_there_is_nothing_to_put_off(wish: Wish) -> None:
    """12 mg go on, and that is said."""
    on = after(5, planned(LOWER).end)
    found = wished(wish, on, usual_days(), request=LOWER)
    assert (found.action, found.plan) == (Action.HOLD, None)
    assert texts(found)[-1] == NONE_LEFT


def test_the_last_dose_may_be_held_on_the_morning_of_the_stop() -> None:
    """1 mg for two weeks more."""
    found = wished(Wish.HOLD, PLAN.end, usual_days())
    plan = check_version(found)
    assert rows(plan) == [(1.0, PLAN.end, 14)]
    assert plan.stop_date == after(14, PLAN.end)


def test_severe_symptoms_are_said_beside_a_hold_that_is_asked_for() -> None:
    """A wish does not hide that the prescriber is to be told."""
    found = wished(Wish.HOLD, IN_STEP_2, HARD)
    assert found.action is Action.HOLD
    assert texts(found)[0] == "You asked to hold."
    assert "tell your prescriber now" in texts(found)[1]
    assert "goes back up" not in words(found)
    assert found.findings == proposed(IN_STEP_2, HARD).findings != ()


def test_H33_silence_is_said_beside_a_hold_that_is_asked_for() -> None:
    """Nothing written is not well-being."""
    found = wished(Wish.HOLD, ON)
    assert found.action is Action.HOLD
    assert texts(found)[1].startswith("How it goes is not known: 0 of the last 7 days")


@pytest.mark.parametrize("day", [-3, 0])
def test_H17_a_plan_that_has_not_begun_can_be_held(day: int) -> None:
    """20 mg for two weeks more, and no word of symptoms is needed for it."""
    on = after(day)
    assert proposed(on).action is Action.GO_ON
    found = wished(Wish.HOLD, on)
    plan = check_version(found)
    assert found.action is Action.HOLD
    assert rows(plan)[0] == (20.0, on, 14)
    assert next_change(plan, on) == after(14, on)


def test_a_plan_that_begins_in_a_month_waits_anyway() -> None:
    """Nothing has to be made anew."""
    found = wished(Wish.HOLD, after(-30))
    assert (found.action, found.plan) == (Action.HOLD, None)
    assert texts(found)[1:] == ["As agreed, no dose changes before 2027-01-04 anyway."]


def test_H12_a_hold_before_the_start_whose_dose_nothing_makes_is_said() -> None:
    """20.3 mg today: do not begin, and no plan is written."""
    unmade = replace(
        REQUEST, current=(replace(REQUEST.current[0], amount=Mass.mg("20.3")),)
    )
    plan = replace(PLAN, before=regimen_from({("diazepam", "bedtime"): "20.3 mg"}))
    found = wished(Wish.HOLD, START, request=unmade, plan=plan)
    assert (found.action, found.plan) == (Action.HOLD, None)
    assert found.because[1:] == (NOT_MAKEABLE,)


def test_H07_a_hold_that_is_asked_for_waits_for_another_medicine_too() -> None:
    """Fluvoxamine since 14 January: not two weeks, but until 27 February."""
    found = wished(Wish.HOLD, ON, WELL, FLUVOXAMINE)
    assert next_change(check_version(found), ON) == date(2027, 2, 27)
    assert texts(found)[0] == "You asked to hold."
    assert "because fluvoxamine starts on 2027-01-14" in texts(found)[-1]


def test_H17_H08_a_supply_that_has_run_out_on_paper_undoes_no_hold() -> None:
    """It is said beside it."""
    on = after(28)
    well = [*usual_days(), *felt(1, 1, 1, 1, until=on)]
    found = wished(Wish.HOLD, on, well, request=OVERDUE)
    assert found.action is Action.HOLD
    assert rows(check_version(found)) == held(PLAN, 28, 14)


def test_H06_a_crossover_may_be_held() -> None:
    """Both drugs stay as they are."""
    plan = planned(CROSSING)
    on = after(5)
    found = wished(Wish.HOLD, on, usual_days(), request=CROSSING)
    version = check_version(found)
    assert version.before == plan.steps[0].regimen
    assert next_change(version, on) == after(14, on)


# Slow down ------------------------------------------------------------------------


def test_H07_somebody_well_who_asks_to_slow_down_gets_what_the_rule_would_make() -> (
    None
):
    """As for lasting symptoms: two weeks at 18 mg, then 17 and 16 mg."""
    slower = proposed(ON, LASTING)
    assert slower.action is Action.SLOW
    found = wished(Wish.SLOW, ON, WELL)
    assert (found.action, found.needs_prescriber) == (Action.SLOW, False)
    plan = check_version(found)
    assert plan == slower.plan
    assert rows(plan)[:3] == [
        (18.0, ON, 14),
        (17.0, after(14, ON), 14),
        (16.0, after(28, ON), 14),
    ]
    assert texts(found) == ["You asked to slow down."]


def test_H07_a_half_is_not_halved_again_and_comes_no_earlier() -> None:
    """Asked again a week later: 17 mg stays the next dose, two weeks from then."""
    first = wished(Wish.SLOW, ON, WELL)
    on = after(7, ON)
    second = again(Wish.SLOW, first, on, usual_days(), felt(1, 1, 1, 1, until=on))
    plan = check_version(second)
    assert second.action is Action.HOLD
    assert texts(second) == ["You asked to slow down.", HALF_ALREADY]
    assert rows(plan)[:2] == [(18.0, on, 14), (17.0, after(14, on), 14)]
    assert plan.steps[1].reasons == (HALF,)


def test_a_half_that_is_far_enough_leaves_the_plan_as_it_is() -> None:
    """18 mg until day 34 of a plan that was slowed: nothing is left to be slower."""
    first = wished(Wish.SLOW, ON, WELL)
    assert first.plan is not None
    on = after(1, ON)
    longer = lengthened(first.plan, 1, 6, "as a freeze would")
    second = again(Wish.SLOW, replace(first, plan=longer), on, usual_days())
    assert (second.action, second.plan) == (Action.HOLD, None)
    assert texts(second)[-2:] == [
        HALF_ALREADY,
        "As agreed, no dose changes before 2027-02-07 anyway.",
    ]


def test_where_no_half_can_be_made_a_wish_to_slow_down_holds() -> None:
    """Between 1 mg and nothing there is no tablet of 2 mg in halves."""
    found = wished(Wish.SLOW, PLAN.end, usual_days())
    assert found.action is Action.HOLD
    assert rows(check_version(found)) == [(1.0, PLAN.end, 14)]
    assert "No dose between this one and the next can be made" in texts(found)[-1]


def test_H07_H08_a_slower_plan_that_the_review_stops_is_a_hold() -> None:
    """What was seen stays a reason; who was well was seen with nothing."""
    on = after(28)
    well = [*usual_days(), *felt(1, 1, 1, 1, until=on)]
    for life, seen in ((well, 0), ([*usual_days(), *felt(*[5] * 15, until=on)], 1)):
        found = wished(Wish.SLOW, on, life, request=OVERDUE)
        assert found.action is Action.HOLD
        assert rows(check_version(found)) == held(PLAN, 28, 14)
        opening, *others, why = texts(found)
        assert opening == "You asked to slow down."
        assert len(others) == seen
        assert why.startswith("The plan as it would be then is stopped: ")


# Step back ------------------------------------------------------------------------


def test_H09_a_step_back_that_was_agreed_for_how_it_goes_is_the_rules_own() -> None:
    """Severe symptoms in step 2: the same plan, and the person may accept it."""
    agreed = proposed(IN_STEP_2, HARD)
    assert agreed.action is Action.STEP_BACK
    found = wished(Wish.STEP_BACK, IN_STEP_2, HARD)
    assert found.because == (found.because[0], *agreed.because)
    assert texts(found)[0] == "You asked to step back."
    assert found == replace(agreed, because=found.because)
    assert not found.needs_prescriber


NOT_AGREED: dict[str, tuple[AgreedRule, list[Entry]]] = {
    "nobody agreed": (NOBODY, HARD),
    "agreed for severe symptoms, and well": (AGREED, IN_STEP_2_WELL),
    "agreed for severe symptoms, and mild": (
        AGREED,
        [*usual_days(), *TOLERATED, *felt(3, 3, 3, 3, until=IN_STEP_2)],
    ),
    "agreed for severe symptoms, and nothing written": (AGREED, TOLERATED),
    "agreed that severe symptoms hold": (
        replace(AGREED, severe=Response.HOLD),
        HARD,
    ),
}


@pytest.mark.parametrize("name", NOT_AGREED)
def test_H09_a_step_back_that_nobody_agreed_to_is_the_prescribers(name: str) -> None:
    """It is made, for them to accept: 18 mg again, then 17 mg, and no further up."""
    agreed, life = NOT_AGREED[name]
    request = asked(agreed_rule=agreed)
    assert proposed(IN_STEP_2, life, request=request).action is not Action.STEP_BACK
    found = wished(Wish.STEP_BACK, IN_STEP_2, life, request=request)
    assert found.action is Action.STEP_BACK
    plan = check_version(found)
    assert rows(plan)[:3] == [
        (18.0, IN_STEP_2, 14),
        (17.0, after(14, IN_STEP_2), 14),
        (16.0, after(28, IN_STEP_2), 14),
    ]
    assert texts(found)[-1] == (
        "If your prescriber agrees, this goes back up to the last dose that was"
        " tolerated: diazepam from 16 milligrams to 18 milligrams a day. Some guides"
        " advise that, others rather hold; it is never more than this one step."
    )
    assert plan.steps[0].reasons == (BACK_IF,)
    assert BACK not in {each for step in plan.steps for each in step.reasons}
    for by in (EntryAuthor.PERSON, EntryAuthor.HELPER):
        with pytest.raises(NotAllowedError):
            found.accepted(by)
    assert found.accepted(EntryAuthor.PRESCRIBER) == plan


@pytest.mark.parametrize(("days", "back"), [(42, True), (43, False)])
def test_H09_a_step_back_that_is_asked_for_is_within_28_days(
    days: int, back: bool
) -> None:
    """Later the body may no longer be used to it: slower instead, and why."""
    on = after(days)
    request = asked(pace=replace(REQUEST.pace, step_days=42), agreed_rule=NOBODY)
    plan = planned(request)
    second = plan.steps[1].start
    on = after(days - 14, second)
    fine = felt(1, 1, 1, 1, until=after(-1, second))
    found = wished(Wish.STEP_BACK, on, usual_days(), fine, request=request)
    assert (found.action is Action.STEP_BACK) is back
    assert found.needs_prescriber is back
    if not back:
        assert found.action is Action.SLOW
        assert "more than 28 days ago" in texts(found)[-1]
        assert check_version(found).before == plan.steps[1].regimen


def test_H09_only_a_dose_that_was_tolerated_is_gone_back_to() -> None:
    """Nothing is known of 18 mg, or it was hard as well."""
    for then in ([], felt(6, 6, 6, 6, until=after(13))):
        life = [*usual_days(), *then, *felt(8, 8, until=IN_STEP_2)]
        found = wished(Wish.STEP_BACK, IN_STEP_2, life, request=UNAGREED)
        assert (found.action, found.needs_prescriber) == (Action.SLOW, False)
        assert "It is not known that the step before was tolerated" in words(found)
        assert check_version(found).before == PLAN.steps[1].regimen


def test_H09_from_the_first_step_and_after_a_step_back_there_is_none() -> None:
    """20 mg was before the plan; 18 mg was gone back to already."""
    none = "There is no earlier step of this plan: going higher is not proposed."
    first = wished(Wish.STEP_BACK, ON, WELL)
    assert (first.action, texts(first)[-1]) == (Action.SLOW, none)
    back = wished(Wish.STEP_BACK, IN_STEP_2, HARD, request=UNAGREED)
    assert back.action is Action.STEP_BACK
    on = after(5, IN_STEP_2)
    second = again(Wish.STEP_BACK, back, on, HARD, felt(8, 8, until=on))
    assert second.action is Action.HOLD
    assert texts(second)[-2:] == [none, HALF_ALREADY]
    assert check_version(second).before == PLAN.steps[0].regimen


def test_H09_no_drug_is_started_again_by_asking() -> None:
    """Lorazepam ended a week ago."""
    alone = next(
        s for s in planned(TWO_DRUGS).steps if "lorazepam" not in s.regimen.drugs
    )
    on = after(7, alone.start)
    fine = felt(1, 1, 1, 1, until=after(-1, alone.start))
    found = wished(Wish.STEP_BACK, on, usual_days(), fine, request=TWO_DRUGS)
    assert found.action is Action.SLOW
    assert "Starting a drug again that has ended is for your prescriber" in words(found)
    assert check_version(found).before.drugs == ("diazepam",)


def test_H09_H06_within_a_crossover_a_step_back_is_not_made_by_asking() -> None:
    """It is the prescriber's to plan; the dose is held."""
    parts = replace(CROSSING, crossover=CrossoverWish(parts=2))
    second = planned(parts).steps[1]
    on = after(5, second.start)
    fine = felt(1, 1, 1, 1, until=after(-1, second.start))
    found = wished(Wish.STEP_BACK, on, usual_days(), fine, request=parts)
    assert (found.action, found.needs_prescriber) == (Action.HOLD, False)
    assert "Within a crossover a step back is for your prescriber" in words(found)
    assert check_version(found).before == second.regimen


UNTIL = after(-1, IN_STEP_2)
AMISS: dict[str, tuple[str, list[Entry]]] = {
    "more was taken": (
        "more diazepam was taken than planned",
        [wrote(extra(19, "diazepam"), after(each)) for each in (15, 16)],
    ),
    "less was taken": (
        "less was taken than planned",
        took(*["18"] * 5, *["14"] * 6, until=UNTIL),
    ),
    "now this and now that": (
        "another dose was taken than planned",
        took(*["18"] * 8, "15", "14", "15", *["16"] * 3, until=UNTIL),
    ),
    "poor nights": (
        "were poor",
        [
            wrote(night(day, timedelta(hours=3)), day)
            for day in (after(18), after(19), IN_STEP_2)
        ],
    ),
}


@pytest.mark.parametrize("agreed", [AGREED, NOBODY], ids=["agreed", "nobody agreed"])
@pytest.mark.parametrize("name", AMISS)
def test_H09_nobody_goes_back_up_from_a_dose_that_is_not_the_plans(
    name: str, agreed: AgreedRule
) -> None:
    """Nor over lost sleep: slower instead, with what was seen, and who decides."""
    seen, life = AMISS[name]
    request = replace(BIPOLAR, agreed_rule=agreed)
    found = wished(Wish.STEP_BACK, IN_STEP_2, HARD, life, request=request)
    assert (found.action, found.needs_prescriber) == (Action.SLOW, False)
    assert seen in texts(found)[1]
    assert texts(found)[2:] == [TO_DECIDE]
    assert check_version(found).before == PLAN.steps[1].regimen


def test_H09_H08_a_step_back_that_the_review_stops_is_a_hold_for_anybody() -> None:
    """No supply on paper: the dose stays, and nobody has to agree to that."""
    on = after(28)
    life = [*usual_days(), *TOLERATED, *felt(8, 8, until=on)]
    request = replace(OVERDUE, agreed_rule=NOBODY)
    found = wished(Wish.STEP_BACK, on, life, request=request)
    assert (found.action, found.needs_prescriber) == (Action.HOLD, False)
    assert rows(check_version(found)) == held(PLAN, 28, 14)
    assert "goes back up" not in words(found)


# From what was taken --------------------------------------------------------------


def test_H07_less_than_planned_is_gone_on_from_and_no_step_comes_earlier() -> None:
    """14 mg instead of 18: as by the rule, with the wish before it."""
    less = took(*["14"] * 14)
    by_rule = proposed(ON, less)
    assert by_rule.action is Action.REPLAN
    found = wished(Wish.FROM_TAKEN, ON, less)
    assert found == replace(by_rule, because=(found.because[0], *by_rule.because))
    plan = check_version(found)
    assert rows(plan)[0][:2] == (14.0, ON)
    agreed_first = next(
        step.start for step in PLAN.steps if step.regimen == plan.before
    )
    assert plan.steps[0].end >= agreed_first


AS_PLANNED = list(as_planned(PLAN, days_until(after(13), 14)))


def test_who_took_the_doses_as_planned_has_nothing_to_remake() -> None:
    """The answer of the rule stands, whatever it is."""
    for life in (WELL, LASTING):
        by_rule = proposed(ON, life, AS_PLANNED)
        found = wished(Wish.FROM_TAKEN, ON, life, AS_PLANNED)
        assert texts(found)[1] == (
            "On the known 14 of the last 14 days the planned dose was usually taken:"
            " there is nothing to remake."
        )
        assert found == replace(by_rule, because=(*found.because[:2], *by_rule.because))


def test_H11_doses_that_nobody_wrote_down_are_not_taken_for_the_plans() -> None:
    """Six known days of 14 are too few, seven are enough."""
    for known, text in ((6, "known on 6 of the last 14 days, and 7 are"), (7, "known")):
        few = as_planned(PLAN, days_until(after(13), known))
        found = wished(Wish.FROM_TAKEN, ON, WELL, list(few))
        assert (found.action, found.plan) == (Action.GO_ON, None)
        assert text in texts(found)[1]
        assert ("nothing to remake" in words(found)) is (known == 7)


def test_H09_more_than_planned_is_held_and_never_remade_higher() -> None:
    """The prescriber is told, and the dose is the plan's."""
    more = took(*["22"] * 14)
    by_rule = proposed(ON, more)
    found = wished(Wish.FROM_TAKEN, ON, more)
    assert found.action is Action.HOLD
    assert found == replace(by_rule, because=(found.because[0], *by_rule.because))
    assert check_version(found).before == PLAN.steps[0].regimen


@pytest.mark.parametrize("request_", [CROSSING, TWO_DRUGS], ids=["swap", "two drugs"])
def test_H06_of_two_drugs_a_plan_from_what_was_taken_is_the_prescribers(
    request_: Request,
) -> None:
    """Nine tenths of each dose: held, and that is said."""
    plan, on = planned(request_), after(7)
    nine_tenths = [
        wrote(
            DoseEntry(Intake.TAKEN, drug, time, Mass(amount.nanograms * 9 // 10)), day
        )
        for day in days_until(after(-1, on), 14)
        for (drug, time), amount in regimen_on(plan, day).amounts.items()
    ]
    found = wished(Wish.FROM_TAKEN, on, nine_tenths, request=request_)
    assert found.action is Action.HOLD
    assert found.because[-1] == FOR_THE_PRESCRIBER
    assert check_version(found).before == plan.steps[0].regimen


# Before the beginning and after the end -------------------------------------------

NOT_HOLD = [each for each in Wish if each is not Wish.HOLD]


@pytest.mark.parametrize("wish", NOT_HOLD)
@pytest.mark.parametrize("day", [-3, 0])
def test_before_the_start_the_rule_answers_and_a_hold_is_offered(
    wish: Wish, day: int
) -> None:
    """Nothing can be slower, gone back from or remade yet."""
    on = after(day)
    found = wished(wish, on, usual_days())
    assert (found.action, found.plan) == (Action.GO_ON, None)
    said = texts(found)
    assert said[0] == OPENINGS[wish]
    assert said[-1] == "The plan begins on 2027-01-04: before that nothing changes."
    assert (NOT_BEGUN in said) is (wish is not Wish.FROM_TAKEN)


def test_H11_less_than_today_before_the_start_is_for_the_prescriber() -> None:
    """16 mg instead of 20 mg: held, and not remade by asking."""
    less = took(*["16"] * 14, until=after(-1))
    found = wished(Wish.FROM_TAKEN, START, less)
    assert found.action is Action.HOLD
    assert found.because[-1] == FOR_THE_PRESCRIBER


@pytest.mark.parametrize("wish", Wish)
def test_H09_after_the_stop_nothing_is_started_again_by_asking(wish: Wish) -> None:
    """The rule answers: it has ended, or the way back is the prescriber's."""
    on = after(3, PLAN.end)
    for life in ([], felt(8, 8, until=on)):
        by_rule = proposed(on, life)
        found = wished(wish, on, life)
        assert found == replace(by_rule, because=(found.because[0], *by_rule.because))
        assert texts(found)[0] == OPENINGS[wish]
        assert found.needs_prescriber is (found.action is Action.REINSTATE)


# What holds whatever is lived and asked -------------------------------------------

REQUESTS = {
    "agreed": REQUEST,
    "nobody agreed": UNAGREED,
    "to 12 mg": LOWER,
    "steps of 28 days": WEEKS_4,
    "crossing": CROSSING,
    "two drugs": TWO_DRUGS,
    "no supply": OVERDUE,
}


@st.composite
def lives(draw: st.DrawFn, plan: Plan, on: date) -> list[Entry]:
    """Four weeks with ratings, two with doses, and perhaps another medicine.

    The doses are those of the plan, less, or those of its next weeks already.
    """
    written: list[Entry] = usual_days() if draw(st.booleans()) else []
    for until, ratings in ((after(-14, on), [0, 0, 1, 3, 5]), (on, [0, 1, 3, 5, 8])):
        rating = draw(st.sampled_from([*ratings, None]))
        if rating is not None:
            days = (day for day in days_until(until, 14) if day >= START)
            written += rated(days, rating)
    share = draw(st.sampled_from([None, 10, 10, 9, 4, 0]))
    ahead = draw(st.sampled_from([0, 0, 14, 28]))
    for day in days_until(after(-1, on), 14) if share is not None else ():
        for (drug, time), amount in regimen_on(plan, after(ahead, day)).amounts.items():
            mass = tenths(amount, share)
            none = DoseEntry(Intake.MISSED, drug, time)
            taken = DoseEntry(Intake.TAKEN, drug, time, mass) if mass else none
            written.append(wrote(taken, day))
    if draw(st.sampled_from([False] * 5 + [True])):
        more = extra(9, plan.before.drugs[0])
        written += [wrote(more, after(-days, on)) for days in (1, 2)]
    if draw(st.sampled_from([False] * 3 + [True])):
        day = after(-draw(st.integers(0, 20)), on)
        written.append(wrote(CoDrugEntry("fluvoxamine", starts=True), day))
    return written


def check_rise(found: Adaptation, plan: Plan, on: date) -> None:
    """One step, of this plan, and somebody agreed or has to."""
    assert found.plan is not None
    assert found.action is Action.STEP_BACK
    step = step_on(plan, on)
    earlier = [each.regimen for each in plan.steps[: step.number - 1]]
    others = [regimen for regimen in earlier if regimen != step.regimen]
    assert found.plan.before == others[-1]


def check_promises(found: Adaptation, plan: Plan, on: date) -> None:
    """Never earlier, never higher but one step back, and no day left out."""
    version = found.plan
    assert version is not None
    assert version.start == on
    assert version.steps[0].regimen == version.before
    if version.before.rises_over(regimen_on(plan, after(-1, on))):
        check_rise(found, plan, on)
    for step in version.steps[1:]:
        agreed = [each.start for each in plan.steps if each.regimen == step.regimen]
        assert not agreed or step.start >= min(agreed), step
    assert (version.stop_date is None) is (plan.stop_date is None)
    if plan.stop_date is not None and version.stop_date is not None:
        assert version.stop_date >= plan.stop_date
    for days in range((plan.end - on).days):
        day = after(days, on)
        now, then = regimen_on(version, day), regimen_on(plan, day)
        assert now.drugs, f"{day} is left out"
        if found.action is not Action.REPLAN and plan.crossover is None:
            assert all(now.total(drug) >= then.total(drug) for drug in then.drugs), day


@given(st.data(), st.sampled_from(sorted(REQUESTS)), st.sampled_from(Wish))
def test_H07_H09_whatever_is_asked_nothing_is_earlier_higher_or_left_out(
    data: st.DataObject, name: str, wish: Wish
) -> None:
    """Only a step back rises, by one step; every agreed day has a dose."""
    request = REQUESTS[name]
    plan = planned(request)
    within = st.integers(1, (plan.end - START).days)
    on = after(data.draw(within | within | st.integers(-20, 300)))
    life = data.draw(lives(plan, on))
    found = wished(wish, on, life, request=request)
    by_rule = proposed(on, life, request=request)
    event(f"{wish}: {found.action}")
    helps = Action.HELP_FIRST
    assert (found.action is helps) is (by_rule.action is helps)
    if found.action is not helps:
        assert texts(found)[0] == OPENINGS[wish]
    if found.plan is None or found.action is Action.REINSTATE:
        return
    check_version(found)
    check_promises(found, plan, on)
    if found.action is Action.STEP_BACK and by_rule.action is not Action.STEP_BACK:
        assert found.needs_prescriber


@given(st.data(), st.sampled_from(sorted(REQUESTS)), st.sampled_from([0, 3, 5, 8]))
def test_H09_a_step_back_is_one_step_and_agreed_to_or_the_prescribers(
    data: st.DataObject, name: str, rating: int
) -> None:
    """On any day of any later step, after one that went well."""
    request = REQUESTS[name]
    plan = planned(request)
    step = data.draw(st.sampled_from(plan.steps[1:]))
    on = after(data.draw(st.integers(1, step.days)), step.start)
    fine = rated(days_until(after(-1, step.start), 7), 1)
    now = rated(days_until(on, (on - step.start).days), rating)
    life = [*usual_days(), *fine, *now]
    found = wished(Wish.STEP_BACK, on, life, request=request)
    by_rule = proposed(on, life, request=request)
    event(f"{name}: {found.action}")
    check_promises(found, plan, on)
    if found.action is Action.STEP_BACK:
        check_version(found)
        check_rise(found, plan, on)
        assert found.needs_prescriber is (by_rule.action is not Action.STEP_BACK)
    else:
        assert name in ("crossing", "two drugs", "no supply")


@given(st.data(), st.sampled_from(sorted(REQUESTS)))
def test_H17_whoever_asks_to_hold_has_no_change_for_two_weeks(
    data: st.DataObject, name: str
) -> None:
    """On every day before the end, whatever is lived, unless help comes first."""
    request = REQUESTS[name]
    plan = planned(request)
    on = after(data.draw(st.integers(-20, (plan.end - START).days)))
    found = wished(Wish.HOLD, on, data.draw(lives(plan, on)), request=request)
    if found.action is Action.HELP_FIRST:
        return
    assert found.action is Action.HOLD
    version = found.plan or plan
    dose = regimen_on(plan, after(-1, on))
    days = [after(each, on) for each in range(14)]
    assert all(regimen_on(version, day) == dose for day in days)


class AskingWalk(Walk):
    """A walk on which the person asks for something, too."""

    @move(
        wish=st.sampled_from(Wish),
        by=st.sampled_from([EntryAuthor.PERSON, EntryAuthor.PRESCRIBER]),
    )
    def ask_for(self, wish: Wish, by: EntryAuthor) -> None:
        self.wish = wish
        self.ask_the_rule(by)

    def proposal(self) -> Adaptation:
        """What the rule proposes, or what may be made of the wish."""
        wish, self.wish = getattr(self, "wish", None), None
        if wish is None:
            return super().proposal()
        journal = Journal.of(self.entries)
        return asked_for(wish, self.plan, self.request, journal, self.day, FORMULARY)

    def check_rise(self, proposed: Adaptation, plan: Plan) -> None:
        """A prescriber who accepts a step back has agreed to it."""
        if proposed.needs_prescriber:
            self.request = replace(self.request, agreed_rule=RULE)
        super().check_rise(proposed, plan)


TestAskingWalk = AskingWalk.TestCase
