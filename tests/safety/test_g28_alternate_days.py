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
    assert "From step 2 on lorazepam goes down and up again" in finding.text
    assert "Ask for the same dose every day." in finding.text


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


TIMES = ("morning", "midday", "evening", "bedtime")


def spread(drug, *doses_a_day):
    """Steps of so many equal doses a day."""
    return schedule_from(
        [
            (14, {(drug, time): "0.5 mg" for time in TIMES[:doses]})
            for doses in doses_a_day
        ]
    )


@pytest.mark.parametrize("doses", [3, 4])
def test_many_doses_a_day_are_not_put_into_one(doses):
    """Three or four doses of a short-acting drug become one: said once."""
    schedule = spread("lorazepam", doses, doses, 1, doses, 1)
    [finding] = findings_of("G28", review_case(schedule))
    assert finding.severity is Severity.CAUTION
    assert finding.step == 2
    assert f"turns {doses} doses of lorazepam a day into one" in finding.text
    assert finding.text.endswith("next dose. Ask for doses spread over the day.")


@pytest.mark.parametrize("doses", [(3, 2, 1), (2, 1), (1, 3), (3, 3)])
def test_fewer_doses_a_day_by_and_by_are_fine(doses):
    """Three, two, one; or from two to one; or more doses."""
    assert not findings_of("G28", review_case(spread("lorazepam", *doses)))


def test_a_long_acting_drug_may_be_put_into_one_dose():
    """Diazepam lasts all day, and stopping is no single dose."""
    assert not findings_of("G28", review_case(spread("diazepam", 3, 1)))
    assert not findings_of("G28", review_case(spread("lorazepam", 3, 0)))
