"""Versions on the command line: whose plan it is, what was agreed, what it replaces."""

import json
from pathlib import Path

import icalendar
import pytest


EXAMPLES = Path(__file__).parents[2] / "examples"
LORAZEPAM = EXAMPLES / "lorazepam-us.toml"
HARD = EXAMPLES / "journals" / "lorazepam-us-hard.csv"
AGREED = ("--agreed-with", "Dr Example", "--agreed-on", "2027-01-02")


@pytest.fixture
def first(stepwell, tmp_path):
    """Version 1 of a plan, agreed, as a file."""
    path = tmp_path / "first.json"
    told = ("--for", "Robin Example", *AGREED)
    done = stepwell("plan", LORAZEPAM, "--format", "json", "-o", path, *told)
    assert (done.status, done.err) == (0, "")
    return path


def edition_of(path):
    return json.loads(path.read_text())["edition"]


def test_H20_a_plan_says_whose_it_is(stepwell):
    """The name stands at the top, and where there is none that is said."""
    named = stepwell("plan", LORAZEPAM, "--for", "Robin Example, born 2 March 1980").out
    assert "For:              Robin Example, born 2 March 1980\n" in named
    assert "nobody is named" in stepwell("plan", LORAZEPAM).out


def test_H16_only_an_agreement_takes_the_mark_away(stepwell, first):
    """Every heading of a draft says DRAFT; that of an agreed plan none."""
    draft, agreed = stepwell("plan", LORAZEPAM).out, stepwell("plan", first).out
    assert draft.startswith("DRAFT | A gradual reduction of lorazepam\n")
    assert "DRAFT | The steps" in draft
    assert agreed.startswith("A gradual reduction of lorazepam\n")
    assert "DRAFT" not in agreed
    assert "agreed with Dr Example on Saturday 2 January 2027" in agreed
    assert "not a substitute for a prescriber" in " ".join(agreed.lower().split())


def test_H15_a_superseded_version_says_so_everywhere(stepwell, first):
    """Its mark stands where DRAFT would, and it has no calendar."""
    old = stepwell("plan", first, "--superseded-by", "3")
    assert old.out.startswith("SUPERSEDED | ")
    assert "Version 3 has taken its place" in old.out
    done = stepwell("plan", first, "--superseded-by", "3", "--format", "ics")
    assert done.status == 2
    assert done.sentence.startswith("--format ics: a superseded version")


def test_a_later_version_takes_the_place_of_the_one_before(stepwell, first, tmp_path):
    """It counts on, keeps the person and the series, and has to be agreed anew."""
    second = tmp_path / "second.json"
    told = ("--replaces", first, "--format", "json", "-o", second)
    assert stepwell("plan", EXAMPLES / "alprazolam-us.toml", *told).status == 0
    one, two = edition_of(first), edition_of(second)
    assert (two["version"], two["replaces"]) == (2, 1)
    assert two["person"] == one["person"] == "Robin Example"
    assert two["series"] == one["series"]
    assert two["calendar_entries"] >= one["calendar_entries"]
    assert two["agreed_on"] is None
    assert two["check_code"] != one["check_code"]


def test_what_adapt_proposes_is_the_next_version(stepwell, first, tmp_path):
    """The plan made anew knows the one that it would replace."""
    second = tmp_path / "second.json"
    told = ("--on", "2027-02-01", "--format", "plan", "-o", second)
    assert stepwell("adapt", first, HARD, *told).status == 0
    one, two = edition_of(first), edition_of(second)
    assert (two["version"], two["series"]) == (2, one["series"])
    by_request = tmp_path / "by-request.json"
    told = (*told[:-1], by_request)
    assert stepwell("adapt", LORAZEPAM, HARD, *told).status == 0
    assert edition_of(by_request)["series"] == one["series"]
    printed = stepwell("plan", second, "--format", "json", *AGREED)
    assert printed.status == 0
    assert json.loads(printed.out)["steps"] == json.loads(second.read_text())["steps"]


def test_H16_the_calendar_of_a_later_draft_is_not_made(stepwell, first):
    """It would take away the agreed days; once agreed, it does."""
    told = ("plan", LORAZEPAM, "--replaces", first, "--format", "ics")
    done = stepwell(*told)
    assert done.status == 2
    assert "--agreed-with" in done.sentence
    agreed = icalendar.Calendar.from_ical(stepwell(*told, *AGREED).out)
    assert {each["SEQUENCE"] for each in agreed.walk("VEVENT")} == {3}


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (["--agreed-with", "Dr Example"], "--agreed-with: say also --agreed-on"),
        (["--agreed-on", "2027-01-02"], "--agreed-with: say also --agreed-on"),
        (["--agreed-with", "A", "--agreed-on", "soon"], "--agreed-on: "),
        (["--agreed-with", " ", "--agreed-on", "2027-01-02"], "--agreed-with: "),
        (["--for", "x" * 101], "--for: "),
        (["--for", "a\nb"], "--for: "),
        (["--superseded-by", "1"], "--superseded-by"),
        (["--replaces", "none.json"], "none.json: cannot be read"),
        (["--replaces", str(HARD)], "lorazepam-us-hard.csv: the name has to end"),
    ],
)
def test_wrong_options_are_answered_in_one_sentence(stepwell, told, words):
    """It names the option, and nothing is printed."""
    done = stepwell("plan", LORAZEPAM, *told)
    assert (done.status, done.out) == (2, "")
    assert words in done.sentence


def test_a_version_is_superseded_by_a_later_one_only(stepwell, first, tmp_path):
    """Version 2 does not give way to version 2."""
    second = tmp_path / "second.json"
    told = ("--replaces", first, "--format", "json", "-o", second)
    assert stepwell("plan", LORAZEPAM, *told).status == 0
    done = stepwell("plan", second, "--superseded-by", "2")
    assert done.sentence == "--superseded-by: a version is superseded by a later one"


def test_superseded_stays_superseded(stepwell, first, tmp_path):
    """A file that was superseded is not printed without that mark."""
    old = tmp_path / "old.json"
    told = ("--superseded-by", "2", "--format", "json", "-o", old)
    assert stepwell("plan", first, *told).status == 0
    assert json.loads(old.read_text())["status"] == "superseded"
    assert stepwell("plan", old).out.startswith("SUPERSEDED | ")


def test_H16_what_only_a_prescriber_may_agree_is_not_recorded(stepwell, request_file):
    """The way out is named: a prescriber drafts it."""
    from factories import request_document

    high = [{"drug": "lorazepam", "time": "bedtime", "dose": "12 mg"}]
    by_person = request_file(request_document(current=high))
    done = stepwell("plan", by_person, *AGREED)
    assert done.status == 2
    assert done.sentence.startswith("--agreed-with: only a prescriber may agree")
    drafted = request_document(current=high, author="prescriber")
    assert stepwell("plan", request_file(drafted), *AGREED).status == 0


def test_other_commands_read_a_plan_as_they_read_a_request(stepwell, first):
    """Curve and compare take the plan as it is."""
    by_request = stepwell("curve", LORAZEPAM).out
    assert stepwell("curve", first).out == by_request
    done = stepwell("compare", first, EXAMPLES / "alprazolam-us.toml")
    assert done.status == 0
    assert "first" in done.out
