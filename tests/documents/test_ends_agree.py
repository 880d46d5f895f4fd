"""For every plan: check-ins cover the weeks after it, the same in each document."""

import json
import re
from datetime import timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from tests.documents.test_all_documents_agree import (
    WORKS,
    events_by_recurring,
    made,
)
from tests.planner.strategies import requests

from factories import FORMULARY
from schemas import validator
from stepwell.documents import plan_json, plan_text, plan_view
from stepwell.documents.blocks import plain
from stepwell.documents.plan_ics import plan_ics
from stepwell.documents.wording import day_words
from stepwell.interop.plan_reader import read_plan
from stepwell.planner import propose


WEEK = timedelta(weeks=1)
FEW = settings(
    max_examples=settings.default.max_examples // 4,
    suppress_health_check=list(HealthCheck),
)
WHEN = re.compile(r" \((?:day \d+|after \d+ weeks?|the steps are done)\): ")


def keys_validator(name):
    """The published schema of one key alone."""
    schema = validator("plan").schema
    return validator("plan").evolve(schema=schema["properties"][name])


@FEW
@given(requests())
def test_check_ins_cover_the_time_after_a_plan(request):
    """In order, none before the end, 8 weeks and 4 after washout, or every 3 months."""
    plan, view = made(request)
    days = [each.day for each in view.aftercare.check_ins]
    assert days == sorted(set(days))
    assert days[0] >= plan.end
    gaps = [later - earlier for earlier, later in pairwise(days)]
    if plan.stop_date is None:
        assert days[0] == plan.end
        assert set(gaps) == {12 * WEEK}
        return
    assert max(gaps) <= 2 * WEEK
    assert days[0] <= plan.stop_date + WEEK
    assert days[-1] >= plan.stop_date + 8 * WEEK
    for washout in view.aftercare.washouts:
        assert washout.last_day < plan.stop_date
        if washout.slow is not None:
            assert plan.start < washout.typical <= washout.slow
            assert days[-1] >= washout.slow + 4 * WEEK


@FEW
@given(requests())
def test_text_json_and_calendar_agree_on_every_check_in(request):
    """A check-in has the same date and sentences on the page, in JSON and calendar."""
    _, view = made(request)
    check_ins = view.aftercare.check_ins
    document = json.loads(plan_json(view))
    for name in ("aftercare", "sleep"):
        keys_validator(name).validate(document[name])
    assert document["aftercare"]["check_ins"] == [
        {"date": each.day.isoformat(), "text": each.text} for each in check_ins
    ]
    for width in (60, 100):
        words = " ".join(plain(plan_text(view, width)).split())
        section = words.split(f"| {view.aftercare.title} ")[1].split(" DRAFT | ")[0]
        assert len(WHEN.findall(section)) == len(check_ins)
        for each in check_ins:
            assert f"{day_words(each.day)} ({each.when}): {each.focus}" in section
    events = events_by_recurring(plan_ics(view, detailed=True))
    found = sorted((day, said) for day, said in events if "check-in: " in said)
    assert [
        (day, each.text in said)
        for each, (day, said) in zip(check_ins, found, strict=True)
    ] == [(each.day, True) for each in check_ins]


@FEW
@given(requests())
def test_a_plan_with_an_end_is_read_back(request):
    """The review reads a plan whether or not it says what follows it."""
    _, view = made(request)
    document = json.loads(plan_json(view))
    whole = read_plan(document, FORMULARY)
    for name in ("aftercare", "sleep"):
        del document[name]
    assert read_plan(document, FORMULARY) == whole


@FEW
@given(requests())
def test_only_a_plan_that_is_proposed_has_an_end(request):
    """After-care stands exactly where a plan stands that may be followed."""
    view = plan_view(propose(request, FORMULARY), FORMULARY, WORKS)
    assert (view.aftercare is None) == view.refused
    assert view.sleep is None or not view.refused
