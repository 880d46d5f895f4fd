"""What is in force never moves by a journey, a sign, or a plan agreed at noon."""

from datetime import UTC, date, datetime, timedelta

import pytest

from people import Person
from site_walk import main
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
from stepwell.web.journal.actions import add
from stepwell.web.plans import actions, queries
from stepwell.web.plans.agreeing import CannotAgreeError
from stepwell.web.plans.following import Why
from stepwell.web.spaces.actions import change_settings


ZONES = ("America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kolkata")


def entry(name, content, at):
    """An entry of the person at a moment."""
    return Entry(name, EntryAuthor.PERSON, at, at, content)


def shown(person, first, days=120):
    """The step that is in force on each of some days."""
    kept = queries.current(person.user)
    found = (kept.in_force(first + timedelta(each)) for each in range(days))
    return [(each.why, each.step and each.step.number) for each in found]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("hour", [0, 4, 22])
def test_H18_a_journey_moves_no_step(database, clock, zone, hour):
    """Not even where a review was recorded near midnight, in time or too late."""
    person = Person.made("robin", zone="Europe/Berlin").follows()
    valid = date.fromisoformat(
        queries.current(person.user).document["edition"]["valid_until"]
    )
    clock.now = datetime(valid.year, valid.month, valid.day, hour, 30, tzinfo=UTC)
    actions.record_review(
        person.user,
        person.space.uid,
        seen=person.space.revision,
        reviewed_with="Dr Example",
        reviewed_on=valid - timedelta(days=1),
    )
    before, seen = shown(person, date(2027, 1, 4)), person.space.revision
    change_settings(person.user, person.space.uid, zone=zone)
    assert shown(person, date(2027, 1, 4)) == before
    assert person.space.revision > seen  # a page from before is stale (H14)


FLAG = RedFlagAnswers(yes=frozenset({RedFlag.SEIZURE}))


def test_H31_no_step_is_made_by_itself_after_a_sign(person, clock):
    """The dose of the day of the sign stays, also once it was looked at."""
    person.follows()
    clock.now = datetime(2027, 1, 17, 9, tzinfo=UTC)
    add(person.user, person.space.uid, [entry("flag", FLAG, clock.now)])
    found = shown(person, date(2027, 1, 17), 40)
    assert {each[0] for each in found} == {Why.HELD}
    assert len({each[1] for each in found}) == 1


def test_H31_a_plan_is_not_changed_while_a_sign_stands(person, clock):
    """Agreeing, going on and a review answer with help, and write nothing."""
    person.follows()
    number = person.drafts(start="2027-01-20")
    clock.now = datetime(2027, 1, 6, 9, tzinfo=UTC)
    add(person.user, person.space.uid, [entry("flag", FLAG, clock.now)])
    said = {"revision": person.space.revision, "who": "Dr Example", "is_agreed": "on"}
    said |= {"day": "2027-01-05", "is_known": "on"}
    before = person.space.revision
    for place in (f"versions/{number}/agree", "go-on", "review"):
        answer = person.client.post(f"/my-plan/{place}", said)
        assert "help" in main(answer).lower(), place
    assert person.space.revision == before
    assert queries.current(person.user).number == 1


def test_a_sign_without_a_plan_is_kept(person, clock):
    """There is nothing to hold."""
    add(person.user, person.space.uid, [entry("flag", FLAG, clock.now)])
    assert queries.current(person.user) is None


def taken(time, mg, at):
    """A dose that was taken."""
    dose = DoseEntry(Intake.TAKEN, "diazepam", time, Mass.mg(mg))
    return entry(f"taken-{time}", dose, at)


def test_H10_a_day_that_was_begun_is_not_begun_again_with_other_doses(person, clock):
    """The dose of the morning was taken; a plan with other doses begins tomorrow."""
    person.follows(start="2027-01-01")
    clock.now = datetime(2027, 1, 1, 12, tzinfo=UTC)
    current = [{"drug": "diazepam", "time": "midday", "dose": "15 mg"}]
    number = person.drafts(start="2027-01-01", current=current)
    add(
        person.user,
        person.space.uid,
        [taken(DoseTime.MORNING, "4.5", clock.now - timedelta(hours=4))],
    )
    with pytest.raises(CannotAgreeError, match="no dose is taken twice"):
        person.agrees(number)
    assert queries.current(person.user).number == 1


def test_H10_before_any_dose_of_the_day_it_may_be_agreed(person, clock):
    """Nothing was taken yet, so nothing is taken twice."""
    person.follows(start="2027-01-01")
    current = [{"drug": "diazepam", "time": "midday", "dose": "15 mg"}]
    number = person.drafts(start="2027-01-01", current=current)
    person.agrees(number)
    assert queries.current(person.user).number == number
