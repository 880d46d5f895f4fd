"""G03: a step above the usual ones."""

from factories import daily, findings_of, request_case, review_case, schedule_from
from stepwell.plan.finding import Severity


def said(schedule):
    return findings_of("G03", review_case(schedule))


def test_a_step_above_10_percent_and_2_5_points_gets_a_second_look():
    """From 10 to 8 mg is 20 % and 4.3 points."""
    [finding] = said(schedule_from(daily("diazepam", "10", "8")))
    assert finding.severity is Severity.CAUTION
    assert "20 % of the current dose and 4.4 points" in finding.text


def test_ten_percent_is_usual():
    """Exactly 10 % is no finding, and neither are few points at a low dose."""
    assert not said(schedule_from(daily("diazepam", "20", "18")))
    assert not said(schedule_from(daily("diazepam", "1", "0.5", "0")))


def test_triage_has_no_steps_to_look_at():
    """Before a plan exists there is no step."""
    assert not findings_of("G03", request_case())
