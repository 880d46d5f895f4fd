"""G26: more taken than planned is said openly and never hidden (H10, H11)."""

import pytest

from factories import findings_of, request_case, review_case
from journal.entries import dose, entry, extra, journal, later, missed
from safety.lives import ON, PLAN, SECOND_CUT, START, STOP, lived_case, said
from stepwell.journal.entry import TakenBack
from stepwell.plan.finding import Severity


PLANNED = "1.5"
"""What the plan takes on each day of its first step, in mg."""


def on_top(*backs, drug="lorazepam", on=ON):
    """The planned dose and half a milligram more, so many days ago."""
    days = [later(-back, on) for back in backs]
    return [
        written
        for day in days
        for written in (entry(dose(PLANNED), day), entry(extra("0.5", drug), day))
    ]


def test_H11_two_days_above_the_plan_are_told():
    """In words: how often, of what, that it is no failure, what to do, and that the
    plan never rises by itself.
    """
    [finding] = said("G26", *on_top(1, 5))
    assert (finding.severity, finding.source) == (Severity.CAUTION, "waps")
    assert finding.step == 1
    assert finding.text == (
        "On 2 of the last 14 days more lorazepam was taken than planned. That is no"
        " failure; it may mean that the last step was large. Tell your prescriber, who"
        " has to know for the supply as well; keep to fixed times, take nothing to make"
        " up for a dose, and change no dose for now. The plan never rises by itself."
    )
    assert finding.would_change


def test_H34_one_day_above_the_plan_is_no_warning():
    """It stands in the journal, and nobody is alarmed; two or more are counted."""
    assert said("G26", *on_top(3)) == []
    [finding] = said("G26", *on_top(*range(1, 15)))
    assert finding.text.startswith("On 14 of the last 14 days")


@pytest.mark.parametrize(("back", "counts"), [(0, 0), (1, 1), (14, 1), (15, 0)])
def test_the_14_days_before_today_count(back, counts):
    """Today is not over yet, and what is longer ago was talked about."""
    assert len(said("G26", *on_top(2, back))) == counts


def test_H10_a_missed_dose_that_was_doubled_is_above_the_plan():
    """What was missed is not made up for: the second day is above the plan."""
    entries = [
        entry(missed() if back % 2 else dose(3), later(-back, ON))
        for back in (1, 2, 3, 4)
    ]
    [finding] = said("G26", *entries)
    assert finding.text.startswith("On 2 of the last 14 days more lorazepam")


def test_H11_extra_doses_count_although_the_planned_one_is_not_written_down():
    """More than planned by themselves, they are more whatever else was taken."""
    alone = [entry(extra(2), later(-back, ON)) for back in (1, 2)]
    assert len(said("G26", *alone)) == 1


def test_as_much_as_planned_or_less_is_not_above_the_plan():
    """In two parts, or in place of the planned dose."""
    days = [later(-back, ON) for back in range(1, 5)]
    entries = [
        entry(dose(PLANNED), days[0]),
        entry(dose(1), days[1]),
        *(entry(part, days[2]) for part in (dose(1), dose("0.5", when="morning"))),
        *(entry(part, days[3]) for part in (missed(), extra(PLANNED))),
    ]
    assert said("G26", *entries) == []


def test_H11_a_drug_that_is_not_planned_is_named_beside_the_one_that_is():
    """Each once, that of the earlier day first."""
    [finding] = said("G26", *on_top(1, 2), *on_top(3, 4, drug="diazepam"))
    assert finding.text.startswith(
        "On 4 of the last 14 days more diazepam and lorazepam was taken than planned."
    )


def test_the_dose_of_the_step_of_that_day_is_what_counts():
    """1.5 mg is the plan before the second cut and above it after; the step in force
    today is the one that is named.
    """
    on = later(3, SECOND_CUT)
    entries = [entry(dose(PLANNED), later(-back, on)) for back in range(1, 8)]
    [finding] = said("G26", *entries, on=on)
    assert finding.text.startswith("On 3 of the last 14 days")
    assert finding.step == 2


def test_days_before_the_plan_are_not_above_it():
    """Then more was taken, as it was meant."""
    entries = [entry(dose(2), later(-back, START)) for back in range(1, 8)]
    assert said("G26", *entries, on=START) == []
    assert said("G26", *entries, on=later(5, START)) == []


def test_H09_extra_doses_after_the_end_are_above_the_plan():
    """Nothing is planned any more."""
    on = later(5, STOP)
    entries = [entry(extra("0.5"), later(-back, on)) for back in (1, 2)]
    assert len(said("G26", *entries, on=on)) == 1


def test_an_entry_that_was_taken_back_does_not_count():
    """A slip of the finger is put right."""
    entries = on_top(1, 2)
    back = entry(TakenBack(), ON, corrects=entries[-1])
    assert said("G26", *entries, back) == []


def test_H09_the_former_dose_after_the_end_is_above_the_plan():
    """Also when it was written down at its former time of day and not as extra."""
    on = later(5, STOP)
    entries = [entry(dose(2), later(-back, on)) for back in (1, 2, 3)]
    assert len(said("G26", *entries, on=on)) == 1


def test_without_a_journal_the_rule_is_silent():
    """Neither at triage nor in the review of a schedule, nor with an empty journal."""
    assert findings_of("G26", request_case()) == []
    assert findings_of("G26", review_case(PLAN)) == []
    assert findings_of("G26", lived_case(journal())) == []
