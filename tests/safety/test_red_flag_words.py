"""Words in a note that may mean a red flag, and the list of them (H31, H32).

A list of phrases is any ``red_flag_phrases_*.csv`` beside this file, with the columns
phrase, flag and kind; the flag "none" marks what has to stay without one.
"""

import copy
import csv
import tomllib
from collections import defaultdict
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.plan.person import RedFlag
from stepwell.safety.red_flag_list import word_list
from stepwell.safety.red_flag_words import flags_in


LISTS = sorted(Path(__file__).parent.glob("red_flag_phrases_*.csv"))
SENSITIVITY = 0.95
SENSITIVITY_OF_ONE = 0.90
FALSE_ALARMS = 0.05
NONE = "none"
DATA = files("stepwell.safety").joinpath("data", "red_flag_words.toml")

each_list = pytest.mark.parametrize("file", LISTS, ids=lambda file: file.stem[-1])
neutral = st.sampled_from(
    ["The weather is nice.", "We had soup for lunch.", "\N{BEACH WITH UMBRELLA} Sunny!"]
)


@cache
def phrases(file):
    """The phrases of a list, by the flag that they speak of."""
    found = defaultdict(list)
    with file.open(newline="", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            found[row["flag"]].append(row["phrase"])
    return found


def heard(text):
    return {each.flag for each in flags_in(text)}


def words_for(flag, text):
    return next(each.words for each in flags_in(text) if each.flag is flag)


def missed(flag, file):
    return [text for text in phrases(file)[flag] if flag not in heard(text)]


flagged = st.sampled_from(
    [
        (RedFlag(flag), text)
        for flag, texts in phrases(LISTS[0]).items()
        if flag != NONE
        for text in texts
    ]
)


@each_list
def test_H31_of_a_hundred_phrases_that_mean_a_red_flag_95_are_heard(file):
    """The list of words finds at least 95 in 100 ways of speaking of a red flag."""
    said = {flag: phrases(file)[flag] for flag in RedFlag}
    lost = [(flag, text) for flag in RedFlag for text in missed(flag, file)]
    assert len(lost) <= (1 - SENSITIVITY) * sum(map(len, said.values())), lost


@each_list
@pytest.mark.parametrize("flag", RedFlag)
def test_H31_no_red_flag_is_heard_much_worse_than_the_others(file, flag):
    """Each red flag by itself is heard in at least 90 of 100 phrases."""
    lost = missed(flag, file)
    assert len(lost) <= (1 - SENSITIVITY_OF_ONE) * len(phrases(file)[flag]), lost


@each_list
def test_few_ordinary_notes_lead_to_a_question(file):
    """Of a hundred denials and harmless phrases, 5 at most lead to a question."""
    alarms = [text for text in phrases(file)[NONE] if heard(text)]
    assert len(alarms) <= FALSE_ALARMS * len(phrases(file)[NONE]), alarms


@pytest.mark.parametrize(
    ("denied", "said"),
    [
        ("No seizures since March.", "I had a seizure in March."),
        ("I'm not suicidal.", "I'm suicidal."),
        ("never had a fit", "had a fit"),
        ("I haven't run out of tablets", "I have run out of tablets"),
        ("He denies chest pain.", "He has chest pain."),
        ("No seizures, confusion or hallucinations.", "Seizures and confusion."),
        ("Seizures: no. Chest pain: none.", "Seizures: two. Chest pain: bad."),
        ("She asked if I had a seizure and I said no.", "She asked if I had a seizure"),
        ("Any seizures? No.", "Any seizures? Two."),
        ("Worried about fits at first. Haven't had any.", "Had fits at first. Many."),
        ("All of them were. Not confused at all.", "All of them were. Confused."),
        ("Not seeing anything that isn't there.", "Seeing things that aren't there."),
    ],
)
def test_a_denial_is_understood(denied, said):
    """ "No seizures" raises nothing, and the same without the denial does."""
    assert not heard(denied)
    assert heard(said)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("No seizure but I saw people in the room.", "hallucinations_or_paranoia"),
        ("No chest pain, I had a seizure.", "seizure"),
        ("I didn't sleep because I was hearing voices", "hallucinations_or_paranoia"),
        ("Not my first seizure.", "seizure"),
        ("I can't say I don't hear voices", "hallucinations_or_paranoia"),
        ("He never rang\nchest pain all night", "chest_pain_or_severe_palpitations"),
        ("I had a seizure. No one came.", "seizure"),
        ("I had a seizure. Will they help? No.", "seizure"),
    ],
)
def test_H31_a_denial_ends_where_the_next_thought_begins(text, flag):
    """What is denied first takes nothing away from what is said after it."""
    assert flag in heard(text)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("I don't want to be here", "suicidal_thoughts"),
        ("can not keep anything down", "cannot_keep_doses_down"),
        ("I didn't know where I was", "confusion"),
        ("She won't wake up", "cannot_be_woken_or_slow_breathing"),
        ("no tablets left", "ran_out_of_supply"),
        ("I have never felt so suicidal", "suicidal_thoughts"),
    ],
)
def test_H31_a_denial_inside_the_expression_denies_nothing(text, flag):
    """ "I don't want to be here" is no denial."""
    assert flag in heard(text)


