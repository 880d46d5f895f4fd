"""Adding to a journal: what is kept is what was written, once, whatever the order."""

import random
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from databases import rolled_back
from interop.whole_journals import entries
from stepwell.journal.journal import Journal
from stepwell.web.journal import queries
from stepwell.web.journal.actions import ClashError, add
from stepwell.web.journal.batch import slot
from stepwell.web.journal.records import entry_of, text_of
from web_entries import MOMENT, note


ORIGINALS = st.lists(
    entries().filter(lambda each: each.corrects is None and each.id.strip()),
    max_size=6,
    unique_by=(lambda each: each.id, lambda each: slot(each) or each.id),
)
IN_A_DATABASE = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25
)


def adds(person, *wanted):
    """Add entries to the space of a person."""
    return add(person.user, person.space.uid, wanted)


@IN_A_DATABASE
@given(wanted=ORIGINALS, seed=st.integers())
def test_H22_rows_give_the_journal_of_their_entries_in_any_order(person, wanted, seed):
    """All at once or one by one, in whatever order: the same journal."""
    with rolled_back():
        shuffled = random.Random(seed).sample(wanted, len(wanted))
        if shuffled:
            assert adds(person, *shuffled[:2]) == len(shuffled[:2])
        for each in shuffled:
            adds(person, each)
        assert queries.whole(person.user) == Journal.of(wanted)


@settings(max_examples=200)
@given(entry=entries())
def test_every_kind_is_read_back_from_its_record(entry):
    """The same entry, and the same text of it."""
    assert entry_of(text_of(entry)) == entry
    assert text_of(entry_of(text_of(entry))) == text_of(entry)


def test_H22_the_same_entry_is_kept_once_however_often_it_comes(person):
    """Also twice in one sending."""
    assert adds(person, note("a"), note("a")) == 1
    assert adds(person, note("a")) == 0
    assert adds(person, note("a"), note("b")) == 1
    assert [each.id for each in queries.whole(person.user).entries] == ["a", "b"]


def test_nothing_to_add_writes_nothing(person):
    """No entry, no event."""
    from stepwell.web.audit.models import Event

    before = Event.objects.count()
    assert adds(person) == 0
    assert Event.objects.count() == before


@pytest.mark.parametrize(
    "other",
    [
        note("a", "Another text."),
        note("a", at=MOMENT + timedelta(hours=-1)),
        note("a", corrects="b"),
    ],
)
def test_H22_another_entry_under_the_same_id_is_a_clash(person, other):
    """Nothing of the sending is kept, not even what does not clash."""
    adds(person, note("b"), note("a"))
    before = queries.whole(person.user)
    if other.occurred_at != MOMENT:
        from dataclasses import replace

        other = replace(other, recorded_at=MOMENT)
    with pytest.raises(ClashError) as found:
        adds(person, note("c"), other)
    assert found.value.wanted == other
    assert [each.id for each in found.value.kept] == ["a"]
    assert queries.whole(person.user) == before


def test_H22_a_clash_within_one_sending_is_a_clash(person):
    """Two texts under one id, or two corrections of one entry."""
    with pytest.raises(ClashError):
        adds(person, note("a"), note("a", "Another text."))
    assert queries.whole(person.user).entries == ()
    adds(person, note("a"))
    later = MOMENT + timedelta(minutes=1)
    one, two = (note(name, name, later, "a") for name in ("x", "y"))
    with pytest.raises(ClashError) as found:
        adds(person, one, two)
    assert found.value.kept == (one,)


def test_H21_what_was_corrected_meanwhile_is_not_corrected_again(person):
    """The second correction sees the first; the end of the chain can be corrected."""
    later, latest = (MOMENT + timedelta(minutes=each) for each in (1, 2))
    adds(person, note("a"))
    adds(person, note("x", "one", later, "a"))
    with pytest.raises(ClashError) as found:
        adds(person, note("y", "two", latest, "a"))
    assert [each.id for each in found.value.kept] == ["x"]
    assert adds(person, note("y", "two", latest, "x")) == 1
    assert [each.id for each in queries.entry(person.user, "a").current] == ["y"]
    assert len(queries.entry(person.user, "y").entries) == 3


def test_an_entry_and_its_correction_may_come_together(person):
    """In the order in which they were written; what is corrected has to be known."""
    later = MOMENT + timedelta(minutes=1)
    with pytest.raises(ClashError):
        adds(person, note("x", "one", later, "a"))
    assert adds(person, note("a"), note("x", "one", later, "a")) == 2
    assert [each.id for each in queries.whole(person.user).current] == ["x"]


def test_H22_a_dose_or_night_that_has_an_entry_is_not_written_over(person):
    """Whichever day, medicine and time it is; an extra dose is none of them."""
    import json

    dose = {
        "occurred_at": "2027-01-01T08:00+00:00",
        "kind": "dose_taken",
        "drug": "diazepam",
        "time": "morning",
        "amount": "5 mg",
    }

    def made(name, **changes):
        return entry_of(json.dumps({"id": name, **dose, **changes}))

    adds(person, made("a"), made("b", time="bedtime"), made("c", drug="lorazepam"))
    with pytest.raises(ClashError) as found:
        adds(person, made("d", amount="2 mg"))
    assert [each.id for each in found.value.kept] == ["a"]
    extra = {
        key: value
        for key, value in (dose | {"kind": "dose_extra"}).items()
        if key != "time"
    }
    assert adds(person, *(entry_of(json.dumps({"id": n, **extra})) for n in "ef")) == 2
    with pytest.raises(ClashError):
        adds(person, made("g", time="midday"), made("h", time="midday"))


def test_the_queries_do_not_grow_with_the_entries(person):
    """One or twenty, with corrections of each."""
    counts = []
    for many in (1, 20):
        wanted = [note(f"{many}-{at}") for at in range(many)]
        later = MOMENT + timedelta(minutes=1)
        again = [note(f"{each.id}-x", "new", later, each.id) for each in wanted]
        space = person.space.uid
        with CaptureQueriesContext(connection) as found:
            add(person.user, space, [*wanted, *again])
        counts.append(len(found))
    assert counts[0] == counts[1] <= 8


def test_nobody_adds_to_the_space_of_somebody_else(person):
    """There is no such space for them."""
    from people import Person

    other = Person.made("blake")
    with pytest.raises(type(other.space).DoesNotExist):
        add(other.user, person.space.uid, [note("a")])
