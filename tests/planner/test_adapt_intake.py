"""Doses above, below and beside the plan, and what the agreed rule proposes (H11).

The plan is that of ``adapting``; the day is the morning of its second change.
"""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from tests.factories import START
from tests.journal.entries import extra, missed
from tests.planner.adapting import (
    CROSSING,
    LAST_14,
    LOWER,
    ON,
    PLAN,
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
    rows,
    took,
    usual_days,
    words,
    wrote,
)

from stepwell.journal.entry import (
    DoseEntry,
    Entry,
    Intake,
)
from stepwell.plan.request import CoDrug, PaceWish
from stepwell.plan.times import DoseTime
from stepwell.planner.adapt_intake import FOR_THE_PRESCRIBER, NOT_EARLIER
from stepwell.planner.adaptation import Action, Because
from stepwell.planner.remade import AS_TAKEN, HELD
from stepwell.quantities import Mass


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
    planned_too = {
        each.id
        for each in life
        if isinstance(each.content, DoseEntry) and each.day in (once.day, again.day)
    }
    assert set(first.entries) == {once.id, again.id, *planned_too}
    assert len(first.entries) == 4
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


def test_H17_at_the_goal_there_is_nothing_to_put_off() -> None:
    """More than 12 mg on two days of the last step: said, and the plan stands."""
    plan = planned(LOWER)
    on = after(-1, plan.end)
    entries = took("14", "14", until=after(-1, on))
    found = proposed(on, entries, request=LOWER)
    assert (found.action, found.plan) == (Action.HOLD, None)
    assert "more diazepam was taken than planned" in words(found)


# Doses below the plan -------------------------------------------------------------


