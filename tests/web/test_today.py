"""Today: the doses of this day, what became of each, and never one that is not so."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from day_page import FIRST_DAY, Day
from people import Person
from site_walk import errors, main
from stepwell.journal.entry import (
    DoseEntry,
    Entry,
    EntryAuthor,
    Intake,
    RedFlagAnswers,
)
from stepwell.plan.person import RedFlag
from stepwell.plan.times import DoseTime
from stepwell.quantities import Mass
from stepwell.web.journal import queries as journal
from stepwell.web.journal.actions import add
from stepwell.web.plans import actions as plans
from stepwell.web.plans.following import InForce, Why
from stepwell.web.plans.queries import Kept
from stepwell.web.spaces.actions import change_settings


MORNING = "Take two 2 milligram tablets of diazepam (4 milligrams) in the morning"
BEDTIME = "Take one 10 milligram tablet of diazepam (10 milligrams) at bedtime"
DAY = timedelta(days=1)
HOSTILE = (
    "<script>alert(1)</script>",
    "'\"><img src=x onerror=alert(1)>",
    "\u202e gm 5",
    "\U0001f480",
    "a\x00b",
    "x" * 1_000_000,
)


@pytest.fixture
def day(person, clock):
    """Somebody on the first day of their plan."""
    clock.now = FIRST_DAY
    return Day(person.follows())


def hold(person, day):
    space = person.space
    plans.hold(person.user, space.uid, seen=space.revision, day=day)


# What is shown


def test_without_a_plan_one_may_begin_a_draft(person):
    """Nothing is said about any dose."""
    words = Day(person).words()
    assert "You have no plan yet. Stay on what you take now." in words
    assert "Make a draft" in words
    assert "I took it" not in words


def test_H16_a_draft_is_never_shown_as_doses_of_today(person, clock):
    """It is called a draft, and nothing of it is agreed, even on its days."""
    person.drafts()
    clock.now = FIRST_DAY
    words = Day(person).words()
    assert "DRAFT You have a draft. Nothing is agreed yet." in words
    assert "Stay on what you take now" in words
    assert "milligram" not in words
    assert "I took it" not in words


def test_H16_a_draft_changes_nothing_of_an_agreed_plan(day):
    """The doses of today are those of the version that was agreed."""
    day.person.drafts(
        current=[{"drug": "diazepam", "time": "bedtime", "dose": "20 mg"}]
    )
    words = day.words()
    assert MORNING in words
    assert "version 1" in words


def test_before_it_begins_what_is_taken_now_is_said(person):
    """Two days before the first step."""
    person.follows()
    words = Day(person).words()
    assert "The plan begins in 3 days, on Monday 4 January 2027." in words
    assert "Until then, stay on what you take now." in words
    assert "5 milligrams of diazepam in the morning" in words
    assert words.index("5 milligrams") < words.index("From Monday 4 January 2027: not")


def test_the_day_is_said_in_one_sentence_and_then_dose_by_dose(day):
    """As the document says them, in the order of the day."""
    words = day.words()
    said = "Today: two doses. Next change in 14 days, on Monday 18 January 2027."
    places = [words.index(each) for each in (said, MORNING, BEDTIME)]
    assert places == sorted(places)


def test_H37_each_dose_has_a_picture_with_the_same_words(day):
    """For who cannot read it, and for who cannot see it."""
    page = day.page().content.decode()
    found = re.findall(r'<svg role="img" aria-label="([^"]*)"', page)
    assert found == ["two 2 milligram tablets", "one 10 milligram tablet"]


def test_the_next_step_is_marked_as_not_yet(day):
    """Folded away, and below the doses of today."""
    page = day.page().content.decode()
    preview = page.index("From Monday 18 January 2027: not yet")
    assert page.index(BEDTIME) < preview < page.index("one 5 milligram tablet plus")


def test_H17_while_it_is_held_nothing_changes(day, clock):
    """Weeks after the day on which a change was due."""
    hold(day.person, date(2027, 1, 10))
    clock.now = FIRST_DAY + 40 * DAY
    words = day.words()
    assert "The plan is held since Sunday 10 January 2027." in words
    assert "The dose stays the same." in words
    assert MORNING in words
    assert BEDTIME in words
    assert "not yet" not in words


def test_H17_a_hold_from_tomorrow_is_said_today(day, clock):
    """It is not said that no change is planned: the plan is held."""
    hold(day.person, FIRST_DAY.date() + DAY)
    words = day.words()
    assert "The plan is held from Tuesday 5 January 2027 on." in words
    assert MORNING in words


def test_a_plan_held_before_it_began_stays_on_what_is_taken_now(person, clock):
    """Nothing of the first step is shown."""
    person.follows()
    hold(person, date(2027, 1, 2))
    clock.now = FIRST_DAY + 40 * DAY
    words = Day(person).words()
    assert "5 milligrams of diazepam in the morning" in words
    assert "Take two" not in words


def test_H08_a_review_that_did_not_come_leaves_the_dose(day, clock):
    """No step is entered alone, and no dose ends."""
    clock.now = datetime(2027, 6, 1, 9, tzinfo=UTC)
    words = day.words()
    assert "The dose stays the same until the plan was looked at." in words
    assert "Look at the plan together with your prescriber." in words
    assert "I took it" in words


def reviewed(person, on):
    """Somebody looked at the plan together with their prescriber."""
    space = person.space
    plans.record_review(
        person.user,
        space.uid,
        seen=space.revision,
        reviewed_with="Dr Example",
        reviewed_on=on,
    )


def test_on_the_last_step_the_first_day_without_is_named(day, clock):
    """With what the plan says of its end, folded away."""
    reviewed(day.person, date(2028, 5, 1))
    clock.now = datetime(2028, 5, 21, 9, tzinfo=UTC)
    words = day.words()
    assert "The first day without a dose is tomorrow, on Monday 22 May 2028." in words
    assert "No date has to be kept." in words
    assert "Take 0.2 millilitres" in words


def test_H08_the_day_after_the_last_step_is_never_a_day_of_nothing_by_itself(
    day, clock
):
    """While nobody looked at the plan since, a dose stays."""
    reviewed(day.person, date(2028, 2, 1))
    clock.now = datetime(2028, 5, 22, 9, tzinfo=UTC)
    words = day.words()
    assert "Take 0." in words
    assert "Stay on this dose." in words


@pytest.fixture
def ended(day, monkeypatch):
    """The same person after their plan."""
    monkeypatch.setattr(
        Kept, "in_force", lambda _kept, on: InForce(on, Why.ENDED, None)
    )
    return day


def test_H08_after_the_end_it_says_what_to_do_if_something_is_still_taken(ended):
    """And what to look at, from the plan itself."""
    words = ended.words()
    assert "Today: no dose is planned. The plan has ended." in words
    assert "Do you still take some of it? Do not stop suddenly." in words
    assert "After the last dose" in words
    assert "Never go back to the old full dose on your own" in words
    assert "I took something extra" in words
    assert "Take two" not in words


def test_H08_after_the_end_a_short_page_says_it_too(ended):
    """With what to do, and without a dose."""
    words = short(ended)
    assert "Stay on what you take, and call your prescriber." in words
    assert "Take two" not in words


def test_H14_a_superseded_version_is_not_shown(day):
    """The later one is, from the moment it was agreed."""
    later = [{"drug": "diazepam", "time": "bedtime", "dose": "20 mg"}]
    day.person.agrees(day.person.drafts(current=later), on=date(2027, 1, 1))
    words = day.words()
    assert "version 2" in words
    assert MORNING not in words


def test_H20_the_page_says_whose_it_is_and_which_version(day):
    """The name or sign, the moment, the version, the agreement and the code."""
    assert "Nobody is named here." in day.words()
    change_settings(day.person.user, day.person.space.uid, name="Blue lighthouse")
    words = day.words()
    assert "For Blue lighthouse." in words
    assert "As of 09:30 on Monday 4 January 2027, version 1, agreed with Dr" in words
    assert "on Friday 1 January 2027, code 3B1A-YBFQ." in words


@pytest.mark.parametrize("zone", ["Europe/London", "Asia/Tokyo"])
def test_H18_the_time_is_that_of_the_person(database, clock, zone):
    """Not that of the server."""
    person = Person.made("sam", zone=zone).follows()
    clock.now = datetime(2027, 1, 5, 16, 5, tzinfo=UTC)
    expected = {
        "Europe/London": "16:05 on Tuesday 5 January",
        "Asia/Tokyo": "01:05 on Wednesday 6 January",
    }
    assert f"As of {expected[zone]}" in Day(person).words()


def test_the_supply_is_mentioned_once_and_only_when_it_is_near(day, clock):
    """In the words of the plan."""
    assert day.words().count("Your supply.") == 1
    clock.now = FIRST_DAY + 20 * DAY
    assert "Collect your medicine by Monday 1 February 2027." in day.words()


def test_H08_a_plan_that_waits_says_that_its_supply_did_not_count_on_it(day):
    """What is at home has to last longer than was planned."""
    hold(day.person, date(2027, 1, 4))
    assert "The plan did not count on this wait." in day.words()


def flag(person, *flags, at):
    said = RedFlagAnswers(frozenset(flags))
    entry = Entry("flag", EntryAuthor.PERSON, at, at, said)
    add(person.user, person.space.uid, [entry])


def test_H31_a_sign_that_stands_comes_before_everything(day):
    """The doses below it are what they were."""
    flag(day.person, RedFlag.SEIZURE, at=FIRST_DAY)
    for is_short in (False, True):
        change_settings(day.person.user, day.person.space.uid, is_short=is_short)
        words = day.words()
        help_first = words.index("Get help now")
        assert help_first < words.index("Today, Monday")
        assert words.index("call the emergency number") < words.index("In the morning")
        assert MORNING not in words  # its change was due today, and is held
        assert "Whoever helps you decides about the next dose." in words
    assert "Get help now" in main(day.person.client.get("/today/extra"))


# What became of a dose


def test_taken_is_the_amount_that_the_page_showed(day):
    """Exactly, and on this day."""
    day.says("taken")
    entry = day.only
    assert entry.content == DoseEntry(
        Intake.TAKEN, "diazepam", DoseTime.MORNING, Mass.mg(4)
    )
    assert entry.day == date(2027, 1, 4)
    assert "Taken: 4 milligrams. Written at 09:30." in day.words()


def test_each_dose_has_its_own_answer(day):
    """The other one stays open."""
    day.says("taken", "dose-2")
    assert day.only.content.time is DoseTime.BEDTIME
    assert "Taken: 4 milligrams" not in day.words()
    day.says("taken", "dose-1")
    assert len(day.entries) == 2


@pytest.mark.parametrize("anchor", ["dose-1", "dose-2"])
def test_H10_a_missed_dose_is_not_made_up_for(day, anchor):
    """The next one is as planned, and no other number is shown."""
    before = set(re.findall(r"[0-9.]+ milligrams?", day.words()))
    day.says("missed", anchor)
    words = day.words()
    assert "Do not double the next dose. Go on with the next one as planned." in words
    assert set(re.findall(r"[0-9.]+ milligrams?", words)) == before
    assert day.only.content.amount is None


def test_H10_missed_in_any_order_never_raises_a_dose(day, clock):
    """Neither on this day nor on the next ones."""
    for _ in range(3):
        for anchor in ("dose-2", "dose-1"):
            day.says("missed", anchor)
        words = day.words()
        assert MORNING in words
        assert BEDTIME in words
        clock.now += DAY


def test_late_asks_for_the_hour(day):
    """Without one nothing is written, and the page says what is missing."""
    done = day.send(day.form(), "late")
    assert "Choose the hour at which you took it." in main(done)
    assert day.entries == []
    day.says("late", at="2027-01-04T08:00+00:00")
    assert day.only.content.intake is Intake.LATE
    assert "Taken late, at about 08:00: 4 milligrams." in day.words()


@pytest.mark.parametrize(
    "at",
    [
        "2027-01-04T10:00+00:00",
        "2027-01-02T08:00+00:00",
        "2027-01-04T08:00",
        "2027-01-04",
        "yesterday",
        "<script>",
        "9999-01-01T00:00+00:00",
        "0001-01-01T00:00+00:00",
    ],
)
def test_an_hour_that_was_not_offered_is_refused(day, at):
    """Nothing is written."""
    done = day.send(day.form(), "late", at=at)
    assert done.status_code == 200
    assert day.entries == []


def test_pressing_twice_writes_once(day, clock):
    """However often the same form comes, and however late."""
    form = day.form()
    for _ in range(3):
        assert day.send(form).status_code == 302
        clock.now += timedelta(seconds=20)
    assert len(journal.whole(day.person.user).entries) == 1


def test_undo_keeps_both_and_leaves_the_dose_open(day):
    """What was written stays in the journal, and counts no more."""
    day.says("taken")
    entry = day.only.id
    for _ in range(2):
        assert day.undo(entry).status_code == 302
    assert day.entries == []
    assert len(journal.whole(day.person.user).entries) == 2
    assert "Taken:" not in day.words()
    day.says("missed")
    assert day.only.content.intake is Intake.MISSED


def test_the_same_form_after_an_undo_writes_nothing(day):
    """A page from before, sent again by the browser."""
    form = day.form()
    day.send(form)
    day.undo(day.only.id)
    assert day.send(form).status_code == 302
    assert day.entries == []


def test_a_correction_takes_the_place_of_an_answer(day):
    """One answer holds; both are kept."""
    day.says("taken")
    day.says("missed")
    assert day.only.content.intake is Intake.MISSED
    assert len(journal.whole(day.person.user).entries) == 2


def test_only_answers_about_doses_are_undone_here(day):
    """Red flags are answered elsewhere, and not taken back by accident."""
    flag(day.person, RedFlag.SEIZURE, at=FIRST_DAY)
    for entry in ("flag", "", "x" * 100, "a\x00b", "none"):
        assert day.undo(entry).status_code == 400
    assert "Get help now" in day.words()


def test_an_answer_that_was_corrected_elsewhere_is_not_undone(day):
    """The page says what is written now."""
    day.says("taken")
    before = day.only.id
    day.says("missed")
    done = day.undo(before)
    assert done.status_code == 409
    assert "What is written Not taken." in main(done)
    assert day.only.content.intake is Intake.MISSED


def test_an_answer_to_what_was_undone_elsewhere_is_not_written(day):
    """A correction corrects what is there, or nothing."""
    day.says("taken")
    form = day.form()
    day.undo(day.only.id)
    done = day.send(form, "missed")
    assert done.status_code == 409
    assert "It was changed or taken back meanwhile." in main(done)
    assert day.entries == []


# Two tabs, two devices


def test_H22_an_answer_from_another_tab_is_shown_beside_this_one(day):
    """Nothing is preferred in silence."""
    here, there = day.form(), day.form()
    day.send(there, "taken")
    done = day.send(here, "missed")
    assert done.status_code == 409
    words = main(done)
    assert MORNING in words
    assert "What you sent Not taken." in words
    assert "What is written Taken: 4 milligrams." in words
    assert "Keep it as it is" in words
    assert day.only.content.intake is Intake.TAKEN
    again = dict(
        re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', done.content.decode())
    )
    assert day.send(again, "missed").status_code == 302
    assert day.only.content.intake is Intake.MISSED


def test_H22_two_corrections_do_not_both_count(day):
    """The second one is told what the first one said."""
    day.says("taken")
    here, there = day.form(), day.form()
    day.send(there, "missed")
    done = day.send(here, "late", at="2027-01-04T09:00+00:00")
    assert done.status_code == 409
    assert "What is written Not taken." in main(done)
    assert day.only.content.intake is Intake.MISSED


def test_H22_what_two_devices_brought_together_is_shown_as_two(day):
    """Until one of them is taken back."""
    day.says("taken")
    kept = day.only
    other = DoseEntry(Intake.MISSED, "diazepam", DoseTime.MORNING)
    from stepwell.web.journal.models import Entry as Row
    from stepwell.web.journal.records import text_of

    entry = Entry("other", EntryAuthor.PERSON, FIRST_DAY, FIRST_DAY, other)
    row = Row.objects.get()
    Row.objects.create(
        space=row.space,
        entry="other",
        root="other",
        day=row.day,
        kind="dose_missed",
        record=text_of(entry),
        kept_at=row.kept_at,
    )
    assert "There are two answers for this dose." in day.words()
    day.undo("other")
    assert day.only == kept


def test_H14_a_page_from_before_a_change_writes_nothing(day):
    """It shows what it said and what holds now, and both are told apart."""
    form = day.form("dose-2")
    later = [{"drug": "diazepam", "time": "bedtime", "dose": "20 mg"}]
    day.person.agrees(day.person.drafts(current=later), on=date(2027, 1, 1))
    done = day.send(form)
    words = main(done)
    assert done.status_code == 409
    assert day.entries == []
    said, now = words.index(f"{BEDTIME} (what the old page said"), words.index("now")
    assert "Nothing was written down." in words
    assert said < words.index("What holds now")
    assert "version 2, agreed with Dr Example" in words[now:]


@pytest.mark.parametrize(("version", "step"), [("7", "1"), ("1", "999")])
def test_H14_a_page_that_never_was_shows_only_what_holds(day, version, step):
    """Nothing is made up for what it said."""
    form = day.form() | {"version": version, "step": step, "revision": "0"}
    done = day.send(form)
    assert done.status_code == 409
    assert "what the old page said" not in main(done)
    assert MORNING in main(done)


def test_H14_a_page_from_before_a_hold_writes_nothing(day):
    """Whatever changed of the plan."""
    form = day.form()
    hold(day.person, date(2027, 1, 4))
    assert day.send(form).status_code == 409
    assert day.entries == []


def test_H14_a_page_of_yesterday_writes_nothing(day, clock):
    """So nobody answers for today on the page of another day."""
    form = day.form()
    clock.now += DAY
    done = day.send(form)
    assert done.status_code == 409
    assert "It was from Monday 4 January 2027, version 1." in main(done)
    assert day.entries == []


def test_H14_the_answer_can_be_given_on_the_page_that_refused(day):
    """The way out is the dose as it holds now."""
    form = day.form()
    hold(day.person, date(2027, 1, 5))
    page = day.send(form).content.decode()
    now = re.search(r'action="/today/mark".*?</form>', page, re.DOTALL)[0]
    again = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', now))
    assert day.send(again).status_code == 302
    assert day.only.content.amount == Mass.mg(4)


# The day of a dose


def test_H18_late_after_midnight_belongs_to_the_day_of_the_dose(day, clock):
    """The moment is exact, and the dose of the new day stays open."""
    clock.now = datetime(2027, 1, 5, 0, 50, tzinfo=UTC)
    day.says("late", "yesterday-2", at="2027-01-05T00:00+00:00")
    entry = day.only
    assert entry.day == date(2027, 1, 4)
    assert entry.occurred_at == datetime(2027, 1, 5, tzinfo=UTC)
    assert entry.content.time is DoseTime.BEDTIME
    words = day.words()
    assert "Taken late, at about 00:00: 10 milligrams." in words
    day.says("taken", "dose-2")
    assert {each.day for each in day.entries} == {date(2027, 1, 4), date(2027, 1, 5)}


def test_H18_the_afternoon_of_the_next_day_is_no_lateness(day, clock):
    """What is taken then counts on the day on which it is taken."""
    clock.now = datetime(2027, 1, 5, 15, 0, tzinfo=UTC)
    form = day.form("yesterday-2")
    assert day.send(form, "late", at="2027-01-05T13:00+00:00").status_code == 200
    assert day.entries == []


@pytest.mark.parametrize(
    ("zone", "now", "at", "dose_day"),
    [
        ("Pacific/Honolulu", "2027-01-06T21:30", "2027-01-06T11:00-10:00", 5),
        ("Pacific/Pago_Pago", "2027-01-06T22:30", "2027-01-06T11:00-11:00", 5),
        ("Pacific/Kiritimati", "2027-01-05T21:30", "2027-01-06T11:00+14:00", 5),
    ],
)
def test_H18_at_the_ends_of_the_world_too(database, clock, zone, now, at, dose_day):
    """An hour before noon of the next day, as far from Greenwich as people live."""
    day = Day(Person.made("sam", zone=zone).follows())
    clock.now = datetime.fromisoformat(f"{now}+00:00")
    day.says("late", "yesterday-2", at=at)
    assert day.only.day == date(2027, 1, dose_day)
    assert day.only.occurred_at == datetime.fromisoformat(at)


CLOCKS = [
    ("Europe/London", "2027-03-28", "GMT"),
    ("Europe/London", "2027-10-31", "GMT"),
    ("America/New_York", "2027-03-14", "EST"),
    ("America/New_York", "2027-11-07", "EST"),
]


def at_home(zone, day_, clock_):
    """A moment by the clock of a zone."""
    from zoneinfo import ZoneInfo

    return datetime.fromisoformat(f"{day_}T{clock_}").replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(("zone", "changed", "winter"), CLOCKS)
def test_H18_on_a_day_of_a_clock_change_each_dose_has_one_answer(
    database, clock, zone, changed, winter
):
    """From the first minute to the last: the doses of this day, and once."""
    person = Person.made("sam", zone=zone).follows()
    day = Day(person)
    hold(person, date(2027, 1, 4))
    for minute in ("00:01", "23:58"):
        clock.now = at_home(zone, changed, minute).astimezone(UTC)
        assert f"Today, {date.fromisoformat(changed):%A}" in day.words()
    day.says("taken", "dose-1")
    form = day.form("dose-2")
    page = day.page().content.decode()
    hours = re.findall(r'<option value="(\d[^"]*)"', page)
    moments = {datetime.fromisoformat(each) for each in hours if changed in each}
    summer = changed.startswith(("2027-03",))
    assert len(moments) == (23 if summer else 25)
    assert (f"({winter})" in page) is not summer
    for each in sorted(moments):
        assert each <= clock.now
    day.send(form, "late", at=hours[0])
    assert {each.day for each in day.entries} == {date.fromisoformat(changed)}
    assert "I took it ," not in day.words().split("Yesterday")[0].split("Correct")[0]


def test_H18_a_journey_over_14_hours_moves_no_answer_to_another_day(database, clock):
    """Forward: the day that was left stays answered, the new one is open."""
    person = Person.made("sam", zone="Pacific/Honolulu").follows()
    day = Day(person)
    clock.now = datetime(2027, 1, 6, 7, 0, tzinfo=UTC)
    for anchor in ("dose-1", "dose-2"):
        day.says("taken", anchor)
    assert {each.day for each in day.entries} == {date(2027, 1, 5)}
    change_settings(person.user, person.space.uid, zone="Asia/Bangkok")
    assert "Today, Wednesday 6 January 2027" in day.words()
    assert "Taken" not in day.words().split("Yesterday")[0]
    form = day.form()
    change_settings(person.user, person.space.uid, zone="Pacific/Honolulu")
    assert day.send(form).status_code == 409
    assert len(day.entries) == 2


def test_H18_who_travels_back_over_a_day_is_asked_before_one_more_dose(database, clock):
    """The answers of the later day are not lost, and nothing is shown as open."""
    person = Person.made("sam", zone="Pacific/Kiritimati").follows()
    day = Day(person)
    clock.now = datetime(2027, 1, 5, 18, 0, tzinfo=UTC)
    day.says("taken", "dose-1")
    change_settings(person.user, person.space.uid, zone="Pacific/Honolulu")
    words = day.words()
    assert "Today, Tuesday 5 January 2027" in words
    assert "There is an answer for a day that has not come yet where you are." in words


# Yesterday


def test_H33_yesterday_without_an_answer_stays_without_one(day, clock):
    """It is asked quietly, and nothing is written by itself."""
    clock.now += DAY
    words = day.words()
    assert "In the morning: no answer yet" in words
    assert "You can also leave it open." in words
    assert day.entries == []
    day.says("missed", "yesterday-2")
    assert day.only.day == date(2027, 1, 4)
    words = day.words()
    assert "At bedtime: no answer yet" not in words
    assert "Not taken. Written at 09:30." in words
    clock.now += DAY
    assert "Not taken" not in day.words()


def test_H33_no_praise_and_no_count_of_days(day, clock):
    """Whether everything is answered or nothing."""
    for _ in range(5):
        for anchor in ("dose-1", "dose-2"):
            day.says("taken", anchor)
        words = day.words().lower()
        praise = (
            "well done",
            "great",
            "streak",
            "in a row",
            "congrat",
            "%",
            "on track",
        )
        assert not [
            each for each in praise if each in words.split("something extra")[0]
        ]
        clock.now += DAY


def test_yesterday_is_not_asked_of_a_plan_that_was_agreed_today(person, clock):
    """Another plan may have held then, or none."""
    clock.now = FIRST_DAY
    person.agrees(person.drafts(), on=date(2027, 1, 4))
    assert "Yesterday" not in Day(person).words()


# Something extra


def test_H11_something_extra_is_written_and_said_back(day):
    """In digits and in words, so that a slip of the point is heard."""
    assert day.adds(amount="2.5 mg").status_code == 302
    entry = day.only
    assert entry.content == DoseEntry(Intake.EXTRA, "diazepam", None, Mass.mg("2.5"))
    said = "Something extra at about 09:00: 2.5 milligrams (two point five) of diazepam"
    assert said in day.words()
    day.undo(entry.id)
    assert day.entries == []


def test_H11_something_extra_answers_no_planned_dose(day):
    """The doses of today stay as they are."""
    day.adds()
    assert day.words().split("Yesterday")[0].count("I did not take it ,") == 2


def test_an_extra_dose_that_is_sent_twice_is_kept_once(day, clock):
    """The same page, a minute later; the same page with another amount is asked."""
    entry = "a" * 32
    at = "2027-01-04T09:00+00:00"
    for _ in range(2):
        assert day.adds(at=at, entry=entry).status_code == 302
        clock.now += timedelta(minutes=1)
    assert len(day.entries) == 1
    assert day.adds(at=at, entry=entry, amount="5 mg").status_code == 409
    assert day.only.content.amount == Mass.mg("2.5")


@pytest.mark.parametrize(
    "amount",
    [
        "",
        "2,5 mg",
        ".5 mg",
        "5",
        "05 mg",
        "5 mcg",
        "5 ml",
        "1 1/2 mg",
        "-5 mg",
        "0 mg",
        "5e3 mg",
        "\u0665 mg",
        "5\u00a0mg",
        *HOSTILE,
    ],
)
def test_H02_an_amount_that_could_be_misread_is_refused(day, amount):
    """With the way out, and with what was typed still there."""
    done = day.adds(amount=amount)
    assert done.status_code in (200, 400)
    assert day.entries == []
    if done.status_code == 200:
        assert len(errors(done)) == 1
        assert "<script>alert" not in done.content.decode()


@pytest.mark.parametrize("drug", ["", "diazepan", *HOSTILE[:5]])
def test_a_drug_that_is_not_known_is_refused(day, drug):
    """Nothing is guessed."""
    done = day.adds(drug=drug)
    assert done.status_code == 200
    assert day.entries == []
    assert "<script>alert" not in done.content.decode()


def test_a_refused_extra_keeps_what_was_typed(day):
    """The medicine and the hour stay chosen."""
    page = day.adds(amount="2,5 mg", drug="lorazepam").content.decode()
    assert 'value="2,5 mg"' in page
    assert '<option value="lorazepam" selected>' in page


def test_without_a_plan_nothing_is_on_top_of_it(person):
    """The way leads back to today."""
    assert person.client.get("/today/extra").headers["Location"] == "/today/"


# Short pages


def short(day):
    day.person.client.post("/today/short", {"is_short": "yes"})
    return day.words()


def test_a_short_page_shows_the_next_dose_alone(day, clock):
    """Everything else stands behind one link, and the way back is on the page."""
    words = short(day)
    assert MORNING in words
    assert BEDTIME not in words
    assert "Everything else" in words
    assert BEDTIME in day.words("/today/?all=1")
    day.says("taken")
    assert BEDTIME in day.words()
    day.says("taken", "dose-2")
    assert "Nothing more of today waits for an answer." in day.words()
    day.person.client.post("/today/short", {"is_short": "no"})
    assert MORNING in day.words()


def test_H10_a_short_page_at_night_does_not_hold_out_the_morning_dose(day, clock):
    """It says that an earlier one has no answer, and shows the one of now."""
    clock.now = FIRST_DAY.replace(hour=21)
    words = short(day)
    assert BEDTIME in words
    assert MORNING not in words
    assert "An earlier dose of today has no answer." in words


# Getting there, and what it costs


def test_who_signed_in_begins_with_today(person, walk):
    """Drafts are still reached, and without an account all is as it was."""
    assert person.client.get("/").headers["Location"] == "/today/"
    assert person.client.get("/plan/signs").status_code == 200
    assert walk.get("/").status_code == 200


@pytest.mark.parametrize("field", ["drug", "at", "corrects", "entry", "time", "step"])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_fields_are_answered_with_a_sentence(day, field, text):
    """Never with a mistake of ours, and nothing of it is executed or kept."""
    done = day.send(day.form(), "late", **{field: text})
    assert done.status_code in (200, 400, 409)
    assert "<script>alert" not in done.content.decode()
    assert day.entries == []


@pytest.mark.parametrize("field", ["page_day", "day", "version", "revision", "step"])
@pytest.mark.parametrize("text", ["", "-1", "99999999999", "0001-01-01", "9999-12-31"])
def test_numbers_that_no_page_has_write_nothing(day, field, text):
    """A step, a day or a version that does not exist."""
    done = day.send(day.form(), "taken", **{field: text})
    assert done.status_code in (400, 409)
    assert all(each.day == date(2027, 1, 4) for each in day.entries)


def test_somebody_else_sees_and_changes_nothing_of_it(day):
    """An entry of another space is not undone, and not named."""
    day.says("taken")
    other = Day(Person.made("sam"))
    assert other.undo(day.only.id).status_code == 400
    assert "milligram" not in other.words()


@pytest.mark.parametrize("is_short", [False, True])
def test_a_look_at_the_day_asks_the_database_little(day, clock, is_short):
    """However much was written."""
    for _ in range(3):
        day.says("taken", "dose-1")
        day.adds()
        clock.now += DAY
    change_settings(day.person.user, day.person.space.uid, is_short=is_short)
    with CaptureQueriesContext(connection) as asked:
        day.page()
    assert len(asked) <= 10


@pytest.mark.parametrize("answers", [("taken",), ("taken", "missed")])
def test_H22_sent_eight_times_at_once_one_answer_is_kept(own_database, clock, answers):
    """The same form by a thumb that shakes; or two tabs, of which one wins."""
    clock.now = FIRST_DAY
    day = Day(Person.made("alex").follows())
    forms = [(day.form(), intake) for intake in answers]
    session = day.person.client.cookies["stepwell-session"].value

    def press(at):
        form, intake = forms[at % len(forms)]
        browser = Client(SERVER_NAME="localhost")
        browser.cookies["stepwell-session"] = session
        try:
            said = form | {"intake": intake}
            return browser.post("/today/mark", said).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as thumbs:
        codes = list(thumbs.map(press, range(8)))
    assert len(journal.whole(day.person.user).entries) == 1
    assert codes.count(302) == 8 // len(answers)
    assert set(codes) <= {302, 409}
