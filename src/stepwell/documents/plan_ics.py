"""The plan as a calendar: one all-day event per step, repeated daily, and check-ins.

Titles are neutral, since a calendar is often shared; no name of a medicine occurs
unless asked for.  There are no alarms: a draft reminds nobody.
"""

import hashlib
import json
from datetime import UTC, date, datetime

from icalendar import Calendar, Event

from stepwell.documents.ending_views import CheckInView
from stepwell.documents.plan_json import plan_document
from stepwell.documents.views import PlanView, StepView
from stepwell.documents.wording import DRAFT, NOT_A_PRESCRIBER


TITLE = "Stepwell"
SEE_PLAN = "see your plan for the doses"
SEE_CHECK_IN = "see your plan for what to look at"


def plan_ics(view: PlanView, *, detailed: bool = False) -> str:
    """Write the calendar; ``detailed`` puts the dose sentences into the events."""
    calendar = Calendar()
    calendar.add("prodid", "-//Stepwell//Stepwell//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"{TITLE} {DRAFT}")
    plan_id = _plan_id(view)
    for step in view.steps:
        calendar.add_component(_step_event(step, view.start, plan_id, detailed))
    if view.stop_date is not None:
        calendar.add_component(_stop_event(view.stop_date, view.start, plan_id))
    check_ins = view.aftercare.check_ins if view.aftercare else ()
    for number, check_in in enumerate(check_ins, start=1):
        uid = f"{plan_id}-check-in-{number}"
        calendar.add_component(_check_in_event(check_in, view.start, uid, detailed))
    return str(calendar.to_ical().decode("utf-8"))


def _step_event(step: StepView, stamp: date, plan_id: str, detailed: bool) -> Event:
    event = _event(step.start, stamp, f"{plan_id}-{step.number}")
    event.add("rrule", {"freq": "daily", "count": step.days})
    doses = "\n".join(dose.text for dose in step.doses) if detailed else SEE_PLAN
    event.add(
        "summary", f"{TITLE}, step {step.number} ({DRAFT})" if detailed else TITLE
    )
    event.add(
        "description", f"{DRAFT}, step {step.number}: {doses}\n{NOT_A_PRESCRIBER}"
    )
    return event


def _stop_event(day: date, stamp: date, plan_id: str) -> Event:
    event = _event(day, stamp, f"{plan_id}-stop")
    event.add("summary", TITLE)
    event.add("description", f"{DRAFT}: the last step has ended.\n{NOT_A_PRESCRIBER}")
    return event


def _check_in_event(
    check_in: CheckInView, stamp: date, uid: str, detailed: bool
) -> Event:
    event = _event(check_in.day, stamp, uid)
    event.add("summary", f"{TITLE}, check-in ({DRAFT})" if detailed else TITLE)
    text = check_in.text if detailed else SEE_CHECK_IN
    event.add("description", f"{DRAFT}, check-in: {text}\n{NOT_A_PRESCRIBER}")
    return event


def _event(day: date, stamp: date, uid: str) -> Event:
    event = Event()
    event.add("uid", f"{uid}@stepwell")
    event.add("dtstamp", datetime(stamp.year, stamp.month, stamp.day, tzinfo=UTC))
    event.add("dtstart", day)
    event.add("status", "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    return event


def _plan_id(view: PlanView) -> str:
    document = plan_document(view)
    told = {key: document[key] for key in ("current", "steps", "stop_date")}
    text = json.dumps(told, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:32]
