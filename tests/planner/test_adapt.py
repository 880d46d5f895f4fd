"""The agreed rule: a journal beside a plan, and what to do about the next change.

The plan is that of ``adapting``: diazepam 20 mg, then 18 mg from 4 January 2027, 16 mg
from 18 January, and so on.  The day is looked at in the morning.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations, pairwise
from typing import Any

import pytest
from tests.factories import FORMULARY, START, make_person, make_request
from tests.journal.entries import extra, missed, night
from tests.planner.adapting import (
    AGREED,
    NOBODY,
    PLAN,
    REQUEST,
    after,
    as_planned,
    asked,
    check_version,
    days_until,
    mg_of,
    planned,
    proposed,
    rated,
    rows,
    shifted,
    usual_days,
    words,
    wrote,
)

from stepwell.formulary import Product
from stepwell.journal.entry import (
    Clearance,
    CoDrugEntry,
    DoseEntry,
    Entry,
    EntryAuthor,
    Intake,
    Note,
    RedFlagAnswers,
)
from stepwell.journal.journal import Journal
from stepwell.plan.agreed_rule import AgreedRule, Response
from stepwell.plan.finding import Severity
from stepwell.plan.person import Flag, RedFlag
from stepwell.plan.plan import Plan
from stepwell.plan.request import Author, CoDrug, Goal, Method, PaceWish, Request, Shape
from stepwell.plan.schedule import Schedule
from stepwell.plan.times import DoseTime
from stepwell.planner.adapt import adapt
from stepwell.planner.adaptation import Action, Adaptation, Because, NotAllowedError
from stepwell.planner.remade import AS_TAKEN, BACK, HALF, HELD, LONGER, OTHER_HALF
from stepwell.quantities import Concentration, Mass
from stepwell.safety.case import Case
from stepwell.safety.freezes import freezes
from stepwell.sources import Mark


YES = RedFlagAnswers(frozenset({RedFlag.SEIZURE}))
FLUVOXAMINE = CoDrugEntry("fluvoxamine", starts=True)
BIPOLAR = asked(person=make_person(Flag.BIPOLAR_OR_PSYCHOSIS))
ON = after(14)
"""The morning of the second change, after 14 days of 18 mg."""
LAST_14 = tuple(days_until(after(13), 14))


def dose(mg: str) -> DoseEntry:
    """Diazepam at bedtime."""
    return DoseEntry(Intake.TAKEN, "diazepam", DoseTime.BEDTIME, Mass.mg(mg))


def took(*mg: str, until: date = after(13)) -> list[Entry]:
    """Doses at bedtime on the last days, one a day; ``0`` is missed, empty unknown."""
    days = days_until(until, len(mg))
    content = {"0": missed("diazepam")}
    return [
        wrote(content.get(each) or dose(each), day)
        for each, day in zip(mg, days, strict=True)
        if each
    ]


def felt(*ratings: int | None, until: date = ON) -> list[Entry]:
    """Ratings of the last days, one a day; None where nothing was written."""
    days = days_until(until, len(ratings))
    pairs = zip(ratings, days, strict=True)
    return [each for r, day in pairs if r is not None for each in rated([day], r)]


def rule(**responses: Response) -> Request:
    """The request with other responses."""
    return asked(agreed_rule=replace(AGREED, **responses))


def held(plan: Plan, days: int, more: int) -> list[tuple[float, date, int]]:
    """The plan's rows from a day on, with the step in force held so much longer."""
    on = after(days)
    now = next(step for step in plan.steps if step.start < on <= step.end)
    wait = on + timedelta(days=more) - now.end
    first = (mg_of(plan)[now.number - 1], on, more)
    return [first, *((mg, s + wait, d) for mg, s, d in rows(plan)[now.number :])]


# Red flags ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "on", [after(-20), START, ON, PLAN.end, after(1, PLAN.end), after(90, PLAN.end)]
)
def test_H31_a_red_flag_comes_before_everything_on_any_day(on: date) -> None:
    """Before the plan, within it and after it: help first, and no plan."""
    flag = wrote(YES, on)
    found = proposed(on, flag, felt(9, 9, 9, until=on), usual_days())
    assert (found.action, found.plan, found.proposal) == (Action.HELP_FIRST, None, None)
    assert found.because[0].text.startswith("A seizure, or fainting with jerks, needs")
    assert found.because[0].entries == (flag.id,)
    assert found.because[-1] == Because(
        "Until your care team has looked at it and says that the plan may go on, no"
        " step is made; whoever helps you decides about the next dose.",
        "asam2025",
    )
    assert found.interruption is not None
    assert found.interruption.rule == "G05"


def test_H31_thoughts_of_harm_and_slow_breathing_say_all_that_their_rules_say() -> None:
    """The rules of an emergency speak, and no other rule."""
    flags = frozenset(
        {RedFlag.SUICIDAL_THOUGHTS, RedFlag.CANNOT_BE_WOKEN_OR_SLOW_BREATHING}
    )
    request = asked(person=make_person(Flag.OPIOID))
    entries = [wrote(RedFlagAnswers(flags), ON), wrote(FLUVOXAMINE, ON)]
    found = proposed(ON, entries, request=request)
    said = [each.text for each in found.findings if each.rule in ("G05", "G18", "G23")]
    assert [each.text for each in found.because[:-1]] == said
    assert {each.rule for each in found.findings} >= {"G05", "G18", "G23", "G20"}


