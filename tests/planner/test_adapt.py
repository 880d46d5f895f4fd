"""The agreed rule: a journal beside a plan, and what to do about the next change.

The plan is that of ``adapting``: diazepam 20 mg, then 18 mg from 4 January 2027, 16 mg
from 18 January, and so on.  The day is looked at in the morning.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, pairwise
from typing import Any

import pytest
from tests.factories import FORMULARY, START, make_person
from tests.journal.entries import extra, missed, night
from tests.planner.adapting import (
    HARD,
    IN_STEP_2,
    LASTING,
    LOWER,
    MILD,
    ON,
    PLAN,
    REQUEST,
    SEVERE,
    after,
    asked,
    check_version,
    felt,
    held,
    next_change,
    planned,
    proposed,
    rows,
    took,
    usual_days,
    words,
    wrote,
)

from stepwell.journal.entry import (
    Clearance,
    CoDrugEntry,
    Entry,
    EntryAuthor,
    Note,
    RedFlagAnswers,
)
from stepwell.journal.journal import Journal
from stepwell.plan.care import Care
from stepwell.plan.finding import Severity
from stepwell.plan.person import Flag, RedFlag
from stepwell.plan.request import CoDrug, PaceWish, Shape
from stepwell.plan.schedule import Schedule
from stepwell.planner.adapt import adapt
from stepwell.planner.adaptation import Action, Adaptation, Because, NotAllowedError
from stepwell.planner.remade import BACK
from stepwell.quantities import Mass
from stepwell.safety.case import Case
from stepwell.safety.freezes import freezes


YES = RedFlagAnswers(frozenset({RedFlag.SEIZURE}))
FLUVOXAMINE = CoDrugEntry("fluvoxamine", starts=True)
BIPOLAR = asked(person=make_person(Flag.BIPOLAR_OR_PSYCHOSIS))
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
# Each of these fails on the day it was written, and shows a mistake of the planner.


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


# reported: what another check holds for 14 days is not frozen
@pytest.mark.parametrize("sign", ["lost sleep", "above", "below", "unsteady"])
def test_H07_a_version_held_for_another_reason_keeps_the_freeze(sign: str) -> None:
    """Fluvoxamine since 14 January: no change before 27 February, whoever holds."""
    found = proposed(ON, SIGNS[sign][1], SIGNS["frozen"][1], request=BIPOLAR)
    assert_no_change_within_a_freeze(found)


# reported: a plan that moves later is not frozen again
@pytest.mark.parametrize("life", [MILD, LASTING], ids=["wait", "slow"])
def test_H07_a_version_that_moves_later_keeps_a_freeze_that_was_planned_for(
    life: list[Entry],
) -> None:
    """Fluvoxamine from 5 March is in the request from the beginning."""
    request = asked(co_drugs=(CoDrug("fluvoxamine", started=after(60)),))
    assert_no_change_within_a_freeze(proposed(ON, life, request=request))


# reported: severe symptoms at the goal are told that there is nothing to decide
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


# reported: the first change is made in spite of a freeze or of lost sleep
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


OVERDUE = asked(care=Care("Dr Example", after(-5), after(18), after(20)))
"""Reviewed on day 18, prescribed until day 20, and nobody wrote newer dates."""


# reported: the review of the new version stops it, and then the agreed cut is made
def test_H07_H08_dates_of_care_that_have_passed_do_not_undo_a_hold() -> None:
    """On day 28 it should wait; running out is another matter (G27)."""
    found = proposed(
        after(28), usual_days(), felt(3, 3, 3, 3, until=after(28)), request=OVERDUE
    )
    stands = found.plan or planned(OVERDUE)
    assert next_change(stands, after(28)) >= after(35)


# reported: the same review speaks of "this dose" when there is none any more
def test_H09_after_the_stop_nobody_is_told_to_stay_on_a_dose() -> None:
    """Severe symptoms after the end, with the same old dates."""
    on = after(5, PLAN.end)
    found = proposed(on, felt(8, 8, until=on), request=OVERDUE)
    assert "stay on this dose" not in words(found)
    assert found.action is Action.REINSTATE
