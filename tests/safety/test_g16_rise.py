"""G16: a reduction never raises a dose."""

import pytest

from factories import (
    daily,
    findings_of,
    request_case,
    review_case,
    schedule_from,
    two_drugs,
)
from stepwell.plan.finding import Severity
from stepwell.plan.person import UseHistory


LORAZEPAM, DIAZEPAM = ("lorazepam", "bedtime"), ("diazepam", "bedtime")
MORNING = ("diazepam", "morning")


def said(schedule, **changes):
    return findings_of("G16", review_case(schedule, **changes))


def test_H09_any_rise_of_the_only_drug_is_refused():
    """From 9 back to 10 mg is a rise."""
    [finding] = said(schedule_from(daily("diazepam", "10", "9", "10")))
    assert finding.severity is Severity.STOP
    assert finding.step == 2
    assert "11.1 % more than the step before it" in finding.text


def test_the_only_drug_has_no_room_for_rounding():
    """Four per cent more of the same drug is a rise."""
    assert said(schedule_from(daily("diazepam", "10", "10.4")))


def test_the_same_or_less_is_no_rise():
    """Holding and falling are fine."""
    assert not said(schedule_from(daily("diazepam", "10", "10", "9", "0")))


def test_a_dose_that_moves_to_another_time_of_day_is_no_rise():
    """The morning goes up by what the night gives away: the day takes no more."""
    today, moved = (
        {MORNING: "5 mg", DIAZEPAM: "5 mg"},
        {MORNING: "7 mg", DIAZEPAM: "3 mg"},
    )
    assert not said(schedule_from([(14, today), (14, moved)]))


def test_beginning_again_after_nothing_is_a_rise():
    """A dose after zero is refused."""
    [finding] = said(schedule_from(daily("diazepam", "1", "0", "1")))
    assert "100 % more" in finding.text


@pytest.mark.parametrize(("amount", "rises"), [("21", False), ("21.5", True)])
def test_a_crossover_may_round_up_by_five_percent(amount, rises):
    """Lorazepam 2 mg is 20 mg by Ashton; 21 mg of diazepam is rounding."""
    schedule = schedule_from(
        [(14, {LORAZEPAM: "2 mg"}), (14, {DIAZEPAM: f"{amount} mg"})]
    )
    stops = [each for each in said(schedule) if each.severity is Severity.STOP]
    assert bool(stops) is rises


def test_H06_rounding_up_again_and_again_is_a_rise_over_today():
    """Twice five per cent is more than rounding."""
    schedule = schedule_from(
        [
            (14, {LORAZEPAM: "4 mg"}),
            (14, {LORAZEPAM: "3 mg", DIAZEPAM: "11.5 mg"}),
            (14, {LORAZEPAM: "2 mg", DIAZEPAM: "23 mg"}),
            (14, {LORAZEPAM: "2 mg", DIAZEPAM: "23 mg"}),
        ]
    )
    [stop, _] = said(schedule)
    assert stop.step == 2
    assert "7.5 % more than today" in stop.text


def test_a_schedule_that_begins_with_nothing_is_still_judged():
    """Today may be nothing in a stranger's schedule."""
    steps = [
        (14, {}),
        (14, {LORAZEPAM: "1 mg", DIAZEPAM: "10 mg"}),
        (14, {LORAZEPAM: "0.95 mg", DIAZEPAM: "10.6 mg"}),
    ]
    assert [each.step for each in said(schedule_from(steps))] == [1]


def test_H06_a_rise_by_the_other_table_only_is_one_caution():
    """By VA/DoD two lorazepam swaps each add sedation; the first one is named."""
    schedule = schedule_from(
        [
            (14, {LORAZEPAM: "2 mg"}),
            (7, {LORAZEPAM: "1 mg", DIAZEPAM: "10 mg"}),
            (7, {MORNING: "10 mg", DIAZEPAM: "10 mg"}),
        ]
    )
    [finding] = said(schedule)
    assert finding.severity is Severity.CAUTION
    assert (finding.step, finding.source) == (1, "asam2025pocket")
    assert "50 % more" in finding.text
    assert "vadod2021" in finding.text


PRAZEPAM = ("prazepam", "bedtime")


