"""Plans and calendars for tests: two readers, and an app that keeps what it imports."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache

import icalendar
import recurring_ical_events
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

from factories import FORMULARY, START, make_request, tablets
from stepwell.dispensing import read_dose_sentence
from stepwell.documents import plan_view
from stepwell.plan.edition import FIRST
from stepwell.plan.plan import Dose, Plan, Step
from stepwell.plan.proposal import Proposal
from stepwell.plan.regimen import Regimen
from stepwell.plan.times import DoseTime
from stepwell.sources import load_bibliography


WORKS = load_bibliography()
TABLET = "us/lorazepam/tablet/0.5"
HOURS = {"morning": 8, "midday": 13, "evening": 18, "bedtime": 22}
ALWAYS = (date(1999, 1, 1), date(2199, 12, 31))
read = cache(read_dose_sentence)


def agreed(edition):
    return replace(edition, agreed_with="Dr Example", agreed_on=date(2027, 1, 2))


def plan_of(steps, start=START, stops=True):
    """A plan of lorazepam: days, and half tablets of 0.5 mg by time of day."""
    made, day = [], start
    for number, (days, halves) in enumerate(steps, start=1):
        doses = tuple(
            Dose(DoseTime(at), "lorazepam", part.amount, (part,))
            for at, count in halves.items()
            for part in [tablets(TABLET, f"{count}/2")]
        )
        made.append(Step(number, day, days, doses))
        day += timedelta(days=days)
    before = Regimen.of((each.drug, each.time, each.amount) for each in made[0].doses)
    return Plan(start, before, tuple(made), day if stops else None)


def view_of(plan, edition=FIRST, **changes):
    """What is shown of a plan that nobody judged."""
    request = make_request(start=plan.start, **changes)
    proposal = Proposal(request, plan, (), ())
    return plan_view(proposal, FORMULARY, WORKS, edition=edition)


@st.composite
def plans(draw):
    """Short plans that begin on some day, with doses that go and times that end."""
    halves = {at: draw(st.integers(0, 4)) for at in HOURS}
    halves[draw(st.sampled_from(list(HOURS)))] += 1
    steps = []
    for _ in range(draw(st.integers(1, 4))):
        steps.append((draw(st.integers(1, 9)), {k: v for k, v in halves.items() if v}))
        fewer = {at: max(0, n - draw(st.integers(0, 2))) for at, n in halves.items()}
        halves = fewer if any(fewer.values()) else halves
    start = START + timedelta(days=draw(st.integers(-20, 20)))
    return plan_of(steps, start, stops=draw(st.booleans()))


def doses_of(plan):
    """Nanograms by moment and drug, from the plan itself: the yardstick."""
    return {
        (
            datetime.combine(step.start + timedelta(days=offset), time(hour)),
            dose.drug,
        ): dose.amount.nanograms
        for step in plan.steps
        for offset in range(step.days)
        for dose in step.doses
        for hour in [HOURS[dose.time.value]]
    }


def moments_of(plan):
    """Each dose time of each day, once."""
    return sorted({moment for moment, _ in doses_of(plan)})


def events_by_ical(text):
    """What one program shows: when, and what is written there."""
    calendar = IcsCalendarStream.calendar_from_ics(text)
    return [
        (event.dtstart, event.description)
        for event in calendar.timeline.included(*ALWAYS)
    ]


def events_by_recurring(text):
    """What another program shows."""
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).all()
    return [(event["DTSTART"].dt, str(event["DESCRIPTION"])) for event in found]


def doses_in(events):
    """Nanograms by moment and drug, read back from sentences; none twice."""
    doses = {}
    for moment, said in events:
        first = said.splitlines()[0]
        for sentence in first.split("Take ")[1:]:
            dose = read("Take " + sentence.strip().removesuffix("."))
            assert HOURS[dose.time.value] == moment.hour
            key = (moment, dose.drug)
            assert key not in doses
            doses[key] = dose.amount.nanograms
    return doses


def all_day(events):
    """The entries that have no time."""
    return [each for each in events if not isinstance(each[0], datetime)]


def timed(events):
    """The entries that have a time."""
    return [each for each in events if isinstance(each[0], datetime)]


def entries_in(text):
    """The entries of a file as they are written."""
    return icalendar.Calendar.from_ical(text).walk("VEVENT")


class CalendarApp:
    """An app that does as RFC 5545 and RFC 5546 say with the files that it is given.

    Of entries with one UID the highest SEQUENCE counts, and of two with the same the
    later DTSTAMP.  What is cancelled is not shown, and is remembered.
    """

    def __init__(self, *texts):
        self.held = {}
        for text in texts:
            self.take(text)

    def take(self, text):
        """Import a file."""
        for event in entries_in(text):
            uid = str(event["UID"])
            if uid not in self.held or rank(event) > rank(self.held[uid]):
                self.held[uid] = event

    @property
    def text(self):
        """The file of all that it shows."""
        calendar = icalendar.Calendar()
        calendar.add("prodid", "-//a calendar app//EN")
        calendar.add("version", "2.0")
        for event in self.held.values():
            if event["STATUS"] != "CANCELLED":
                calendar.add_component(event)
        return calendar.to_ical().decode()


def rank(event):
    """What decides which of two entries with one UID is the later."""
    return event["SEQUENCE"], event["DTSTAMP"].dt
