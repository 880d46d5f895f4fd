"""Writing in a space: locked, recorded, and never twice."""

import pytest
from django.db import IntegrityError, connection

from stepwell.web.audit.chain import End
from stepwell.web.audit.models import Event
from stepwell.web.audit.queries import faults
from stepwell.web.plans import actions, queries
from stepwell.web.spaces.actions import change_settings, open_space
from stepwell.web.spaces.models import Space
from stepwell.web.spaces.writing import ChangedError, NotRecordedError, writing


def ends():
    """The end of each chain, as the spaces name it."""
    return {each.uid: End(each.events, each.last_hash) for each in Space.objects.all()}


def test_a_space_is_opened_once(person):
    """The second time gives the same one, and records nothing."""
    assert open_space(person.user, "us", "UTC") == person.space
    assert [event.verb for event in Event.objects.all()] == ["space.opened"]


def test_what_is_written_is_recorded(person):
    """Every deed is in the chain, and the chain holds."""
    person.follows()
    change_settings(person.user, person.space.uid, name="A. Example, 1970-01-01")
    verbs = [event.verb for event in Event.objects.order_by("number")]
    assert verbs == ["space.opened", "plan.made", "plan.agreed", "space.settings"]
    assert list(faults(ends())) == []


def test_writing_without_a_record_is_a_mistake_of_ours(person):
    """Nothing is written then."""
    with pytest.raises(NotRecordedError), writing(person.user, person.space.uid) as w:
        Space.objects.filter(pk=w.space.pk).update(name="unseen")
    assert person.space.name == ""


def test_H21_of_two_changes_from_one_page_the_second_is_refused(person):
    """Nobody changes what they have not seen."""
    person.follows()
    space = person.space
    actions.hold(person.user, space.uid, seen=space.revision, day=space_day())
    with pytest.raises(ChangedError):
        actions.put_away(person.user, space.uid, 1, seen=space.revision)
    assert queries.current(person.user).held_from == space_day()


def space_day():
    from datetime import date

    return date(2027, 1, 20)


@pytest.mark.parametrize(
    "table",
    [
        "audit_event",
        "plans_version",
        "plans_change",
        "plans_pause",
        "plans_review",
        "journal_entry",
    ],
)
@pytest.mark.parametrize("deed", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_database_refuses_to_change_what_was_written(person, table, deed):
    """Whoever asks: rows are only ever added."""
    from datetime import date

    from stepwell.web.journal.actions import add
    from web_entries import note

    person.follows()
    space = person.space
    actions.hold(person.user, space.uid, seen=space.revision, day=space_day())
    actions.record_review(
        person.user,
        space.uid,
        seen=person.space.revision,
        reviewed_with="Dr Example",
        reviewed_on=date(2027, 1, 1),
    )
    add(person.user, space.uid, [note("a")])
    with pytest.raises(IntegrityError, match="only ever added"):
        connection.cursor().execute(deed.format(table))
