"""G35 and G36: what Stepwell never does."""

import pytest

from factories import (
    daily,
    findings_of,
    override,
    request_case,
    review_case,
    schedule_from,
)
from stepwell.plan.finding import Severity
from stepwell.plan.request import Method


@pytest.mark.parametrize(
    ("method", "word"),
    [
        ("flumazenil", "Flumazenil"),
        ("phenobarbital", "Phenobarbital"),
        ("anaesthetic", "Anaesthetics"),
        ("rapid_detox", "rapid detox"),
        ("something else", "the method that was asked for"),
    ],
)
def test_unsafe_methods_are_never_planned(method, word):
    """Each is refused with its reason and the way out."""
    [finding] = findings_of("G35", request_case(unsafe_method=method))
    assert finding.severity is Severity.STOP
    assert word in finding.text
    assert "gradual reduction" in finding.text


def test_no_unsafe_method_no_finding():
    """A usual request, and a review, are silent."""
    assert not findings_of("G35", request_case())
    schedule = schedule_from(daily("diazepam", "10", "9"))
    assert not findings_of("G35", review_case(schedule))


ADDED = schedule_from(
    [
        (14, {("lorazepam", "bedtime"): "2 mg"}),
        (14, {("lorazepam", "bedtime"): "1 mg", ("diazepam", "bedtime"): "10 mg"}),
    ]
)


def test_a_direct_plan_never_contains_another_drug():
    """Diazepam in a direct plan of lorazepam is refused, whoever overrides it."""
    [finding] = findings_of("G36", request_case(ADDED, **override("G36")))
    assert finding.severity is Severity.STOP
    assert "contains diazepam" in finding.text
    assert "stay with lorazepam" in finding.text


def test_a_crossover_and_a_review_are_other_rules_affairs():
    """What was asked for, or what a stranger wrote, Stepwell did not add."""
    assert not findings_of("G36", request_case(ADDED, method=Method.CROSSOVER))
    assert not findings_of("G36", review_case(ADDED))


def test_the_same_drug_is_not_added():
    """A direct plan of what is taken is fine, and so is triage."""
    same = schedule_from(daily("lorazepam", "2", "1.8"))
    assert not findings_of("G36", request_case(same))
    assert not findings_of("G36", request_case())
