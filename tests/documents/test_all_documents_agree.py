"""Page, table, JSON and calendar of one plan say the same doses on every day."""

import csv
import io
import json
from collections import Counter, defaultdict
from datetime import date, timedelta
from fractions import Fraction
from functools import cache

from hypothesis import HealthCheck, assume, given, settings
from tests.documents.calendars import (
    all_day,
    doses_in,
    doses_of,
    events_by_ical,
    events_by_recurring,
    moments_of,
    timed,
)
from tests.documents.day_tables import nanograms, of_plan
from tests.planner.strategies import requests

from factories import FORMULARY
from schemas import validator
from stepwell.dispensing import read_dose_sentence
from stepwell.documents import plan_csv, plan_json, plan_text, plan_view
from stepwell.documents.plan_ics import plan_ics
from stepwell.planner import propose
from stepwell.sources import load_bibliography


WORKS = load_bibliography()
SLOW = settings(
    max_examples=settings.default.max_examples // 2,
    suppress_health_check=list(HealthCheck),
)
PLAN_SCHEMA = validator("plan")
read = cache(read_dose_sentence)


def made(request):
    proposal = propose(request, FORMULARY)
    assume(proposal.plan is not None and not proposal.is_refused)
    return proposal.plan, plan_view(proposal, FORMULARY, WORKS)


def days_of_json(text):
    document = json.loads(text, parse_float=lambda number: 1 / 0)
    days = {}
    for step in document["steps"]:
        first = date.fromisoformat(step["start"])
        for offset in range(step["days"]):
            for dose in step["doses"]:
                key = (first + timedelta(days=offset), dose["time"], dose["drug"])
                days[key] = nanograms(dose["mg"])
        for dose in step["doses"]:
            assert nanograms(dose["mg"]) == sum(map(part_of_json, dose["take"]))
            assert read(dose["text"]).amount.nanograms == nanograms(dose["mg"])
    return days


def part_of_json(part):
    if "volume_ml" in part:
        strength = Fraction(part["concentration_mg_per_ml"])
        return nanograms(strength * Fraction(part["volume_ml"]))
    count = sum(Fraction(piece) for piece in part["count"].split())
    return nanograms(Fraction(part["strength_mg"]) * count)


@SLOW
@given(requests())
def test_json_says_the_plan(request):
    """The JSON follows its schema; numbers, parts and sentences are the plan's."""
    plan, view = made(request)
    text = plan_json(view)
    PLAN_SCHEMA.validate(json.loads(text))
    assert days_of_json(text) == of_plan(plan)


@SLOW
@given(requests())
def test_csv_says_the_plan(request):
    """Rows add up to the plan, each row to itself, and no day is left out."""
    plan, view = made(request)
    rows = list(csv.DictReader(io.StringIO(plan_csv(view))))
    days = defaultdict(int)
    for row in rows:
        key = (date.fromisoformat(row["date"]), row["time"], row["drug"])
        days[key] += nanograms(row["mg"])
        said = read(row["text"])
        assert said.amount.nanograms == nanograms(row["mg"])
        assert (said.drug, said.time) == (row["drug"], row["time"])
        if row["count"]:
            count = sum(Fraction(piece) for piece in row["count"].split())
            in_row = nanograms(Fraction(row["strength_mg"]) * count)
            assert in_row == nanograms(row["mg"])
    assert days == of_plan(plan)
    dates = list(dict.fromkeys(row["date"] for row in rows))
    length = ((plan.stop_date or plan.end) - plan.start).days
    wanted = [plan.start + timedelta(days=offset) for offset in range(length)]
    assert dates == [day.isoformat() for day in wanted]


def sentences(text):
    """The bullets of the section that says how each step is taken, unwrapped."""
    section = text.split("How each step is taken\n", 1)[1].split("\nDRAFT | ", 1)[0]
    found, bullet = [], None
    for line in section.splitlines():
        if line.startswith("  * "):
            bullet = [line[4:]]
            found.append(bullet)
        elif line.startswith("    ") and bullet is not None and not ends(bullet):
            bullet.append(line.strip())
    return [" ".join(bullet) for bullet in found]


def ends(bullet):
    times = ("in the morning", "in the evening", "at midday", "at bedtime", "any more.")
    return " ".join(bullet).endswith(times)


@SLOW
@given(requests())
def test_text_says_the_plan(request):
    """The sentences on the page, read back, are the doses of every step."""
    plan, view = made(request)
    for width in (60, 100):
        text = "".join(f"{line.text}\n" for line in plan_text(view, width))
        told = sentences(text)
        ended = [sentence for step in view.steps for sentence in step.ended]
        assert [each for each in told if each.startswith("No ")] == ended
        said = [read(each) for each in told if not each.startswith("No ")]
        doses = [dose for step in plan.steps for dose in step.doses]
        assert [(each.drug, each.time, each.amount) for each in said] == [
            (dose.drug, dose.time, dose.amount) for dose in doses
        ]


@SLOW
@given(requests())
def test_two_calendar_readers_see_the_plan(request):
    """Two programs expand the calendar to the plan's days, times and doses."""
    plan, view = made(request)
    text = plan_ics(view, detailed=True)
    first, second = events_by_ical(text), events_by_recurring(text)
    assert Counter(first) == Counter(second)
    assert doses_in(first) == doses_of(plan)
    assert sorted(moment for moment, _ in timed(first)) == moments_of(plan)
    days = sorted(day for day, said in all_day(first) if "check-in: " not in said)
    assert days == sorted([*view.reviews, plan.end])


@SLOW
@given(requests())
def test_neutral_calendar_names_no_medicine(request):
    """A shared calendar gives nothing away: no drug, no product, no milligram."""
    _, view = made(request)
    text = plan_ics(view).replace("\r\n ", "").lower()
    for drug in FORMULARY.drugs.values():
        for name in (drug.id, *drug.brand_names):
            assert name.lower() not in text
    for word in ("milligram", " mg", "tablet", "millilitre", "benzo"):
        assert word not in text


@SLOW
@given(requests())
def test_supply_is_what_the_days_add_up_to(request):
    """Pharmacy counts are the parts of the days, no half rounded up per dose."""
    plan, view = made(request)
    taken, handed = defaultdict(Fraction), defaultdict(Fraction)
    for step in plan.steps:
        for dose in step.doses:
            for part in dose.parts:
                each = part.count or Fraction(part.volume.microlitres, 1000)
                taken[part.product] += each * step.days
    for row in view.supply:
        handed[row.product] += sum(Fraction(piece) for piece in row.count.split())
    assert handed == taken


@SLOW
@given(requests())
def test_same_input_same_bytes(request):
    """Making a document twice gives the same bytes."""
    proposal = propose(request, FORMULARY)
    views = [plan_view(proposal, FORMULARY, WORKS) for _ in range(2)]
    assert plan_json(views[0]) == plan_json(views[1])
    calendar = [] if proposal.is_refused else [plan_ics]
    for make in (plan_csv, plan_text, *calendar):
        assert make(views[0]) == make(views[1])
