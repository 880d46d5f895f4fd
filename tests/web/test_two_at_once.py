"""Two who change the same thing at once: one wins, the other is told (H21).

``STEPWELL_LONG=1`` lets 1,000 pairs meet instead of 200.
"""

import os
import random
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from django.db import connection

from people import Person
from plan_documents import plan_document
from stepwell.journal.entry import DoseEntry, Entry, EntryAuthor, Intake
from stepwell.plan.times import DoseTime
from stepwell.quantities import Mass
from stepwell.web.audit import whole
from stepwell.web.audit.models import Event
from stepwell.web.journal.actions import ClashError, add
from stepwell.web.journal.models import Entry as Row
from stepwell.web.plans import actions, queries
from stepwell.web.plans.models import Origin
from stepwell.web.spaces.writing import ChangedError


PAIRS = 1_000 if os.environ.get("STEPWELL_LONG") == "1" else 200
DAYS = PAIRS // 4
DAY = date(2027, 1, 1)
TABS = 8
WON = "won"


@pytest.fixture
def at_once(own_database):
    """Some threads, each with a connection, and how they do things at one moment."""
    with ThreadPoolExecutor(TABS) as tabs:

        def done(*deeds):
            start = threading.Barrier(len(deeds))
            return list(tabs.map(lambda deed: outcome(start, deed), deeds))

        yield done
        done(*[lambda: connection.close()] * TABS)


def outcome(start, deed):
    """What comes of a deed that waits for others to begin."""
    start.wait()
    try:
        deed()
    except (ChangedError, ClashError) as refused:
        return type(refused).__name__
    return WON


class Deeds:
    """What may be done to plans from a page that showed one revision."""

    def __init__(self, person):
        self.user, self.space = person.user, person.space
        self.seen = self.space.revision

    def hold(self):
        actions.hold(self.user, self.space.uid, seen=self.seen, day=DAY)

    def go_on(self):
        actions.go_on(self.user, self.space.uid, seen=self.seen, day=DAY)

    def keep(self):
        said = {"origin": Origin.DRAFT, "document": plan_document()}
        actions.keep_version(self.user, self.space.uid, seen=self.seen, **said)

    def agree(self):
        draft = queries.open_draft(self.user)
        number = draft.number if draft else queries.current(self.user).number + 1
        said = {"agreed_with": "Dr Example", "agreed_on": DAY, "today": DAY}
        said |= {"is_known": True}
        actions.agree(self.user, self.space.uid, number, seen=self.seen, **said)

    def put_away(self):
        draft = queries.open_draft(self.user)
        number = draft.number if draft else 1
        actions.put_away(self.user, self.space.uid, number, seen=self.seen)

    def review(self):
        said = {"reviewed_with": "Dr Example", "reviewed_on": DAY}
        actions.record_review(self.user, self.space.uid, seen=self.seen, **said)

    def possible(self):
        """What the page offers: it depends on the plan and the draft."""
        held = queries.current(self.user).held_from is not None
        offered = [self.keep, self.review, self.go_on if held else self.hold]
        if queries.open_draft(self.user) is not None:
            offered += [self.agree, self.put_away]
        return offered


VERBS = {
    "hold": [["plan.held"]],
    "go_on": [["plan.goes_on"]],
    "keep": [["plan.made"], ["plan.put_away", "plan.made"]],
    "agree": [["plan.superseded", "plan.agreed"]],
    "put_away": [["plan.put_away"]],
    "review": [["plan.reviewed"]],
}


def test_H21_of_two_changes_at_once_exactly_one_is_kept(at_once):
    """Whichever they are: the other is refused, and nothing of it is there."""
    chance, person = random.Random(21), Person.made("alex")
    first = Deeds(person)
    first.keep()
    first.seen += 1
    first.agree()
    for _ in range(PAIRS):
        deeds = Deeds(person)
        pair = [chance.choice(deeds.possible()) for _ in range(2)]
        before = person.space.events
        came = at_once(*pair)
        assert sorted(came) == ["ChangedError", WON]
        winner = pair[came.index(WON)].__name__
        new = Event.objects.filter(number__gt=before).order_by("number")
        assert [each.verb for each in new] in VERBS[winner]
        assert person.space.revision == deeds.seen + len(new)
    assert whole.found_wrong(whole.ends()) == []


def dose(entry_id, day, intake):
    """An answer to the question whether the dose of a morning was taken."""
    at = datetime(2027, 1, 1, 8, tzinfo=UTC).replace(
        day=1 + day % 28, month=1 + day // 28
    )
    amount = None if intake is Intake.MISSED else Mass.mg("5")
    said = DoseEntry(intake, "diazepam", DoseTime.MORNING, amount)
    return Entry(entry_id, EntryAuthor.PERSON, at, at, said)


def test_H21_of_two_answers_for_one_dose_exactly_one_is_kept(at_once):
    """Taken in one tab and missed in the other: the second is asked again."""
    person = Person.made("alex")
    space = person.space.uid
    for day in range(DAYS):
        answers = [
            dose(f"taken-{day}", day, Intake.TAKEN),
            dose(f"missed-{day}", day, Intake.MISSED),
        ]
        came = at_once(
            *(lambda said=said: add(person.user, space, [said]) for said in answers)
        )
        assert sorted(came) == ["ClashError", WON]
        kept = Row.objects.filter(day=answers[0].day)
        assert [each.entry for each in kept] == [answers[came.index(WON)].id]
    assert whole.found_wrong(whole.ends()) == []


def test_the_same_answer_from_two_tabs_is_kept_once(at_once):
    """With one id, as when a form is sent twice: both are told that it is kept."""
    person = Person.made("alex")
    for day in range(25):
        said = dose(f"taken-{day}", day, Intake.TAKEN)
        both = [lambda said=said: add(person.user, person.space.uid, [said])] * 2
        assert at_once(*both) == [WON, WON]
    assert Row.objects.count() == 25


def test_many_at_once_leave_one_chain(at_once):
    """Whoever waits gets a turn."""
    person = Person.made("alex")
    said = [dose(f"taken-{day}", day, Intake.TAKEN) for day in range(TABS)]
    came = at_once(
        *(lambda each=each: add(person.user, person.space.uid, [each]) for each in said)
    )
    assert came == [WON] * TABS
    assert whole.found_wrong(whole.ends()) == []
