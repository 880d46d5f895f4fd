"""Red flags in a journal: read first, and never talked away (H31, H32)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.entries import (
    DAY,
    answers,
    at,
    dose,
    entry,
    journal,
    later,
    night,
    phq9,
    rating,
)
from safety.lives import WORD_LIST, WORDS, hear
from stepwell.journal.entry import (
    Clearance,
    CoDrugEntry,
    Contact,
    EntryAuthor,
    LifeEvent,
    Note,
    TakenBack,
)
from stepwell.journal.journal import Journal
from stepwell.journal.scales import GAD_7, PHQ_9, ScaleAnswers
from stepwell.library.symptoms import load_symptoms
from stepwell.plan.person import RedFlag
from stepwell.safety.red_flags import flags_now, raised_flags


SEIZURE, SUICIDAL = RedFlag.SEIZURE, RedFlag.SUICIDAL_THOUGHTS
SYMPTOMS = {
    name: RedFlag(symptom.red_flag)
    for name, symptom in load_symptoms().items()
    if symptom.red_flag
}
PERSON, HELPER, PRESCRIBER = EntryAuthor


@pytest.fixture(autouse=True)
def words(monkeypatch):
    """A short list of words that makes no mistakes, in place of the real one."""
    monkeypatch.setattr(WORD_LIST, hear)


def cleared(*flags, by=PERSON, day=DAY, hour=21, **more):
    """The care team has looked at it, as somebody writes."""
    content = Clearance(frozenset(flags), "Dr Example")
    return entry(content, occurred=at(day, hour), author=by, **more)


def said_no(*flags, by=PERSON, day=DAY, hour=21, **more):
    return entry(answers(no=flags), occurred=at(day, hour), author=by, **more)


def standing(*entries):
    return flags_now(journal(*entries))


# ---------------------------------------------------------------- what raises a flag


@pytest.mark.parametrize("flag", RedFlag)
@pytest.mark.parametrize("author", EntryAuthor)
def test_H31_every_yes_stands(flag, author):
    """Whoever answered, a helper or a prescriber included; and it is certain."""
    said = entry(answers(yes=[flag]), author=author)
    [found] = raised_flags(journal(said))
    assert (found.flag, found.entry, found.words) == (flag, said, "")
    assert found.is_certain


def test_H31_several_answers_are_each_a_flag():
    """Those that were answered with no are none."""
    said = answers(yes=[SEIZURE, SUICIDAL], no=[RedFlag.CONFUSION])
    assert standing(entry(said)) == {SEIZURE, SUICIDAL}


@pytest.mark.parametrize("ninth", [0, 1, 2, 3])
@pytest.mark.parametrize("others", [0, 3])
def test_H32_the_ninth_question_of_the_phq_9_raises_it_above_0(ninth, others):
    """With each of its four answers, whatever the total is."""
    said = entry(phq9(ninth, others))
    found = raised_flags(journal(said))
    assert [(each.flag, each.entry) for each in found] == (
        [(SUICIDAL, said)] if ninth else []
    )
    assert all(each.is_certain for each in found)


def test_H32_no_other_question_raises_a_flag():
    """A questionnaire with the highest answers elsewhere has bands, and no flag."""
    assert standing(entry(ScaleAnswers(GAD_7, (3,) * 7))) == frozenset()
    for item in range(8):
        one = [0] * 9
        one[item] = 3
        assert standing(entry(ScaleAnswers(PHQ_9, tuple(one)))) == frozenset()


@pytest.mark.parametrize(("symptom", "flag"), SYMPTOMS.items())
@pytest.mark.parametrize("number", [0, 1, 10])
def test_H31_a_symptom_that_is_a_sign_raises_it_above_0(symptom, flag, number):
    """A seizure of 1 out of 10 is a seizure; one that is not there is none."""
    found = raised_flags(journal(entry(rating(number, symptom))))
    assert [each.flag for each in found] == ([flag] if number else [])
    assert all(each.is_certain for each in found)


def test_H31_symptoms_that_are_signs_are_these():
    """Of the seven, each leads to its sign."""
    assert SYMPTOMS == {
        "suicidal": SUICIDAL,
        "delirium": RedFlag.CONFUSION,
        "perceptual": RedFlag.HALLUCINATIONS_OR_PARANOIA,
        "psychosis": RedFlag.HALLUCINATIONS_OR_PARANOIA,
        "seizure": SEIZURE,
        "catatonia": RedFlag.CONFUSION,
        "chest": RedFlag.CHEST_PAIN_OR_SEVERE_PALPITATIONS,
    }


def test_H34_a_severe_symptom_that_is_no_sign_is_no_flag():
    """Anxiety of 10 out of 10 has a rule of its own."""
    assert standing(entry(rating(10))) == frozenset()


@pytest.mark.parametrize(
    "content",
    [
        Note("it was like a fit today"),
        LifeEvent("a fit in the shop"),
        Contact("told them of a fit"),
        night(DAY, note="two tablets after a fit"),
        night(DAY, drinks="wine, then a fit"),
    ],
    ids=lambda content: type(content).__name__,
)
def test_H31_words_of_free_text_raise_a_question(content):
    """In every place where somebody may write; it is not certain, and is quoted."""
    [found] = raised_flags(journal(entry(content)))
    assert (found.flag, found.words) == (SEIZURE, "a fit")
    assert not found.is_certain


def test_H31_the_reason_for_taking_back_is_read_too():
    """Somebody may say there what happened."""
    wrong = entry(Note("nothing"))
    never = entry(TakenBack("I wrote it after a fit"), corrects=wrong)
    [found] = raised_flags(journal(wrong, never))
    assert (found.entry, found.words) == (never, "a fit")


def test_both_texts_of_a_night_are_read_apart():
    """Words of the one and the other make no expression together."""
    assert standing(entry(night(DAY, note="woke in a", drinks="fit as ever"))) == set()


def test_one_text_may_raise_several_flags():
    """Each with its own words."""
    found = raised_flags(journal(entry(Note("after a fit I wished to be gone"))))
    assert {(each.flag, each.words) for each in found} == {
        (SEIZURE, "a fit"),
        (SUICIDAL, "be gone"),
    }


def test_what_has_no_text_raises_nothing():
    """Doses, medicines, clearances and an empty journal."""
    silent = (
        dose(),
        CoDrugEntry("a fit", starts=True),
        Clearance(frozenset(), "a fit"),
    )
    assert standing(*map(entry, silent)) == standing() == frozenset()
    assert standing(entry(Note(""))) == frozenset()


def test_the_latest_flag_comes_first():
    """By when it happened, and all of one kind are kept."""
    old = entry(answers(yes=[SEIZURE]), recorded=at(later(9)))
    new = entry(answers(yes=[SEIZURE]), later(3))
    middle = entry(rating(3, "suicidal"), later(1))
    found = raised_flags(journal(new, old, middle))
    assert [each.entry for each in found] == [new, middle, old]
    assert flags_now(journal(new, old, middle)) == {SEIZURE, SUICIDAL}


# ---------------------------------------------------------------- what settles a flag


CERTAIN = {
    "answer": answers(yes=[SUICIDAL]),
    "questionnaire": phq9(1),
    "rating": rating(1, "suicidal"),
}
HEARD = Note("to be gone")
EVERY = [*CERTAIN.values(), HEARD]
ids = [*CERTAIN, "words"]


@pytest.mark.parametrize("content", EVERY, ids=ids)
@pytest.mark.parametrize("by", [PERSON, PRESCRIBER])
def test_a_clearance_settles_every_kind_of_flag(content, by):
    """The person or the prescriber writes that the care team has looked at it."""
    assert standing(entry(content), cleared(SUICIDAL, by=by)) == frozenset()


@pytest.mark.parametrize("content", EVERY, ids=ids)
def test_H31_a_clearance_of_another_flag_settles_nothing(content):
    """Each sign is looked at by itself."""
    others = [flag for flag in RedFlag if flag is not SUICIDAL]
    assert standing(entry(content), cleared(*others)) == {SUICIDAL}


@pytest.mark.parametrize("content", EVERY, ids=ids)
def test_H31_a_helpers_word_settles_nothing(content):
    """Neither a clearance nor a no (G39)."""
    words = (cleared(SUICIDAL, by=HELPER), said_no(SUICIDAL, by=HELPER))
    assert standing(entry(content), *words) == {SUICIDAL}


@pytest.mark.parametrize("content", CERTAIN.values(), ids=[*CERTAIN])
def test_H31_a_later_no_settles_nothing_that_is_certain(content):
    """Somebody said so: the care team looks at it."""
    assert standing(entry(content), said_no(SUICIDAL)) == {SUICIDAL}


@pytest.mark.parametrize("by", [PERSON, PRESCRIBER])
def test_a_later_no_settles_what_words_raised(by):
    """The question was asked, and this is the answer."""
    assert standing(entry(HEARD), said_no(SUICIDAL, by=by)) == frozenset()


def test_H31_a_no_to_another_question_settles_nothing():
    """Nor does a yes to it."""
    assert standing(entry(HEARD), said_no(SEIZURE)) == {SUICIDAL}
    yes = entry(answers(yes=[SUICIDAL]), occurred=at(hour=21))
    assert standing(entry(HEARD), yes) == {SUICIDAL}
    assert len(raised_flags(journal(entry(HEARD), yes))) == 2


@pytest.mark.parametrize("content", EVERY, ids=ids)
def test_H31_an_earlier_word_settles_nothing_later(content):
    """What was cleared or denied before may have come since."""
    before = (cleared(SUICIDAL, hour=19), said_no(SUICIDAL, hour=19))
    assert standing(*before, entry(content)) == {SUICIDAL}


def test_a_word_of_the_same_moment_settles():
    """The question is asked as soon as a note is written."""
    assert standing(entry(HEARD), said_no(SUICIDAL, hour=20)) == frozenset()
    assert standing(entry(phq9(1)), cleared(SUICIDAL, hour=20)) == frozenset()


def test_H31_a_flag_that_comes_again_stands_again():
    """The clearance was about the first one."""
    first, second = (entry(phq9(1), later(day)) for day in (0, 2))
    [found] = raised_flags(journal(first, cleared(SUICIDAL, day=later(1)), second))
    assert found.entry == second


def test_H31_what_was_written_late_is_not_cleared_before():
    """The care team cannot have looked at what nobody had told."""
    late = entry(phq9(1), DAY, recorded=at(later(3)))
    assert standing(late, cleared(SUICIDAL, day=later(1))) == {SUICIDAL}
    assert standing(late, cleared(SUICIDAL, day=later(3), hour=21)) == frozenset()


@pytest.mark.parametrize("settles", [cleared, said_no])
def test_H31_a_word_about_an_earlier_day_settles_nothing_later(settles):
    """On the third day somebody writes what was said on the first: the sign of the
    second day was not meant.
    """
    sign = entry(HEARD, later(1))
    told = settles(SUICIDAL, day=DAY, recorded=at(later(2)))
    assert standing(told, sign) == {SUICIDAL}


# ---------------------------------------------------------------- taking back


@pytest.mark.parametrize("content", EVERY, ids=ids)
@pytest.mark.parametrize("instead", [TakenBack(), Note("all is well"), phq9(0)])
def test_H31_a_flag_that_is_taken_back_or_corrected_stands(content, instead):
    """Until the care team has cleared it, as if the entry were still there."""
    sign = entry(content)
    back = entry(instead, later(1), corrects=sign)
    assert standing(sign, back) == {SUICIDAL}
    done = cleared(SUICIDAL, day=later(2))
    assert standing(sign, back, done) == frozenset()


def test_H31_a_clearance_that_is_taken_back_settles_nothing():
    """It never happened; the same holds for a no."""
    done, no = cleared(SUICIDAL), said_no(SUICIDAL)
    for settled in (done, no):
        back = entry(TakenBack(), later(1), corrects=settled)
        assert standing(entry(HEARD), settled) == frozenset()
        assert standing(entry(HEARD), settled, back) == {SUICIDAL}


# ---------------------------------------------------------------- any journal


@st.composite
def any_entries(draw):
    """Entries of three days that raise, deny, clear and take back."""
    entries = []
    for number in range(draw(st.integers(0, 8))):
        flags = draw(st.frozensets(st.sampled_from(RedFlag), min_size=1, max_size=3))
        contents = [
            answers(yes=flags),
            answers(no=flags),
            Clearance(flags, "Dr Example"),
            Note(draw(st.sampled_from(["nothing", *WORDS]))),
            phq9(draw(st.integers(0, 3))),
            TakenBack(),
        ]
        content = draw(st.sampled_from(contents[: 6 if entries else 5]))
        replaced = draw(st.sampled_from(entries)) if content == TakenBack() else None
        entries.append(
            entry(
                content,
                later(draw(st.integers(0, 2))),
                corrects=replaced,
                author=draw(st.sampled_from(EntryAuthor)),
                name=str(number),
            )
        )
    return entries


@given(any_entries())
def test_H31_every_structured_yes_stands_until_it_is_cleared(entries):
    """By a later clearance that names it, and that no helper wrote: nothing else ends
    it, in any journal.
    """
    found = {(each.flag, each.entry) for each in raised_flags(Journal.of(entries))}
    clearances = [
        each
        for each in entries
        if isinstance(each.content, Clearance) and each.author is not HELPER
    ]
    for said in entries:
        for flag in getattr(said.content, "yes", ()):
            is_cleared = any(
                flag in each.content.flags and each.recorded_at >= said.recorded_at
                for each in clearances
            )
            assert is_cleared or (flag, said) in found


@given(any_entries())
def test_H31_nothing_else_raises_a_flag(entries):
    """Each has an entry that says so, or words that are quoted."""
    for found in raised_flags(Journal.of(entries)):
        content = found.entry.content
        if found.words:
            assert WORDS[found.words] is found.flag
            assert found.words in content.text
        elif found.flag not in getattr(content, "yes", ()):
            assert content.thoughts_of_harm


def test_H31_the_real_list_of_words_is_asked(monkeypatch):
    """As a helper beside the questions."""
    monkeypatch.undo()
    assert standing(entry(Note("I had a seizure this morning"))) == {SEIZURE}
