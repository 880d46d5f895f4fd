"""The agreed rule: a journal beside a plan, and what to do about the next change.

The plan is that of ``adapting``: diazepam 20 mg, then 18 mg from 4 January 2027, 16 mg
from 18 January, and so on.  The day is looked at in the morning.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from tests.factories import FORMULARY, START, make_person, regimen_from
from tests.journal.entries import extra, missed, night
from tests.planner.adapting import (
    HARD,
    IN_STEP_2,
    LASTING,
    LOWER,
    MILD,
    NOBODY,
    ON,
    PLAN,
    REQUEST,
    SEVERE,
    after,
    asked,
    check_version,
    felt,
    held,
    mg_of,
    next_change,
    planned,
    proposed,
    rows,
    shifted,
    took,
    usual_days,
    words,
    wrote,
)

from stepwell.documents.plan_json import json_text
from stepwell.interop.documents_in import parse_json
from stepwell.interop.request_reader import read_request
from stepwell.interop.request_writer import request_document
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
from stepwell.plan.person import Flag, RedFlag, UseHistory
from stepwell.plan.request import CoDrug, PaceWish, Shape
from stepwell.plan.schedule import Schedule
from stepwell.planner.adapt import adapt
from stepwell.planner.adapt_intake import FOR_THE_PRESCRIBER
from stepwell.planner.adaptation import Action, Adaptation, Because, NotAllowedError
from stepwell.planner.moment import NOT_MAKEABLE
from stepwell.planner.remade import AGAIN
from stepwell.quantities import Mass
from stepwell.safety.case import Case
from stepwell.safety.freezes import freezes
from stepwell.safety.review import review


YES = RedFlagAnswers(frozenset({RedFlag.SEIZURE}))
FLUVOXAMINE = CoDrugEntry("fluvoxamine", starts=True)
BIPOLAR = asked(person=make_person(Flag.BIPOLAR_OR_PSYCHOSIS))
WELL = [*usual_days(), *felt(1, 1, 1, 1)]


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


def test_H31_each_reason_names_the_entries_of_its_own_flag() -> None:
    """A seizure on one day, thoughts of harm on the next; a rule of both names both."""
    seizure = wrote(YES, after(13))
    harm = wrote(RedFlagAnswers(frozenset({RedFlag.SUICIDAL_THOUGHTS})), ON)
    found = proposed(ON, seizure, harm)
    behind = {each.text: set(each.entries) for each in found.because}
    named = {
        start: ids
        for start in ("A seizure", "Thoughts of ending", "What was written on")
        for text, ids in behind.items()
        if text.startswith(start)
    }
    assert named == {
        "A seizure": {seizure.id},
        "Thoughts of ending": {harm.id},
        "What was written on": {seizure.id, harm.id},
    }


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
    "below": ("known days of the last 14 less was taken", took(*["17"] * 9)),
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
    """Sleep, doses above, below, unsteady, then symptoms; a freeze is said beside."""
    for earlier, later in combinations(SIGNS, 2):
        if (earlier, later) == ("below", "unsteady"):
            continue  # one and the same doses
        entries = [*SIGNS[earlier][1], *SIGNS[later][1]]
        said = words(proposed(ON, entries, request=BIPOLAR))
        both = "frozen" in (earlier, later)
        assert SIGNS[earlier][0] in said, (earlier, later)
        assert (SIGNS[later][0] in said) is both, (earlier, later)


def test_less_on_most_days_is_less_and_not_unsteady() -> None:
    """The doses of the two overlap; the plan goes on from what is taken."""
    assert proposed(ON, took(*["14"] * 9)).action is Action.REPLAN


# Before and after the plan --------------------------------------------------------


BEGINS = Because(
    "The plan begins on 2027-01-04: before that nothing changes.", "stepwell_proposal"
)


@pytest.mark.parametrize("on", [after(-3), START])
def test_a_plan_begins_as_agreed_with_mild_symptoms_or_without_a_word(on: date) -> None:
    """What was agreed stands; the first change is there to be tried."""
    for written in ([], felt(5, 5, 5, 5, until=on)):
        found = proposed(on, written)
        assert (found.action, found.plan) == (Action.GO_ON, None)
        assert found.because == (BEGINS,)


@pytest.mark.parametrize("on", [after(-3), START])
def test_H07_severe_symptoms_put_the_first_change_off(on: date) -> None:
    """Two weeks on today's dose, and the prescriber is told (G25)."""
    found = proposed(on, felt(9, 9, 9, 9, until=on))
    assert found.action is Action.HOLD
    plan = check_version(found)
    assert mg_of(plan)[0] == 20
    assert next_change(plan, on) == max(after(14, on), START)
    assert found.because[0].text.startswith("Severe symptoms on 4 of the last 7 days")


