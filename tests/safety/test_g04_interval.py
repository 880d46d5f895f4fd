"""G04: time between cuts."""

import pytest

from factories import daily, findings_of, request_case, review_case, schedule_from
from stepwell.plan.finding import Severity
from stepwell.plan.request import Author


QUICK = schedule_from(daily("diazepam", "20", "17", "14.5", "12.5", days=6))


@pytest.mark.parametrize(
    ("case", "severity"),
    [
        (review_case(QUICK), Severity.STOP),
        (request_case(QUICK), Severity.STOP),
        (request_case(QUICK, author=Author.PRESCRIBER), Severity.LOCK),
    ],
)
def test_steps_under_a_week_that_add_up_are_refused(case, severity):
    """Six-day steps whose sum breaks the cap stop a person and lock a prescriber."""
    found = findings_of("G04", case)
    assert {finding.severity for finding in found} == {severity}
    assert found[0].step == 1
    assert "lasts 6 days" in found[0].text


def test_a_whole_week_is_long_enough_for_the_cap_to_judge():
    """From seven days on the sum is for the cap, and the length a caution."""
    rows = daily("diazepam", "20", "17", "14.5", "12.5", days=7)
    found = findings_of("G04", review_case(schedule_from(rows)))
    assert [finding.severity for finding in found] == [Severity.CAUTION]


def test_a_micro_taper_within_the_cap_is_allowed():
    """A little less every day is no short step while 14 days keep the cap."""
    amounts = [str(40 - cut / 10) for cut in range(30)]
    schedule = schedule_from(daily("diazepam", *amounts, days=1))
    assert not findings_of("G04", review_case(schedule))


def test_steps_under_14_days_are_said_once():
    """Weekly steps are one caution that counts them."""
    schedule = schedule_from(daily("diazepam", "20", "19", "18", "17", days=7))
    [finding] = findings_of("G04", review_case(schedule))
    assert finding.severity is Severity.CAUTION
    assert finding.text.startswith("2 steps last")
    one = schedule_from(daily("diazepam", "20", "19", "18", days=7))
    assert findings_of("G04", review_case(one))[0].text.startswith("One step lasts")


def test_a_fortnight_written_as_two_weeks_is_a_fortnight():
    """Rows that take the same belong to one step."""
    schedule = schedule_from(
        daily("diazepam", "20", "19", "19", "18", "18", "17", days=7)
    )
    assert not findings_of("G04", review_case(schedule))


def test_weekly_swaps_of_a_crossover_are_allowed():
    """One daily dose may be swapped each week."""
    lorazepam, diazepam = ("lorazepam", "bedtime"), ("diazepam", "bedtime")
    schedule = schedule_from(
        [
            (14, {lorazepam: "2 mg"}),
            (7, {lorazepam: "1 mg", diazepam: "10 mg"}),
            (14, {diazepam: "20 mg"}),
        ]
    )
    assert not findings_of("G04", review_case(schedule))


def test_triage_has_no_steps_to_look_at():
    """Before a plan exists there is no interval."""
    assert not findings_of("G04", request_case())


def test_holding_todays_dose_first_is_no_short_step():
    """A week on today's dose comes before the first cut, not after one."""
    held = daily("diazepam", "20", "20", "19", "18")
    [today, hold, *cuts] = held
    schedule = schedule_from([today, (7, hold[1]), *cuts])
    assert not findings_of("G04", review_case(schedule))
    quick = schedule_from([today, (3, hold[1]), *daily("diazepam", "14", "13")])
    assert not findings_of("G04", review_case(quick))


def test_one_day_is_a_day():
    """The number of days is said as people say it."""
    schedule = schedule_from(daily("diazepam", "20", "17", "14", days=1))
    [finding] = findings_of("G04", review_case(schedule))
    assert "lasts 1 day and" in finding.text
