"""G28: the same dose every day."""

import pytest

from factories import daily, findings_of, request_case, review_case, schedule_from
from stepwell.plan.finding import Severity


@pytest.mark.parametrize("low", ["0", "0.5"])
@pytest.mark.parametrize("days", [1, 2])
def test_a_short_acting_drug_every_other_day_is_a_caution(days, low):
    """A lower or no dose every day or two is said once, at its first step."""
    amounts = ("1", "1", low, "1", low, "1")
    schedule = schedule_from(daily("lorazepam", *amounts, days=days))
    [finding] = findings_of("G28", review_case(schedule))
    assert finding.severity is Severity.CAUTION
    assert finding.step == 2


def test_a_long_acting_drug_every_other_day_is_left_alone():
    """Diazepam smooths a day without it."""
    schedule = schedule_from(daily("diazepam", "5", "4", "5", "4", days=1))
    assert not findings_of("G28", review_case(schedule))


@pytest.mark.parametrize(
    "amounts",
    [
        ("1", "0.9", "0.8", "0.7"),
        ("1",),
        ("1", "0"),
        ("1", "0.5", "0.5"),
        ("0.5", "0.5", "1"),
    ],
)
def test_a_dose_that_goes_one_way_does_not_alternate(amounts):
    """A daily micro-taper, a single cut and a single rise are no to and fro."""
    schedule = schedule_from(daily("lorazepam", *amounts, days=1))
    assert not findings_of("G28", review_case(schedule))


@pytest.mark.parametrize("days", [(1, 14), (14, 1)])
def test_a_single_dip_does_not_alternate(days):
    """One day lower, or one day back, is no pattern."""
    rows = daily("lorazepam", "1", "0.5", "1")
    schedule = schedule_from([rows[0], (days[0], rows[1][1]), (days[1], rows[2][1])])
    assert not findings_of("G28", review_case(schedule))


def test_longer_steps_do_not_alternate():
    """A step back after three days is another matter."""
    schedule = schedule_from(daily("lorazepam", "1", "0.5", "1", days=3))
    assert not findings_of("G28", review_case(schedule))


def test_triage_has_no_days_to_look_at():
    """Before a plan exists nothing alternates."""
    assert not findings_of("G28", request_case())
