"""The journal as a list: two weeks a page, what is missing is shown as missing."""

import json
import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from journal_walk import (
    HOSTILE,
    checks_in,
    contents,
    filled,
    held,
    markup,
    standing,
    writes,
)
from journals import EVERY_KIND, NIGHT
from site_walk import main
from stepwell.journal.entry import CoDrugEntry, Contact, LifeEvent, Note
from stepwell.journal.scales import PHQ_9, ScaleAnswers
from stepwell.plan.person import RedFlag
from stepwell.safety.rules.g05_red_flags import ACTIONS
from stepwell.web.journal.actions import add
from stepwell.web.journal.records import entry_of


TODAY, DAY = date(2027, 1, 1), timedelta(days=1)
SHORT = {
    "note": {"text": "words"},
    "event": {"text": "words"},
    "contact": {"text": "words"},
    "medicine": {"name": "Fluoxetine", "change": "started"},
}


def adds(person, *records):
    """Keep the entries of some records."""
    entries = [entry_of(json.dumps(each)) for each in records]
    add(person.user, person.space.uid, entries)
    return entries


def two_weeks(person):
    """Eight entries on each of fourteen days."""
    for back in range(14):
        day = TODAY - back * DAY
        usual = [
            {"kind": "dose_taken", "drug": "diazepam", "time": "morning"}
            | {"amount": "5 mg"},
            {"kind": "dose_missed", "drug": "diazepam", "time": "bedtime"},
            *({"kind": "symptom", "symptom": each, "rating": 3} for each in "ab"),
            {"kind": "red_flags", "no": ["seizure"]},
            {"kind": "note", "text": "Walked for an hour in the rain."},
            {"kind": "contact"},
        ]
        usual[2]["symptom"], usual[3]["symptom"] = "tremor", "anxiety"
        night = {
            key: value.replace("2027-01-05", f"{day}").replace(
                "2027-01-04", f"{day - DAY}"
            )
            + "+00:00"
            if isinstance(value, str) and "T" in value
            else value
            for key, value in NIGHT.items()
        }
        night |= {"occurred_at": f"{day}T07:00+00:00"}
        at = {"occurred_at": f"{day}T08:10+00:00"}
        adds(
            person,
            *({"id": f"{day}-{n}", **at, **each} for n, each in enumerate(usual)),
            {**night, "id": f"{day}-night"},
        )


def test_an_empty_journal_is_friendly(person):
    """It says what a check-in takes, and asks for nothing."""
    page = main(person.client.get("/journal/"))
    assert "Nothing is written here yet" in page
    assert "nothing written" not in page


def test_H33_days_without_an_entry_are_shown_as_such(person):
    """Without a comment, and never as a good day."""
    writes(person, "note", text="words", day="2026-12-28")
    page = main(person.client.get("/journal/"))
    assert "29 December to 1 January: nothing written" in page
    assert "19 December to 27 December: nothing written" in page
    for word in ("well done", "great", "streak", "in a row", "keep it up", "0 of 10"):
        assert word not in page.lower()


def _in_december(record):
    """The record some days earlier, each time with its distance from UTC."""
    moved = json.loads(json.dumps(record).replace("2027-01-0", "2026-12-2"))
    moment = re.compile(r"2026-12-2\dT\d\d:\d\d")
    for key, value in moved.items():
        if isinstance(value, str) and moment.fullmatch(value):
            moved[key] = f"{value}+00:00"
    if "T" not in moved["occurred_at"]:
        moved["occurred_at"] += "T12:00+00:00"
    return moved


def test_every_kind_of_entry_can_be_read(person):
    """In words, with its day, and what was typed as it was typed."""
    records = [_in_december(each) for each in EVERY_KIND]
    adds(person, *records)
    page = main(person.client.get("/journal/"))
    for said in (
        "Taken: 0.8 mg lorazepam in the morning",
        "Taken late: 0.8 mg lorazepam, due at bedtime",
        "Missed: lorazepam at midday",
        "04:00 Extra, on top of the plan: 0.5 mg lorazepam",
        "Tremor: 3 of 10",
        "Yes: I had a fit (a seizure), or fainted and jerked",
        "No to 2 questions about signs that need help",
        "5 questions not answered",
        "Looked at by Dr Example:",
        "PHQ-9: 5 of 27 points",
        "CIWA-B: 17 of 80 points, filled in by a clinician",
        "In bed from 22:30 to 07:00 (8 h 30 min)",
        "Quality 3 of 5",
        "Napped the day before: 0 min",
        "Started fluvoxamine",
        "Stopped fluvoxamine",
        "Spoke with the prescriber",
        "Something happened: rain",
        "It never happened wrong day",
        "Friday 25 December 2026",
    ):
        assert said in page, said


@pytest.mark.parametrize("name", SHORT)
def test_each_short_page_keeps_one_entry(person, name):
    """Sent twice, it is kept once; empty, it says what is missing."""
    address = f"/journal/{name}"
    said = filled(person.client.get(address), **SHORT[name])
    for _ in range(2):
        assert person.client.post(address, said).status_code == 302
    (kept,) = contents(person)
    assert kept in (
        Note("words"),
        LifeEvent("words"),
        Contact("words"),
        CoDrugEntry("Fluoxetine", starts=True),
    )
    if name != "contact":
        done = writes(person, name)
        assert done.status_code == 200
        assert "Nothing you typed is lost" in main(done)


