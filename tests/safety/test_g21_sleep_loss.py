"""G21: with a bipolar or psychotic disorder, poor nights hold the plan."""

from datetime import timedelta

import pytest

from factories import findings_of, make_person, override, request_case, review_case
from journal.entries import at, entry, journal, later, night
from safety.lives import ON, PLAN, lived_case, said
from stepwell.journal.entry import TakenBack
from stepwell.plan.finding import Severity
from stepwell.plan.person import Flag


AT_RISK = make_person(Flag.BIPOLAR_OR_PSYCHOSIS)
SHORT = timedelta(hours=4, minutes=59)
ENOUGH = timedelta(hours=5)


def slept(back, how_long=timedelta(hours=8), quality=None, name=None):
    """A night that ended so many days ago, written down in its morning."""
    morning = later(-back, ON)
    made = night(morning, how_long, quality)
    return entry(made, morning, occurred=at(morning, 9), name=name)


def of_nights(*entries, person=AT_RISK, **changes):
    return said("G21", *entries, person=person, **changes)


def short(*backs):
    return [slept(back, SHORT) for back in backs]


def test_two_poor_nights_in_a_row_hold_the_plan():
    """In words: which nights, why it matters, and whom to reach."""
    [finding] = of_nights(*short(1, 0))
    assert (finding.severity, finding.source) == (Severity.CAUTION, "asam2025pocket")
    assert finding.step is None
    assert finding.text == (
        f"The nights up to {ON} were poor, 2 in a row, and lost sleep can start an"
        " episode: change no dose, and reach your care team today or tomorrow."
    )
    assert finding.would_change


def test_H34_one_poor_night_is_no_warning():
    """Nor are two with a night of good sleep, or a night nobody wrote down, between."""
    assert of_nights(*short(0)) == []
    assert of_nights(*short(0, 2), slept(1)) == []
    assert of_nights(*short(0, 2)) == []


@pytest.mark.parametrize(
    ("how_long", "quality", "poor"),
    [
        (SHORT, None, True),
        (SHORT, 5, True),
        (ENOUGH, None, False),
        (ENOUGH, 3, False),
        (ENOUGH, 2, True),
        (timedelta(hours=9), 1, True),
    ],
)
def test_a_night_is_poor_when_it_was_short_or_felt_so(how_long, quality, poor):
    """Less than 5 hours of sleep, or a quality of 1 or 2 out of 5."""
    found = of_nights(*(slept(back, how_long, quality) for back in (0, 1)))
    assert bool(found) is poor


def test_the_longest_row_is_named():
    """Of rows of one length the latest."""
    [finding] = of_nights(*short(6, 5, 4, 2, 1))
    assert f"The nights up to {later(-4, ON)} were poor, 3 in a row" in finding.text
    [finding] = of_nights(*short(6, 5, 2, 1))
    assert f"The nights up to {later(-1, ON)} were poor, 2 in a row" in finding.text


def test_the_mornings_of_the_last_week_count():
    """Today's and those of the six days before it."""
    assert len(of_nights(*short(6, 5))) == 1
    assert of_nights(*short(7, 6)) == []
    [finding] = of_nights(*short(*range(10)))
    assert "7 in a row" in finding.text


def test_the_row_does_not_depend_on_the_order_of_writing():
    """Nights that were written down later count in their place."""
    late = entry(night(later(-1, ON), SHORT), ON)
    [finding] = of_nights(*short(0, 2), late)
    assert f"up to {ON} were poor, 3 in a row" in finding.text


def test_a_night_that_was_corrected_counts_as_corrected():
    """One that was taken back does not count; a poor one in its place does."""
    first, second = short(1, 0)
    back = entry(TakenBack(), ON, corrects=second, occurred=at(ON, 9))
    assert of_nights(first, second, back) == []
    better = slept(0)
    worse = entry(night(ON, SHORT), ON, corrects=better)
    assert len(of_nights(first, better, worse)) == 1


def test_of_two_entries_for_one_night_the_poor_one_counts():
    """As long as nobody has said which is right."""
    assert len(of_nights(*short(1, 0), slept(0, name="other device"))) == 1


@pytest.mark.parametrize(
    "flag", [flag for flag in Flag if flag != Flag.BIPOLAR_OR_PSYCHOSIS]
)
def test_without_such_a_disorder_poor_nights_are_no_warning(flag):
    """Sleep is often poor while a dose falls."""
    assert of_nights(*short(0, 1, 2), person=make_person(flag)) == []


def test_without_a_journal_the_rule_is_silent():
    """Neither at triage nor in the review of a schedule."""
    assert findings_of("G21", request_case(person=AT_RISK)) == []
    assert findings_of("G21", review_case(PLAN, person=AT_RISK)) == []
    assert findings_of("G21", lived_case(journal(), person=AT_RISK)) == []


def test_a_prescriber_sees_it_too():
    """An override lifts nothing."""
    [finding] = of_nights(*short(0, 1), overrides=override("G21")["overrides"])
    assert finding.severity is Severity.CAUTION
