"""Who takes what on which day, read out of each document by itself.

Each reader gives nanograms by date, time and drug, and knows nothing of the plan.
"""

import csv
import io
import json
import re
from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from functools import cache

from tests.documents.calendars import HOURS, doses_in, events_by_ical
from tests.documents.papers import pages_of

from stepwell.dispensing import read_dose_sentence
from stepwell.plan.times import DoseTime
from stepwell.quantities import Mass


read = cache(read_dose_sentence)
TIMES = {hour: time for time, hour in HOURS.items()}
MONTHS = {
    name: number
    for number, name in enumerate(
        "January February March April May June July August September October November"
        " December".split(),
        start=1,
    )
}
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
WEEKDAY, MONTH = f"(?:{'|'.join(WEEKDAYS)})", f"(?:{'|'.join(MONTHS)})"
DAY = rf"{WEEKDAY} \d+ {MONTH} \d{{4}}"
STEP = (
    rf"Step (?P<number>\d+)[:,] (?P<first>{DAY}) to (?P<last>{DAY})"
    r" \((?P<days>\d+) days?\)"
)
SENTENCE = (
    r"(?P<said>Take [^()]+ of [a-z]+ \([0-9.]+ milligrams?\)"
    r" (?:in the morning|at midday|in the evening|at bedtime))"
)
IN_LIST = re.compile(f"{STEP}|{SENTENCE}")
IN_CALENDAR = re.compile(
    rf"(?P<month>{MONTH}) (?P<year>\d{{4}}) (?={' '.join(WEEKDAYS)} )"
    rf"|(?P<weekday>{WEEKDAY}) (?P<day>\d+) (?P<of>{MONTH})(?! \d{{4}})"
    r"|(?P<time>Morning|Midday|Evening|Bedtime): "
    r"(?:(?P<drug>[a-z]+) )?(?P<mg>[0-9.]+) mg"
    r" (?P<how>(?:(?! Morning:| Midday:| Evening:| Bedtime:).)+?)"
    rf"(?= Morning: | Midday: | Evening: | Bedtime: | {WEEKDAY} | {MONTH} \d{{4}} "
    r"| From | After the last step | These pages | Version )"
)


def of_plan(plan):
    """The plan itself: the yardstick."""
    return {
        (step.start + timedelta(days=offset), dose.time.value, dose.drug): (
            dose.amount.nanograms
        )
        for step in plan.steps
        for offset in range(step.days)
        for dose in step.doses
    }


@cache
def nanograms(milligrams):
    """Milligrams as they are written, as whole nanograms."""
    exact = Fraction(milligrams) * 1_000_000
    assert exact.denominator == 1
    return exact.numerator


@cache
def day_of(words):
    """A day that is written out; its weekday has to be right."""
    weekday, day, month, year = words.split()
    found = date(int(year), MONTHS[month], int(day))
    assert WEEKDAYS[found.weekday()] == weekday
    return found


def put(days, key, amount):
    """Note a dose, which may be said only once."""
    assert key not in days, key
    days[key] = amount


def until(days, last):
    """The days up to one, and that one: what a paper shows that holds until then."""
    return {told: amount for told, amount in days.items() if told[0] <= last}


def of_json(text):
    """The days of a plan in JSON."""
    days = {}
    for step in json.loads(text)["steps"]:
        first = date.fromisoformat(step["start"])
        for offset in range(step["days"]):
            for dose in step["doses"]:
                key = (first + timedelta(days=offset), dose["time"], dose["drug"])
                put(days, key, nanograms(dose["mg"]))
    return days


def of_csv(text):
    """The days of the table; the rows of a dose add up."""
    days = defaultdict(int)
    for row in csv.DictReader(io.StringIO(text)):
        key = (date.fromisoformat(row["date"]), row["time"], row["drug"])
        days[key] += nanograms(row["mg"])
    return dict(days)


def of_ics(text):
    """The days of a detailed calendar, as a program expands it."""
    return {
        (moment.date(), TIMES[moment.hour], drug): amount
        for (moment, drug), amount in doses_in(events_by_ical(text)).items()
    }


def steps_in(text):
    """The steps of a text: first day, days and the doses said below each."""
    steps = []
    for found in IN_LIST.finditer(text):
        if found["said"] is None:
            first, last = day_of(found["first"]), day_of(found["last"])
            assert (last - first).days + 1 == int(found["days"])
            assert len(steps) + 1 == int(found["number"])
            steps.append((first, int(found["days"]), []))
        elif steps:
            steps[-1][2].append(read(found["said"]))
    return steps


def of_steps(text):
    """The days that the steps of a page or a paper say, sentence by sentence."""
    days = {}
    for first, length, doses in steps_in(text):
        for offset in range(length):
            for dose in doses:
                key = (first + timedelta(days=offset), dose.time.value, dose.drug)
                put(days, key, dose.amount.nanograms)
    return days


def of_text(lines):
    """The days of the page in words."""
    return of_steps(" ".join(" ".join(line.text for line in lines).split()))


def of_list(content):
    """The days of the paper that goes step by step."""
    return of_steps(" ".join(pages_of(content)))


def of_calendar(content):
    """The days of the paper with a box for each; what makes a dose adds up to it."""
    pages = pages_of(content)
    only = re.search(r"gradual reduction of ([a-z]+)", pages[0])[1]
    days, month, day = {}, None, None
    for found in IN_CALENDAR.finditer(" ".join(pages)):
        if found["month"]:
            month = f"{found['month']} {found['year']}"
        elif found["weekday"] and month and month.startswith(found["of"]):
            day = day_of(f"{found['weekday']} {found['day']} {month}")
        elif found["time"]:
            time, drug = DoseTime(found["time"].lower()), found["drug"] or only
            said = read(
                f"Take {found['how']} of {drug} ({Mass.mg(found['mg']).words})"
                f" {time.words}"
            )
            put(days, (day, time.value, drug), said.amount.nanograms)
    return days
