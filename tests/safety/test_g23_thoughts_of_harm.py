"""G23: thoughts of being dead or of self-harm come before anything else (H32)."""

import pytest

from factories import findings_of, make_person, override, request_case, review_case
from journal.entries import answers, entry, journal, later, phq9, rating
from safety.lives import ON, PLAN, WORD_LIST, hear, lived_case, said
from stepwell.journal.entry import Clearance, EntryAuthor, Note, TakenBack
from stepwell.plan.finding import Severity
from stepwell.plan.person import RedFlag
from stepwell.safety import review


SUICIDAL = RedFlag.SUICIDAL_THOUGHTS
YES = answers(yes=[SUICIDAL])


@pytest.fixture(autouse=True)
def words(monkeypatch):
    """A short list of words in place of the real one."""
    monkeypatch.setattr(WORD_LIST, hear)


def clearance(author=EntryAuthor.PERSON):
    return entry(Clearance(frozenset({SUICIDAL}), "Dr Example"), ON, author=author)


@pytest.mark.parametrize("ninth", [1, 2, 3])
@pytest.mark.parametrize("others", [0, 3])
def test_H32_a_ninth_answer_above_0_stops_everything(ninth, others):
    """Of the PHQ-9, however rarely and whatever the total; and nobody has been told."""
    [finding] = said("G23", entry(phq9(ninth, others), later(-2, ON)))
    assert (finding.severity, finding.source) == (Severity.STOP, "stepwell_proposal")
    assert finding.step is None
    assert finding.text == (
        f"What was written on {later(-2, ON)} comes before any plan and any score."
        " Nobody has been told by this program: please tell somebody yourself now. Such"
        " thoughts can come with withdrawal and with depression; they pass, and both"
        " can be treated."
    )
    assert finding.would_change


@pytest.mark.parametrize("others", [0, 3])
def test_H32_a_ninth_answer_of_0_stops_nothing(others):
    """The other eight answers are no thoughts of harm."""
    assert said("G23", entry(phq9(0, others), ON)) == []


@pytest.mark.parametrize(
    "content", [YES, rating(1, "suicidal"), Note("I want to be gone")], ids=str
)
def test_H32_an_answer_a_rating_or_words_stop_everything_too(content):
    """Wherever in the journal it was written."""
    [finding] = said("G23", entry(content, ON))
    assert finding.severity is Severity.STOP
    assert f"What was written on {ON} comes before" in finding.text


def test_the_latest_of_several_is_named_once():
    """One finding, however often it was written."""
    signs = [entry(YES, later(-3, ON)), entry(phq9(2), later(-1, ON))]
    [finding] = said("G23", *signs)
    assert f"on {later(-1, ON)} comes" in finding.text


@pytest.mark.parametrize("sign", [sign for sign in RedFlag if sign is not SUICIDAL])
def test_another_sign_is_left_to_its_own_rule(sign):
    """G05 answers each of them."""
    assert said("G23", entry(answers(yes=[sign]), ON)) == []


def test_H32_it_stands_until_the_care_team_has_cleared_it():
    """Taking the entry back does not settle it, nor does a helper's word."""
    sign = entry(phq9(1), later(-1, ON))
    back = entry(TakenBack(), ON, corrects=sign)
    assert len(said("G23", sign, back)) == 1
    assert len(said("G23", sign, clearance(EntryAuthor.HELPER))) == 1
    assert said("G23", sign, back, clearance()) == []


def test_H32_nobody_lifts_it():
    """Not even a prescriber who names the rule and a reason."""
    given = override("G23")["overrides"]
    [finding] = said("G23", entry(phq9(1), ON), overrides=given)
    assert finding.severity is Severity.STOP


def test_H32_it_is_said_beside_whom_to_call():
    """G05 names the crisis line; both stand before everything else."""
    found = review(lived_case(journal(entry(phq9(1), ON), entry(rating(5), ON))))
    assert [finding.rule for finding in found[:2]] == ["G05", "G23"]
    assert "crisis line" in found[0].text


def test_without_a_journal_the_rule_is_silent():
    """What is told beforehand is answered by G05."""
    person = make_person(red_flags=[SUICIDAL])
    assert findings_of("G23", request_case(person=person)) == []
    assert findings_of("G23", review_case(PLAN, person=person)) == []
    assert said("G23", person=person) == []
