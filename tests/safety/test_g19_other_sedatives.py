"""G19: other things that make you sleepy."""

from datetime import date

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
from stepwell.plan.request import CoDrug


@pytest.mark.parametrize(
    ("flag", "words"),
    [
        ("alcohol", "alcohol"),
        ("opioid", "an opioid"),
        ("gabapentinoid", "a gabapentinoid"),
        ("other_sedatives", "other sedatives"),
    ],
)
def test_each_companion_is_a_caution(flag, words):
    """It is named, and one thing at a time is changed."""
    person = make_person(flag)
    [finding] = findings_of("G19", request_case(person=person))
    assert finding.severity is Severity.CAUTION
    assert f"Together with {words} this medicine" in finding.text
    assert "one of them at a time" in finding.text
    schedule = schedule_from(daily("diazepam", "10", "9"))
    assert findings_of("G19", review_case(schedule, person=person))


def test_a_z_drug_beside_a_benzodiazepine_is_a_caution():
    """Both act alike, so one at a time is reduced."""
    both = {("zopiclone", "bedtime"): "7.5 mg", ("lorazepam", "morning"): "1 mg"}
    [finding] = findings_of("G19", request_case(current=both))
    assert "one at a time" in finding.text
    two = {("diazepam", "bedtime"): "5 mg", ("lorazepam", "morning"): "1 mg"}
    assert not findings_of("G19", request_case(current=two))


def test_three_sedating_things_are_a_caution_of_their_own():
    """One medicine with two companions makes three."""
    case = request_case(person=make_person("alcohol", "opioid"))
    companions, many = findings_of("G19", case)
    assert "alcohol and an opioid" in companions.text
    assert "3 things" in many.text
    assert many.source == "beers2023"


def test_one_drug_alone_is_no_finding():
    """Without anything else the rule is silent."""
    assert not findings_of("G19", request_case())


def test_H29_what_was_named_counts_like_what_was_flagged():
    """Oxycodone, pregabalin and alcohol beside one medicine make four."""
    names = ("oxycodone", "pregabalin", "alcohol")
    co_drugs = tuple(CoDrug(name, date(2020, 1, 1)) for name in names)
    companions, many = findings_of("G19", request_case(co_drugs=co_drugs))
    assert (
        "alcohol, an opioid (oxycodone) and a gabapentinoid (pregabalin)"
        in companions.text
    )
    assert "4 things" in many.text


def test_two_names_of_one_class_are_two_things():
    """Tramadol and codeine beside one medicine make three."""
    co_drugs = tuple(CoDrug(name, date(2020, 1, 1)) for name in ("tramadol", "codeine"))
    *_, many = findings_of("G19", request_case(co_drugs=co_drugs))
    assert "3 things" in many.text
