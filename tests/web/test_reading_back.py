"""Everything is read back before there is a draft."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_walk import main
from stepwell.quantities import Mass
from stepwell.web.drafts.spoken import dose_sentence, doubt, number_words


def test_H03_every_dose_is_read_back_beside_the_box(walk):
    """Nobody sees a draft before saying that the doses are those on the box."""
    walk.until("")
    assert walk.get("/plan/draft").headers["Location"] == "/plan/check"
    said = main(walk.get("/plan/check"))
    assert "You take one milligram (1 mg) of lorazepam in the morning." in said
    assert "You take one milligram (1 mg) of lorazepam at bedtime." in said
    assert "Is this what the box says?" in said
    walk.post("/plan/check")
    assert walk.get("/plan/draft").status_code == 200
    walk.answer("medicine", drug="lorazepam", morning="2 mg")
    assert walk.get("/plan/draft").headers["Location"] == "/plan/check"


@pytest.mark.parametrize(
    ("market", "drug", "typed", "said"),
    [
        ("gb", "zopiclone", "7.5 mg", ""),
        ("gb", "zopiclone", "15 mg", ""),
        ("gb", "zopiclone", "75 mg", "That is ten of the strongest tablets"),
        ("gb", "zopiclone", "20 mg", "That is more than two of the strongest"),
        ("us", "zopiclone", "75 mg", ""),
    ],
)
def test_H02_a_dose_of_many_tablets_is_asked_about(market, drug, typed, said):
    """A tenfold slip that is no great dose of diazepam is many tablets all the same."""
    found = doubt(market, drug, typed)
    assert said in found
    assert bool(found) == bool(said)


def test_H02_the_question_stands_beside_the_dose(walk):
    """Where it is compared with the box."""
    walk.until("medicine", place={"market": "gb"})
    walk.answer("medicine", drug="zopiclone", bedtime="75 mg")
    said = main(walk.get("/plan/medicines"))
    assert "zopiclone at bedtime. That is ten of the strongest tablets" in said


def test_every_answer_is_read_back_in_words(walk):
    """In the words of the question, with a way to change each."""
    own = {"pace": "own", "percent": "5", "days": "21"}
    only = {"which": "only", "products": "us/lorazepam/tablet/0.5"}
    walk.until("", pace=own, products=only, mind={"flags": ["drives", "ptsd"]})
    said = main(walk.get("/plan/check"))
    for words in (
        "United States",
        "Since when? 2021-05",
        "I drive, or work with machines",
        "How many per cent less with each step? 5",
        "lorazepam 0.5 milligram tablet",
        "Half tablets",
        "Monday 4 January 2027",
    ):
        assert words in said, words
    assert walk.get("/plan/check").content.decode().count(">Change<") == 14


def test_answers_that_no_longer_fit_together_are_not_planned(walk):
    """A product of a medicine that is not taken any more has to be looked at."""
    only = {"which": "only", "products": "us/lorazepam/tablet/0.5"}
    walk.compared(products=only)
    walk.answer("medicine", drug="diazepam", bedtime="5 mg")
    page = walk.get("/plan/check")
    assert "Two answers do not fit together" in main(page)
    assert '<a href="/plan/products">' in page.content.decode()
    assert "Make the draft" not in main(page)
    assert walk.post("/plan/check").status_code == 200
    assert walk.get("/plan/draft").headers["Location"] == "/plan/check"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("0.5 mg", "zero point five milligrams (0.5 mg, which is 500 micrograms)"),
        ("500 micrograms", "zero point five milligrams (0.5 mg, which is 500 microgr"),
        ("0.0625 mg", "zero point zero six two five milligrams (0.0625 mg)"),
        ("1 mg", "one milligram (1 mg)"),
        ("22.5 mg", "twenty-two point five milligrams (22.5 mg)"),
        ("110 mg", "one hundred and ten milligrams (110 mg)"),
        ("1000 mg", "one zero zero zero milligrams (1000 mg)"),
        ("300 mg", "three hundred milligrams"),
    ],
)
def test_H37_a_dose_is_said_in_words_and_digits(typed, said):
    """A slip of the point is heard where it is not seen."""
    assert said in dose_sentence("diazepam", "bedtime", typed)


@given(st.integers(1, 999_999_999))
def test_H37_no_two_numbers_sound_alike(nanograms):
    """The words of a number lead back to it, and to no other."""
    text = Mass(nanograms).mg_text
    tenfold = Mass(nanograms * 10).mg_text
    assert number_words(text) != number_words(tenfold)
    assert ("point" in number_words(text)) == ("." in text)