def test_H11_less_for_most_days_goes_on_from_what_is_taken() -> None:
    """14 mg instead of 18: held until the plan is at 14 mg, no later step earlier."""
    life = took(*["14"] * 14)
    found = proposed(ON, life, usual_days(), felt(2, 2, 2, 2))
    assert found.action is Action.REPLAN
    plan = check_version(found)
    assert not found.needs_prescriber
    assert rows(plan) == [(14.0, ON, 15), *((m, s + DAY, d) for m, s, d in LATER)]
    assert plan.steps[0].reasons == (AS_TAKEN,)
    assert found.because == (
        Because(
            "On most of the 14 known days of the last 14 less was taken than planned:"
            " usually 14 milligrams of diazepam a day (the median). Missed doses are"
            " not made up for.",
            "stepwell_proposal",
            tuple(each.id for each in life),
        ),
        NOT_EARLIER,
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


@pytest.mark.parametrize(("mg", "action"), [("13.5", "replan"), ("13.4", "hold")])
def test_H07_further_below_than_a_step_may_be_is_for_the_prescriber(
    mg: str, action: str
) -> None:
    """A quarter is the most a step may take off (G02), for a new plan as well."""
    request = asked(liquids=True)
    plan = planned(request)
    planned_mg = plan.steps[0].regimen.total("diazepam")
    assert planned_mg == Mass.mg(18)
    found = proposed(ON, took(*[mg] * 14), request=request)
    assert found.action.value == action


def test_H07_with_hard_symptoms_no_plan_is_made_from_less() -> None:
    """Who takes less and feels severe is held, and the prescriber is told."""
    found = proposed(ON, took(*["14"] * 14), usual_days(), felt(9, 9, 9))
    assert found.action is Action.HOLD
    assert found.because[-1] == FOR_THE_PRESCRIBER
    assert "G25" in {each.rule for each in found.findings}


@pytest.mark.parametrize(
    ("mg", "action"), [("9", Action.HOLD), ("8.9", Action.HELP_FIRST)]
)
def test_H08_less_than_half_on_most_days_is_like_a_sudden_stop(
    mg: str, action: Action
) -> None:
    """Help first, and missed doses are not made up for."""
    life = took(*["18"] * 2, *[mg] * 12)
    found = proposed(ON, life)
    assert (found.action, found.plan is None) == (action, action is Action.HELP_FIRST)
    assert found.on == ON
    if action is Action.HELP_FIRST:
        assert found.because == (
            Because(
                "On most of the 14 known days of the last 14 less was taken than"
                " planned: usually 8.9 milligrams of diazepam a day (the median). That"
                " is like stopping suddenly: reach your prescriber or a pharmacist"
                " today, and do not make up for missed doses.",
                "fda2020",
                tuple(each.id for each in life),
            ),
        )


@pytest.mark.parametrize(
    ("last", "action"),
    [
        (["0", "0"], Action.HELP_FIRST),
        (["18", "0"], None),
        (["0", "18"], None),
        (["0", "0.5"], None),
    ],
)
def test_H08_two_days_without_any_dose_are_like_a_sudden_stop(
    last: list[str], action: Action | None
) -> None:
    """However regular the days before were; one such day is a missed dose."""
    found = proposed(ON, took(*["18"] * 8, *last))
    assert (found.action is Action.HELP_FIRST) is (action is Action.HELP_FIRST)
    if action is not None:
        assert words(found).startswith("On the last 2 days no diazepam was taken.")
        assert len(found.because[0].entries) == 2


def test_H08_two_days_nobody_wrote_about_are_no_stop() -> None:
    """Silence is not known."""
    assert proposed(ON, usual_days()).action is not Action.HELP_FIRST


@pytest.mark.parametrize(
    ("mg", "action"), [("14", Action.REPLAN), ("12", Action.HOLD), ("9", Action.HOLD)]
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


@pytest.mark.parametrize(("mg", "action"), [("13", "replan"), ("12", "hold")])
def test_H17_a_little_less_than_planned_is_no_way_below_the_goal(
    mg: str, action: str
) -> None:
    """Planned 14 mg on the way to 12 mg: who takes 12 mg is there, and is held."""
    on = after(42)
    found = proposed(on, took(*[mg] * 14, until=after(-1, on)), request=LOWER)
    assert found.action.value == action


def test_H12_a_taken_dose_that_nothing_makes_is_held_and_not_planned() -> None:
    """17.3 mg cannot be made from tablets; the dose of the step stays the plan's."""
    found = proposed(ON, took(*["17.3"] * 14))
    assert found.action is Action.HOLD
    assert rows(check_version(found)) == held(PLAN, 14, 14)
    assert "usually 17.3 milligrams of diazepam a day" in words(found)


TWICE = asked({("diazepam", t): "10 mg" for t in ("morning", "bedtime")})
TWENTY_TWICE = asked(
    {("diazepam", t): "10 mg" for t in ("morning", "bedtime")},
    pace=PaceWish(reduction=Fraction(1, 10), step_days=14),
    liquids=True,
)


def test_H08_missed_mornings_are_not_planned_from() -> None:
    """Half of the day is further below than a step may be."""
    twice = asked({("diazepam", t): "10 mg" for t in ("morning", "bedtime")})
    plan = planned(twice)
    life = [
        each
        for each in as_planned(plan, LAST_14)
        if each.content.time is DoseTime.BEDTIME
    ]
    life += [wrote(missed("diazepam", "morning"), day) for day in LAST_14]
    found = proposed(ON, life, request=twice)
    assert found.action in (Action.HOLD, Action.HELP_FIRST)
    assert NOT_EARLIER not in found.because


def test_H11_of_two_drugs_only_the_one_that_is_less_is_named() -> None:
    """Lorazepam as planned, diazepam less."""
    both = asked(
        {("lorazepam", "bedtime"): "1 mg", ("diazepam", "bedtime"): "10 mg"},
        pace=PaceWish(),
        liquids=True,
    )
    plan = planned(both)
    life = [
        each for each in as_planned(plan, LAST_14) if each.content.drug == "lorazepam"
    ]
    found = proposed(ON, life, took(*["9"] * 14), request=both)
    assert "usually 9 milligrams of diazepam a day" in words(found)
    assert "of lorazepam" not in words(found)


BOTH = asked(
    {("lorazepam", "bedtime"): "1 mg", ("diazepam", "bedtime"): "10 mg"},
    pace=PaceWish(),
    liquids=True,
)


def lived_with_both(**mg: str) -> list[Entry]:
    """Both drugs for 14 days, one of them as another dose or, at 0, missed."""
    life = []
    for each in as_planned(planned(BOTH), LAST_14):
        drug, time = each.content.drug, each.content.time
        if drug not in mg:
            life.append(each)
        elif mg[drug] == "0":
            life.append(wrote(missed(drug), each.day))
        else:
            other = DoseEntry(Intake.TAKEN, drug, time, Mass.mg(mg[drug]))
            life.append(wrote(other, each.day))
    return life


@pytest.mark.parametrize("less", [{"diazepam": "9"}, {"lorazepam": "0.5"}])
def test_H11_less_of_one_of_two_drugs_is_for_the_prescriber(
    less: dict[str, str],
) -> None:
    """The dose of the step is held until then, and nothing is planned from it."""
    found = proposed(ON, lived_with_both(**less), request=BOTH)
    assert found.action is Action.HOLD
    assert found.because[-1] == FOR_THE_PRESCRIBER
    plan = check_version(found)
    assert plan.before == planned(BOTH).steps[0].regimen
    assert plan.steps[0].days == 14


@pytest.mark.parametrize("drug", ["diazepam", "lorazepam"])
def test_H08_none_of_one_of_two_drugs_is_a_sudden_stop_of_that_one(drug: str) -> None:
    """Help first, and the drug is named."""
    found = proposed(ON, lived_with_both(**{drug: "0"}), request=BOTH)
    assert (found.action, found.plan) == (Action.HELP_FIRST, None)
    assert words(found).startswith(f"On the last 2 days no {drug} was taken.")


def test_H08_none_of_both_names_both() -> None:
    """Neither was taken."""
    life = lived_with_both(diazepam="0", lorazepam="0")
    found = proposed(ON, life, request=BOTH)
    assert found.action is Action.HELP_FIRST
    assert "no lorazepam and diazepam was taken" in words(found) or (
        "no diazepam and lorazepam was taken" in words(found)
    )


def test_H11_usual_doses_that_no_single_day_had_are_for_the_prescriber() -> None:
    """14 mg as extra doses, each day: how it is to be taken, nobody knows."""
    life = [
        each
        for day in LAST_14
        for each in (wrote(missed("diazepam"), day), wrote(extra(14, "diazepam"), day))
    ]
    found = proposed(ON, life)
    assert found.action is Action.HOLD
    assert "usually 14 milligrams of diazepam a day" in words(found)
    assert found.because[-1] == FOR_THE_PRESCRIBER
    assert rows(check_version(found)) == held(PLAN, 14, 14)


def test_H11_the_new_plan_begins_with_the_latest_day_that_had_the_usual_total() -> None:
    """16 mg, of 10 and 6 mg: now in the morning more, at last in the evening."""
    life: list[Entry] = []
    for number, day in enumerate(LAST_14):
        amounts = ("6", "10") if number % 2 else ("10", "6")
        for time, mg in zip((DoseTime.MORNING, DoseTime.BEDTIME), amounts, strict=True):
            taken = DoseEntry(Intake.TAKEN, "diazepam", time, Mass.mg(mg))
            life.append(wrote(taken, day))
    found = proposed(ON, life, request=TWENTY_TWICE)
    assert found.action is Action.REPLAN
    plan = check_version(found)
    assert [each.nanograms for each in plan.before.amounts.values()] == [
        6_000_000,
        10_000_000,
    ]


def test_H10_an_extra_dose_beside_an_open_one_is_more_than_planned() -> None:
    """Whether the planned 18 mg were taken, nobody wrote; 4 mg came on top."""
    entries = [wrote(extra(4, "diazepam"), after(each)) for each in (9, 11)]
    found = proposed(ON, entries)
    assert found.action is Action.HOLD
    assert words(found).startswith("On 2 of the last 14 days more diazepam was taken")


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
    found = proposed(
        ON, took("", *[""] * 11, "16", "16"), usual_days(), felt(1, 1, 1, 1)
    )
    assert found.action is Action.GO_ON


def test_one_dose_more_and_two_less_are_three_that_vary() -> None:
    """Above and below count alike."""
    assert "On 3 of the last 14" in words(proposed(ON, took("19", "17", "17")))


def test_H10_another_benzodiazepine_at_bedtime_is_more_than_planned() -> None:
    """Lorazepam each night beside the diazepam of the plan."""
    other = DoseEntry(Intake.TAKEN, "lorazepam", DoseTime.BEDTIME, Mass.mg(1))
    life = [*as_planned(PLAN, LAST_14), *(wrote(other, day) for day in LAST_14)]
    found = proposed(ON, life, usual_days(), felt(1, 1, 1, 1))
    assert found.action is Action.HOLD


# Doses of the day that were taken at other times ----------------------------------


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
    assert "was taken. That is like" not in words(found)


def test_H11_H08_one_dose_of_four_each_day_is_not_nothing() -> None:
    """Now this one and now that one: 4 mg on every day."""
    plan, life = planned(FOUR_TIMES), []
    for number, day in enumerate(LAST_14):
        for place, each in enumerate(as_planned(plan, [day])):
            time = each.content.time
            kept = place == number % 4
            life.append(each if kept else wrote(missed("diazepam", time), day))
    said = words(proposed(ON, life, request=FOUR_TIMES))
    assert "was taken. That is like" not in said


def test_H11_H07_a_new_plan_begins_with_the_median_that_it_names() -> None:
    """The first dose and one other on every day, and not the first alone."""
    times = FOUR_TIMES.current
    current = {(dose.drug, dose.time.value): "1 mg" for dose in times}
    small = asked(current, pace=PaceWish(), liquids=True)
    plan, life = planned(small), []
    for number, day in enumerate(LAST_14):
        for place, each in enumerate(as_planned(plan, [day])):
            time = each.content.time
            kept = place in (0, 1 + number % 3)
            life.append(each if kept else wrote(missed("diazepam", time), day))
    found = proposed(ON, life, request=small)
    start = found.plan.before if found.plan else plan.steps[0].regimen
    assert start.total("diazepam") >= Mass.mg("1.8")


def test_H06_a_drug_that_came_yesterday_and_has_no_entry_yet_is_no_failure() -> None:
    """A crossover that waited: diazepam begins on day 14, and nobody wrote it down."""
    waited = replace(CROSSING, co_drugs=(CoDrug("valproate", START),))
    plan = planned(waited)
    assert "diazepam" not in plan.steps[0].regimen.drugs
    life = list(as_planned(plan, days_until(after(13), 14)))
    assert proposed(after(15), life, request=waited).action is Action.NOT_KNOWN
