"""People who do not exist are kept as real ones are, and are nobody's default."""

from collections import Counter
from datetime import date, datetime
from random import Random
from zoneinfo import ZoneInfo

import pytest

from stepwell.plan.edition import Status
from stepwell.web.accounts.models import User
from stepwell.web.audit import whole
from stepwell.web.audit.models import Event
from stepwell.web.bulk_seeding import seed_many, stories
from stepwell.web.journal import queries as journal
from stepwell.web.journal.actions import add
from stepwell.web.journal.models import Entry
from stepwell.web.made_up import Life
from stepwell.web.plans import queries as plans
from stepwell.web.plans.following import Why
from stepwell.web.seeding import SAMPLES, sample_people
from stepwell.web.spaces.queries import own_space


TODAY = date(2027, 3, 1)
NOW = datetime(2027, 3, 1, 9, tzinfo=ZoneInfo("UTC"))


@pytest.fixture
def samples(database):
    """Everybody of the demo by name."""
    names = sample_people("a pass phrase for one evening", TODAY, Random(1))
    return {name: User.objects.get(name=name) for name in names}


def test_everybody_is_said_to_be_made_up(samples):
    """In the name that stands on papers, and with whom it was agreed."""
    assert sorted(samples) == sorted(each.name for each in SAMPLES)
    for name, user in samples.items():
        assert user.check_password("a pass phrase for one evening")
        assert own_space(user).name == f"{name} (made up)"
    assert whole.found_wrong(whole.ends()) == []


def test_one_is_in_the_middle_of_a_plan_one_has_a_draft_one_holds(samples):
    """What the pages have to show."""
    one, two, three = samples.values()
    now = plans.current(one).in_force(TODAY)
    assert (now.why, now.step.number > 1) == (Why.PLAN, True)
    assert len(journal.whole(one).current) > 28 * 4
    assert plans.current(two) is None
    assert plans.open_draft(two).status is Status.DRAFT
    assert journal.whole(two).entries == ()
    assert plans.current(three).in_force(TODAY).why is Why.HELD
    assert all(journal.flags(user) == frozenset() for user in samples.values())


def test_a_second_demo_changes_the_pass_phrase_alone(samples):
    """Nobody is there twice."""
    before = whole.combined(whole.ends())
    sample_people("another pass phrase", TODAY, Random(2))
    assert whole.combined(whole.ends()) == before
    one = User.objects.get(name=SAMPLES[0].name)
    assert one.check_password("another pass phrase")


def test_the_same_chance_makes_the_same_life():
    """So that a demo and a measurement can be had again."""
    doses = [{"time": "morning", "drug": "diazepam", "mg": "5"}]
    once, again = (
        Life(ZoneInfo("Europe/London"), Random(7)).day(TODAY, doses) for _ in range(2)
    )
    assert once == again


def test_many_people_are_kept_as_the_actions_keep_them(database):
    """Each row and each event is what writing one by one would have made."""
    told = stories(TODAY, 40, Random(3))
    heard = []
    seed_many(60, told, NOW, heard.append)
    assert heard == [50, 60]
    assert Entry.objects.count() == 60 * 40
    assert whole.found_wrong(whole.ends()) == []
    user = User.objects.get(name="load-0")
    assert plans.current(user).status is Status.AGREED
    copied = User.objects.create(name="copied")
    twin = plans_of(copied, told[0])
    add(copied, twin.uid, journal.whole(user).entries)
    columns = ("entry", "root", "corrects", "day", "kind", "is_flag", "record")
    rows = (
        list(Entry.objects.filter(space__owner=each).order_by("entry").values(*columns))
        for each in (user, copied)
    )
    assert next(rows) == next(rows)
    assert verbs(own_space(user)) == verbs(twin)


def plans_of(user, story):
    """The space of somebody who agreed to the plan of a story."""
    from stepwell.web.plans.actions import agree, keep_version
    from stepwell.web.plans.models import Origin
    from stepwell.web.spaces.actions import open_space

    space = open_space(user, story.market, story.zone)
    said = {"origin": Origin.DRAFT, "document": story.document}
    keep_version(user, space.uid, seen=0, **said)
    day = story.agreed_on
    said = {"agreed_with": "Dr Sample (made up)", "agreed_on": day, "today": day}
    agree(user, space.uid, 1, seen=1, **said)
    return own_space(user)


def verbs(space):
    """How often which deed was recorded, and where the chain ends."""
    return Counter(each.verb for each in Event.objects.filter(space=space.uid))
