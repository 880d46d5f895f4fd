"""How it has been, in a space: each day beside what was in force on that day."""

import html
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kept_plans import drafts, follows, on, post
from lived_space import (
    DRUG,
    SECOND,
    START,
    held_and_agreed,
    lives,
    total,
    written,
)
from people import Person
from site_walk import main, words
from stepwell.documents.wording import MONTHS
from stepwell.formulary import load_formulary
from stepwell.journal.entry import (
    DoseEntry,
    Intake,
    Note,
    RedFlagAnswers,
    SymptomRating,
)
from stepwell.plan.person import RedFlag
from stepwell.plan.times import DoseTime
from stepwell.quantities import Mass
from stepwell.web.plans import queries
from stepwell.web.plans.actions import agree
from stepwell.web.trends.chart_words import NOTHING_WRITTEN
from stepwell.web.trends.history import read_back
from stepwell.web.trends.page import RANGES


DAY = timedelta(days=1)
PLANNED, TAKEN = f"{DRUG}, planned", f"{DRUG}, taken"
ANXIETY = "Anxiety (rebound or withdrawal)"


def rows(person, address="/trends/all"):
    """The cells of each day of the table, by the names of their columns."""
    found = person.client.get(address)
    assert found.status_code == 200
    text = found.content.decode()
    names = [words(each) for each in re.findall(r'scope="col">(.*?)</th>', text)]
    body = re.findall(r"<tbody.*?</tbody>", text, re.DOTALL)[0]
    held = {}
    for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL):
        cells = [words(each) for each in re.findall(r"<t[hd].*?</t[hd]>", row)]
        held[cells[0]] = dict(zip(names, cells, strict=True))
    return held


