"""What the change of drug does to the level is said, or why it is not drawn."""

import re
from datetime import date

import pytest

from curves import WORKS, made
from factories import FORMULARY, make_person, make_request
from stepwell.documents import plan_view
from stepwell.documents.blocks import plain
from stepwell.documents.plan_json import plan_document
from stepwell.documents.plan_text import plan_text
from stepwell.plan.crossover import CrossoverWish
from stepwell.plan.request import Author, CoDrug, Method, Override
from stepwell.planner import propose


BEDTIME = {("lorazepam", "bedtime"): "2 mg"}
TWICE = {("lorazepam", "morning"): "1 mg", ("lorazepam", "bedtime"): "1 mg"}
LOWEST = re.compile(
    r"lowest about day (\d+), at about (\d+) % of today's \(slow eliminators (\d+) %,"
    r" fast (\d+) %\)"
)
HIGHEST = re.compile(
    r"highest about day (\d+), at about (\d+) % \(slow (\d+) %, fast (\d+) %\)"
)


def view_of(current, **changes):
    """The view of a crossover that a prescriber asks for in gb."""
    usual = {
        "market": "gb",
        "method": Method.CROSSOVER,
        "author": Author.PRESCRIBER,
    }
    view = made(make_request(current, **{**usual, **changes}))[1]
    assert plan_document(view)["modelled"]["change_over"] == list(view.change_over)
    text = " ".join(plain(plan_text(view, 80)).split())
    for sentence in view.change_over:
        assert sentence in text
    return view


def numbers(pattern, sentence):
    """The day and the three shares that a sentence names."""
    return tuple(map(int, pattern.search(sentence).groups()))


def test_a_direct_plan_says_nothing_of_it():
    """No drug changes, in words and in JSON."""
    view = view_of(TWICE, method=Method.DIRECT)
    assert view.change_over == ()
    assert "change of drug the modelled level" not in plain(plan_text(view, 80))


def test_in_halves_the_level_falls_to_about_four_fifths():
    """Four swaps, a week each: about 0.8 of today's, after the last of them."""
    view = view_of(TWICE, crossover=CrossoverWish(parts=2))
    day, typical, slow, fast = numbers(LOWEST, view.change_over[0])
    assert 22 <= day <= 28
    assert typical == pytest.approx(80, abs=4)
    assert fast < typical
    assert slow == pytest.approx(typical, abs=4)


def test_all_at_once_the_level_falls_to_about_half():
    """One dose, one swap: diazepam needs days to build up, lorazepam leaves in two."""
    view = view_of(BEDTIME)
    day, typical, slow, fast = numbers(LOWEST, view.change_over[0])
    assert 2 <= day <= 5
    for share in (typical, slow, fast):
        assert share == pytest.approx(50, abs=6)


@pytest.mark.parametrize("current", [TWICE, BEDTIME], ids=["twice", "bedtime"])
def test_the_highest_is_said_and_what_to_watch_for(current):
    """In slow eliminators diazepam builds up most."""
    low, high, tables = view_of(current).change_over
    assert "a swap takes nothing away" in low
    day, typical, slow, fast = numbers(HIGHEST, high)
    assert day >= 1
    assert slow > typical >= fast
    assert numbers(LOWEST, low)[1] < typical
    assert "sleepiness" in high
    assert "withdrawal can be felt" in low
    assert "tell the prescriber" in tables


def test_H06_a_level_above_todays_is_a_caution():
    """Beside fluvoxamine the even swap of the table comes to 168 % of today."""
    fluvoxamine = CoDrug("fluvoxamine", date(2020, 1, 1))
    _, high, caution, _ = view_of(TWICE, co_drugs=(fluvoxamine,)).change_over
    assert numbers(HIGHEST, high)[1] == 168
    assert caution == (
        "Caution: in a typical person that is more than 5 % above today's level. Ask"
        " the prescriber before the first swap whether less diazepam is right."
    )


def test_levels_after_the_crossover_are_not_watched():
    """A plan that ends much lower does not make the dip of the change look deeper."""
    day, *_ = numbers(LOWEST, view_of(BEDTIME).change_over[0])
    assert day <= 14 + 28


NOT_DRAWN = "The level during the change of drug is not drawn"


def test_with_kidney_disease_it_is_not_drawn():
    """The plan stands, and says so once; the reasons stand at the drugs."""
    view = view_of(BEDTIME, person=make_person("kidney_disease"))
    (sentence,) = view.change_over
    assert sentence.startswith(NOT_DRAWN)
    assert all("kidney disease" in levels.reason for levels in view.levels)


def test_with_a_drug_without_a_model_it_is_not_drawn():
    """Loprazolam has none, and diazepam alone would not be the level of both."""
    given = tuple(
        Override(rule, "followed weekly in clinic", "Dr Example")
        for rule in ("G02", "G03")
    )
    request = make_request(
        {("loprazolam", "bedtime"): "1 mg"},
        market="gb",
        method=Method.CROSSOVER,
        author=Author.PRESCRIBER,
        overrides=given,
    )
    view = plan_view(propose(request, FORMULARY), FORMULARY, WORKS)
    assert not view.refused, [group.text for group in view.groups]
    (sentence,) = view.change_over
    assert sentence.startswith(NOT_DRAWN)
    assert {levels.drug: bool(levels.reason) for levels in view.levels} == {
        "loprazolam": True,
        "diazepam": False,
    }