def test_H31_the_care_team_clears_a_flag_and_the_plan_goes_on() -> None:
    """A person's own word does not."""
    clear = Clearance(frozenset({RedFlag.SEIZURE}), "Dr Example")
    life = [*usual_days(), *felt(1, 1, 1, 1), wrote(YES, after(5))]
    assert proposed(ON, life).action is Action.HELP_FIRST
    cleared = wrote(clear, after(10), EntryAuthor.PRESCRIBER)
    assert proposed(ON, life, cleared).action is Action.GO_ON


def test_H31_words_of_a_note_are_enough_to_stop() -> None:
    """They are asked about; until then nothing is planned."""
    found = proposed(ON, wrote(Note("I had a seizure last night."), after(13)))
    assert found.action is Action.HELP_FIRST
    assert 'The note of 2027-01-17 says "' in words(found)


# The order of the checks ----------------------------------------------------------

POOR = [wrote(night(day, timedelta(hours=3)), day) for day in (after(12), after(13))]
SIGNS: dict[str, tuple[str, list[Entry]]] = {
    "lost sleep": ("The nights up to 2027-01-17 were poor, 2 in a row", POOR),
    "above": (
        "On 2 of the last 14 days more diazepam was taken than planned.",
        [wrote(extra(19, "diazepam"), after(each)) for each in (1, 2)],
    ),
    "below": ("known days of the last 14 less was taken", took(*["9"] * 9)),
    "unsteady": (
        "of the last 14 days another dose was taken than planned. From day to",
        took(*["18"] * 8, "17", "16", "17", "18", "18", "18"),
    ),
    "frozen": (
        "Held until 2027-02-27, because fluvoxamine starts on 2027-01-14",
        [wrote(FLUVOXAMINE, after(10))],
    ),
    "symptoms": ("Severe symptoms, 7 of 10 or more, on 2 of the", felt(8, 9)),
}


@pytest.mark.parametrize("name", SIGNS)
def test_each_sign_alone_is_heard(name: str) -> None:
    """And none of the others is made up."""
    said = words(proposed(ON, SIGNS[name][1], request=BIPOLAR))
    assert [each for each, (text, _) in SIGNS.items() if text in said] == [name]


def test_what_is_most_urgent_is_said_first() -> None:
    """Sleep, doses above, below, unsteady, another medicine, then symptoms."""
    for earlier, later in combinations(SIGNS, 2):
        if (earlier, later) == ("below", "unsteady"):
            continue  # one and the same doses
        entries = [*SIGNS[earlier][1], *SIGNS[later][1]]
        said = words(proposed(ON, entries, request=BIPOLAR))
        assert SIGNS[earlier][0] in said, (earlier, later)
        assert SIGNS[later][0] not in said, (earlier, later)


def test_less_on_most_days_is_less_and_not_unsteady() -> None:
    """The doses of the two overlap; the plan goes on from what is taken."""
    assert proposed(ON, took(*["9"] * 9)).action is Action.REPLAN


# Before and after the plan --------------------------------------------------------


@pytest.mark.parametrize("on", [after(-3), START])
def test_nothing_is_judged_before_the_first_change(on: date) -> None:
    """Neither doses nor symptoms nor silence, up to the first day."""
    entries = [*felt(9, 9, 9, 9, until=on), *took("0", "0", "0", until=on)]
    for written in (entries, []):
        found = proposed(on, written)
        assert found.action is Action.GO_ON
        assert found.plan is None
        assert found.because == (
            Because(
                "The plan begins on 2027-01-04: before that nothing changes.",
                "stepwell_proposal",
            ),
        )


def test_H33_the_day_after_the_first_change_is_judged() -> None:
    """Silence is then not known."""
    assert proposed(after(1)).action is Action.NOT_KNOWN


def test_the_morning_of_the_stop_can_still_put_it_off() -> None:
    """The last dose goes on for a week where nobody knows how it goes."""
    found = proposed(PLAN.end)
    assert found.action is Action.NOT_KNOWN
    plan = check_version(found)
    assert rows(plan) == [(1.0, PLAN.end, 7)]
    assert plan.stop_date == after(7, PLAN.end)


def test_a_day_after_the_stop_symptoms_are_followed_and_nothing_is_proposed() -> None:
    """The check-ins go on."""
    found = proposed(after(1, PLAN.end))
    assert (found.action, found.plan, found.needs_prescriber) == (
        Action.GO_ON,
        None,
        False,
    )
    assert found.because == (
        Because(
            "The plan has ended. Symptoms can still come in the weeks after it, and the"
            " check-ins go on.",
            "asam2025",
        ),
    )


def doses_after(*days: int) -> list[Entry]:
    """Extra doses so many days after the end."""
    return [wrote(extra("0.5", "diazepam"), after(each, PLAN.end)) for each in days]


