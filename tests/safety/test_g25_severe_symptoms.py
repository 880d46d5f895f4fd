"""G25: severe symptoms are told to the prescriber, and never cut through."""

import pytest

from factories import findings_of, request_case, review_case
from journal.entries import entry, later, rated, rating
from safety.lives import ON, PLAN, SECOND_CUT, said
from stepwell.journal.entry import TakenBack
from stepwell.plan.finding import Severity


def with_ratings(*days, on=ON):
    """What G25 says of the ratings of the last days, that of the day itself first."""
    written = {later(-back, on): number for back, number in enumerate(days)}
    known = {day: number for day, number in written.items() if number is not None}
    return said("G25", book=rated(known), on=on)


def test_H09_severe_symptoms_are_told_to_the_prescriber():
    """In words: on how many days, the last of them, and that going back to the last
    tolerated dose is never decided alone.
    """
    [finding] = with_ratings(0, 8, 0, 7)
    assert (finding.severity, finding.source) == (Severity.CAUTION, "maudsley2024")
    assert finding.step == 1
    assert finding.text == (
        f"Severe symptoms on 2 of the last 7 days, last on {later(-1, ON)}: tell your"
        " prescriber now, and change no dose before you have spoken. Going back to the"
        " last dose that was tolerated is for you and your prescriber to agree; some"
        " guides advise it, others rather hold."
    )
    assert finding.would_change


@pytest.mark.parametrize(
    ("number", "severe"), [(6, False), (7, True), (8, True), (10, True)]
)
def test_severe_is_7_or_more_out_of_10(number, severe):
    """Moderate symptoms have another rule."""
    assert bool(with_ratings(number, number)) is severe


def test_H34_one_severe_day_is_no_warning():
    """One bad day may come, however bad; two are told, and each is counted."""
    assert with_ratings(10, *[0] * 6) == []
    [finding] = with_ratings(*[9] * 7)
    assert f"on 7 of the last 7 days, last on {ON}" in finding.text


def test_the_last_seven_days_count():
    """The day itself and the six before it."""
    week = [None] * 5
    assert len(with_ratings(7, *week, 7)) == 1
    assert with_ratings(7, *week, None, 7) == []


def test_H33_two_severe_days_count_although_the_others_are_silent():
    """Nobody has to fill in a week first."""
    assert len(with_ratings(7, 7)) == 1


def test_two_severe_ratings_of_one_day_are_one_day():
    """Anxiety and sleeplessness on one evening are one bad day."""
    both = [entry(rating(9)), entry(rating(9, "insomnia"))]
    assert said("G25", *both, on=both[0].day) == []


def test_a_severe_rating_that_was_taken_back_does_not_count():
    """A slip of the finger is put right."""
    one, other = (entry(rating(9), later(-back, ON)) for back in (1, 2))
    back = entry(TakenBack(), ON, corrects=one)
    assert len(said("G25", one, other)) == 1
    assert said("G25", one, other, back) == []


def test_the_step_in_force_is_named():
    """Here the second."""
    [finding] = with_ratings(7, 7, on=later(3, SECOND_CUT))
    assert finding.step == 2


def test_without_a_journal_the_rule_is_silent():
    """Neither at triage nor in the review of a schedule, nor with an empty journal."""
    assert findings_of("G25", request_case()) == []
    assert findings_of("G25", review_case(PLAN)) == []
    assert said("G25") == []
