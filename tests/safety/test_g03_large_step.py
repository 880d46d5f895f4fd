"""G03: a step above the usual ones."""

from fractions import Fraction

import pytest

from factories import (
    daily,
    findings_of,
    make_person,
    request_case,
    review_case,
    schedule_from,
)
from stepwell.plan.finding import Severity
from stepwell.plan.person import UseHistory
from stepwell.plan.request import PaceWish


def said(schedule):
    return findings_of("G03", review_case(schedule))


def test_a_step_above_10_percent_and_2_5_points_gets_a_second_look():
    """From 10 to 8 mg is 20 % and 4.3 points."""
    [finding] = said(schedule_from(daily("diazepam", "10", "8")))
    assert finding.severity is Severity.CAUTION
    assert finding.step == 1
    assert "20 % of the current dose and 4.4 points" in finding.text


def test_ten_percent_is_usual():
    """Exactly 10 % is no finding, and neither are few points at a low dose."""
    assert not said(schedule_from(daily("diazepam", "20", "18")))
    assert not said(schedule_from(daily("diazepam", "1", "0.5", "0")))


def test_triage_has_no_steps_to_look_at():
    """Before a plan exists there is no step."""
    assert not findings_of("G03", request_case())


@pytest.mark.parametrize(
    ("pace", "asked", "called_for"),
    [
        (PaceWish(reduction=Fraction(1, 10)), "10 %", "5 %"),
        (PaceWish(points=Fraction("2.5")), "2.5 points", "1.3 points"),
    ],
)
def test_a_wish_above_the_tier_gets_a_second_look(pace, asked, called_for):
    """After a failed taper 10 % is asked for where 5 % is called for."""
    person = make_person("failed_taper")
    [finding] = findings_of("G03", request_case(pace=pace, person=person))
    assert finding.severity is Severity.CAUTION
    assert finding.step is None
    assert finding.source == "stepwell_proposal"
    assert f"asked for is {asked}; {called_for} is what" in finding.text
    assert "failed taper; 5 years of use" in finding.text


@pytest.mark.parametrize(
    "pace",
    [
        PaceWish(),
        PaceWish(reduction=Fraction(1, 10)),
        PaceWish(reduction=Fraction(1, 20)),
        PaceWish(points=Fraction("2.5")),
        PaceWish(points=Fraction(1)),
    ],
)
def test_a_wish_within_the_tier_is_no_finding(pace):
    """Use of unknown length is the default tier: 10 % or 2.5 points are usual."""
    assert not findings_of("G03", request_case(pace=pace, use=UseHistory()))
