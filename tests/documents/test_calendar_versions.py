"""A later version in the calendar takes the place of every earlier one, whole."""

import json
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings
from tests.documents.calendars import (
    CalendarApp,
    agreed,
    all_day,
    doses_in,
    doses_of,
    entries_in,
    events_by_ical,
    events_by_recurring,
    plan_of,
    plans,
    view_of,
)

from factories import START
from stepwell.documents import plan_json
from stepwell.documents.calendar_entries import next_edition
from stepwell.documents.plan_ics import plan_ics
from stepwell.interop.fields import Fields
from stepwell.interop.plan_edition import read_edition
from stepwell.plan.edition import FIRST


FEW = settings(max_examples=settings.default.max_examples // 4)
BEFORE = plan_of(
    [
        (14, {"morning": 4, "bedtime": 4}),
        (14, {"morning": 3, "bedtime": 4}),
        (100, {"bedtime": 4}),
    ]
)
LATER = START + timedelta(days=20)
AFTER = {
    "the same": BEFORE,
    "shorter": plan_of([(14, {"morning": 4, "bedtime": 4})]),
    "longer": plan_of([(30, {"morning": n, "bedtime": n}) for n in (4, 3, 2, 1)]),
    "later": plan_of([(14, {"morning": 3}), (7, {"morning": 2})], LATER),
    "earlier": plan_of([(14, {"bedtime": 3})], START - timedelta(days=9)),
    "other times": plan_of([(14, {"midday": 4, "evening": 4}), (14, {"evening": 4})]),
    "goes on": plan_of([(7, {"morning": 4}), (7, {"morning": 2})], stops=False),
}


def versions(*made):
    """Views of plans, each the next version of the one before."""
    views = []
    for plan in made:
        edition = [agreed(next_edition(views[-1]))] if views else []
        views.append(view_of(plan, *edition))
    return views


def detailed(view):
    return plan_ics(view, detailed=True)


def shows(app, plan, view):
    """Check by two readers that an app shows one version, and nothing else."""
    first, second = events_by_ical(app.text), events_by_recurring(app.text)
    assert Counter(first) == Counter(second)
    assert doses_in(first) == doses_of(plan)
    check_ins = [each.day for each in view.aftercare.check_ins]
    days = sorted([*view.reviews, plan.end, *check_ins])
    assert sorted(day for day, _ in all_day(first)) == days
    assert all(f"Version {view.edition.version_words}," in said for _, said in first)


@pytest.mark.parametrize("after", AFTER)
def test_a_later_version_leaves_only_its_own_days_H15(after):
    """Both files in one calendar, in either order: no day of the earlier is left."""
    first, second = versions(BEFORE, AFTER[after])
    files = detailed(first), detailed(second)
    for each in permutations(files):
        shows(CalendarApp(*each), AFTER[after], second)
    shows(CalendarApp(files[0]), BEFORE, first)


@FEW
@given(plans(), plans(), plans())
def test_of_three_versions_only_the_latest_is_left_H15(one, two, three):
    """However often and in whichever order they come, and if one was never imported."""
    made = one, two, three
    views = versions(*made)
    files = [detailed(view) for view in views]
    shows(CalendarApp(*files), three, views[2])
    latest = Counter(events_by_recurring(CalendarApp(files[2]).text))
    for order in ([0, 2], [2, 0], [1, 2], [0, 1, 2, 0, 1], [2, 1, 0]):
        app = CalendarApp(*(files[number] for number in order))
        assert Counter(events_by_recurring(app.text)) == latest
    shows(CalendarApp(files[0], files[1], files[0]), two, views[1])


@FEW
@given(plans(), plans(), plans())
def test_a_version_names_every_entry_of_those_before_H15(one, two, three):
    """What a later version does not use it cancels, so an app can find it."""
    files = [entries_in(detailed(view)) for view in versions(one, two, three)]
    ids = [[str(each["UID"]) for each in entries] for entries in files]
    for earlier, later in pairwise(ids):
        assert set(earlier) <= set(later)
        assert len(set(later)) == len(later)
    sequences = [{each["SEQUENCE"] for each in entries} for entries in files]
    assert all(len(each) == 1 for each in sequences)
    assert min(sequences[2]) > min(sequences[1]) > min(sequences[0]) == 0


def test_what_is_cancelled_cannot_be_taken_for_a_dose_H15():
    """An app that shows it all the same shows one day, and the word cancelled."""
    second = view_of(AFTER["shorter"], agreed(next_edition(view_of(BEFORE))))
    cancelled = [
        each for each in entries_in(detailed(second)) if each["STATUS"] == "CANCELLED"
    ]
    assert len(cancelled) == 5 - 2 + 1  # three dose times more, and a review
    for event in cancelled:
        assert str(event["SUMMARY"]) == "Stepwell, cancelled"
        assert "nothing to do" in event["DESCRIPTION"]
        assert "RRULE" not in event
        assert not event.subcomponents
        assert type(event["DTSTART"].dt) is date


@pytest.mark.parametrize("form", [True, False])
def test_the_agreed_form_takes_the_place_of_its_own_draft_H16(form):
    """The word DRAFT goes when it is agreed, and an old file does not bring it back."""
    plan = AFTER["later"]
    draft = plan_ics(view_of(plan), detailed=form)
    settled = plan_ics(view_of(plan, agreed(FIRST)), detailed=form)
    for files in ([draft, settled], [settled, draft]):
        text = CalendarApp(*files).text
        assert "DRAFT" not in text
        assert "TENTATIVE" not in text
        assert "VALARM" in text


def test_a_draft_after_a_version_has_no_calendar_H16():
    """It would take the place of the days that were agreed."""
    first = view_of(BEFORE, agreed(FIRST))
    second = view_of(AFTER["later"], next_edition(first))
    with pytest.raises(ValueError, match="take the place of version 1"):
        detailed(second)


@FEW
@given(plans(), plans())
def test_json_counts_the_entries_that_a_later_version_has_to_replace_H15(one, two):
    """The number in the JSON is that of the calendar, and is read back."""
    for plan, view in zip((one, two), versions(one, two), strict=True):
        document = json.loads(plan_json(view))
        text = detailed(view)
        numbers = [
            int(str(each["UID"]).split("@")[0].rsplit("-", 1)[1])
            for each in entries_in(text)
        ]
        assert numbers == list(range(1, 1 + document["edition"]["calendar_entries"]))
        told = {key: document[key] for key in ("status", "edition")}
        again = view_of(plan, read_edition(Fields("", told)))
        assert detailed(again) == text
        assert next_edition(again) == next_edition(view)


def test_nothing_of_a_refused_plan_is_counted_H16():
    """A plan that was refused has no calendar, and forgets none of those before."""
    first = view_of(BEFORE)
    refused = replace(view_of(BEFORE, next_edition(first)), refused=True)
    with pytest.raises(ValueError, match="refused"):
        plan_ics(refused)
    assert next_edition(refused).entries == next_edition(first).entries
    assert next_edition(replace(first, refused=True)).entries == 0


def test_a_superseded_version_has_no_calendar_H15():
    """Its doses would come back."""
    edition = replace(FIRST, superseded_by=2)
    with pytest.raises(ValueError, match="superseded"):
        plan_ics(view_of(BEFORE, edition))
