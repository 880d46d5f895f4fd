"""The calendar of one plan: what stands in it, and what never does."""

import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.documents.calendars import (
    HOURS,
    TABLET,
    all_day,
    entries_in,
    events_by_ical,
    events_by_recurring,
    moments_of,
    plan_of,
    timed,
    view_of,
)

from factories import FORMULARY
from stepwell.documents.calendar_entries import calendar_entries
from stepwell.documents.plan_ics import TITLE, plan_ics
from stepwell.plan.care import Care
from stepwell.plan.edition import FIRST, Edition
from stepwell.plan.times import DoseTime


ROOT = Path(__file__).parents[2]
PLAN = plan_of(
    [
        (60, {"morning": 4, "midday": 1, "evening": 2, "bedtime": 4}),
        (1, {"morning": 3, "bedtime": 3}),
        (139, {"bedtime": 1}),
    ]
)
ENTRIES = 4 + 2 + 1 + 1 + 2  # dose times of the steps, the end, and the reviews
AGREED = Edition(
    person="Ada Example, 10 December 1970",
    agreed_with="Dr Vera Sample",
    agreed_on=date(2027, 1, 2),
)
DRAFTED = replace(AGREED, agreed_with=None, agreed_on=None)
DRAFT_VIEW, VIEW = view_of(PLAN, DRAFTED), view_of(PLAN, AGREED)
EVERY = [
    pytest.param(plan_ics(view, detailed=detailed), id=f"{name}-{form}")
    for name, view in (("draft", DRAFT_VIEW), ("agreed", VIEW))
    for form, detailed in (("neutral", False), ("full", True))
]
HOSTILE = (
    'a, b; c\\d: "e"\r\nEND:VEVENT\nBEGIN:VALARM\nSTATUS:CANCELLED\n'
    "RRULE:FREQ=DAILY\n\tè \U0001f9ea " + "ß" * 200
)


def unfolded(text):
    return text.replace("\r\n ", "")


@pytest.mark.parametrize("text", EVERY)
def test_lines_are_as_the_standard_has_them(text):
    """At most 75 octets a line, each ended by CR and LF, and nothing after the last."""
    assert text.endswith("END:VCALENDAR\r\n")
    for line in text.removesuffix("\r\n").split("\r\n"):
        assert len(line.encode()) <= 75
        assert not set(line) & set("\r\n")


@pytest.mark.parametrize("text", EVERY)
def test_two_strict_readers_have_nothing_to_say(text):
    """Both read it without an error or a warning, and see each entry once."""
    calendar = icalendar.Calendar.from_ical(text)
    assert not any(component.errors for component in calendar.walk())
    check_ins = len(VIEW.aftercare.check_ins)
    assert len(calendar.walk("VEVENT")) == ENTRIES + check_ins
    assert Counter(events_by_ical(text)) == Counter(events_by_recurring(text))


@pytest.mark.parametrize("text", EVERY)
def test_an_entry_says_each_thing_once(text):
    """Its identifier is its own, and the file is its only word on when it was made."""
    for event in entries_in(text):
        told = Counter(name for name, _ in event.property_items(recursive=False))
        assert [name for name, times in told.items() if times > 1] == []
        assert event["DTSTAMP"].dt == datetime(2027, 1, 4, tzinfo=UTC)
    ids = [str(each["UID"]) for each in entries_in(text)]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[0-9a-f]{32}-\d+@stepwell", each) for each in ids)


@pytest.mark.parametrize("text", EVERY)
def test_times_float_and_end_by_count(text):
    """No zone, no time of the world, and no last day that a move could cut off."""
    for line in unfolded(text).splitlines():
        if line.startswith(("DTSTART", "RRULE", "EXDATE", "RDATE")):
            assert re.fullmatch(
                r"DTSTART:\d{8}T(08|13|18|22)0000"
                r"|DTSTART;VALUE=DATE:\d{8}"
                r"|RRULE:FREQ=DAILY;COUNT=\d+",
                line,
            )
    assert "TZID" not in text
    assert "VTIMEZONE" not in text


@pytest.mark.parametrize("text", EVERY)
def test_a_dose_ends_on_its_own_day(text):
    """Fifteen minutes, so that not even the last of a day reaches into the next."""
    for event in entries_in(text):
        if "RRULE" in event:
            assert event["DURATION"].dt == timedelta(minutes=15)
            assert event["DTSTART"].dt.date() == event.end.date()
        assert event["TRANSP"] == "TRANSPARENT"