@pytest.mark.parametrize("name", SHORT)
def test_H31_words_on_a_short_page_are_asked_about(person, name):
    """Wherever somebody writes freely; the name of a medicine is no free text."""
    if "text" in SHORT[name]:
        done = writes(person, name, text="I had a seizure last night")
        assert done.headers["Location"] == "/journal/question"
        assert "seizure" in main(person.client.get("/journal/question"))
        assert "Answer the question" in main(person.client.get("/journal/"))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Oxycodone 10 mg", "naloxone"),
        ("beer", "alcohol"),
        ("Pregabalin", "make you very sleepy"),
    ],
)
def test_H29_what_makes_sleepy_is_said_at_once(person, name, said):
    """By the words of the rules; an unknown name says less, and never all-clear."""
    done = writes(person, "medicine", name=name, change="started")
    page = main(person.client.get(done.headers["Location"]))
    assert said in page
    assert "make you very sleepy" in page
    done = writes(person, "medicine", name="Vitamin C", change="started")
    page = main(person.client.get(done.headers["Location"]))
    assert "Take care" not in page
    assert "does not mean that there is no danger" in page


@pytest.mark.parametrize("ninth", range(4))
def test_H32_the_ninth_question_comes_before_the_total(person, ninth):
    """Above 0 it leads to help, whatever the total; and the journal names it first."""
    items = {f"item-{at}": "0" for at in range(1, 9)}
    done = writes(person, "questions/phq9", **items, **{"item-9": str(ninth)})
    assert done.headers["Location"] == ("/journal/now" if ninth else "/journal/")
    assert standing(person) == ({RedFlag.SUICIDAL_THOUGHTS} if ninth else frozenset())
    (kept,) = contents(person)
    assert kept == ScaleAnswers(PHQ_9, (*[0] * 8, ninth))
    page = main(person.client.get("/journal/"))
    if ninth:
        help_page = main(person.client.get("/journal/now"))
        assert ACTIONS[RedFlag.SUICIDAL_THOUGHTS] in help_page
        assert "points" not in help_page
        assert page.index("Get help now") < page.index("better off dead")
        assert page.index("better off dead") < page.index("of 27 points")


def test_H32_the_ninth_question_helps_although_others_are_open(person):
    """The page asks again, with help on top, and every answer as it was."""
    done = writes(person, "questions/phq9", **{"item-9": "1", "item-2": "3"})
    assert done.status_code == 200
    assert ACTIONS[RedFlag.SUICIDAL_THOUGHTS] in main(done)
    assert filled(done)["item-2"] == "3"
    assert held(person) == ()


def test_a_questionnaire_says_whose_words_it_has(person):
    """Its form and its permission; an unknown one does not exist."""
    page = main(person.client.get("/journal/questions/gad7"))
    assert "no permission is needed" in page
    assert person.client.get("/journal/questions/ciwab").status_code == 404


def test_two_weeks_a_page_and_the_way_to_the_others(person):
    """Older days, a gap that is named, and back again."""
    for day in ("2026-12-31", "2026-12-10", "2026-06-01"):
        writes(person, "note", text=f"of {day}", day=day)
    first = person.client.get("/journal/")
    assert "of 2026-12-31" in main(first)
    assert "of 2026-12-10" not in main(first)
    assert "?until=2026-12-18" in markup(first)
    second = person.client.get("/journal/?until=2026-12-18")
    assert "of 2026-12-10" in main(second)
    assert "nothing is written in between" in main(second)
    assert "?until=2027-01-01" in markup(second)
    third = person.client.get("/journal/?until=2026-06-01")
    assert "of 2026-06-01" in main(third)
    assert "Older days" not in main(third)


@pytest.mark.parametrize("told", ["soon", "9999-12-31", "2026-02-30", "2027-01-02", ""])
def test_an_address_that_names_no_day_shows_today(person, told):
    """Whatever stands in it; the first day there is has nothing before it."""
    writes(person, "note", text="of today")
    assert "of today" in main(person.client.get(f"/journal/?until={told}"))
    assert person.client.get("/journal/?until=0001-01-01").status_code == 200


@pytest.mark.parametrize("name", SHORT)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_text(person, name, text):
    """In every field of every short page."""
    said = filled(person.client.get(f"/journal/{name}"), **SHORT[name])
    for field in said:
        done = person.client.post(f"/journal/{name}", said | {field: text})
        assert done.status_code in (200, 302, 409), field
        assert "<script>" not in markup(done)
    page = markup(person.client.get("/journal/"))
    assert "<script>" not in page
    assert "<img" not in page


def test_the_queries_of_the_journal_are_few(person):
    """Two weeks of eight entries a day: as many as for an empty one, at most 10."""
    counts = []
    for fill in (None, two_weeks):
        if fill is not None:
            fill(person)
        with CaptureQueriesContext(connection) as found:
            page = person.client.get("/journal/")
        assert page.status_code == 200
        counts.append(len(found))
    assert counts[0] == counts[1] <= 10
    assert markup(page).count('class="deeds"') == 14 * 8


@pytest.mark.parametrize(
    "page", ["", "check-in", "night", "note", "questions/phq9", "now", "question"]
)
def test_the_queries_of_each_page_are_bounded(person, page):
    """With two weeks in the journal."""
    two_weeks(person)
    with CaptureQueriesContext(connection) as found:
        person.client.get(f"/journal/{page}")
    assert len(found) <= 10


def test_without_an_account_nothing_of_it_is_seen(database):
    """The way leads to signing in, whatever the page."""
    for page in ("", "check-in", "now", "entries/a/correct"):
        done = Client(SERVER_NAME="localhost").get(f"/journal/{page}")
        assert done.headers["Location"].startswith("/account/login")


def test_a_sign_stays_on_top_of_every_page_of_the_journal(person):
    """Also of older days."""
    checks_in(person, signs=["ran_out_of_supply"])
    page = main(person.client.get("/journal/?until=2026-12-01"))
    assert ACTIONS[RedFlag.RAN_OUT_OF_SUPPLY] in page
