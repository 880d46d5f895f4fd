"""What was planned on a day is what was in force on it, whatever came between."""

import json
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.entries import entry, journal, rating
from people import REQUEST
from stepwell.documents import plan_json
from stepwell.interop.errors import InputError
from stepwell.plan.regimen import NOTHING_TAKEN
from stepwell.quantities import Mass
from stepwell.web.drafts.proposed import Proposed
from stepwell.web.plans.following import Why
from stepwell.web.plans.models import Change, Origin, Pause, Review, Turn
from stepwell.web.plans.queries import Kept
from stepwell.web.trends.history import History


DAY = timedelta(days=1)
START = date(2027, 1, 4)
BEDTIME = [{"drug": "diazepam", "time": "bedtime", "dose": "10 mg"}]
STARTS = [0, 10, 40]
GOALS = [{}, {"goal": {"reduce_to": "8 mg"}}]
LIQUID = {"id": "custom/diazepam", "drug": "diazepam", "form": "oral solution"}


@cache
def text(start=0, goal=0, liquid=None):
    """The document of a plan that begins so many days later, with a liquid or none."""
    first = (START + start * DAY).isoformat()
    asked = {**REQUEST, "start": first, "current": BEDTIME, **GOALS[goal]}
    if liquid is not None:
        asked["custom_products"] = [{**LIQUID, "concentration_mg_per_ml": liquid}]
    return plan_json(Proposed.of_document(asked).view)


def moment(day):
    return datetime.combine(day, time(9), UTC)


def kept(number, document, agreed, held=None, reviewed=()):
    """A version as it is kept, agreed on a day or not at all."""
    changes = [Change(turn=Turn.AGREED, at=moment(agreed))] if agreed else []
    return Kept(
        number=number,
        uid=UUID(int=number),
        origin=Origin.DRAFT,
        text=document,
        made_at=moment(START),
        changes=tuple(changes),
        pauses=(Pause(is_held=True, day=held),) if held else (),
        reviews=tuple(
            Review(reviewed_on=on, told_on=on, at=moment(on)) for on in reviewed
        ),
        zone="UTC",
    )


@st.composite
def versions(draw):
    """Versions agreed one after the other, held and reviewed at any time."""
    agreed, made = START - 3 * DAY, []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        document = text(draw(st.sampled_from(STARTS)), draw(st.integers(0, 1)))
        days = st.integers(-5, 150).map(lambda each: START + each * DAY)
        held, reviewed = draw(st.none() | days), draw(st.lists(days, max_size=3))
        is_draft = draw(st.booleans()) and number > 1
        made.append(
            kept(number, document, None if is_draft else agreed, held, reviewed)
        )
        agreed += draw(st.integers(0, 50)) * DAY
    return made


def on_the_day(held, day):
    """What the page of that day showed: by time of day, in exact mass."""
    last = [each for each in held if each.changes and each.changes[0].at.date() <= day]
    found = last[-1].in_force(day)
    if found.why is Why.ENDED:
        return {}
    doses = found.step.doses if found.step else last[-1].document["current"]
    return {(each["drug"], each["time"]): Mass.mg(each["mg"]) for each in doses}


@settings(max_examples=60)
@given(versions(), st.integers(0, 200))
def test_H17_each_day_has_the_dose_that_its_own_page_showed(held, later):
    """Holds, reviews that did not come, and versions of any day (H07, H17)."""
    today = START + later * DAY
    schedule = History.of(list(reversed(held)), today).schedule
    for period in schedule.within(schedule.start, today + DAY):
        for number in range(period.days):
            day = period.start + number * DAY
            assert dict(period.regimen.amounts) == on_the_day(held, day), day


def test_H16_drafts_alone_are_no_history():
    """Nobody agreed to anything."""
    assert History.of([kept(1, text(), None)], START) is None
    assert History.of([], START) is None


def test_days_do_not_go_back_when_a_clock_does():
    """A later version counts from the day of the one before it at the earliest."""
    held = [kept(1, text(), START), kept(2, text(0, 1), START - 9 * DAY)]
    schedule = History.of(held, START + DAY).schedule
    assert schedule == History.of([kept(2, text(0, 1), START)], START + DAY).schedule


def test_levels_are_those_of_the_last_request_with_the_products_of_all():
    """A product of an earlier version is still known."""
    held = [kept(1, text(liquid="1"), START), kept(2, text(), START + DAY)]
    found = History.of(held, START + DAY)
    assert found.request.custom_products == ()
    assert LIQUID["id"] in found.formulary.products


def test_where_a_name_stands_for_two_products_no_level_is_modelled():
    """Nobody could tell which one was meant; the doses are known all the same."""
    weak, strong = text(liquid="1"), text(liquid="2")
    held = [kept(1, weak, START), kept(2, strong, START + DAY)]
    found = History.of(held, START + DAY)
    assert found.request is None
    assert found.schedule.drugs == ("diazepam",)


def test_a_version_that_cannot_be_read_is_said():
    """It raises what the page says."""
    document = json.loads(text())
    document["steps"][0]["doses"][0]["mg"] = "11"
    with pytest.raises(InputError):
        History.of([kept(1, json.dumps(document), START)], START)


@pytest.mark.parametrize("later", [-3, 0, 30])
def test_without_a_plan_nothing_is_planned(later):
    """From the first day written on, or for today alone."""
    today = START + later * DAY
    for written in (journal(), journal(entry(rating(1), START))):
        found = History.without_plan(written, today)
        assert found.request is None
        (only,) = found.schedule.periods
        assert only.regimen == NOTHING_TAKEN
        assert only.days >= 1
