"""Check-ins in the calendar: neutral, of the whole day, and the same each time."""

import icalendar

from factories import FORMULARY, make_request
from stepwell.documents import plan_view
from stepwell.documents.plan_ics import TITLE, plan_ics
from stepwell.planner import propose
from stepwell.sources import load_bibliography


VIEW = plan_view(
    propose(make_request({("zopiclone", "bedtime"): "7.5 mg"}, market="gb"), FORMULARY),
    FORMULARY,
    load_bibliography(),
)
CHECK_INS = VIEW.aftercare.check_ins


def events(detailed):
    calendar = icalendar.Calendar.from_ical(plan_ics(VIEW, detailed=detailed))
    return [
        each for each in calendar.walk("VEVENT") if "check-in: " in each["DESCRIPTION"]
    ]


def test_titles_give_nothing_away():
    """A shared calendar says that there is a check-in, and not of what."""
    for event in events(detailed=False):
        assert str(event["SUMMARY"]) == TITLE
        assert "see your plan" in str(event["DESCRIPTION"])
        assert not any(each.text in event["DESCRIPTION"] for each in CHECK_INS)


def test_the_detailed_calendar_says_what_to_look_at():
    """Each event has the sentences of its check-in, and the word DRAFT."""
    for event, check_in in zip(events(detailed=True), CHECK_INS, strict=True):
        assert check_in.text in str(event["DESCRIPTION"])
        assert "DRAFT" in str(event["SUMMARY"])
        assert event.decoded("DTSTART") == check_in.day


def test_ids_stay_the_same():
    """Reading the calendar in twice, short or detailed, makes no second event."""
    short, long = ([str(each["UID"]) for each in events(way)] for way in (False, True))
    assert short == long
    assert len(set(short)) == len(short) == len(CHECK_INS)
