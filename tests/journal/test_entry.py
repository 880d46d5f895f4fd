"""An entry: what may be written, and what is refused in one sentence."""

from dataclasses import FrozenInstanceError
from datetime import UTC, datetime, timedelta, timezone

import pytest

from journal.entries import DAY, answers, at, dose, entry, later, missed, night, rating
from stepwell.journal.entry import (
    Clearance,
    CoDrugEntry,
    Contact,
    DoseEntry,
    Entry,
    EntryAuthor,
    Intake,
    LifeEvent,
    Note,
    RedFlagAnswers,
    TakenBack,
)
from stepwell.journal.scales import GAD_7, ClinicianTotal, ScaleAnswers
from stepwell.plan.person import RedFlag
from stepwell.plan.times import DoseTime
from stepwell.quantities import Mass


ONE_MG = Mass.mg(1)
TOTAL = ClinicianTotal("ISI", 12)
SEIZURE = frozenset({RedFlag.SEIZURE})
NO_ZONE = datetime(2027, 1, 4, 20)  # noqa: DTZ001


def words_of(refused):
    return str(refused.value)


@pytest.mark.parametrize("intake", [Intake.TAKEN, Intake.LATE])
def test_H11_a_dose_that_was_taken_has_its_amount(intake):
    """How much was really taken is never left to be guessed from the plan."""
    assert DoseEntry(intake, "lorazepam", DoseTime.BEDTIME, ONE_MG).amount == ONE_MG
    for nothing in (None, Mass(0)):
        with pytest.raises(ValueError) as refused:
            DoseEntry(intake, "lorazepam", DoseTime.BEDTIME, nothing)
        assert words_of(refused) == f"a dose that was {intake} needs its amount"


@pytest.mark.parametrize("nothing", [None, Mass(0)])
def test_H11_an_extra_dose_has_its_amount(nothing):
    """Something more was taken, so it is said how much."""
    with pytest.raises(ValueError, match=r"^a dose that was extra needs its amount$"):
        DoseEntry(Intake.EXTRA, "lorazepam", None, nothing)


def test_H10_a_missed_dose_has_no_amount():
    """No number stands there that could be taken later, not even a nought."""
    assert missed().amount is None
    for amount in (Mass(0), Mass(1)):
        with pytest.raises(ValueError, match=r"^a missed dose has no amount$"):
            DoseEntry(Intake.MISSED, "lorazepam", DoseTime.BEDTIME, amount)


@pytest.mark.parametrize("intake", Intake)
def test_an_extra_dose_alone_belongs_to_no_time_of_day(intake):
    """Every other dose is the answer to one planned dose."""
    amount = None if intake is Intake.MISSED else ONE_MG
    is_extra = intake is Intake.EXTRA
    fits, fits_not = (None, DoseTime.MORNING)[:: 1 if is_extra else -1]
    assert DoseEntry(intake, "lorazepam", fits, amount).time is fits
    with pytest.raises(ValueError) as refused:
        DoseEntry(intake, "lorazepam", fits_not, amount)
    assert words_of(refused) == (
        "an extra dose has no time of day, every other dose has"
    )


@pytest.mark.parametrize("number", [0, 1, 9, 10])
def test_a_rating_is_0_to_10(number):
    """Both ends are ratings."""
    assert rating(number).rating == number


@pytest.mark.parametrize("number", [-1, 11])
def test_a_rating_beyond_the_ends_is_refused(number):
    """The sentence names both ends and what was written."""
    with pytest.raises(ValueError, match=f"^a rating is 0 to 10, not {number}$"):
        rating(number)


def test_H31_a_question_is_not_answered_with_yes_and_no():
    """A contradiction about a red flag is refused, never read as no."""
    sentence = "^seizure is answered with yes and with no$"
    with pytest.raises(ValueError, match=sentence):
        answers(yes=SEIZURE, no=[RedFlag.SEIZURE, RedFlag.CONFUSION])


def test_H31_a_question_that_was_not_asked_stays_open():
    """Neither yes nor no is filled in."""
    asked = answers(yes=SEIZURE, no=[RedFlag.CONFUSION])
    assert asked.yes == SEIZURE
    assert asked.no == {RedFlag.CONFUSION}
    assert RedFlagAnswers(SEIZURE).no == frozenset()
    assert answers(no=SEIZURE).yes == frozenset()


def test_H31_no_answer_at_all_is_no_entry():
    """An empty set of answers would look like an all-clear."""
    with pytest.raises(ValueError, match=r"^at least one question has an answer$"):
        answers()