@pytest.mark.parametrize(
    "text",
    [
        "I want to die",
        "i wnat to kil myself",
        "feeling sucidal",
        "kms",
        "They would all be better off without me",
        "I don't see the point in living",
        "He talked about hanging himself",
    ],
)
def test_H32_words_of_wanting_to_die_are_heard_however_they_are_put(text):
    """Plain, mistyped, short, indirect, or said by somebody who worries."""
    assert RedFlag.SUICIDAL_THOUGHTS in heard(text)


@pytest.mark.parametrize(
    ("slip", "flag"),
    [
        ("had a siezure", "seizure"),
        ("a convulison on the bus", "seizure"),
        ("I am halluncinating", "hallucinations_or_paranoia"),
        ("chest pian", "chest_pain_or_severe_palpitations"),
        ("he is unconcsious", "cannot_be_woken_or_slow_breathing"),
        ("had a saizure", "seizure"),
        ("I feel cunfused", "confusion"),
        ("pulpitations all night", "chest_pain_or_severe_palpitations"),
    ],
)
def test_H31_a_slip_of_the_finger_hides_nothing(slip, flag):
    """One letter wrong, or two in a long word, is read as it was meant."""
    assert flag in heard(slip)


@pytest.mark.parametrize(
    "text",
    [
        "had a bit on the bus",
        "the cheat hurts nobody",
        "a seashore in March",
        "a day of leisure",
        "sent two invoices",
    ],
)
def test_an_ordinary_word_is_not_taken_for_a_slip(text):
    """ "Cheat" is not "chest", nor is "leisure" "seizure"."""
    assert not heard(text)


@pytest.mark.parametrize("before", ["", "On Monday morning in the bus "])
def test_H31_an_expression_of_many_words_is_heard_wherever_it_stands(before):
    """ "Lost control of my bladder" needs every word, at the beginning or later."""
    assert RedFlag.SEIZURE in heard(f"{before}I lost control of my bladder")
    assert RedFlag.SEIZURE not in heard(f"{before}I lost control of my budget")


def test_the_words_that_led_to_a_flag_are_shown_as_they_were_written():
    """The question quotes the note, letter by letter."""
    text = "Walked the dog.  I had a FIT, sadly."
    assert words_for(RedFlag.SEIZURE, text) == "had a FIT"


def test_a_flag_is_given_once():
    """Two seizures in a note are one question."""
    flags = [each.flag for each in flags_in("A seizure. Another seizure. Confused.")]
    assert flags == [RedFlag.SEIZURE, RedFlag.CONFUSION]


