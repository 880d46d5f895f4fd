"""Readers of three makes show the same days, times and doses wherever the phone is."""

import json
from collections import Counter
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from tests.documents.calendars import (
    CalendarApp,
    agreed,
    doses_in,
    doses_of,
    events_by_ical,
    moments_of,
    plan_of,
    timed,
    view_of,
)
from tests.readers.node_reader import expanded

from stepwell.documents.calendar_entries import next_edition
from stepwell.documents.plan_ics import plan_ics


READERS = Path(__file__).parents[1] / "readers"
ZONES = (
    "Europe/London",
    "America/New_York",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "UTC",
)
DAYS = 400
LONG = plan_of(
    [
        (90, {"morning": 4, "midday": 2, "evening": 3, "bedtime": 4}),
        (1, {"morning": 3, "midday": 2, "evening": 3, "bedtime": 4}),
        (149, {"morning": 3, "evening": 3, "bedtime": 4}),
        (100, {"morning": 3, "bedtime": 3}),
        (60, {"bedtime": 2}),
    ]
)
GOES_ON = plan_of(
    [(200, {"morning": 2, "bedtime": 2}), (200, {"morning": 1})], stops=False
)
FIRST, LAST = LONG.start, LONG.end - timedelta(days=1)
VIEWS = view_of(LONG), view_of(GOES_ON)
SECOND = plan_of(
    [(150, {"midday": 2, "evening": 3}), (200, {"evening": 2})],
    LONG.start + timedelta(days=40),
)
FILES = [
    plan_ics(VIEWS[0], detailed=True),
    plan_ics(VIEWS[1], detailed=True),
    plan_ics(view_of(SECOND, agreed(next_edition(VIEWS[0]))), detailed=True),
]
CASES = [[FILES[0]], [FILES[1]], [FILES[0], FILES[2]], [FILES[2], FILES[0]]]
PLANS = [LONG, GOES_ON, SECOND, SECOND]


def shown_by_python(zone, files):
    """What a Python reader shows in a zone."""
    first = datetime.combine(FIRST, time(), ZoneInfo(zone))
    calendar = icalendar.Calendar.from_ical(CalendarApp(*files).text)
    found = recurring_ical_events.of(calendar).between(
        first, first + timedelta(days=DAYS)
    )
    return [(event["DTSTART"].dt, str(event["DESCRIPTION"])) for event in found]


def shown_by_another(files):
    """What a second Python reader shows in the same days."""
    events = events_by_ical(CalendarApp(*files).text)
    return [each for each in events if FIRST <= day_of(each[0]) <= LAST]


def shown_by_javascript(entries):
    """What ical.js shows: a time, or a day alone."""
    for _, when, said in entries:
        moment = datetime.fromisoformat(when)
        yield (moment if "T" in when else moment.date()), said


def day_of(moment):
    return moment.date() if isinstance(moment, datetime) else moment


def offsets(zone):
    """Minutes ahead of universal time at noon of every day."""
    noons = [
        datetime.combine(FIRST, time(12), ZoneInfo(zone)) + timedelta(days=number)
        for number in range(DAYS)
    ]
    return [noon.utcoffset() // timedelta(minutes=1) for noon in noons]


def check(shown, plan):
    """Each dose time of each day has one entry, and the doses are the plan's."""
    assert sorted(moment for moment, _ in timed(shown)) == moments_of(plan)
    assert doses_in(shown) == doses_of(plan)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    ("files", "plan"),
    list(zip(CASES, PLANS, strict=True)),
    ids=["one", "goes-on", "first-second", "second-first"],
)
def test_two_readers_show_the_same_400_days_in_every_zone_H15_H18(zone, files, plan):
    """One version alone, and two in either order: the plan's days, each dose once."""
    shown = shown_by_python(zone, files)
    assert Counter(shown) == Counter(shown_by_another(files))
    check(shown, plan)


@pytest.mark.parametrize("zone", ZONES)
def test_every_dose_is_at_one_moment(zone):
    """No dose falls into an hour that a clock change leaves out or has twice."""
    for moment in moments_of(LONG):
        here = [moment.replace(tzinfo=ZoneInfo(zone), fold=fold) for fold in (0, 1)]
        there = [each.astimezone(UTC) for each in here]
        assert there[0] == there[1]
        assert there[0].astimezone(ZoneInfo(zone)).replace(tzinfo=None) == moment


def test_the_days_hold_both_clock_changes():
    """The zones that change their clocks do so twice or more in these days."""
    changes = {
        zone: sum(one != other for one, other in pairwise(offsets(zone)))
        for zone in ZONES
    }
    assert [zone for zone, times in changes.items() if times >= 2] == list(ZONES[:3])


@pytest.mark.parametrize("zone", ZONES)
def test_a_reader_in_javascript_shows_the_same_400_days(zone):
    """ical.js agrees: same days, times and sentences; it imports versions by itself."""
    answer = expanded(zone, FIRST, LAST, CASES)
    assert answer["offsets"] == offsets(zone)
    for files, plan, entries in zip(CASES, PLANS, answer["cases"], strict=True):
        shown = list(shown_by_javascript(entries))
        assert Counter(shown) == Counter(shown_by_python(zone, files))
        check(shown, plan)


def test_the_lock_of_the_reader_names_no_place():
    """It says what is brought and its hash, and not from where."""
    lock = json.loads((READERS / "package-lock.json").read_text("utf-8"))
    asked = json.loads((READERS / "package.json").read_text("utf-8"))
    assert lock["packages"][""]["dependencies"] == asked["dependencies"]
    for name, package in lock["packages"].items():
        assert "resolved" not in package
        assert not name or package["integrity"].startswith("sha512-")
    assert "://" not in (READERS / "package-lock.json").read_text("utf-8")
