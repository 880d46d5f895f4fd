"""G01: never stop abruptly when dependence is likely."""

from datetime import date, timedelta

from factories import (
    daily,
    findings_of,
    make_person,
    request_case,
    review_case,
    schedule_from,
    two_drugs,
)
from stepwell.plan.finding import Severity
from stepwell.plan.person import UseHistory
from stepwell.plan.request import Author
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


def test_H08_signs_of_dependence_forbid_stopping_after_brief_use():
    """Two weeks of a high dose, or with symptoms between doses, are not harmless."""
    brief = UseHistory(date(2026, 12, 20))
    assert said(schedule_from(daily("diazepam", "16", "0")), use=brief)
    person = make_person("interdose_symptoms")
    assert said(schedule_from(daily("diazepam", "10", "0")), use=brief, person=person)


def test_H08_a_stop_hidden_behind_another_drug_is_refused():
    """Lorazepam 1 mg is not stopped at once beside 40 mg of diazepam."""
    [finding] = said(two_drugs((1, 40), (0, 40)))
    assert finding.severity is Severity.STOP
    assert finding.step == 1
    assert "stops lorazepam at once" in finding.text
    [finding] = said(two_drugs((1, 40), (0.4, 40)))
    assert "more than halves lorazepam" in finding.text
    assert said(two_drugs((1, 40), (0, 38)))
    assert said(two_drugs((1, 40), (0, 40.5)))


def test_H08_a_drug_hidden_behind_another_may_fall_slowly():
    """Half of it, or a stop from 4 mg of diazepam, is left to the cap."""
    assert not said(two_drugs((1, 40), (0.5, 40), (0.4, 40), (0, 40)))


def test_H08_quick_cuts_of_one_drug_beside_another_add_up():
    """Twice in a week is once."""
    [finding] = said(two_drugs((1, 40), (0.6, 40), (0.4, 40), days=3))
    assert finding.step == 2


def test_a_crossover_stops_the_old_drug():
    """What diazepam took over is not stopped, at once or a step later."""
    assert not said(two_drugs((2, 0), (1, 10), (0, 20)))
    assert not said(two_drugs((2, 0), (0.5, 20), (0, 20)))


def test_both_at_once_are_said_once():
    """When everything stops, each drug is not named again."""
    [finding] = said(two_drugs((1, 10), (0, 0)))
    assert "stops the medicine at once" in finding.text


def test_H01_a_person_cannot_pick_a_table_that_undoes_the_stop():
    """Temazepam 7.5 mg is 3.75 mg by Ashton, but 5 mg by the table of the market."""
    schedule = schedule_from(daily("temazepam", "7.5", "0"))
    laxer = {"current": {("temazepam", "bedtime"): "7.5 mg"}}
    laxer["equivalence"] = "ashton2002"
    [finding] = findings_of("G01", request_case(schedule, **laxer))
    assert finding.severity is Severity.STOP
    prescriber = request_case(schedule, **laxer, author=Author.PRESCRIBER)
    assert not findings_of("G01", prescriber)


def test_H01_nor_one_that_hides_a_single_drug():
    """Nor does a laxer table hide the stop of one drug behind another."""
    temazepam, diazepam = ("temazepam", "bedtime"), ("diazepam", "bedtime")
    today = {temazepam: "7.5 mg", diazepam: "40 mg"}
    schedule = schedule_from([(14, today), (14, {diazepam: "40 mg"})])
    case = request_case(schedule, current=today, equivalence="ashton2002")
    [finding] = findings_of("G01", case)
    assert "stops temazepam at once" in finding.text