@pytest.mark.parametrize(
    ("entries", "again"),
    [
        (doses_after(1), False),
        (doses_after(0, 1), True),
        (doses_after(-1, 1), False),
        ([*doses_after(1), wrote(missed("diazepam"), after(2, PLAN.end))], False),
        (felt(7, until=after(3, PLAN.end)), False),
        (felt(7, 7, until=after(3, PLAN.end)), True),
        (felt(6, 6, 6, 6, 6, until=after(3, PLAN.end)), False),
    ],
    ids=[
        "one dose",
        "two",
        "one was within",
        "one was missed",
        "a hard day",
        "two",
        "six",
    ],
)
def test_H09_a_stop_that_did_not_hold_leads_to_the_prescriber(
    entries: list[Entry], again: bool
) -> None:
    """Two doses after the end, or severe symptoms, and not one of them."""
    found = proposed(after(3, PLAN.end), entries)
    assert (found.action is Action.REINSTATE) is again
    assert found.needs_prescriber is again
    assert (found.plan is not None) is again


def test_H09_reinstatement_is_the_last_dose_held_for_28_days_and_a_prescribers() -> (
    None
):
    """Never an earlier dose; whoever else accepts is refused."""
    entries = doses_after(0, 2)
    found = proposed(after(3, PLAN.end), entries)
    plan = check_version(found)
    assert rows(plan) == [(1.0, after(3, PLAN.end), 28)]
    assert plan.before == PLAN.final_dose
    assert plan.steps[0].reasons == (BACK,)
    assert found.because == (
        Because(
            "The stop did not hold, which happens and is no failure. Only your"
            " prescriber can start the medicine again: at most the last dose of this"
            " plan, never an earlier, higher one, because the body is no longer used to"
            " it. Talk to them today.",
            "stepwell_proposal",
            tuple(each.id for each in entries),
        ),
    )
    assert found.accepted(EntryAuthor.PRESCRIBER) == plan
    with pytest.raises(NotAllowedError, match=r"^only the prescriber can accept this$"):
        found.accepted(EntryAuthor.PERSON)


LOWER = asked(goal=Goal(reduce_to=Mass.mg(12)))
GOAL_PLAN = planned(LOWER)


@pytest.mark.parametrize(
    ("from_end", "text"),
    [
        (-1, "No change of dose is left in this plan, so there is nothing to decide."),
        (0, "The dose that was the goal simply goes on; any change is a new plan."),
        (50, "The dose that was the goal simply goes on; any change is a new plan."),
    ],
)
def test_H17_a_goal_that_is_reached_simply_goes_on(from_end: int, text: str) -> None:
    """Silence there is no reason to do anything."""
    found = proposed(after(from_end, GOAL_PLAN.end), request=LOWER)
    assert (found.action, found.plan) == (Action.GO_ON, None)
    assert found.because == (Because(text, "stepwell_proposal"),)


# Sleep ----------------------------------------------------------------------------


def test_lost_sleep_holds_a_plan_with_a_bipolar_disorder_and_no_other() -> None:
    """Two poor nights in a row, and not one."""
    life = [*usual_days(), *felt(1, 1, 1, 1)]
    found = proposed(ON, life, POOR, request=BIPOLAR)
    assert found.action is Action.HOLD
    assert rows(check_version(found)) == held(planned(BIPOLAR), 14, 14)
    assert found.because[0].source == "asam2025pocket"
    assert "change no dose, and reach your care team" in found.because[0].text
    assert proposed(ON, life, POOR[:1], request=BIPOLAR).action is Action.GO_ON
    assert proposed(ON, life, POOR).action is Action.GO_ON


# Doses above the plan -------------------------------------------------------------


def test_H10_more_than_planned_on_two_days_holds_and_on_one_does_not() -> None:
    """The prescriber is told; nothing rises, whatever was taken (G26)."""
    life = [*usual_days(), *felt(1, 1, 1, 1), *as_planned(PLAN, LAST_14)]
    once = wrote(extra(4, "diazepam"), after(8))
    assert proposed(ON, life, once).action is Action.GO_ON
    again = wrote(extra(4, "diazepam"), after(9))
    found = proposed(ON, life, once, again)
    assert found.action is Action.HOLD
    plan = check_version(found)
    assert rows(plan) == held(PLAN, 14, 14)
    assert plan.steps[0].reasons == (HELD,)
    first, second = found.because
    assert first.text.startswith("On 2 of the last 14 days more diazepam was taken")
    assert first.source == "waps"
    doses = {each.day: [] for each in (once, again)}
    for each in life:
        if each.day in doses and isinstance(each.content, DoseEntry):
            doses[each.day].append(each.id)
    assert set(first.entries) == {once.id, again.id, *sum(doses.values(), [])}
    assert second == Because(
        "Usually taken on the 14 days that are known: 18 milligrams of diazepam a day"
        " (the median). A new plan from that dose is for the prescriber.",
        "stepwell_proposal",
    )


def test_H11_the_usual_dose_is_said_from_seven_known_days_on() -> None:
    """And not from six."""
    entries = [wrote(extra(4, "diazepam"), after(each)) for each in (9, 11)]
    said = words(proposed(ON, entries, took(*["18"] * 7)))
    assert "Usually taken on the 7 days that are known" in said
    said = words(proposed(ON, entries, took(*["18"] * 6)))
    assert "more diazepam was taken" in said
    assert "Usually taken" not in said


def test_H10_who_always_takes_more_is_not_raised_either() -> None:
    """The dose of the step is held, and the usual one is named for the prescriber."""
    found = proposed(ON, took(*["25"] * 14))
    assert found.action is Action.HOLD
    assert rows(check_version(found)) == held(PLAN, 14, 14)
    assert "25 milligrams of diazepam a day (the median)" in words(found)


