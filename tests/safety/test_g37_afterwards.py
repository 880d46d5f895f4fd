"""G37: after the last dose."""

import re
from datetime import date, timedelta

import pytest

from factories import (
    FORMULARY,
    daily,
    findings_of,
    request_case,
    review_case,
    schedule_from,
    two_drugs,
)
from stepwell.plan.finding import Severity


HALF_LIFE = re.compile(r"\d+(?:\.\d+)?")


def after(schedule):
    """What a request's and a stranger's schedule are told, which is the same."""
    found = findings_of("G37", request_case(schedule))
    assert findings_of("G37", review_case(schedule)) == found
    return found


def stopping(drug):
    return schedule_from(daily(drug, "1", "0.5", "0"))


def test_after_a_short_acting_drug_somebody_asks_for_four_weeks():
    """With a date, and the two things that may come, by their names."""
    [finding] = after(stopping("lorazepam"))
    assert (finding.severity, finding.source) == (Severity.INFO, "asam2025pocket")
    assert finding.step == 2
    assert finding.text == (
        "After the stop on 2027-01-18, keep looking at how it goes for at least 4"
        " weeks, until 2027-02-15 (stepwell_proposal, unverified). What the medicine"
        " was for may come back, which is a relapse; new symptoms may come in waves"
        " and, in some people, stay for months, which are protracted symptoms. Neither"
        " is a failure: tell your prescriber, who can treat them, or restart the"
        " medicine and taper it with you."
    )
    assert finding.would_change


def test_after_a_long_acting_drug_it_is_eight_weeks():
    """Withdrawal comes later there."""
    [finding] = after(stopping("diazepam"))
    assert "for at least 8 weeks, until 2027-03-15" in finding.text


@pytest.mark.parametrize("drug", FORMULARY.drugs.values(), ids=lambda drug: drug.id)
def test_a_long_acting_metabolite_counts_as_long(drug):
    """Every drug with one is called long-acting in its file, and nothing else is."""
    [finding] = after(stopping(drug.id))
    weeks = 8 if drug.course.text == "long" else 4
    assert f"for at least {weeks} weeks" in finding.text
    for metabolite in drug.metabolites:
        hours = HALF_LIFE.search(metabolite["half_life"]["text"])
        assert weeks == 8 or float(hours[0]) < 24


@pytest.mark.parametrize("steps", [((1, 10), (1, 0), (0, 0)), ((1, 0), (0, 5), (0, 0))])
def test_a_long_acting_drug_anywhere_in_the_plan_counts(steps):
    """It may have ended before, or come in by a crossover."""
    [finding] = after(two_drugs(*steps))
    assert "for at least 8 weeks" in finding.text


def test_the_stop_is_the_first_of_the_days_without():
    """Rows of nothing after it change nothing."""
    schedule = schedule_from(daily("lorazepam", "1", "0.5", "0", "0"))
    [finding] = after(schedule)
    assert f"After the stop on {date(2027, 1, 4) + timedelta(days=14)}" in finding.text


def test_a_dose_that_goes_on_is_no_completion():
    """A lower dose, a plan not made yet, or a schedule of nothing at all."""
    assert not after(schedule_from(daily("lorazepam", "1", "0.5")))
    assert not findings_of("G37", request_case())
    assert not findings_of("G37", review_case(schedule_from([(14, {})])))
