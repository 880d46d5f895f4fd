"""Agreeing to a version, holding it, going on, and what may not be recorded."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kept_plans import day_after, drafts, follows, on, post
from people import Person
from site_walk import errors, main
from stepwell.journal.entry import DoseEntry, Entry, EntryAuthor, Intake
from stepwell.plan.edition import Status
from stepwell.plan.times import DoseTime
from stepwell.quantities.reading import read_mass
from stepwell.web.journal.actions import add
from stepwell.web.plans import actions, queries
from stepwell.web.plans.agreeing import (
    LOCKED,
    NOT_A_DRAFT,
    NOT_KNOWN,
    REFUSED,
    STILL_HELD,
    CannotAgreeError,
)
from stepwell.web.plans.following import Why, steps_of


DAY = timedelta(days=1)
START, SECOND = date(2027, 1, 4), date(2027, 1, 18)
AGREED = {"who": "Dr Example", "day": "2027-01-01", "is_agreed": "on"}
LESS = [
    {"drug": "diazepam", "time": "morning", "dose": "4 mg"},
    {"drug": "diazepam", "time": "bedtime", "dose": "9 mg"},
]
HIGH = [
    {"drug": "diazepam", "time": time, "dose": "30 mg"}
    for time in ("morning", "bedtime")
]
TOO_FEW = {
    "products": ["gb/diazepam/tablet/10"],
    "smallest_piece": "whole",
    "liquids": False,
}


def taken(person, time, amount, day):
    """Record a dose of diazepam."""
    at = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
    dose = DoseEntry(Intake.TAKEN, "diazepam", DoseTime(time), read_mass(amount))
    add(
        person.user,
        person.space.uid,
        [Entry(f"d{at}", EntryAuthor.PERSON, at, at, dose)],
    )


def current(person):
    """The version in force."""
    return queries.current(person.user)


def test_H16_a_draft_is_in_force_only_once_it_is_agreed(person):
    """The page reads the first step back, asks with whom and when, and records it."""
    number = drafts(person)
    assert current(person) is None
    page = main(person.client.get(f"/my-plan/versions/{number}/agree"))
    assert "Take two 2 milligram tablets of diazepam (4 milligrams)" in page
    done = post(person, f"/my-plan/versions/{number}/agree", **AGREED)
    assert done.headers["Location"] == "/my-plan/"
    assert current(person).edition.agreed_with == "Dr Example"


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"who": ""}, "Write with whom. It stands on your papers."),
        ({"day": ""}, "Write on which day it was."),
        ({"day": "4.1.2027"}, "Write the day as year-month-day, such as 2027-01-04."),
        ({"day": "2027-01-02"}, "This day lies ahead. Write a day that has come."),
        ({"day": "2025-01-01"}, "This day is more than a year ago. Look at the year."),
        ({"is_agreed": ""}, "Tick that this is what you agreed."),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_lost(person, said, error):
    """One sentence with the way out; what was typed is still there."""
    drafts(person)
    page = post(person, "/my-plan/versions/1/agree", **{**AGREED, **said})
    assert errors(page) == [error]
    assert current(person) is None
    if "who" not in said:
        assert "Dr Example" in page.content.decode()


def test_H14_a_page_from_before_a_change_agrees_to_nothing(person):
    """Two windows: the second is told that it is out of date."""
    drafts(person)
    old = person.space.revision
    drafts(person)
    said = {**AGREED, "revision": old}
    page = person.client.post("/my-plan/versions/2/agree", said)
    assert page.status_code == 409
    assert current(person) is None


def test_a_refused_draft_is_kept_and_never_agreed(person):
    """It can be shown to a prescriber."""
    number = drafts(person, **TOO_FEW)
    page = main(post(person, f"/my-plan/versions/{number}/agree", **AGREED))
    assert str(REFUSED) in page
    assert current(person) is None


def test_what_only_a_prescriber_may_agree_is_not_agreed_here(person):
    """A lock of a rule stays one."""
    number = drafts(person, current=HIGH)
    kept = queries.version(person.user, number)
    assert kept.document["outcome"] == "proposed"
    page = main(post(person, f"/my-plan/versions/{number}/agree", **AGREED))
    assert str(LOCKED) in page
    assert current(person) is None


def test_a_draft_that_was_put_away_cannot_be_agreed(person):
    """It stays in the list."""
    drafts(person)
    post(person, "/my-plan/versions/1/away")
    page = main(post(person, "/my-plan/versions/1/agree", **AGREED))
    assert str(NOT_A_DRAFT) in page
    assert "Put away" in main(person.client.get("/my-plan/versions"))


def test_H07_a_first_day_that_has_passed_is_not_agreed_but_made_anew(person, clock):
    """The way out plans the same wishes from a day that comes."""
    drafts(person)
    on(clock, day_after(START, 3))
    late = {**AGREED, "day": "2027-01-07"}
    page = post(person, "/my-plan/versions/1/agree", **late)
    assert "Make it anew" in main(page)
    assert current(person) is None
    made = post(person, "/my-plan/versions/1/anew", day="2027-01-08")
    assert made.headers["Location"] == "/my-plan/versions/2"
    anew = queries.open_draft(person.user)
    assert steps_of(anew.document)[0].start == date(2027, 1, 8)
    assert anew.document["edition"]["version"] == 2
    post(person, "/my-plan/versions/2/agree", **late)
    assert current(person).number == 2


def test_it_is_not_made_anew_from_a_day_that_is_over(person, clock):
    """The field says from which day on."""
    drafts(person)
    on(clock, day_after(START, 3))
    page = post(person, "/my-plan/versions/1/anew", day="2027-01-05")
    assert errors(page) == ["Write a day from 2027-01-07 on, at most a year ahead."]


def test_H09_more_than_the_plan_in_force_needs_a_prescriber_who_knows_it(person, clock):
    """A new draft from the doses of long ago is a rise, and the page says so."""
    follows(person)
    on(clock, date(2027, 3, 1))
    number = drafts(person, start="2027-03-02")
    address = f"/my-plan/versions/{number}/agree"
    said = {**AGREED, "day": "2027-03-01"}
    assert "You would take more than now." in main(person.client.get(address))
    page = post(person, address, **said)
    known = "Read what differs, and tick that your prescriber knows it."
    assert errors(page) == [known]
    assert current(person).number == 1
    with pytest.raises(CannotAgreeError, match=str(NOT_KNOWN)):
        actions.agree(
            person.user,
            person.space.uid,
            number,
            seen=person.space.revision,
            agreed_with="Dr Example",
            agreed_on=date(2027, 3, 1),
            today=date(2027, 3, 1),
        )
    post(person, address, **said, is_known="on")
    assert current(person).number == number


def test_H09_the_doses_of_yesterday_are_a_rise_today(person, clock):
    """From a draft that begins later, they would be taken again until then."""
    follows(person)
    on(clock, SECOND)
    first = [
        {"drug": "diazepam", "time": "morning", "dose": "4 mg"},
        {"drug": "diazepam", "time": "bedtime", "dose": "10 mg"},
    ]
    number = drafts(person, start="2027-03-01", current=first)
    page = main(person.client.get(f"/my-plan/versions/{number}/agree"))
    assert "This draft begins from other doses than those of the plan" in page


def test_H07_a_reduction_sooner_than_agreed_is_said(person, clock):
    """Two cuts within days: the draft begins before the next change that was agreed."""
    follows(person)
    on(clock, day_after(SECOND, 1))
    number = drafts(person, start="2027-01-20", current=LESS)
    page = main(person.client.get(f"/my-plan/versions/{number}/agree"))
    assert "It makes a dose smaller on Wednesday 20 January 2027." in page
    assert "You would take more" not in page


def test_H15_a_version_that_is_replaced_says_by_which(person):
    """One version is in force at most."""
    follows(person)
    person.agrees(drafts(person))
    assert current(person).number == 2
    assert queries.version(person.user, 1).status is Status.SUPERSEDED
    assert "Version 2 has taken its place" in main(
        person.client.get("/my-plan/versions/1")
    )


def test_H17_one_tap_holds_the_plan(person, clock):
    """From today on nothing changes, whatever day it becomes."""
    follows(person)
    on(clock, SECOND - DAY)
    post(person, "/my-plan/hold")
    for later in (0, 1, 30, 400):
        found = current(person).in_force(SECOND + later * DAY)
        assert (found.why, found.step.number) == (Why.HELD, 1)
    on(clock, SECOND + 2 * DAY)
    assert "You hold the plan since Sunday 17 January 2027" in main(
        person.client.get("/my-plan/")
    )


def test_H17_on_the_day_of_a_change_the_old_dose_is_kept(person, clock):
    """Nothing of today was taken yet, so the change of today does not come."""
    follows(person)
    on(clock, SECOND)
    post(person, "/my-plan/hold")
    assert current(person).in_force(SECOND).step.number == 1


@pytest.mark.parametrize(
    ("time", "amount", "step"),
    [("bedtime", "9", 2), ("bedtime", "10", 1), ("morning", "4", 1)],
)
def test_a_dose_taken_at_the_new_step_is_not_taken_back(
    person, clock, time, amount, step
):
    """Then it is held from tomorrow; a dose that did not change says nothing."""
    follows(person)
    on(clock, SECOND)
    taken(person, time, f"{amount} mg", SECOND)
    post(person, "/my-plan/hold")
    assert current(person).in_force(SECOND + 5 * DAY).step.number == step
    assert current(person).in_force(SECOND + 30 * DAY).step.number == step


def test_H07_go_on_only_where_no_change_was_due(person, clock):
    """A short hold ends as if it had not been; a long one needs a new version."""
    follows(person)
    on(clock, START + 3 * DAY)
    post(person, "/my-plan/hold")
    on(clock, START + 6 * DAY)
    post(person, "/my-plan/go-on")
    assert current(person).held_from is None
    post(person, "/my-plan/hold")
    on(clock, SECOND)
    post(person, "/my-plan/go-on")
    assert current(person).held_from is not None
    page = main(person.client.get("/my-plan/"))
    assert str(STILL_HELD) in page
    assert "Go on from here: a new version" in page


def test_H07_after_a_long_hold_the_next_step_is_the_next_one(person, clock):
    """Going on from here skips no step, however long it was held."""
    follows(person)
    on(clock, START + 3 * DAY)
    post(person, "/my-plan/hold")
    on(clock, date(2027, 3, 1))
    made = post(person, "/my-plan/next/resume", day="2027-03-08")
    number = int(made.headers["Location"].rsplit("/", 1)[1])
    first, second, *_ = steps_of(queries.version(person.user, number).document)
    held = steps_of(current(person).document)
    assert (first.doses, second.doses) == (held[0].doses, held[1].doses)
    assert second.start == date(2027, 3, 8)
    said = {**AGREED, "day": "2027-03-01"}
    post(person, f"/my-plan/versions/{number}/agree", **said)
    assert current(person).number == number
    assert current(person).in_force(date(2027, 3, 7)).step.doses == held[0].doses


@pytest.mark.parametrize("wish", ["hold", "slow", "step-back"])
def test_H07_a_wish_during_a_hold_begins_from_what_is_taken(person, clock, wish):
    """Not from the step that the calendar names."""
    follows(person)
    on(clock, START + 3 * DAY)
    post(person, "/my-plan/hold")
    on(clock, date(2027, 3, 1))
    person.client.get(f"/my-plan/next/{wish}")
    post(person, f"/my-plan/next/{wish}")
    draft = queries.open_draft(person.user)
    assert draft is not None
    held = steps_of(current(person).document)[0]
    assert steps_of(draft.document)[0].doses == held.doses


def test_H17_what_is_asked_for_holds_the_plan_until_it_is_agreed(person, clock):
    """While the draft waits, no step of the plan in force comes."""
    follows(person)
    on(clock, SECOND - DAY)
    post(person, "/my-plan/next/slow")
    assert queries.open_draft(person.user).origin == "slow"
    assert current(person).in_force(SECOND + 20 * DAY).step.number == 1


def test_H08_a_review_in_time_lets_the_plan_go_on(person, clock):
    """Recorded on the day before it was due; the page says until when."""
    follows(person)
    on(clock, date(2027, 4, 3))
    post(person, "/my-plan/review", who="Dr Example", day="2027-04-03")
    assert current(person).in_force(date(2027, 4, 30)).why is Why.PLAN
    on(clock, date(2027, 4, 20))
    assert "Valid until Saturday 3 July 2027" in main(person.client.get("/my-plan/"))


def test_H07_a_review_recorded_too_late_needs_a_new_version(person, clock):
    """A backdated review after a change was due does not let two steps pass."""
    follows(person)
    on(clock, date(2027, 5, 1))
    post(person, "/my-plan/review", who="Dr Example", day="2027-04-03")
    found = current(person).in_force(date(2027, 5, 1))
    assert found.why is Why.REVIEW_DUE
    assert found.step == current(person).in_force(date(2027, 4, 4)).step
    page = main(person.client.get("/my-plan/"))
    assert "Go on from here: a new version" in page
    made = post(person, "/my-plan/next/resume", day="2027-05-08")
    draft = queries.open_draft(person.user)
    assert made.headers["Location"] == f"/my-plan/versions/{draft.number}"
    assert steps_of(draft.document)[0].doses == found.step.doses


def test_there_is_nothing_to_hold_after_the_end(person, clock):
    """A hold of what has ended would bring a dose back."""
    short = [{"drug": "diazepam", "time": "bedtime", "dose": "1 mg"}]
    kept = follows(person, current=short, using_since="2024-03")
    stop = date.fromisoformat(kept.document["stop_date"])
    for day in map(date.fromisoformat, kept.document["reviews"]):
        on(clock, day)
        post(person, "/my-plan/review", who="Dr Example", day=day.isoformat())
    on(clock, stop + 2 * DAY)
    assert current(person).in_force(stop + 2 * DAY).why is Why.ENDED
    post(person, "/my-plan/hold")
    assert current(person).held_from is None
    assert "The plan has ended" in main(person.client.get("/my-plan/"))


def test_nobody_else_sees_or_changes_a_plan(person):
    """For another person there is no such version."""
    drafts(person)
    other = Person.made("kim")
    for address in ("", "/agree", "/papers/", "/anew"):
        assert other.client.get(f"/my-plan/versions/1{address}").status_code == 404
    assert post(other, "/my-plan/versions/1/away").status_code == 404