def test_H06_a_rise_by_the_low_end_of_a_table_is_a_caution_that_names_both_ends():
    """Prazepam 60 mg is 30 to 60 mg of diazepam: 60 mg of diazepam may be twice it."""
    schedule = schedule_from(
        [
            (14, {PRAZEPAM: "60 mg"}),
            (7, {PRAZEPAM: "40 mg", DIAZEPAM: "20 mg"}),
            (7, {PRAZEPAM: "20 mg", DIAZEPAM: "40 mg"}),
            (14, {DIAZEPAM: "60 mg"}),
        ]
    )
    [finding] = said(schedule)
    assert finding.severity is Severity.CAUTION
    assert (finding.step, finding.source) == (1, "asam2025pocket")
    assert finding.text == (
        "By ashton2002 today counts as 30 to 60 mg of diazepam. By the higher end step"
        " 1 does not rise; by the lower it takes 33.3 % more than the step before it,"
        " and the plan goes up to 60 mg a day. What is added is judged by the lower"
        " end: ask your prescriber whether less diazepam is right, and what to do if"
        " you get sleepy."
    )


@pytest.mark.parametrize(("diazepam", "rises"), [("10.5", False), ("10.6", True)])
def test_H06_by_the_low_end_too_rounding_is_no_rise(diazepam, rises):
    """Prazepam 20 mg is at least 10 mg of diazepam; 5 % more is rounding."""
    schedule = schedule_from(
        [(14, {PRAZEPAM: "20 mg"}), (14, {DIAZEPAM: f"{diazepam} mg"})]
    )
    assert bool(said(schedule)) is rises


def test_H06_the_low_end_of_the_other_table_counts_as_well():
    """VA/DoD has one value for estazolam; Ashton's range goes down to half of it."""
    estazolam = ("estazolam", "bedtime")
    schedule = schedule_from([(14, {estazolam: "2 mg"}), (14, {DIAZEPAM: "20 mg"})])
    [finding] = said(schedule, market="us")
    assert "By ashton2002 today counts as 10 to 20 mg of diazepam" in finding.text
    assert "100 % more" in finding.text


def test_the_low_end_is_judged_where_today_is_nothing_too():
    """A stranger's schedule may begin with nothing; the later swap is still seen."""
    steps = [
        (14, {}),
        (14, {PRAZEPAM: "40 mg"}),
        (14, {PRAZEPAM: "20 mg", DIAZEPAM: "20 mg"}),
    ]
    stop, caution = said(schedule_from(steps))
    assert (stop.step, caution.step) == (1, 2)
    assert "50 % more than the step before it" in caution.text


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (7, None),
        (6, "equal daily dose"),
        (4, "equal daily dose"),
        (3, "usual days"),
        (1, "usual days"),
    ],
)
def test_a_daily_plan_for_use_on_some_days_would_raise_the_total(days, words):
    """Who takes it on some days cannot be given a plan for every day."""
    found = findings_of("G16", request_case(use=UseHistory(days_per_week=days)))
    assert [words in each.text for each in found] == ([True] if words else [])


def test_a_reviewed_schedule_is_not_asked_about_days():
    """The days a week of a stranger's schedule say nothing about its rise."""
    schedule = schedule_from(daily("diazepam", "10", "9"))
    assert not said(schedule, use=UseHistory(days_per_week=5))


def test_H09_a_drug_that_stays_does_not_make_a_rise_a_crossover():
    """Lorazepam stays at 2 mg while diazepam creeps up from 16 to 21 mg."""
    schedule = two_drugs(*((2, mg) for mg in (20, 16, 17, 18, 19, 20, 21)))
    found = said(schedule)
    assert {each.severity for each in found} == {Severity.STOP}
    assert [each.step for each in found] == [2, 3, 4, 5, 6]
    assert "6.3 % more than the step before it" in found[0].text


def test_H09_a_small_rise_beside_another_drug_is_a_rise():
    """Two per cent of the day, but nothing falls for it."""
    assert [each.step for each in said(two_drugs((2, 20), (2, 20.5)))] == [1]
    assert [each.step for each in said(two_drugs((2, 20), (2.1, 20.5)))] == [1]


def test_two_drugs_that_fall_or_stay_do_not_rise():
    """One after the other, or both at once, or none."""
    assert not said(two_drugs((2, 20), (2, 18), (1.8, 18), (1.6, 16), (1.6, 16)))


def test_a_drug_that_comes_in_while_nothing_falls_is_a_rise():
    """Added to the old drug it is no exchange."""
    [finding] = said(two_drugs((2, 0), (2, 1)))
    assert finding.severity is Severity.STOP
    assert "100 % more" in finding.text


def test_a_single_day_a_week_is_a_day():
    """The number of days is said as people say it."""
    [finding] = findings_of("G16", request_case(use=UseHistory(days_per_week=1)))
    assert "taken on 1 day a week" in finding.text