@pytest.mark.parametrize("text", EVERY)
def test_it_names_nobody(text):
    """Neither the person nor the prescriber, in no form: calendars are shared."""
    whole = unfolded(text)
    for word in ("Ada", "Example", "Vera", "Sample", "1970"):
        assert word not in whole


@pytest.mark.parametrize("view", [DRAFT_VIEW, VIEW], ids=["draft", "agreed"])
def test_the_neutral_form_gives_nothing_away_H16(view):
    """No drug, no product, no amount, in titles, texts or alarms."""
    text = unfolded(plan_ics(view)).lower()
    names = {
        name
        for drug in FORMULARY.drugs.values()
        for name in (drug.id, *drug.brand_names)
    }
    for name in names:
        assert not re.search(rf"\b{re.escape(name.lower())}\b", text)
    for word in (TABLET, "benzo", "milli", " mg", "tablet", "half", "take "):
        assert word not in text
    assert {str(each["SUMMARY"]) for each in entries_in(plan_ics(view))} == {TITLE}


@pytest.mark.parametrize("detailed", [False, True])
def test_a_draft_reminds_nobody_H16(detailed):
    """No alarm, TENTATIVE, and DRAFT in each text and each title that says anything."""
    text = plan_ics(DRAFT_VIEW, detailed=detailed)
    assert "VALARM" not in text
    assert "CONFIRMED" not in text
    assert "X-WR-CALNAME:Stepwell DRAFT\r\n" in text
    for event in entries_in(text):
        assert event["STATUS"] == "TENTATIVE"
        assert event["DESCRIPTION"].startswith("DRAFT, ")
        assert ("(DRAFT)" in event["SUMMARY"]) is detailed


@pytest.mark.parametrize("detailed", [False, True])
def test_only_an_agreed_plan_reminds_and_neutrally_H16(detailed):
    """CONFIRMED; one alarm at each dose time, which says no more than our name."""
    text = plan_ics(VIEW, detailed=detailed)
    assert "DRAFT" not in text
    assert "TENTATIVE" not in text
    for event in entries_in(text):
        assert event["STATUS"] == "CONFIRMED"
        alarms = event.subcomponents
        assert len(alarms) == ("RRULE" in event)
        for alarm in alarms:
            assert alarm["ACTION"] == "DISPLAY"
            assert str(alarm["DESCRIPTION"]) == TITLE
            assert alarm["TRIGGER"].dt == timedelta()
            assert set(alarm) == {"ACTION", "DESCRIPTION", "TRIGGER"}


def test_agreeing_changes_no_day_H16():
    """Draft and agreed form of one version hold the same entries at the same times."""
    draft, settled = (
        [(str(each["UID"]), each["DTSTART"].dt) for each in entries_in(plan_ics(view))]
        for view in (DRAFT_VIEW, VIEW)
    )
    assert draft == settled


def test_the_full_form_says_step_time_and_last_day():
    """Title and text of a dose; the text says until when it is so."""
    event = entries_in(plan_ics(VIEW, detailed=True))[0]
    assert str(event["SUMMARY"]) == "Stepwell, step 1, morning"
    assert str(event["DESCRIPTION"]).splitlines() == [
        "step 1, until Thursday 4 March 2027: Take two 0.5 milligram tablets of"
        " lorazepam (1 milligram) in the morning.",
        f"Version 1, check code {VIEW.edition.check}.",
        "Recorded as agreed on Saturday 2 January 2027. Not a prescription and not a"
        " substitute for a prescriber.",
    ]


def test_the_neutral_form_says_step_and_version():
    """Enough to find the place in the plan, and to know an old one."""
    event = entries_in(plan_ics(DRAFT_VIEW))[0]
    assert str(event["DESCRIPTION"]).splitlines() == [
        "DRAFT, step 1: see your plan for the doses.",
        f"Version 1, check code {DRAFT_VIEW.edition.check}.",
        "A draft to discuss, not a prescription and not a substitute for a prescriber."
        " Until it is agreed, stay on the dose that was last agreed.",
    ]


def test_the_doses_of_one_time_are_one_entry():
    """A step has as many entries as times of day; each day one reminder a time."""
    shown = timed(events_by_recurring(plan_ics(VIEW)))
    assert sorted(moment for moment, _ in shown) == moments_of(PLAN)
    assert [entry.time and entry.time.hour for entry in calendar_entries(VIEW)[:8]] == [
        *(8, 13, 18, 22),
        *(8, 22),
        22,
        None,
    ]