@pytest.mark.parametrize("on", [after(-3), START])
def test_H11_what_was_taken_before_the_first_change_counts(on: date) -> None:
    """None of it is a sudden stop, more of it holds, less is for the prescriber."""
    before = after(-1, on)
    stopped = proposed(on, took("0", "0", "0", until=before))
    assert stopped.action is Action.HELP_FIRST
    assert words(stopped).startswith("On the last 2 days no diazepam was taken.")
    more = proposed(on, took(*["40"] * 14, until=before))
    assert more.action is Action.HOLD
    assert "more diazepam was taken than planned" in words(more)
    less = proposed(on, took(*["16"] * 14, until=before))
    assert less.action is Action.HOLD
    assert less.because[-1] == FOR_THE_PRESCRIBER


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
    assert plan.steps[0].reasons == (AGAIN,)
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


@pytest.mark.parametrize("from_end", [-1, 0, 1, 50])
def test_H17_a_goal_that_is_reached_simply_goes_on(from_end: int) -> None:
    """Silence there is no reason to do anything."""
    text = "No change of dose is left in this plan, so there is nothing to decide."
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
    found = proposed(ON, told, WELL)
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
    found = proposed(ON, told, WELL)
    later = [*usual_days(), *felt(1, 1, 1, 1, until=after(20))]
    assert found.proposal is not None
    again = proposed(
        after(20), told, later, request=found.proposal.request, plan=found.plan
    )
    assert again.action is Action.GO_ON
    assert [each for each in again.findings if each.rule == "G20"] == []


def test_H07_a_medicine_that_is_stopped_freezes_the_plan_too() -> None:
    """The entry says that it ends."""
    stops = wrote(CoDrugEntry("fluvoxamine", starts=False), after(10))
    found = proposed(ON, stops, WELL)
    assert found.action is Action.HOLD
    assert "because fluvoxamine stops on 2027-01-14" in words(found)
    assert check_version(found).steps[0].end == date(2027, 2, 9)
    assert found.proposal.request.co_drugs == (
        CoDrug("fluvoxamine", stopped=after(10)),
    )