def named(day):
    """A day as the table names it."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@pytest.fixture
def held(person, clock):
    """Somebody who held, and what was in force on each day."""
    return (person, *held_and_agreed(person, clock))


def test_H17_each_day_stands_beside_the_dose_that_was_in_force_on_it(held):
    """Before the hold, while it was held, and with the version agreed after it."""
    person, shown, _silent, until = held
    assert [each.number for each in queries.versions(person.user)] == [2, 1]
    table = rows(person)
    days = (START + n * DAY for n in range(-7, (until - START).days + 1))
    assert list(table) == [named(day) for day in days]
    for day, doses in shown.items():
        assert table[named(day)][PLANNED] == total(doses), day
    assert len({total(doses) for doses in shown.values()}) >= 2
    stayed = [total(shown[SECOND + n * DAY]) for n in range(6)]
    assert set(stayed) == {total(shown[START])}


def test_H33_a_day_without_an_entry_is_not_known_in_every_version(held):
    """Silence is neither taken nor missed, before a hold and after it (H33)."""
    person, shown, silent, until = held
    table = rows(person)
    for day, doses in shown.items():
        if day >= START:
            expected = "not known" if day in silent else total(doses)
            assert table[named(day)][TAKEN] == expected, day
        assert table[named(day)][ANXIETY] != NOTHING_WRITTEN
    assert table[named(until)][TAKEN] == "not known"
    assert table[named(until)][ANXIETY] == NOTHING_WRITTEN


def test_the_level_goes_through_all_versions(held):
    """It begins with the whole, falls with each cut, and has no jump at a version."""
    person, *_ = held
    table = rows(person)
    shares = [int(row["Modelled level"].split()[0]) for row in table.values()]
    assert shares[:7] == [100] * 7
    assert all(abs(later - earlier) <= 5 for earlier, later in pairwise(shares))
    assert shares[-1] < 100


def test_four_weeks_are_the_last_days_of_the_same(held):
    """Nothing of a day changes with the range that is looked at."""
    person, *_ = held
    table, short = rows(person), rows(person, "/trends/")
    assert len(short) == 28
    assert short == {name: table[name] for name in short}
    assert rows(person, "/trends/4-weeks") == short


def test_every_range_has_a_page_and_a_picture(held):
    """The picture is a picture, and the page names it."""
    person, *_ = held
    for shown in RANGES:
        page = person.client.get(f"/trends/{shown}").content.decode()
        assert f'src="/trends/picture/{shown}"' in page
        found = person.client.get(f"/trends/picture/{shown}")
        assert found["Content-Type"] == "image/svg+xml"
        assert found["Cache-Control"] == "no-store"
        assert ElementTree.fromstring(found.content).tag.endswith("svg")


def test_the_place_is_marked_and_nobody_watches(held):
    """One of the places of a space, with its way out (H35)."""
    person, *_ = held
    page = person.client.get("/trends/").content.decode()
    assert re.search(r'href="/trends/" aria-current="page"', page)
    assert "Nobody is watching what you write here" in html.unescape(page)


@pytest.mark.parametrize(
    "address",
    ["5-weeks", "picture/5-weeks", "picture/", "4-weeks/", "%00", "<script>"],
)
def test_what_is_no_range_is_not_here(person, address):
    """404, and never a guess."""
    assert person.client.get(f"/trends/{address}").status_code == 404


@pytest.mark.parametrize("address", ["", "all", "picture/all"])
def test_only_in_a_space(walk, address):
    """Who has not signed in is asked to."""
    found = walk.client.get(f"/trends/{address}")
    assert found.status_code == 302
    assert "/account/login" in found["Location"]


@pytest.mark.parametrize("address", ["", "all", "picture/all"])
def test_nothing_is_done_by_posting(person, address):
    """A page to look at."""
    assert person.client.post(f"/trends/{address}").status_code == 405


def test_H20_of_two_people_each_sees_their_own(held):
    """No dose and no day of somebody else."""
    person, *_ = held
    other = Person.made("robin")
    assert "There is nothing to show yet" in main(other.client.get("/trends/all"))
    assert other.client.get("/trends/picture/all").status_code == 404
    assert rows(person)


def test_without_anything_written_one_sentence_says_so(person, clock):
    """With a plan or without, and no picture."""
    for _ in range(2):
        assert "There is nothing to show yet" in main(person.client.get("/trends/"))
        assert person.client.get("/trends/picture/4-weeks").status_code == 404
        follows(person)


def test_H16_a_draft_plans_nothing(person, clock):
    """Symptoms are shown without doses, and it is said when these will be drawn."""
    drafts(person)
    on(clock, START + DAY)
    dose = DoseEntry(Intake.TAKEN, DRUG, DoseTime.MORNING, Mass.mg(5))
    written(person, START, SymptomRating("anxiety", 4), dose)
    said = main(person.client.get("/trends/"))
    assert "Your doses are not drawn yet." in said
    assert f"Taken, with no plan beside it: {DRUG} on 1 day." in said
    assert "not in the plan" not in said
    table = rows(person)
    assert table[named(START)] == {"Day": named(START), ANXIETY: "4"}
    assert table[named(START + DAY)][ANXIETY] == NOTHING_WRITTEN
    picture = person.client.get("/trends/picture/all")
    assert picture.status_code == 200
    assert b"no plan beside it" in picture.content


def test_a_page_without_a_line_to_draw_has_no_picture(person, clock):
    """One dose, no plan: it is said in words and in the table."""
    on(clock, START)
    written(person, START, DoseEntry(Intake.EXTRA, DRUG, None, Mass.mg(5)))
    page = person.client.get("/trends/")
    assert f"{DRUG} on 1 day" in main(page)
    assert "<img" not in page.content.decode()
    assert person.client.get("/trends/picture/4-weeks").status_code == 404


def test_H31_help_comes_first_whatever_can_be_read(person, clock, monkeypatch):
    """Also where a version does not fit the data of today (H31)."""
    follows(person)
    on(clock, START)
    answers = RedFlagAnswers(frozenset({RedFlag.SEIZURE}))
    written(person, START, answers, SymptomRating("anxiety", 4))
    assert main(person.client.get("/trends/")).startswith("Get help first")
    read_back.cache_clear()
    poorer = replace(load_formulary(), products={})
    monkeypatch.setattr("stepwell.web.trends.history.load_formulary", lambda: poorer)
    said = main(person.client.get("/trends/"))
    assert said.startswith("Get help first")
    assert "Your doses are not drawn. A version of your plan cannot be read" in said
    assert "not drawn yet" not in said
    assert rows(person)[named(START)][ANXIETY] == "4"


def test_H17_a_plan_that_is_held_stays_on_its_dose(person, clock):
    """Held and nothing agreed since: each day has the dose of before the hold."""
    follows(person)
    deeds = {SECOND - DAY: [lambda: post(person, "/my-plan/hold")]}
    until = SECOND + 30 * DAY
    shown = lives(person, clock, START, until, deeds)
    on(clock, until - DAY)
    table = rows(person)
    assert queries.current(person.user).held_from is not None
    for day, doses in shown.items():
        assert table[named(day)][PLANNED] == total(doses) == total(shown[START])


def test_H18_a_version_counts_from_the_day_it_has_where_the_person_is(database, clock):
    """Agreed at noon by Greenwich, which is the next morning in Kiritimati (H18)."""
    person = Person.made("alex", zone="Pacific/Kiritimati")
    follows(person)
    clock.now = datetime(2027, 1, 9, 12, tzinfo=UTC)
    day = date(2027, 1, 10)
    lower = [{"drug": DRUG, "time": "bedtime", "dose": "8 mg"}]
    drafts(person, start=day.isoformat(), current=lower)
    agree(
        person.user,
        person.space.uid,
        2,
        seen=person.space.revision,
        agreed_with="Dr Example",
        agreed_on=day,
        today=day,
        is_known=True,
    )
    written(person, day, SymptomRating("anxiety", 4))
    steps = [queries.version(person.user, each).document["steps"] for each in (1, 2)]
    doses = [{each["time"]: each["mg"] for each in held[0]["doses"]} for held in steps]
    table = rows(person)
    assert list(table)[-1] == named(day)
    assert table[named(day - DAY)][PLANNED] == total(doses[0])
    assert table[named(day)][PLANNED] == total(doses[1]) != total(doses[0])


def test_few_questions_to_the_database(held):
    """However many days, entries and versions there are."""
    person, *_ = held
    for address in ("", "all", "picture/all"):
        with CaptureQueriesContext(connection) as asked:
            assert person.client.get(f"/trends/{address}").status_code == 200
        assert len(asked) <= 8, [each["sql"] for each in asked]


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "\u202eb\u2066", "x" * 4_000]
)
def test_a_hostile_note_neither_breaks_nor_runs(person, clock, text):
    """A note is no part of the charts."""
    follows(person)
    on(clock, START)
    written(person, START, Note(text), SymptomRating("anxiety", 4))
    for address in ("", "picture/all"):
        found = person.client.get(f"/trends/{address}")
        assert found.status_code == 200
        assert b"alert(1)" not in found.content
