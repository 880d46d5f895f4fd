"""G39: a helper supports, and never changes what the plan may do."""

import pytest

from factories import findings_of, request_case, review_case
from journal.entries import answers, entry, later, rating
from safety.lives import ON, PLAN, said
from stepwell.journal.entry import Clearance, EntryAuthor, Note, TakenBack
from stepwell.plan.finding import Severity
from stepwell.plan.person import RedFlag


SEIZURE = RedFlag.SEIZURE
SIGN = entry(answers(yes=[SEIZURE]), later(-3, ON))
HELPER = EntryAuthor.HELPER


def clearance(author=HELPER, back=0):
    content = Clearance(frozenset({SEIZURE}), "Dr Example")
    return entry(content, later(-back, ON), author=author)


def test_the_word_of_a_helper_that_a_red_flag_is_over_does_not_count():
    """It is said openly, and the sign goes on stopping the plan (H31)."""
    [finding] = said("G39", SIGN, clearance(back=1))
    assert (finding.severity, finding.source) == (Severity.CAUTION, "asam2025")
    assert finding.step is None
    assert finding.text == (
        f"On {later(-1, ON)} a helper wrote that the care team had cleared a red flag."
        " Only the person or the care team can say so, and it stays as it is until they"
        " do."
    )
    assert finding.would_change
    assert len(said("G05", SIGN, clearance())) == 1


@pytest.mark.parametrize("author", [EntryAuthor.PERSON, EntryAuthor.PRESCRIBER])
def test_the_person_or_the_care_team_may_say_so(author):
    """Then the sign is settled, and there is nothing to add."""
    assert said("G39", SIGN, clearance(author)) == []
    assert said("G05", SIGN, clearance(author)) == []


def test_the_word_of_a_helper_does_not_weaken_that_of_the_person():
    """Both wrote it: it is over, and the helper is told all the same."""
    both = (clearance(), clearance(EntryAuthor.PERSON))
    assert len(said("G39", SIGN, *both)) == 1
    assert said("G05", SIGN, *both) == []


def test_each_such_word_is_told():
    """Two are two findings, the earlier first; one that was taken back is none."""
    first, second = clearance(back=2), clearance(back=1)
    found = said("G39", first, second)
    days = [each.text.split()[1] for each in found]
    assert days == [str(later(-2, ON)), str(later(-1, ON))]
    back = entry(TakenBack(), ON, author=HELPER, corrects=second)
    [finding] = said("G39", first, second, back)
    assert str(later(-2, ON)) in finding.text


@pytest.mark.parametrize(
    "content", [Note("all is well"), rating(2), answers(no=[SEIZURE])], ids=str
)
def test_H34_what_else_a_helper_writes_is_no_warning(content):
    """A helper may write down what the person asked for."""
    assert said("G39", entry(content, ON, author=HELPER)) == []


def test_the_yes_of_a_helper_counts_as_every_yes():
    """Whoever sees a sign may say so (H31)."""
    sign = entry(answers(yes=[SEIZURE]), ON, author=HELPER)
    assert len(said("G05", sign)) == 1


def test_without_a_journal_the_rule_is_silent():
    """Neither at triage nor in the review of a schedule."""
    assert findings_of("G39", request_case()) == []
    assert findings_of("G39", review_case(PLAN)) == []
    assert said("G39") == []