def test_H07_the_end_of_a_medicine_that_was_told_before_is_that_of_the_same_one() -> (
    None
):
    """Taken for years, stopped on day 10, whatever the case of its name."""
    told = CoDrug("Fluvoxamine", started=after(-900))
    request = asked(co_drugs=(told,))
    stops = wrote(CoDrugEntry("fluvoxamine", starts=False), after(10))
    found = proposed(ON, stops, WELL, request=request)
    assert found.action is Action.HOLD
    assert found.proposal.request.co_drugs == (replace(told, stopped=after(10)),)
    again = wrote(CoDrugEntry("fluvoxamine", starts=True), after(12))
    found = proposed(ON, stops, again, WELL, request=request)
    assert found.proposal.request.co_drugs == (
        replace(told, stopped=after(10)),
        CoDrug("fluvoxamine", started=after(12)),
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
    found = proposed(ON, WELL, request=course, plan=plan)
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


# What is kept by every kind of proposal -------------------------------------------


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


LOW = [1, 1, 1, 1]
KINDS: dict[str, tuple[Action, date, list[Entry]]] = {
    "lost sleep": (Action.HOLD, ON, POOR),
    "above": (Action.HOLD, ON, SIGNS["above"][1]),
    "below": (Action.REPLAN, ON, took(*["17"] * 9)),
    "unsteady": (Action.HOLD, ON, SIGNS["unsteady"][1]),
    "silent": (Action.NOT_KNOWN, ON, []),
    "mild": (Action.WAIT, ON, MILD),
    "lasting": (Action.SLOW, ON, LASTING),
    "severe": (Action.STEP_BACK, IN_STEP_2, HARD),
    "well": (Action.HOLD, ON, WELL),
}
"""What each kind of proposal is, beside fluvoxamine since day 10."""


@pytest.mark.parametrize("kind", KINDS)
def test_H07_a_freeze_is_kept_by_every_kind_of_proposal(kind: str) -> None:
    """Fluvoxamine since 14 January: no change before 27 February, whoever holds.

    Whoever is well is held; every other proposal stays what it is.
    """
    action, on, life = KINDS[kind]
    found = proposed(on, life, SIGNS["frozen"][1], request=BIPOLAR)
    assert found.action is action
    assert_no_change_within_a_freeze(found)
    assert next_change(check_version(found), after(1, on)) >= date(2027, 2, 27)
    [told] = SIGNS["frozen"][1]
    held_by = [each for each in found.because if "fluvoxamine" in each.text]
    assert [each.entries for each in held_by] == [(told.id,)]
    assert found.because[-1] == held_by[0]


@pytest.mark.parametrize("life", [MILD, LASTING], ids=["wait", "slow"])
def test_H07_a_version_that_moves_later_keeps_a_freeze_that_was_planned_for(
    life: list[Entry],
) -> None:
    """Fluvoxamine from 5 March is in the request from the beginning."""
    request = asked(co_drugs=(CoDrug("fluvoxamine", started=after(60)),))
    assert_no_change_within_a_freeze(proposed(ON, life, request=request))


def test_H09_H07_help_and_reinstatement_are_not_put_off_by_a_freeze() -> None:
    """A red flag has no plan; a dose that is started again is not changed."""
    flagged = proposed(ON, SIGNS["frozen"][1], wrote(YES, ON))
    assert (flagged.action, flagged.plan) == (Action.HELP_FIRST, None)
    on = after(3, PLAN.end)
    told = wrote(FLUVOXAMINE, after(1, PLAN.end))
    found = proposed(on, doses_after(0, 2), told)
    assert found.action is Action.REINSTATE
    assert rows(check_version(found)) == [(1.0, on, 28)]


# At the goal ----------------------------------------------------------------------


def at_the_goal(from_end: int, rating: int, days: int) -> tuple[date, list[Entry]]:
    """A day in the last step or after it, and a hard time since that step began."""
    on = after(from_end, GOAL_PLAN.end)
    start = GOAL_PLAN.steps[-1].start
    fine = felt(*LOW, until=after(-1, start))
    return on, [*usual_days(), *fine, *felt(*[rating] * days, until=on)]


@pytest.mark.parametrize("from_end", [-1, 0, 14])
def test_H09_severe_symptoms_at_the_goal_go_back_as_agreed(from_end: int) -> None:
    """To 14 mg, which was left 13 to 28 days ago and was tolerated (G25)."""
    on, life = at_the_goal(from_end, 8, 4)
    found = proposed(on, life, request=LOWER)
    assert found.action is Action.STEP_BACK
    plan = check_version(found)
    assert rows(plan)[:2] == [(14.0, on, 14), (13.0, after(14, on), 14)]
    assert (plan.final_dose, plan.stop_date) == (GOAL_PLAN.final_dose, None)


@pytest.mark.parametrize("from_end", [-1, 0, 15, 60])
def test_H09_severe_symptoms_at_the_goal_without_a_way_back_are_held(
    from_end: int,
) -> None:
    """Nobody agreed, or it is too long ago: said, and the plan stands."""
    on, life = at_the_goal(from_end, 8, 4)
    agreed = from_end > 14
    request = LOWER if agreed else replace(LOWER, agreed_rule=NOBODY)
    found = proposed(on, life, request=request)
    assert (found.action, found.plan) == (Action.HOLD, None)
    assert found.because[0].text.startswith("Severe symptoms, 7 of 10 or more")
    assert ("more than 28 days ago" in words(found)) is agreed


def test_H07_lasting_symptoms_at_the_goal_are_held_and_mild_ones_are_not() -> None:
    """Moderate for 15 days is answered; mild days or none are no decision."""
    on, life = at_the_goal(3, 5, 17)
    found = proposed(on, life, request=LOWER)
    assert (found.action, found.plan) == (Action.HOLD, None)
    assert "moderate for more than 14 days" in words(found)
    for rating in (0, 3):
        on, life = at_the_goal(-1, rating, 7)
        found = proposed(on, life, request=LOWER)
        assert (found.action, found.plan) == (Action.GO_ON, None)


# Before the first change ----------------------------------------------------------


FEW_DAYS: dict[str, list[Entry]] = {
    "lost sleep": [
        wrote(night(day, timedelta(hours=3)), day) for day in (after(-4), after(-3))
    ],
    "frozen": [wrote(FLUVOXAMINE, after(-3))],
}


@pytest.mark.parametrize("sign", FEW_DAYS)
@pytest.mark.parametrize("day", [-3, 0])
def test_H07_the_first_change_is_held_by_lost_sleep_and_other_medicines(
    sign: str, day: int
) -> None:
    """20 mg, as today, is taken on; 18 mg and all that follows come later."""
    on = after(day)
    poor = [wrote(night(each, timedelta(hours=3)), each) for each in (after(-1), START)]
    entries = poor if (sign, day) == ("lost sleep", 0) else FEW_DAYS[sign]
    found = proposed(on, entries, request=BIPOLAR)
    assert found.action is Action.HOLD
    plan = check_version(found)
    assert plan.before == PLAN.before
    first = rows(plan)[0]
    assert first[:2] == (20.0, on)
    assert plan.steps[0].end >= after(14, on)
    wait = (plan.steps[0].end - PLAN.start).days
    assert plan.steps[1:] == shifted(PLAN.steps, wait, 2)
    assert found.proposal.request.current == BIPOLAR.current
    assert found.proposal.request.earlier is None


def test_H33_a_first_change_that_was_held_is_still_the_first_one() -> None:
    """Usual stays what was before the plan that was agreed."""
    found = proposed(START, FEW_DAYS["frozen"], request=BIPOLAR)
    plan, request = found.plan, found.proposal.request
    first = plan.steps[1].start
    on = after(10, first)
    life = [*usual_days(2), *felt(2, 2, 2, 2, until=on)]
    later = proposed(on, life, FEW_DAYS["frozen"], request=request, plan=plan)
    assert later.action is Action.GO_ON
    assert "before the plan it was 2" in words(later)


UNMADE = replace(
    BIPOLAR, current=(replace(BIPOLAR.current[0], amount=Mass.mg("20.3")),)
)
UNMADE_PLAN = replace(PLAN, before=regimen_from({("diazepam", "bedtime"): "20.3 mg"}))


@pytest.mark.parametrize("day", [-3, 0])
def test_H12_todays_dose_that_nothing_makes_is_said_and_not_planned(day: int) -> None:
    """20.3 mg and poor nights: the plan should not begin yet."""
    on = after(day)
    poor = [
        wrote(night(each, timedelta(hours=3)), each) for each in (after(-1, on), on)
    ]
    found = proposed(on, poor, request=UNMADE, plan=UNMADE_PLAN)
    assert (found.action, found.plan) == (Action.HOLD, None)
    assert len(found.because) == 2
    assert found.because[-1] == NOT_MAKEABLE
    assert proposed(on, request=UNMADE, plan=UNMADE_PLAN).action is Action.GO_ON


@pytest.mark.parametrize("day", [-3, 0])
def test_H07_H12_a_freeze_holds_a_first_change_also_where_todays_dose_is_not_made(
    day: int,
) -> None:
    """Said without a plan; a freeze that is over before the first change holds none."""
    on = after(day)
    found = proposed(on, FEW_DAYS["frozen"], request=UNMADE, plan=UNMADE_PLAN)
    assert (found.action, found.plan) == (Action.HOLD, None)
    assert found.because[0].text.startswith("Fluvoxamine starts on 2027-01-01")
    assert found.because[-1] == NOT_MAKEABLE
    long_ago = wrote(FLUVOXAMINE, after(-90))
    found = proposed(on, long_ago, request=UNMADE, plan=UNMADE_PLAN)
    assert (found.action, found.plan) == (Action.GO_ON, None)


# What the review of a version finds -----------------------------------------------


OVERDUE = replace(BIPOLAR, care=Care("Dr Example", after(-5), after(18), after(20)))
"""Reviewed on day 18, prescribed until day 20, and nobody wrote newer dates."""
DAY_28 = after(28)
HOLDS: dict[str, tuple[Action, list[Entry]]] = {
    "wait": (Action.WAIT, [*usual_days(), *felt(3, 3, 3, 3, until=DAY_28)]),
    "silent": (Action.NOT_KNOWN, []),
    "sleep": (
        Action.HOLD,
        [wrote(night(day, timedelta(hours=3)), day) for day in (after(27), DAY_28)],
    ),
    "above": (
        Action.HOLD,
        [wrote(extra(30, "diazepam"), after(each)) for each in (20, 22)],
    ),
    "unsteady": (
        Action.HOLD,
        took(*["16"] * 8, "15", "14", "15", until=after(27)),
    ),
    "frozen": (
        Action.HOLD,
        [
            *usual_days(),
            *felt(*LOW, until=DAY_28),
            wrote(FLUVOXAMINE, after(27)),
        ],
    ),
}


@pytest.mark.parametrize("kind", HOLDS)
def test_H07_H08_a_supply_that_has_run_out_on_paper_never_undoes_a_hold(
    kind: str,
) -> None:
    """G27 stops other plans; beside a hold it is a caution, and said."""
    action, life = HOLDS[kind]
    found = proposed(DAY_28, life, request=OVERDUE)
    assert found.action is action
    assert next_change(check_version(found), DAY_28) >= after(7, DAY_28)
    [supply] = [each for each in found.proposal.findings if each.rule == "G27"]
    assert supply.severity is Severity.CAUTION
    assert "running out is like stopping suddenly" in supply.text
    assert not found.proposal.is_refused


def softened(found: Adaptation) -> list[tuple[str, Severity, Severity]]:
    """The findings of a proposal that are said otherwise than its review says them."""
    assert found.plan is not None
    assert found.proposal is not None
    schedule = Schedule.of_plan(found.plan)
    judged = review(Case.of_request(found.proposal.request, FORMULARY, schedule))
    pairs = zip(judged, found.proposal.findings, strict=True)
    return [
        (was.rule, was.severity, said.severity)
        for was, said in pairs
        if said.severity is not was.severity
    ]


@pytest.mark.parametrize("kind", HOLDS)
def test_H34_beside_a_hold_only_what_stops_is_said_more_softly(kind: str) -> None:
    """An information does not become a caution because a stop beside it did."""
    found = proposed(DAY_28, HOLDS[kind][1], request=OVERDUE)
    assert found.proposal is not None
    assert Severity.INFO in {each.severity for each in found.proposal.findings}
    assert softened(found) == [("G27", Severity.STOP, Severity.CAUTION)]


def test_H34_beside_what_only_a_prescriber_may_accept_only_a_stop_is_locked() -> None:
    """Cautions stay cautions after the end, too."""
    on = after(5, PLAN.end)
    found = proposed(on, felt(8, 8, until=on), request=OVERDUE)
    assert found.action is Action.REINSTATE
    assert softened(found) == [("G27", Severity.STOP, Severity.LOCK)]


@pytest.mark.parametrize(
    ("action", "life"),
    [
        (Action.SLOW, [*usual_days(), *felt(*[5] * 15, until=DAY_28)]),
        (
            Action.STEP_BACK,
            [*usual_days(), *felt(*LOW, until=after(13)), *felt(8, 8, until=DAY_28)],
        ),
        (Action.REPLAN, took(*["15"] * 14, until=after(27))),
    ],
    ids=["slow", "step back", "replan"],
)
def test_H07_H08_what_the_review_stops_becomes_a_hold_with_a_plan(
    action: Action, life: list[Entry]
) -> None:
    """16 mg for two weeks more; only what was seen and why it is held are said."""
    assert proposed(DAY_28, life, request=BIPOLAR).action is action
    found = proposed(DAY_28, life, request=OVERDUE)
    assert found.action is Action.HOLD
    assert rows(check_version(found)) == held(PLAN, 28, 14)
    seen, why = found.because
    assert seen == proposed(DAY_28, life, request=BIPOLAR).because[0]
    assert why.text.startswith("The plan as it would be then is stopped: ")
    assert why.text.endswith(" So the dose is held; talk to your prescriber.")
    known = found.proposal.request.earlier
    assert (known.began, known.cut) == (START, after(14))
    assert [dose.amount for dose in known.before] == [Mass.mg(18)]


def test_H07_H08_a_stopped_plan_is_held_over_a_freeze_and_says_it_once() -> None:
    """Fluvoxamine since day 27, lasting symptoms and no supply on paper."""
    life = [*usual_days(), *felt(*[5] * 15, until=DAY_28)]
    found = proposed(DAY_28, life, wrote(FLUVOXAMINE, after(27)), request=OVERDUE)
    assert found.action is Action.HOLD
    assert_no_change_within_a_freeze(found)
    assert words(found).count("because fluvoxamine starts") == 1


def test_H09_after_the_stop_nobody_is_told_to_stay_on_a_dose() -> None:
    """Severe symptoms after the end, with the same old dates: a lock, and no stop."""
    on = after(5, PLAN.end)
    found = proposed(on, felt(8, 8, until=on), request=OVERDUE)
    assert "stay on this dose" not in words(found)
    assert found.action is Action.REINSTATE
    assert found.needs_prescriber
    [supply] = [each for each in found.proposal.findings if each.rule == "G27"]
    assert supply.severity is Severity.LOCK


# The request of what was accepted -------------------------------------------------


@pytest.mark.parametrize("kind", [each for each in KINDS if each != "well"])
def test_H05_the_request_of_every_kind_of_proposal_is_read_back_equal(
    kind: str,
) -> None:
    """With what was followed before it, so that it can be adapted again."""
    _, on, life = KINDS[kind]
    request = replace(BIPOLAR, use=UseHistory(date(2021, 1, 1)))
    found = proposed(on, life, request=request)
    assert found.proposal is not None
    accepted = found.proposal.request
    known = accepted.earlier
    assert known is not None
    changed = found.action in (Action.STEP_BACK, Action.REPLAN)
    assert (known.began, known.cut) == (START, on if changed else START)
    assert known.before == ()
    document = parse_json(json_text(request_document(accepted)))
    assert read_request(document, FORMULARY) == accepted