# Doses below the plan -------------------------------------------------------------


def test_H11_less_for_most_days_goes_on_from_what_is_taken() -> None:
    """14 mg instead of 18: held until the plan is at 14 mg, no later step earlier."""
    life = took(*["14"] * 14)
    found = proposed(ON, life, usual_days(), felt(9, 9, 9))
    assert found.action is Action.REPLAN
    plan = check_version(found)
    assert not found.needs_prescriber
    assert rows(plan) == [(14.0, ON, 15), *((m, s + DAY, d) for m, s, d in LATER)]
    assert plan.steps[0].reasons == (AS_TAKEN,)
    assert found.because == (
        Because(
            "On most of the 14 known days of the last 14 less was taken than planned:"
            " usually 14 milligrams of diazepam a day (the median). Missed doses are"
            " not made up for; the plan goes on from what is taken, and no later step"
            " comes earlier than agreed.",
            "stepwell_proposal",
            tuple(each.id for each in life),
        ),
    )


DAY = timedelta(days=1)
LATER = rows(PLAN)[2:]


@pytest.mark.parametrize(
    ("mg", "action"),
    [
        (["14"] * 7, Action.REPLAN),
        (["14"] * 6, Action.HOLD),
        (["14"] * 8 + ["18"] * 6, Action.REPLAN),
        (["14"] * 7 + ["18"] * 7, Action.HOLD),
        (["17"] * 14, Action.REPLAN),
        (["18"] * 14, Action.NOT_KNOWN),
    ],
    ids=["7 days", "6 days", "8 of 14", "7 of 14", "a little", "as planned"],
)
def test_H11_less_means_seven_known_days_and_less_on_more_than_half(
    mg: list[str], action: Action
) -> None:
    """The median of what is known; less often it is unsteady."""
    assert proposed(ON, took(*mg)).action is action


def test_H08_nothing_on_most_days_is_like_a_sudden_stop() -> None:
    """Help first, and missed doses are not made up for."""
    life = took(*["18"] * 6, *["0"] * 8)
    found = proposed(ON, life)
    assert (found.action, found.plan) == (Action.HELP_FIRST, None)
    assert found.because == (
        Because(
            "On most of the last days nothing was taken. That is like stopping"
            " suddenly: reach your prescriber or a pharmacist today, and do not make up"
            " for missed doses.",
            "fda2020",
            tuple(each.id for each in life),
        ),
    )


@pytest.mark.parametrize(
    ("mg", "action"), [("13", Action.REPLAN), ("12", Action.HOLD), ("9", Action.HOLD)]
)
def test_H17_who_takes_the_goal_dose_or_less_already_is_held(
    mg: str, action: Action
) -> None:
    """A new plan from below its own goal is none."""
    found = proposed(ON, took(*[mg] * 14), request=LOWER)
    assert found.action is action
    check_version(found)
    assert "less was taken than planned: usually" in words(found)
    if action is Action.HOLD:
        assert mg_of(found.plan)[0] == 18
        assert found.plan.steps[0].days == 14


def test_H12_a_taken_dose_that_nothing_makes_is_held_and_not_planned() -> None:
    """17.3 mg cannot be made from tablets; the dose of the step stays the plan's."""
    found = proposed(ON, took(*["17.3"] * 14))
    assert found.action is Action.HOLD
    assert rows(check_version(found)) == held(PLAN, 14, 14)
    assert "usually 17.3 milligrams of diazepam a day" in words(found)


def test_a_new_plan_that_the_review_stops_is_never_proposed() -> None:
    """Missed mornings would leave a fall to almost nothing at the end."""
    twice = asked({("diazepam", t): "10 mg" for t in ("morning", "bedtime")})
    plan = planned(twice)
    life = [
        each
        for each in as_planned(plan, LAST_14)
        if each.content.time is DoseTime.BEDTIME
    ]
    life += [wrote(missed("diazepam", "morning"), day) for day in LAST_14]
    found = proposed(ON, life, request=twice)
    assert found.action is Action.HOLD
    assert found.proposal is None or not found.proposal.is_refused
    *_, why = found.because
    assert why.text.startswith("The plan as it would be then is stopped: Step 2 more")
    assert why.text.endswith(
        "in small steps. So stay on this dose, and talk to your prescriber."
    )
    assert why.source == "fda2020"
    assert len(found.because) == 2


def test_H11_of_two_drugs_only_the_one_that_is_less_is_named() -> None:
    """Lorazepam as planned, diazepam less."""
    both = asked(
        {("lorazepam", "bedtime"): "1 mg", ("diazepam", "bedtime"): "10 mg"},
        pace=PaceWish(),
        liquids=True,
    )
    plan = planned(both)
    life = [
        each
        for each in as_planned(plan, LAST_14)
        if each.content.drug == "lorazepam"
    ]
    found = proposed(ON, life, took(*["9"] * 14), request=both)
    assert "usually 9 milligrams of diazepam a day" in words(found)


# Doses that vary ------------------------------------------------------------------


