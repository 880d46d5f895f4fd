"""Two ways in which calendars of other planners went wrong."""

import time

import icalendar
import pytest

from factories import FORMULARY, make_request
from stepwell.documents import plan_csv, plan_view
from stepwell.documents.plan_ics import plan_ics
from stepwell.planner import propose
from stepwell.sources import load_bibliography


WORKS = load_bibliography()
ZOPICLONE = {("zopiclone", "bedtime"): "7.5 mg"}


def view_of(current=ZOPICLONE, **changes):
    request = make_request(current, market="gb", **changes)
    return plan_view(propose(request, FORMULARY), FORMULARY, WORKS)


def start(event):
    """The day of an entry, and its time if it has one."""
    return str(event.decoded("DTSTART"))


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_trap_utc_date_shift(zone, monkeypatch):
    """In any time zone the first day is the start date, in the table and calendar."""
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    view = view_of()
    assert plan_csv(view).splitlines()[1].startswith("2027-01-04,")
    events = icalendar.Calendar.from_ical(plan_ics(view)).walk("VEVENT")
    assert min(map(start, events)) == "2027-01-04 22:00:00"
    monkeypatch.undo()
    time.tzset()


def test_trap_calendar_text_dropping_the_fraction():
    """One and a half tablets are one and a half in the detailed calendar, too."""
    calendar = icalendar.Calendar.from_ical(plan_ics(view_of(), detailed=True))
    first = min(calendar.walk("VEVENT"), key=start)
    said = f"{first.get('SUMMARY', '')} {first.get('DESCRIPTION', '')}"
    assert "one and a half 3.75 milligram film-coated tablets" in said
