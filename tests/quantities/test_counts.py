"""Counts of tablets, in digits and in words."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.quantities import count_text, count_words, read_count
from stepwell.quantities.counts import is_plural, number_words


QUARTERS = [Fraction(number, 4) for number in range(1, 4 * 99)]
DIGITS = {
    **dict.fromkeys(["", "zero"], 0),
    **{
        word: number
        for number, word in enumerate(
            "one two three four five six seven eight nine ten eleven twelve thirteen"
            " fourteen fifteen sixteen seventeen eighteen nineteen".split(),
            start=1,
        )
    },
}
TENS = {
    word: 10 * number
    for number, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
PIECES = {
    "a quarter": Fraction(1, 4),
    "a half": Fraction(1, 2),
    "three quarters": Fraction(3, 4),
}
ALONE = {
    "a quarter of a": Fraction(1, 4),
    "half a": Fraction(1, 2),
    "three quarters of a": Fraction(3, 4),
}


def heard(words):
    """Understand a count as a listener would: a road of its own back to a number."""
    if words in ALONE:
        return ALONE[words]
    whole, _, piece = words.partition(" and ")
    tens, _, units = whole.rpartition("-")
    number = TENS[whole] if whole in TENS else TENS.get(tens, 0) + DIGITS[units]
    return number + (PIECES[piece] if piece else 0)


def test_every_quarter_below_ninety_nine_is_heard_as_it_was_said():
    """Words and numbers stand for each other, one to one."""
    assert [heard(count_words(count)) for count in QUARTERS] == QUARTERS
    assert len({count_words(count) for count in QUARTERS}) == len(QUARTERS)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        ("1/4", "a quarter of a"),
        ("1/2", "half a"),
        ("3/4", "three quarters of a"),
        ("1", "one"),
        ("3/2", "one and a half"),
        ("11/4", "two and three quarters"),
        ("20", "twenty"),
        ("85/4", "twenty-one and a quarter"),
        ("99", "ninety-nine"),
        ("399/4", "ninety-nine and three quarters"),
    ],
)
def test_a_count_is_said_before_its_tablet(count, words):
    """The words are those in which one would say it aloud."""
    assert count_words(Fraction(count)) == words


@pytest.mark.parametrize("count", ["0", "-1", "-1/2", "1/3", "1/8", "5/3", "100"])
def test_a_count_that_cannot_be_said_is_refused(count):
    """Nothing, less than nothing, thirds, eighths and a hundred have no words."""
    with pytest.raises(ValueError, match="cannot be said"):
        count_words(Fraction(count))


def test_whole_numbers_are_said_up_to_ninety_nine():
    """Zero included, which no dose has but a list may."""
    assert [heard(number_words(number)) for number in range(100)] == list(range(100))


@given(st.fractions(min_value=0, max_value=10**6, max_denominator=64))
def test_digits_and_count_stand_for_each_other(count):
    """A count written in digits is read back exactly."""
    assert read_count(count_text(count)) == count


@pytest.mark.parametrize(
    ("count", "text"),
    [("0", "0"), ("1/4", "1/4"), ("3/2", "1 1/2"), ("42", "42"), ("169/4", "42 1/4")],
)
def test_a_count_is_written_as_whole_and_piece(count, text):
    """The piece is a fraction after the whole, never a decimal."""
    assert count_text(Fraction(count)) == text


def test_less_than_nothing_cannot_be_counted():
    """Minus a half is refused, not written as something else."""
    with pytest.raises(ValueError, match="cannot be counted"):
        count_text(Fraction(-1, 2))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "1.5",
        ".5",
        "1,5",
        "-1",
        "+1",
        "1 -1/2",
        "1/2 1",
        "2/4",
        "3/2",
        "1 1",
        "1 1 1/2",
        "1  1/2",
        " 1",
        "1 ",
        "1\n",
        "01",
        "0 1/2",
        "1/0",
        "1 1/0",
        "1 / 2",
        "1_000",
        "½",
        "1½",
        "\uff11",
        "\u0661",
        "nan",
        "1e3",
        "1e999999999",
        "one",
        pytest.param("1" * 5000, id="five thousand digits"),
    ],
)
def test_only_our_own_way_of_writing_a_count_is_read(text):
    """Whatever else might be meant is refused at once with a ValueError."""
    with pytest.raises(ValueError):
        read_count(text)


@given(st.text(max_size=12))
def test_any_text_is_a_count_written_our_way_or_refused(text):
    """Nothing is repaired and nothing crashes."""
    try:
        count = read_count(text)
    except ValueError:
        return
    assert count_text(count) == text


def test_more_than_one_takes_a_plural():
    """Half a tablet, one tablet, one and a quarter tablets."""
    plurals = {count: is_plural(count) for count in QUARTERS[:8]}
    assert [count for count, plural in plurals.items() if plural] == QUARTERS[4:8]