def test_H11_doses_that_vary_on_three_days_are_made_steady_first() -> None:
    """On two days they do not matter."""
    felt_well = [*usual_days(), *felt(1, 1, 1, 1)]
    two = took(*["18"] * 12, "16", "16")
    assert proposed(ON, felt_well, two).action is Action.GO_ON
    three = took(*["18"] * 11, "0", "16", "16")
    found = proposed(ON, felt_well, three)
    assert found.action is Action.HOLD
    assert rows(check_version(found)) == held(PLAN, 14, 14)
    assert found.because == (
        Because(
            "On 3 of the last 14 days another dose was taken than planned. From day to"
            " day the level then rises and falls: take the dose of this step for 14"
            " days at fixed times, and make the next change after that.",
            "waps",
            tuple(each.id for each in three[-3:]),
        ),
    )


def test_H11_a_day_without_an_entry_is_neither_taken_nor_missed() -> None:
    """Two other doses and twelve open days: not three."""
    found = proposed(ON, took("", *[""] * 11, "16", "16"), usual_days(), felt(1, 1, 1, 1))
    assert found.action is Action.GO_ON


def test_one_dose_more_and_two_less_are_three_that_vary() -> None:
    """Above and below count alike."""
    assert "On 3 of the last 14" in words(proposed(ON, took("19", "17", "17")))


# Another medicine -----------------------------------------------------------------


def test_H07_a_medicine_that_moves_the_level_freezes_the_plan() -> None:
    """Fluvoxamine from 14 January: no change before 27 February."""
    told = wrote(FLUVOXAMINE, after(10))
    found = proposed(ON, told, usual_days(), felt(9, 9, 9))
    assert found.action is Action.HOLD
    plan = check_version(found)
    assert rows(plan) == held(PLAN, 14, 40)
    assert plan.steps[0].end == date(2027, 2, 27)
    assert found.because == (
        Because(plan.steps[0].reasons[-1], "stepwell_proposal", (told.id,)),
    )
    assert found.because[0].text.startswith(
        "Held until 2027-02-27, because fluvoxamine starts on 2027-01-14: no dose"
    )
    co_drug = CoDrug("fluvoxamine", started=after(10))
    assert found.proposal is not None
    assert found.proposal.request.co_drugs == (co_drug,)


def test_H07_a_freeze_that_is_accepted_is_not_proposed_again() -> None:
    """What the journal told stands in the new request."""
    told = wrote(FLUVOXAMINE, after(10))
    found = proposed(ON, told)
    later = [*usual_days(start=ON), *felt(1, 1, 1, 1, until=after(20))]
    assert found.proposal is not None
    again = proposed(
        after(20), told, later, request=found.proposal.request, plan=found.plan
    )
    assert again.action is Action.GO_ON
    assert [each for each in again.findings if each.rule == "G20"] == []


def test_H07_a_medicine_that_is_stopped_freezes_the_plan_too() -> None:
    """The entry says that it ends."""
    stops = wrote(CoDrugEntry("fluvoxamine", starts=False), after(10))
    found = proposed(ON, stops)
    assert found.action is Action.HOLD
    assert "because fluvoxamine stops on 2027-01-14" in words(found)
    assert check_version(found).steps[0].end == date(2027, 2, 9)
    assert found.proposal.request.co_drugs == (
        CoDrug("fluvoxamine", stopped=after(10)),
    )


def test_a_medicine_without_data_freezes_nothing_and_is_kept() -> None:
    """Yew: the plan is judged by the symptoms, and the request keeps the name."""
    told = wrote(CoDrugEntry("yew", starts=True), after(10))
    assert proposed(ON, told, usual_days(), felt(1, 1, 1, 1)).action is Action.GO_ON
    found = proposed(ON, told)
    assert found.action is Action.NOT_KNOWN
    assert found.proposal.request.co_drugs == (CoDrug("yew", started=after(10)),)


def test_a_medicine_whose_freeze_is_over_holds_nothing() -> None:
    """Omeprazole in the first days has settled when the next change comes."""
    told = wrote(CoDrugEntry("omeprazole", starts=True), START)
    plan = planned(slow := asked(pace=replace(REQUEST.pace, step_days=28)))
    well = [*usual_days(), *felt(1, 1, 1, 1, until=after(20))]
    assert proposed(after(20), told, well, request=slow, plan=plan).action is (
        Action.GO_ON
    )


def test_H07_a_freeze_puts_off_the_change_it_covers_and_none_before() -> None:
    """Omeprazole 40 days from the start: the change on day 14 is made, the next waits.

    The one that is due this morning is made tomorrow at the earliest.
    """
    course = asked(
        pace=PaceWish(shape=Shape.LINEAR, amount=Mass.mg(1), step_days=14),
        co_drugs=(CoDrug("omeprazole", started=after(40)),),
    )
    plan = planned(asked(pace=course.pace))
    found = proposed(ON, request=course, plan=plan)
    assert found.action is Action.HOLD
    longer = check_version(found)
    assert [step.days for step in longer.steps[:3]] == [1, 51, 14]
    assert found.because[0].text == longer.steps[1].reasons[-1]


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
            "maudsley2024",
            tuple(each.id for each in three),
        ),
    )
    assert proposed(ON, usual_days(), felt(0, 0, 0, 0)).action is Action.GO_ON


