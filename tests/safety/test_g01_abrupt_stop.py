"""G01: never stop abruptly when dependence is likely."""

from datetime import date, timedelta

from factories import daily, findings_of, request_case, review_case, schedule_from
from stepwell.plan.finding import Severity
from stepwell.plan.person import UseHistory
from stepwell.plan.schedule import Period, Schedule


def said(schedule, **changes):
    return findings_of("G01", review_case(schedule, **changes))


def test_H08_stopping_from_a_usual_dose_is_refused():
    """Ten milligrams of diazepam are never stopped at once."""
    [finding] = said(schedule_from(daily("diazepam", "10", "0")))
    assert finding.severity is Severity.STOP
    assert finding.step == 1
    assert "stops the medicine at once" in finding.text


def test_more_than_half_at_once_is_refused():
    """A fall by more than a half is abrupt, a half exactly is for the cap."""
    [finding] = said(schedule_from(daily("diazepam", "10", "4.9")))
    assert "more than halves" in finding.text
    assert not said(schedule_from(daily("diazepam", "10", "5")))


def test_a_stop_hidden_in_quick_steps_is_refused():
    """Cuts within 14 days add up to an abrupt stop."""
    found = said(schedule_from(daily("diazepam", "10", "6", "3", "0", days=3)))
    assert [finding.step for finding in found] == [2, 3]


def test_stopping_from_the_smallest_doses_is_allowed():
    """From 4 mg of diazepam or less a stop is left to the other rules."""
    assert not said(schedule_from(daily("diazepam", "4", "0")))
    assert said(schedule_from(daily("diazepam", "4.1", "0")))


def test_without_likely_dependence_stopping_is_not_refused_here():
    """After two weeks of use the guideline accepts stopping."""
    schedule = schedule_from(daily("diazepam", "10", "0"))
    assert not said(schedule, use=UseHistory(date(2026, 12, 20)))


def test_triage_has_no_steps_to_look_at():
    """Before a plan exists there is nothing abrupt in it."""
    assert not findings_of("G01", request_case())


def test_H08_a_schedule_that_breaks_off_says_to_stay_on_the_dose():
    """An open end above 4 mg is a caution, at or below it nothing."""
    [finding] = said(schedule_from(daily("diazepam", "10", "9"), ends=False))
    assert finding.severity is Severity.CAUTION
    assert "stay on that dose" in finding.text
    assert not said(schedule_from(daily("diazepam", "5", "4"), ends=False))
    assert not said(schedule_from(daily("diazepam", "4", "3", "0"), ends=False))


def test_H08_days_left_out_say_to_stay_on_the_dose():
    """A gap between steps is never read as days without the medicine."""
    today, later = schedule_from(daily("diazepam", "10", "9")).periods
    moved = Period(1, later.start + timedelta(days=1), 14, later.regimen)
    [finding] = said(Schedule((today, moved), ends=True))
    assert finding.step == 0
    assert "stay on that dose" in finding.text