@pytest.mark.parametrize("text", ["", "   ", "...", "\N{GRINNING FACE}", "'", "’’"])
def test_a_note_without_words_holds_no_flag(text):
    """Nothing was said."""
    assert flags_in(text) == ()


@given(st.text())
def test_any_text_can_be_read(text):
    """No text, however odd, is too much, and the words always stand in the note."""
    assert all(each.words in text for each in flags_in(text))


def test_a_very_long_note_can_be_read():
    """A diary of years, and one word ten thousand times, end in time."""
    assert heard("had a fit. " * 2_000) == {RedFlag.SEIZURE}
    assert isinstance(flags_in("no" * 50_000 + " heart pain" * 500), tuple)


@given(flagged, neutral)
def test_H31_a_harmless_sentence_afterwards_hides_no_flag(said, after):
    """More words after a red flag never take it away."""
    _, text = said
    assert heard(text) <= heard(f"{text}. {after}")


@given(flagged)
def test_capital_letters_and_the_sort_of_apostrophe_make_no_difference(said):
    """Shouted, whispered, or typed on a telephone: it is the same note."""
    _, text = said
    ways = [
        text.upper(),
        text.lower(),
        text.replace("'", "’"),
        text.replace("'", "\u02bc"),
    ]
    assert {frozenset(heard(way)) for way in ways} == {frozenset(heard(text))}


def broken(change):
    """The list, with one mistake in it."""
    entry = copy.deepcopy(tomllib.loads(DATA.read_text("utf-8")))
    change(entry)
    return entry


def extra(entry):
    entry["more"] = {}


def no_flag(entry):
    del entry["flags"]["seizure"]


def no_family(entry):
    entry["flags"]["seizure"]["patterns"] += "<nobody_wrote_this>\n"


def gap_first(entry):
    entry["flags"]["seizure"]["patterns"] += ".. fit\n"


def gap_last(entry):
    entry["flags"]["seizure"]["patterns"] += "fit ...\n"


def nothing_after(entry):
    entry["flags"]["seizure"]["patterns"] += "fit &  & again\n"


def only_fillers(entry):
    entry["families"]["fit"] += ", really"


def unused(entry):
    entry["families"]["idle"] = "word"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (extra, "more"),
        (no_flag, "seizure"),
        (no_family, "nobody_wrote_this"),
        (gap_first, "gap"),
        (gap_last, "gap"),
        (nothing_after, "gap"),
        (only_fillers, "really"),
        (unused, "idle"),
    ],
)
def test_a_mistake_in_the_list_is_named(change, said):
    """Whoever edits the list is told what is wrong with it."""
    with pytest.raises(ValueError, match=said):
        word_list(broken(change))


# ------------------------------------------------------- phrases nobody tuned to

UNSEEN = Path(__file__).parent / "unseen_phrases.csv"
"""Written by somebody who saw neither the list of words nor the other phrases.

Nothing is mended from it, so that it stays a fair measure; docs/reference/
red-flag-words.md has the figures.
"""
UNSEEN_SENSITIVITY = 0.90


def test_H31_nine_in_ten_phrases_that_nobody_tuned_to_lead_to_a_question():
    """Of 336 phrases written unseen, at least 90 in 100 are heard as some red flag."""
    said = [text for flag in RedFlag for text in phrases(UNSEEN)[flag]]
    unheard = [text for text in said if not heard(text)]
    assert len(said) >= 300
    assert len(unheard) <= (1 - UNSEEN_SENSITIVITY) * len(said)


def test_H31_over_all_lists_95_in_100_phrases_are_heard_as_what_they_mean():
    """Over 995 phrases, with slips and denials, of which a third is unseen."""
    lists = (*LISTS, UNSEEN)
    said = [(flag, file) for file in lists for flag in RedFlag]
    lost = sum(len(missed(flag, file)) for flag, file in said)
    assert lost <= (1 - SENSITIVITY) * sum(
        len(phrases(file)[flag]) for flag, file in said
    )