def test_H33_ratings_of_more_than_a_week_ago_are_silence() -> None:
    """Seven days back counts from the morning."""
    assert proposed(ON, felt(0, 0, 0, 0, None, None, None)).action is Action.GO_ON
    old = felt(0, 0, 0, 0, None, None, None, None)
    assert proposed(ON, old).action is Action.NOT_KNOWN


def test_what_has_settled_goes_on_and_names_the_next_change() -> None:
    """At most what was usual before the plan."""
    recent = felt(2, 2, 2, 2)
    found = proposed(after(10), usual_days(2), felt(2, 2, 2, 2, until=after(10)))
    assert (found.action, found.plan, found.proposal) == (Action.GO_ON, None, None)
    assert found.because[0].text == (
        "It has settled: the highest rating of a day was usually 2 of 10, on 4 of the"
        " last 7 days; before the plan it was 2. The plan goes on as agreed; the next"
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
LASTING = [*usual_days(), *felt(*[5] * 15)]
MODERATE = [*usual_days(), *felt(1, 1, 1, 1, 1, 1, 1, 1, 4, 4, 4, 4)]
MILD = [*usual_days(), *felt(3, 3, 3, 3)]
SEVERE = [*usual_days(), *felt(8, 3, 7)]


@pytest.mark.parametrize(
    ("life", "situation"),
    [
        (MILD, "Mild symptoms are still there: the highest rating of a day was usually"),
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
    assert "Severe symptoms, 7 of 10 or more, on 2 of the" in words(proposed(ON, SEVERE))


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
    """A week, two weeks, or two weeks and half of the next change."""
    request = rule(**{situation: response})
    found = proposed(ON, life, request=request)
    assert found.action.value == response.value
    if response is Response.GO_ON:
        assert found.plan is None
        return
    assert rows(check_version(found)) == ROWS_OF[response.value]
    assert len(found.because) == 1


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
    assert [step.reasons for step in plan.steps[:3]] == [(HELD,), (HALF,), (OTHER_HALF,)]
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

IN_STEP_2 = after(20)
TOLERATED = felt(1, 1, 1, 1, until=after(13))
HARD = [*usual_days(), *TOLERATED, *felt(8, 8, until=IN_STEP_2)]


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

CROSSING = make_request(
    market="gb",
    method=Method.CROSSOVER,
    author=Author.PRESCRIBER,
    agreed_rule=AGREED,
)
CROSSED = planned(CROSSING)


@pytest.mark.parametrize("ratings", [(5,) * 7, (8,) * 7])
def test_H06_within_the_swaps_a_crossover_is_only_held(ratings: tuple[int]) -> None:
    """Neither slowed nor taken back, whatever was agreed."""
    swaps = CROSSED.crossover
    assert swaps is not None
    assert swaps.last_step == 2
    request = replace(CROSSING, agreed_rule=replace(AGREED, moderate=Response.SLOW))
    found = proposed(after(7), usual_days(0), felt(*ratings, until=after(7)), request=request)
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
        "Within a crossover a step back is for your prescriber to plan.",
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


# Who accepts ----------------------------------------------------------------------


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("by", EntryAuthor)
def test_H39_who_may_accept_a_version(action: Action, by: EntryAuthor) -> None:
    """The person and the prescriber, a helper never; some only the prescriber."""
    for needs in (False, True):
        offer = Adaptation(action, ON, (), PLAN, needs_prescriber=needs)
        may = by is EntryAuthor.PRESCRIBER or (by is EntryAuthor.PERSON and not needs)
        if may:
            assert offer.accepted(by) is PLAN
            continue
        with pytest.raises(NotAllowedError) as caught:
            offer.accepted(by)
        assert str(caught.value) == (
            "a helper cannot accept a change of the plan (G39): the person has to"
            if by is EntryAuthor.HELPER
            else "only the prescriber can accept this"
        )
        nothing = replace(offer, plan=None)
        with pytest.raises(NotAllowedError, match=r"nothing to accept: the plan stand"):
            nothing.accepted(by)


@pytest.mark.parametrize("by", EntryAuthor)
def test_a_plan_that_stands_needs_nobody(by: EntryAuthor) -> None:
    """There is nothing to accept, for anybody."""
    found = proposed(ON, usual_days(), felt(1, 1, 1, 1))
    with pytest.raises(NotAllowedError, match=r"^there is nothing to accept: the plan"):
        found.accepted(by)


def test_what_was_accepted_is_a_new_version_and_the_old_one_is_as_it_was() -> None:
    """A plan is never changed in place."""
    before = rows(PLAN)
    found = proposed(ON, MILD)
    assert found.accepted(EntryAuthor.PERSON) == found.plan != PLAN
    assert rows(PLAN) == before


# The proposal as a whole ----------------------------------------------------------


def test_a_proposal_carries_its_review_and_what_it_takes_for_granted() -> None:
    """So it can be printed like any other plan."""
    found = proposed(ON, MILD)
    whole = found.proposal
    assert whole is not None
    assert whole.table == "ashton2002"
    assert whole.plan == found.plan
    assert whole.request.start == ON
    assert {each.rule for each in whole.findings} >= {"G32", "G34"}
    assert any(text.startswith("No age was given") for text in whole.assumptions)


def test_findings_are_what_the_journal_adds() -> None:
    """What the agreed plan was told before is not said anew."""
    told = asked(co_drugs=(CoDrug("fluvoxamine", started=after(2)),))
    plan = planned(told)
    assert proposed(after(20), request=told, plan=plan).findings == ()
    same = wrote(FLUVOXAMINE, after(2))
    assert proposed(after(20), same, request=told, plan=plan).findings == ()
    other = wrote(CoDrugEntry("omeprazole", starts=True), after(18))
    found = proposed(after(20), other, request=told, plan=plan).findings
    assert {each.rule for each in found} == {"G20"}
    assert all("meprazole" in each.text for each in found)


def test_only_one_finding_interrupts_and_a_caution_does_not() -> None:
    """Severe symptoms are a caution; a red flag is a stop."""
    hard = proposed(ON, SEVERE)
    assert "G25" in {each.rule for each in hard.findings}
    assert hard.interruption is None
    flagged = proposed(ON, SEVERE, wrote(YES, ON))
    stops = [each for each in flagged.findings if each.severity is Severity.STOP]
    assert flagged.interruption == stops[0]


LIVES: dict[str, Callable[[], Iterable[Entry]]] = {
    "silent": lambda: [],
    "severe": lambda: HARD,
    "less": lambda: took(*["14"] * 14),
    "frozen": lambda: [wrote(FLUVOXAMINE, after(10))],
    "flag": lambda: [wrote(YES, ON)],
}


@pytest.mark.parametrize("name", LIVES)
def test_the_same_life_gives_the_same_proposal(name: str) -> None:
    """Nothing is left to chance, to the clock or to the order of entries."""
    entries = list(LIVES[name]())
    journals = (Journal.of(entries), Journal.of(reversed(entries)))
    for on in (ON, IN_STEP_2):
        one, other = (adapt(PLAN, REQUEST, each, on, FORMULARY) for each in journals)
        assert one == other


def test_what_is_written_after_the_day_is_not_looked_at() -> None:
    """Nobody knows the future."""
    future = [*felt(9, 9, 9, until=after(17)), wrote(YES, after(15))]
    assert proposed(ON, MILD, future) == proposed(ON, MILD)


# Reported -------------------------------------------------------------------------
# Each of these fails on the day it was written and shows a mistake of the planner.


def visits(rating: int, *days: int) -> list[Adaptation]:
    """Somebody with one rating all along, who looks on some days and accepts."""
    request, plan, seen = REQUEST, PLAN, []
    life = [*usual_days(), *rated(days_until(after(days[-1]), days[-1] + 1), rating)]
    for day in days:
        found = proposed(after(day), life, request=request, plan=plan)
        seen.append(found)
        if found.plan is not None and found.proposal is not None:
            request, plan = found.proposal.request, found.plan
    return seen


def test_H33_H07_symptoms_that_go_on_never_become_usual_by_accepting_a_hold() -> None:
    """Usual is what was before the taper, not before the last version of the plan."""
    found = visits(5, 14, 28)
    assert [each.action for each in found] == [Action.SLOW, Action.SLOW]
    assert "before the plan it was 1" in words(found[1])


def test_H07_moderate_for_more_than_14_days_is_slowed_however_often_one_looks() -> None:
    """Waiting week after week would never halve a step (G24)."""
    seen = [each.action for each in visits(5, 8, 15, 22, 29)]
    assert seen[0] is Action.WAIT
    assert seen[-1] is Action.SLOW


def test_H09_an_accepted_wait_does_not_take_the_agreed_step_back_away() -> None:
    """Six days into step 2 it waits; two days later it is severe: 18 mg as agreed."""
    day = after(22)
    first = proposed(day, usual_days(), TOLERATED, felt(3, 3, 3, 3, until=day))
    assert first.action is Action.WAIT
    later = [*usual_days(), *TOLERATED, *felt(3, 3, 3, 3, 8, 8, until=after(24))]
    again = proposed(
        after(24), later, request=first.proposal.request, plan=first.plan
    )
    assert again.action is Action.STEP_BACK


def next_change(plan: Plan, on: date) -> date:
    """The first day from a day on with another dose than the day before."""
    periods = Schedule.of_plan(plan).periods
    return min(
        later.start
        for earlier, later in pairwise(periods)
        if later.regimen != earlier.regimen and later.start >= on
    )


TWICE = asked({("diazepam", t): "10 mg" for t in ("morning", "bedtime")})
FOUR_TIMES = asked(
    {("diazepam", t): "5 mg" for t in ("morning", "midday", "evening", "bedtime")}
)


def test_H07_stay_on_this_dose_means_that_the_next_change_is_put_off() -> None:
    """The plan from what was taken is stopped, so the agreed one has to be held."""
    life: list[Entry] = []
    for each in as_planned(planned(TWICE), LAST_14):
        late = each.content.time is DoseTime.BEDTIME
        life.append(each if late else wrote(missed("diazepam", "morning"), each.day))
    found = proposed(ON, life, request=TWICE)
    assert found.action is Action.HOLD
    assert next_change(found.plan or planned(TWICE), ON) >= after(14, ON)


def test_H11_H08_doses_taken_at_another_time_were_taken() -> None:
    """14 mg as an extra dose each day is no sudden stop."""
    life: list[Entry] = []
    for day in LAST_14:
        life += [wrote(missed("diazepam"), day), wrote(extra(14, "diazepam"), day)]
    found = proposed(ON, life)
    assert "nothing was taken" not in words(found)


@pytest.mark.parametrize("taken_a_day", [1, 2])
def test_H11_H07_a_new_plan_begins_with_the_median_that_it_names(
    taken_a_day: int,
) -> None:
    """Of four doses the first and one other, or one other alone, on every day."""
    plan, life = planned(FOUR_TIMES), []
    for number, day in enumerate(LAST_14):
        for place, each in enumerate(as_planned(plan, [day])):
            turn = (place == 0, place == 1 + number % 3)
            kept = any(turn) if taken_a_day == 2 else place == number % 4
            time = each.content.time
            life.append(each if kept else wrote(missed("diazepam", time), day))
    found = proposed(ON, life, request=FOUR_TIMES)
    assert "nothing was taken" not in words(found)
    if found.action is Action.REPLAN:
        said = found.plan.before.total("diazepam").words
        assert f"usually {said} of diazepam a day" in words(found)
    assert "a cut" not in words(found)
    assert "At step 2 the dose falls by 100 %" not in words(found)


def test_H10_another_benzodiazepine_at_bedtime_is_more_than_planned() -> None:
    """Lorazepam each night beside the diazepam of the plan."""
    other = DoseEntry(Intake.TAKEN, "lorazepam", DoseTime.BEDTIME, Mass.mg(1))
    life = [*as_planned(PLAN, LAST_14), *(wrote(other, day) for day in LAST_14)]
    found = proposed(ON, life, usual_days(), felt(1, 1, 1, 1))
    assert found.action is Action.HOLD


def test_H06_a_drug_that_came_yesterday_and_has_no_entry_yet_is_no_failure() -> None:
    """A crossover that waited: diazepam begins on day 14, and nobody wrote it down."""
    waited = replace(CROSSING, co_drugs=(CoDrug("valproate", START),))
    plan = planned(waited)
    assert "diazepam" not in plan.steps[0].regimen.drugs
    life = list(as_planned(plan, days_until(after(13), 14)))
    assert proposed(after(15), life, request=waited).action is Action.NOT_KNOWN


def assert_no_change_within_a_freeze(found: Adaptation) -> None:
    """G20, of what is proposed."""
    assert found.plan is not None
    assert found.proposal is not None
    schedule = Schedule.of_plan(found.plan)
    case = Case.of_request(found.proposal.request, FORMULARY, schedule)
    known = tuple(freezes(case))
    assert known
    for earlier, later in pairwise(schedule.periods):
        if earlier.regimen != later.regimen:
            assert not any(each.covers(later.start) for each in known), later.start


@pytest.mark.parametrize("sign", ["lost sleep", "above", "below", "unsteady"])
def test_H07_a_version_held_for_another_reason_keeps_the_freeze(sign: str) -> None:
    """Fluvoxamine since 14 January: no change before 27 February, whoever holds."""
    found = proposed(ON, SIGNS[sign][1], SIGNS["frozen"][1], request=BIPOLAR)
    assert_no_change_within_a_freeze(found)


@pytest.mark.parametrize("life", [MILD, LASTING], ids=["wait", "slow"])
def test_H07_a_version_that_moves_later_keeps_a_freeze_that_was_planned_for(
    life: list[Entry],
) -> None:
    """Fluvoxamine from 5 March is in the request from the beginning."""
    request = asked(co_drugs=(CoDrug("fluvoxamine", started=after(60)),))
    assert_no_change_within_a_freeze(proposed(ON, life, request=request))


@pytest.mark.parametrize("from_end", [-1, 0])
def test_H09_severe_symptoms_at_the_goal_are_not_answered_with_go_on(
    from_end: int,
) -> None:
    """The last cut was ten days ago, and a step back was agreed (G25)."""
    on = after(from_end, GOAL_PLAN.end)
    start = GOAL_PLAN.steps[-1].start
    life = [*felt(1, 1, 1, 1, until=after(-1, start)), *felt(8, 8, 8, 8, until=on)]
    found = proposed(on, usual_days(), life, request=LOWER)
    assert found.action is not Action.GO_ON


@pytest.mark.parametrize("sign", ["lost sleep", "frozen"])
def test_H07_the_morning_of_the_first_change_looks_at_sleep_and_other_medicines(
    sign: str,
) -> None:
    """Two poor nights, or fluvoxamine, in the days before: 18 mg can still wait."""
    days = {"lost sleep": [after(-1), START], "frozen": [after(-3)]}
    contents: dict[str, Callable[[date], Any]] = {
        "lost sleep": lambda day: night(day, timedelta(hours=3)),
        "frozen": lambda day: FLUVOXAMINE,
    }
    entries = [wrote(contents[sign](day), day) for day in days[sign]]
    assert proposed(START, entries, request=BIPOLAR).action is Action.HOLD


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
    life = [*felt(1, 1, 1, 1, until=after(-1, alone.start)), *felt(8, 8, until=on)]
    found = proposed(on, usual_days(), life, request=both)
    assert "lorazepam" not in mg_drugs(found) or found.needs_prescriber


def mg_drugs(found: Adaptation) -> tuple[str, ...]:
    """The drugs that a version begins with."""
    return found.plan.before.drugs if found.plan is not None else ()
