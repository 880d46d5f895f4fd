"""The plan as a calendar: each dose time of each step, reviews, the end, check-ins.

Titles are neutral, since a calendar is often shared; no name of a medicine occurs
unless asked for, and none of a person ever.  Times float: eight in the morning is that
wherever the phone is.  Only a plan that was agreed reminds anybody.

A later version has the same identifiers with a higher sequence and cancels the entries
that it no longer needs, so that none of the earlier days are left (RFC 5545, 3.8.7.4).
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

from stepwell.documents.calendar_entries import CalendarEntry, calendar_entries
from stepwell.documents.views import PlanView
from stepwell.documents.wording import NOT_A_PRESCRIBER, day_words
from stepwell.plan.edition import Status
from stepwell.plan.times import DoseTime


TITLE = "Stepwell"
TAKES = timedelta(minutes=15)
CANCELLED = "an entry of an earlier version, which is cancelled: nothing to do"
AGREED_IS = "Not a prescription and not a substitute for a prescriber."
UNTIL_AGREED = "Until it is agreed, stay on the dose that was last agreed."


def plan_ics(view: PlanView, *, detailed: bool = False) -> str:
    """Write the calendar; ``detailed`` puts the dose sentences into the entries.

    Raises ValueError where there is none.
    """
    if why := why_no_calendar(view):
        raise ValueError(why)
    calendar = Calendar()
    calendar.add("prodid", "-//Stepwell//Stepwell//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"{TITLE} {view.edition.mark}".rstrip())
    for event in _events(view, detailed):
        calendar.add_component(event)
    return str(calendar.to_ical().decode("utf-8"))


def why_no_calendar(view: PlanView) -> str:
    """Say why a plan has no calendar; empty if it has one."""
    if view.refused:
        return "a plan that was refused has no calendar"
    if view.edition.status is Status.SUPERSEDED:
        return "a superseded version has no calendar, since its doses would come back"
    if view.edition.replaces and not _is_agreed(view):
        return (
            f"version {view.edition.version} is a draft, and its calendar would take"
            f" the place of version {view.edition.replaces}; say with --agreed-with and"
            " --agreed-on that it was agreed"
        )
    return ""


def _events(view: PlanView, detailed: bool) -> Iterator[Event]:
    entries = calendar_entries(view)
    for number, entry in enumerate(entries, start=1):
        event = _numbered(view, number, entry.day, entry.time)
        event.add("status", "CONFIRMED" if _is_agreed(view) else "TENTATIVE")
        event.add("summary", _title(view, entry) if detailed else TITLE)
        event.add("description", _text(view, entry, detailed))
        if entry.time is not None:
            # A count keeps its last day when somebody moves the time; an end may not.
            event.add("rrule", {"freq": "daily", "count": entry.days})
            if _is_agreed(view):
                event.add_component(_alarm())
        yield event
    for number in range(len(entries) + 1, view.edition.entries + 1):
        event = _numbered(view, number, view.start, None)
        event.add("status", "CANCELLED")
        # Some apps show what is cancelled: then it must not look like a dose.
        event.add("summary", f"{TITLE}, cancelled")
        event.add("description", f"{CANCELLED}.")
        yield event


def _numbered(view: PlanView, number: int, day: date, at: DoseTime | None) -> Event:
    """An entry with its identifier and place; what stands in it is still to come."""
    event = Event()
    event.add("uid", f"{view.edition.series}-{number}@stepwell")
    event.add("sequence", _sequence(view))
    start = view.start
    event.add("dtstamp", datetime(start.year, start.month, start.day, tzinfo=UTC))
    if at is None:
        event.add("dtstart", day)
    else:
        event.add("dtstart", datetime.combine(day, time(at.hour)))
        event.add("duration", TAKES)
    event.add("transp", "TRANSPARENT")
    return event


def _title(view: PlanView, entry: CalendarEntry) -> str:
    mark = f" ({view.edition.mark})" if view.edition.mark else ""
    return f"{TITLE}, {entry.title}{mark}"


def _text(view: PlanView, entry: CalendarEntry, detailed: bool) -> str:
    mark = f"{view.edition.mark}, " if view.edition.mark else ""
    said = entry.text if detailed else entry.neutral
    return (
        f"{mark}{said}\nVersion {view.edition.version_words}, check code"
        f" {view.edition.check}.\n{_notice(view)}"
    )


def _notice(view: PlanView) -> str:
    """What this is; with whom it was agreed is nothing for a shared calendar."""
    if view.edition.agreed_on is None:
        return f"{NOT_A_PRESCRIBER} {UNTIL_AGREED}"
    return f"Recorded as agreed on {day_words(view.edition.agreed_on)}. {AGREED_IS}"


def _sequence(view: PlanView) -> int:
    """Higher for a later version, and for the agreed form of one than for its draft."""
    return 2 * (view.edition.version - 1) + _is_agreed(view)


def _is_agreed(view: PlanView) -> bool:
    return view.edition.status is Status.AGREED


def _alarm() -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", TITLE)
    alarm.add("trigger", timedelta())
    return alarm