def test_reviews_stand_on_the_days_of_g34():
    """Every three months until the end, counted from the first one that is named."""
    named = view_of(PLAN, care=Care(next_review=date(2027, 2, 1)))
    for view, days in (
        (VIEW, [date(2027, 4, 4), date(2027, 7, 4)]),
        (named, [date(2027, 2, 1), date(2027, 5, 1)]),
    ):
        shown = all_day(events_by_recurring(plan_ics(view, detailed=True)))
        found = [day for day, said in shown if "look at the plan together" in said]
        assert sorted(found) == days == list(view.reviews)


def test_the_day_of_the_stop_is_an_entry():
    """The first day after the last step, and no dose on it or after it."""
    shown = events_by_recurring(plan_ics(VIEW))
    ends = [day for day, said in all_day(shown) if "the last step has ended" in said]
    assert ends == [PLAN.stop_date]
    assert max(timed(shown))[0].date() == PLAN.stop_date - timedelta(days=1)


@pytest.mark.parametrize("detailed", [False, True])
def test_where_a_dose_goes_on_silence_is_no_stop(detailed):
    """A plan to a lower dose says on the day after it that nothing stops."""
    plan = plan_of([(10, {"morning": 2}), (10, {"morning": 1})], stops=False)
    shown = events_by_recurring(plan_ics(view_of(plan), detailed=detailed))
    [(day, said)] = [each for each in all_day(shown) if "ended" in each[1]]
    assert day == plan.end
    assert "nothing stops today" in said


def hostile(text):
    step = VIEW.steps[0]
    doses = tuple(replace(dose, text=text) for dose in step.doses)
    return replace(VIEW, steps=(replace(step, doses=doses),))


@settings(max_examples=settings.default.max_examples // 2)
@given(st.one_of(st.just(HOSTILE), st.text(st.characters(exclude_categories=["Cs"]))))
def test_no_text_can_break_out_of_its_entry_H16(words):
    """Whatever a sentence holds, it stays a sentence: no entry, alarm or state more."""
    tame, wild = (plan_ics(hostile(said), detailed=True) for said in ("Take it", words))
    names = [
        [
            (component.name, sorted(component), str(component.get("STATUS")))
            for component in icalendar.Calendar.from_ical(text).walk()
        ]
        for text in (tame, wild)
    ]
    assert names[0] == names[1]
    assert wild.count("\r\nBEGIN:") == tame.count("\r\nBEGIN:")
    for line in wild.split("\r\n"):
        assert len(line.encode()) <= 75
    [first, *_] = entries_in(wild)
    assert seen(words) in seen(first["DESCRIPTION"])


def seen(words):
    """What of a text a person sees: neither spaces nor what cannot be printed."""
    return "".join(sign for sign in words if sign.isprintable() and sign != " ")


@pytest.mark.parametrize("version", [1, 2, 7])
def test_the_sequence_rises_with_version_and_agreement(version):
    """As the page on the calendar has it: 2n - 1 once agreed, 0 for the first draft."""
    sequences = {AGREED: 2 * version - 1, **({FIRST: 0} if version == 1 else {})}
    for edition, sequence in sequences.items():
        view = view_of(PLAN, replace(edition, version=version, series="5" * 32))
        events = entries_in(plan_ics(view))
        assert {each["SEQUENCE"] for each in events} == {sequence}
        assert str(events[0]["UID"]) == f"{'5' * 32}-1@stepwell"


def test_the_page_on_the_calendar_has_the_hours():
    """It tells when each time of day is taken to be, since people see that."""
    page = (ROOT / "docs/reference/calendar.md").read_text("utf-8")
    for time in DoseTime:
        assert f"{time} {time.hour}:00" in page
        assert time.hour == HOURS[time]


def test_the_same_plan_has_the_same_bytes():
    """Made again from the start, a calendar is the same to the byte."""
    for detailed in (False, True):
        made = {plan_ics(view_of(PLAN, AGREED), detailed=detailed) for _ in range(2)}
        assert len(made) == 1


def test_the_name_of_the_person_changes_no_entry():
    """Only the check code tells for whom it is."""
    named, unnamed = (plan_ics(view_of(PLAN, each)) for each in (DRAFTED, FIRST))
    codes = [view_of(PLAN, each).edition.check for each in (DRAFTED, FIRST)]
    assert codes[0] != codes[1]
    assert unfolded(named).replace(codes[0], codes[1]) == unfolded(unnamed)
