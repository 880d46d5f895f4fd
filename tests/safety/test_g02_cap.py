"""G02: the 14-day cap in a schedule."""

from factories import daily, findings_of, request_case, review_case, schedule_from
from stepwell.plan.finding import Severity
from stepwell.plan.request import Author


def said(schedule, **changes):
    return findings_of("G02", review_case(schedule, **changes))


def test_more_than_a_quarter_is_refused_with_its_size():
    """From 20 to 14 mg is 30 %, and the sentence says so."""
    [finding] = said(schedule_from(daily("diazepam", "20", "14")))
    assert finding.severity is Severity.STOP
    assert "30 % of the current dose within 14 days" in finding.text
    assert "(6 mg of diazepam equivalent, 8.6 points)" in finding.text
    assert finding.text.endswith(
        "; the most is 25 % of the current dose, or a change of at most 1.25 mg of"
        " diazepam equivalent and 5 points of modelled occupancy (ashton2002)."
    )


def test_a_quarter_and_small_last_steps_are_allowed():
    """Exactly 25 % passes, and so does 1 mg to nothing."""
    assert not said(schedule_from(daily("diazepam", "20", "15")))
    assert not said(schedule_from(daily("diazepam", "3", "2", "1", "0")))


def test_H07_two_cuts_within_14_days_count_as_one():
    """Twice 20 % within 13 days break the cap, 14 days apart they do not."""
    [today, first, second] = daily("diazepam", "20", "16", "12.8")
    assert said(schedule_from([today, (13, first[1]), second]))
    assert not said(schedule_from([today, (14, first[1]), second]))


def test_a_step_that_only_the_other_table_forbids_is_a_caution():
    """Temazepam 5 to 2.5 mg is 1.25 mg of diazepam by Ashton, more by VA/DoD."""
    [finding] = said(schedule_from(daily("temazepam", "5", "2.5")))
    assert finding.severity is Severity.CAUTION
    assert finding.step == 1
    assert finding.source == "asam2025pocket"
    assert "(1.67 mg of diazepam equivalent, 5.6 points)" in finding.text
    assert "breaks it by vadod2021" in finding.text


def test_a_step_that_both_tables_forbid_is_said_once():
    """The stop is not repeated as a caution."""
    [finding] = said(schedule_from(daily("lorazepam", "2", "1")))
    assert finding.severity is Severity.STOP


def test_triage_has_no_steps_to_look_at():
    """Before a plan exists the cap has nothing to judge."""
    assert not findings_of("G02", request_case())


LAXER = {"current": {("temazepam", "bedtime"): "5 mg"}, "equivalence": "ashton2002"}


def test_H01_a_person_cannot_pick_a_table_that_undoes_the_stop():
    """Temazepam 5 to 2.5 mg keeps the cap by Ashton, but not by the us table."""
    schedule = schedule_from(daily("temazepam", "5", "2.5"))
    [finding] = findings_of("G02", request_case(schedule, **LAXER))
    assert finding.severity is Severity.STOP
    assert finding.step == 1
    assert "vadod2021, which counts here whatever other table" in finding.text


def test_a_prescribers_table_stands_with_the_usual_caution():
    """Who treats the person may choose the table; the difference is said."""
    schedule = schedule_from(daily("temazepam", "5", "2.5"))
    case = request_case(schedule, **LAXER, author=Author.PRESCRIBER)
    [finding] = findings_of("G02", case)
    assert finding.severity is Severity.CAUTION
    assert "breaks it by vadod2021" in finding.text


def test_a_fall_that_breaks_both_tables_of_a_person_is_said_once():
    """The named table is cited where it forbids the step itself."""
    schedule = schedule_from(daily("lorazepam", "2", "1"))
    case = request_case(schedule, equivalence="ashton2002")
    [finding] = findings_of("G02", case)
    assert "occupancy (ashton2002)" in finding.text