@pytest.mark.parametrize("which", ["occurred", "recorded"])
def test_a_time_knows_its_distance_from_utc(which):
    """A clock time alone could be meant anywhere, so neither of the two may be one."""
    times = {"occurred": at(), "recorded": at(), which: NO_ZONE}
    with pytest.raises(ValueError, match=r"^a time needs its distance from UTC$"):
        Entry("a", EntryAuthor.PERSON, *times.values(), Note("text"))


def test_the_clocks_of_two_devices_may_differ_by_10_minutes():
    """An entry from further in the future is refused."""
    ahead = at() + timedelta(minutes=10)
    assert entry(rating(3), occurred=ahead, recorded=at()).occurred_at == ahead
    with pytest.raises(ValueError, match=r"^it was written before it happened$"):
        entry(rating(3), occurred=ahead + timedelta(seconds=1), recorded=at())


def test_what_happened_long_ago_may_be_written_today():
    """A journal is often filled in later."""
    assert entry(rating(3), recorded=at(later(400))).day == DAY


def test_an_entry_cannot_correct_itself():
    """It would be gone, and nothing would stand in its place."""
    author = EntryAuthor.PERSON
    with pytest.raises(ValueError, match=r"^an entry cannot correct itself$"):
        Entry("a", author, at(), at(), rating(3), corrects="a")
    assert Entry("b", author, at(), at(), rating(3), corrects="a").corrects == "a"


def test_what_is_taken_back_is_named():
    """Else nobody knows what never happened."""
    sentence = "^it does not say which entry it takes back$"
    with pytest.raises(ValueError, match=sentence):
        entry(TakenBack("a slip"))
    wrong = entry(rating(3))
    assert entry(TakenBack("a slip"), corrects=wrong).corrects == wrong.id


@pytest.mark.parametrize("author", EntryAuthor)
def test_only_a_prescriber_records_the_total_of_a_clinicians_scale(author):
    """Everybody may record the questionnaire that a person fills in."""
    assert entry(ScaleAnswers(GAD_7, (1,) * 7), author=author).author is author
    if author is EntryAuthor.PRESCRIBER:
        assert entry(TOTAL, author=author).content == TOTAL
        return
    sentence = "^only a prescriber records the total of this scale$"
    with pytest.raises(ValueError, match=sentence):
        entry(TOTAL, author=author)


@pytest.mark.parametrize(
    "content",
    [
        Clearance(SEIZURE, "Dr Example"),
        Contact(),
        Note("text"),
        answers(yes=SEIZURE),
        dose(),
        night(DAY),
    ],
    ids=lambda content: type(content).__name__,
)
def test_a_person_writes_everything_else_themselves(content):
    """No other content is kept for prescribers."""
    assert entry(content).content == content


@pytest.mark.parametrize("author", EntryAuthor)
def test_who_wrote_it_is_known(author):
    """A person's word is never taken for a prescriber's."""
    written = entry(Note("text"), author=author)
    assert written.by_prescriber is (author is EntryAuthor.PRESCRIBER)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2027, 1, 4, 23, 30, tzinfo=UTC), DAY),
        (datetime(2027, 1, 5, 0, 0, tzinfo=UTC), later(1)),
        (datetime(2027, 1, 5, 1, tzinfo=timezone(timedelta(hours=13))), later(1)),
        (datetime(2027, 1, 4, 23, tzinfo=timezone(timedelta(hours=-11))), DAY),
    ],
)
def test_an_entry_belongs_to_the_day_where_the_person_was(moment, day):
    """Half past eleven at night is still that day, whatever day it is elsewhere."""
    assert entry(dose(), occurred=moment).day == day


def test_a_night_belongs_to_its_morning():
    """However late in the day it is written down."""
    written = entry(night(DAY), day=later(1))
    assert written.day == DAY


def test_an_entry_does_not_change():
    """What was wrong is put right by another entry."""
    written = entry(dose())
    with pytest.raises(FrozenInstanceError):
        written.content = missed()
    assert {written, entry(dose())} == {written}


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (Contact(), ""),
        (Contact("by phone"), "by phone"),
        (LifeEvent("moved house"), "moved house"),
        (Note("tired"), "tired"),
    ],
)
def test_words_are_kept_as_they_are(content, text):
    """A contact may be noted without a word about it."""
    assert entry(content).content.text == text


def test_other_contents_keep_what_was_said():
    """Which medicine and whether it began, and who cleared what."""
    assert (CoDrugEntry("fluvoxamine", starts=True)).starts
    cleared = Clearance(SEIZURE, "Dr Example")
    assert (cleared.flags, cleared.by) == (SEIZURE, "Dr Example")
    assert TakenBack().reason == ""


def test_the_words_of_the_contract():
    """Other programs send them: a renamed one could not be read any more."""
    assert [*Intake] == ["taken", "late", "missed", "extra"]
    assert [*EntryAuthor] == ["person", "helper", "prescriber"]
