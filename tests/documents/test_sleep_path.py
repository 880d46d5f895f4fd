"""A sleeping tablet at night: the sleep programme first, worse nights, no gaps."""

import json
from datetime import timedelta

import pytest

from factories import FORMULARY, make_request, regimen_from
from stepwell.documents import plan_json, plan_text, plan_view, sleep_path
from stepwell.documents.blocks import plain
from stepwell.documents.said import Said, works_of
from stepwell.documents.sleep_path import NOT_ALONE, NOTHING_EXTRA, is_for_nights
from stepwell.documents.wording import day_words
from stepwell.plan.request import Goal
from stepwell.planner import propose
from stepwell.quantities import Mass
from stepwell.sources import load_bibliography


WORKS = load_bibliography()
ZOPICLONE = {("zopiclone", "bedtime"): "7.5 mg"}


def view_of(current=ZOPICLONE, **changes):
    request = make_request(current, market="gb", **changes)
    return plan_view(propose(request, FORMULARY), FORMULARY, WORKS)


def test_the_programme_is_named_before_the_first_cut():
    """What it is and who offers it stand on the page before any step."""
    view = view_of()
    text = " ".join(plain(plan_text(view)).split())
    assert view.sleep.first_cut == view.start
    begin = text.index("Begin a sleep programme before the first cut of zopiclone")
    assert day_words(view.start) in text[begin : begin + 120]
    assert begin < text.index("DRAFT | The steps")
    for words in ("(CBT-I) is a course", "Psychologists, sleep clinics"):
        assert begin < text.index(words) < text.index("DRAFT | The steps")


def test_worse_nights_are_expected_in_words():
    """One to a few, when, and that they pass; and nothing extra is taken."""
    nights = " ".join(view_of().sleep.nights)
    assert "one to a few worse nights" in nights
    assert "after 1 to 4 days" in nights
    assert "they pass" in nights
    assert "after 7 days at the earliest" in nights
    assert "no second tablet, no alcohol" in NOTHING_EXTRA.text


def test_H27_nobody_is_told_to_sleep_less_alone():
    """Shortening the time in bed can bring on a seizure: it is left to a clinician."""
    assert NOT_ALONE.text in view_of().sleep.programme
    assert "seizure" in NOT_ALONE.text


def test_every_night_of_the_plan_has_its_dose():
    """Nights without a tablet are never planned: each day of each step has a dose."""
    view = view_of()
    assert all(step.doses for step in view.steps)
    last = view.steps[-1]
    assert view.stop_date - last.start == timedelta(days=last.days)


@pytest.mark.parametrize(
    "current",
    [
        {("diazepam", "bedtime"): "10 mg"},
        {("zopiclone", "morning"): "3.75 mg", ("zopiclone", "bedtime"): "3.75 mg"},
        {("temazepam", "evening"): "20 mg"},
    ],
    ids=["no sleeping tablet", "in the morning, too", "in the evening"],
)
def test_only_sleeping_tablets_at_bedtime_count(current):
    """Anything taken by day, or not for sleep, has no sleep path."""
    view = view_of(current)
    assert view.sleep is None
    assert json.loads(plan_json(view))["sleep"] is None
    assert "Begin a sleep programme" not in plain(plan_text(view))


def test_a_sleeping_tablet_that_stays_has_no_first_cut():
    """With a lower dose of another drug as the goal, the nights stay as they are."""
    both = {**ZOPICLONE, ("diazepam", "morning"): "5 mg"}
    goal = Goal(reduce_to=Mass.mg(4), drug="diazepam")
    view = view_of(both, goal=goal)
    assert not view.refused and view.sleep is None


def test_the_first_cut_is_that_of_the_sleeping_tablet():
    """Where another drug goes first, the programme has until the tablet's own cut."""
    both = {**ZOPICLONE, ("diazepam", "morning"): "5 mg"}
    view = view_of(both, goal=Goal(drug="diazepam"))
    assert view.sleep.first_cut > view.start
    step = next(each for each in view.steps if each.start == view.sleep.first_cut)
    assert dict(step.total_mg)["zopiclone"] != "7.5"


def test_two_sleeping_tablets_are_both_named():
    """The nights after the cuts of each are described by its own course."""
    both = {**ZOPICLONE, ("temazepam", "bedtime"): "10 mg"}
    view = view_of(both)
    assert "temazepam and zopiclone" in view.sleep.programme[0]
    for drug, text in zip(("temazepam", "zopiclone"), view.sleep.nights, strict=False):
        assert text.startswith(f"After a cut of {drug} one to a few worse nights")


def test_is_for_nights():
    """The class of the drug and the hour both count."""
    zopiclone = FORMULARY.drug("zopiclone")
    assert is_for_nights(zopiclone, regimen_from(ZOPICLONE))
    assert not is_for_nights(zopiclone, regimen_from({}))


def test_the_levels_of_a_sleeping_tablet_do_not_frighten():
    """A level that is mostly gone by day is what it is for; a slow one says nothing."""
    meant = "that little of it is left by day is meant"
    assert meant in " ".join(view_of().levels[0].sentences)
    nitrazepam = view_of({("nitrazepam", "bedtime"): "5 mg"})
    assert meant not in " ".join(nitrazepam.levels[0].sentences)
    diazepam = view_of({("diazepam", "bedtime"): "5 mg"})
    assert meant not in " ".join(diazepam.levels[0].sentences)


def test_every_sentence_rests_on_known_works():
    """The works that the sleep path names are in the bibliography and on the page."""
    sentences = [each for each in vars(sleep_path).values() if isinstance(each, Said)]
    assert set(works_of(sentences)) <= set(WORKS)
    view = view_of()
    cited = " ".join(view.sources)
    assert all(f"{work}: " in cited for work in view.sleep.works)
