"""The case: what the rules look at."""

from datetime import date

import pytest

from factories import (
    LORAZEPAM_2,
    START,
    daily,
    override,
    regimen_from,
    request_case,
    review_case,
    schedule_from,
)
from stepwell.plan.person import UseHistory
from stepwell.plan.request import Override
from stepwell.safety.dependence import Band


def test_a_request_becomes_a_case():
    """Today's doses, the table of the market and the author come along."""
    case = request_case(equivalence=None)
    assert case.today == regimen_from(LORAZEPAM_2)
    assert case.scale.table.id == "vadod2021"
    assert case.day == START
    assert not case.by_prescriber
    assert case.schedule is None


def test_a_named_table_is_used():
    """The request may name another table than the market's."""
    assert request_case(equivalence="ashton2002").scale.table.id == "ashton2002"


def test_overrides_are_a_prescribers():
    """A person's override counts for nothing; a prescriber's is found by rule."""
    given = (Override("G06", "because", "me"),)
    assert request_case(overrides=given).overridden("G06") is None
    case = request_case(**override("G06"))
    assert case.by_prescriber
    assert case.overridden("G06").by == "Dr Example"
    assert case.overridden("G07") is None


@pytest.mark.parametrize(
    ("since", "months", "dependent"),
    [
        (None, None, True),
        (date(2026, 10, 4), 3, True),
        (date(2026, 10, 5), 2, False),
    ],
)
def test_length_of_use_is_in_whole_months(since, months, dependent):
    """Two months and 30 days are two months; an unknown time counts as long."""
    case = request_case(use=UseHistory(since))
    assert case.months == months
    assert case.band is Band.LOW
    assert case.dependent is dependent


def test_nobody_is_known_to_have_written_a_strangers_schedule():
    """A reviewed schedule has no author and no request."""
    case = review_case(schedule_from(daily("diazepam", "10", "9")))
    assert case.author is None
    assert case.request is None
    assert not case.by_prescriber
