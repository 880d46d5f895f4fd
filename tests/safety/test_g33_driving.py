"""G33: driving and machines."""

import pytest

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
from stepwell.plan.person import Flag
from stepwell.plan.request import Method


LAW = (
    "do not drive or use machines while you feel sleepy or slow, and look up what the"
    " law where you live says about driving with this medicine."
)
ASK = "ask your prescriber before the first change when you should not, and"


def said(*flags, **changes):
    found = findings_of("G33", request_case(person=make_person(*flags), **changes))
    for finding in found:
        assert finding.severity is Severity.INFO
        assert finding.source == "curator_knowledge"
        assert finding.step is None
        assert finding.would_change
    return [finding.text for finding in found]


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (["alcohol"], "Alcohol"),
        (["opioid"], "An opioid"),
        (["gabapentinoid"], "A gabapentinoid"),
        (["other_sedatives"], "Other sedatives"),
        (["alcohol", "opioid"], "Alcohol and an opioid"),
    ],
)
def test_what_makes_sleepier_asks_to_look_at_the_law(flags, words):
    """Which law, depends on the place, so it is not quoted."""
    assert said(*flags) == [f"{words} can make you sleepier: {LAW}"]


def test_a_move_to_another_drug_does_too():
    """Asked for, or found in a schedule."""
    words = f"A move to another drug can make you sleepier: {LAW}"
    assert said(method=Method.CROSSOVER) == [words]
    [finding] = findings_of("G33", review_case(two_drugs((1, 0), (0.5, 5), (0, 10))))
    assert finding.text == words


def test_who_drives_asks_the_prescriber_first():
    """The flag makes the sentence stronger, not the level."""
    assert said("drives") == [f"You drive: {ASK} {LAW}"]
    [text] = said("drives", "alcohol", method=Method.CROSSOVER)
    assert text == (
        "You drive, and a move to another drug and alcohol can make you sleepier:"
        f" {ASK} {LAW}"
    )


SPOKEN_OF = {
    Flag.ALCOHOL,
    Flag.OPIOID,
    Flag.GABAPENTINOID,
    Flag.OTHER_SEDATIVES,
    Flag.DRIVES,
}


@pytest.mark.parametrize("flag", [flag for flag in Flag if flag not in SPOKEN_OF])
def test_otherwise_nothing_is_said(flag):
    """A reduction of one drug makes nobody sleepier."""
    assert not said(flag)
    schedule = schedule_from(daily("diazepam", "10", "9"))
    assert not findings_of("G33", review_case(schedule, person=make_person(flag)))
