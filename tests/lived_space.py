"""Days in a space: what is in force is taken and written down, day after day."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from kept_plans import follows, on, post
from stepwell.journal.entry import (
    DoseEntry,
    Entry,
    EntryAuthor,
    Intake,
    SymptomRating,
)
from stepwell.plan.times import DoseTime
from stepwell.quantities import Mass
from stepwell.web.journal.actions import add
from stepwell.web.plans import queries
from stepwell.web.plans.following import Why


DAY = timedelta(days=1)
START, SECOND = date(2027, 1, 4), date(2027, 1, 18)
DRUG = "diazepam"


def entries(day, *contents):
    """Entries of a day."""
    at = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
    return [
        Entry(f"{day}-{place}", EntryAuthor.PERSON, at, at, each)
        for place, each in enumerate(contents)
    ]


def written(person, day, *contents):
    """Write entries of a day."""
    add(person.user, person.space.uid, entries(day, *contents))


def in_force(person, day):
    """The doses that count on a day, asked on that day: by time of day, in mg."""
    kept = queries.current(person.user)
    found = kept.in_force(day)
    doses = [] if found.why is Why.ENDED else kept.document["current"]
    doses = found.step.doses if found.step is not None else doses
    return {each["time"]: each["mg"] for each in doses}


def lives(person, clock, first, until, deeds=None, skip=()):
    """Days in which everything that is in force is taken; what was in force on each."""
    shown, made = {}, []
    for number in range((until - first).days):
        day = first + number * DAY
        on(clock, day)
        for deed in (deeds or {}).get(day, ()):
            deed()
        shown[day] = in_force(person, day)
        taken = [
            DoseEntry(Intake.TAKEN, DRUG, DoseTime(time), Mass.mg(mg))
            for time, mg in shown[day].items()
        ]
        rating = SymptomRating("anxiety", 1 + number % 5)
        made += entries(day, rating, *([] if day in skip else taken))
    add(person.user, person.space.uid, made)
    return shown


def total(doses):
    return f"{sum(map(Decimal, doses.values())).normalize():f} mg"


def held_and_agreed(person, clock):
    """Two weeks followed, a hold, a new version agreed a week later, and its cut."""
    follows(person)
    hold, agreed, until = SECOND - DAY, SECOND + 6 * DAY, SECOND + 40 * DAY
    silent = {START + 3 * DAY, hold + 2 * DAY}
    deeds = {
        hold: [lambda: post(person, "/my-plan/next/hold")],
        agreed: [lambda: person.agrees(2, on=agreed)],
    }
    shown = lives(person, clock, START - 5 * DAY, until, deeds, silent)
    on(clock, until)
    return shown, silent, until
