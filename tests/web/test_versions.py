"""The versions: the list, each one whole, and what changed."""

from datetime import date, timedelta

import pytest

from kept_plans import drafts, follows, on, post
from site_walk import main
from stepwell.web.plans import queries
from stepwell.web.plans.following import steps_of


DAY = timedelta(days=1)
START = date(2027, 1, 4)
LIST = "/my-plan/versions"


def words(person, address=""):
    """The words of a page of versions."""
    return main(person.client.get(LIST + address))


def test_without_a_version_the_list_says_so(person):
    """Nothing is there yet."""
    assert "There is no version yet." in words(person)


def test_every_version_stands_with_how_far_it_has_come(person, clock):
    """Replaced, in force, put away, draft: in words, the newest first."""
    follows(person)
    person.agrees(drafts(person))
    drafts(person)
    drafts(person)
    page = words(person)
    places = [
        page.index("Version 4 Draft: not agreed yet"),
        page.index("Version 3 Put away"),
        page.index("Version 2 In force: agreed with Dr Example on Friday 1 January"),
        page.index("Version 1 Replaced by version 2"),
    ]
    assert places == sorted(places)
    assert "Made from answers to the questions, Friday 1 January 2027." in page
    assert "No dose of any day differs." in page


@pytest.mark.parametrize(
    ("number", "mark"), [(1, "SUPERSEDED"), (2, None), (3, "DRAFT")]
)
def test_H16_a_version_that_must_not_be_followed_is_marked(person, number, mark):
    """The mark stands before the title and before the steps."""
    follows(person)
    person.agrees(drafts(person))
    drafts(person)
    page = words(person, f"/{number}")
    if mark is None:
        assert page.startswith("Version 2 Recorded as agreed with Dr Example")
        assert "DRAFT" not in page
    else:
        assert page.startswith(f"{mark} Version {number}")
        assert f"{mark} The steps" in page


def test_a_version_is_whole(person):
    """Each dose of each step, the stop and the sources."""
    kept = follows(person)
    page = words(person, "/1")
    for step in steps_of(kept.document):
        assert f"Step {step.number} " in page
        for dose in step.doses:
            assert f"{dose['text']}." in page
    assert "From Monday 22 May 2028: nothing of it is taken any more." in page
    for source in kept.document["sources"]:
        assert " ".join(source.split()) in page


def test_H15_what_changed_is_said_in_one_line_and_day_by_day(person, clock):
    """Held for longer: the steps that moved, and the doses that differ."""
    follows(person)
    on(clock, date(2027, 1, 17))
    post(person, "/my-plan/next/hold")
    page = words(person, "/2/changes")
    assert "the last step ends 13 days later" in page
    assert "Steps 1 to 36 of this version: 13 days later than before" in page
    assert "Monday 18 January 2027 to Saturday 30 January 2027 Before" in page
    assert "Made to stay on a step" in words(person)


def test_the_first_version_has_none_before_it(person):
    """There is no page of its changes."""
    follows(person)
    assert person.client.get(f"{LIST}/1/changes").status_code == 404


@pytest.mark.parametrize("number", ["0", "2", "999999999999999999999999"])
def test_a_version_that_is_not_there(person, number):
    """It is not here; nothing breaks."""
    follows(person)
    assert person.client.get(f"{LIST}/{number}").status_code == 404


def test_what_is_in_force_cannot_be_put_away(person):
    """Only a draft can; the plan stays."""
    follows(person)
    post(person, f"{LIST}/1/away")
    assert queries.current(person.user).number == 1
    assert "Only a draft can be put away." in main(person.client.get("/my-plan/"))
