"""Corrections: both are kept, nothing is lost, and two windows never mix."""

import pytest

from journal_walk import NIGHT, checks_in, contents, filled, held, markup, writes
from journals import EVERY_KIND
from site_walk import main
from stepwell.interop.fields import Fields
from stepwell.interop.journal_kinds import KEYS
from stepwell.interop.journal_record import read_record
from stepwell.journal.entry import DoseEntry, Note, SymptomRating, TakenBack
from stepwell.journal.nights import Night
from stepwell.journal.scales import ClinicianTotal
from stepwell.web.journal import queries
from stepwell.web.journal.actions import add
from stepwell.web.journal.records import readers
from web_entries import note


def adds(person, record):
    """Keep the entry of a record, with its times in London."""
    moved = {
        key: value.replace("2027-01-06", "2026-12-31").replace("2027-01-0", "2026-12-2")
        if (isinstance(value, str) and "T" in value) or key == "occurred_at"
        else value
        for key, value in record.items()
    }
    entry = read_record(Fields.of(moved, "", KEYS), readers("Europe/London"))
    add(person.user, person.space.uid, [entry])
    return entry


CORRECTED = [each for each in EVERY_KIND if "corrects" not in each]


@pytest.mark.parametrize("record", CORRECTED, ids=lambda each: each["id"])
def test_the_form_of_a_correction_holds_what_stands(person, record):
    """Sent as it is, it says the same of the same moment: nothing is lost."""
    entry = adds(person, record)
    address = f"/journal/entries/{entry.id}/correct"
    if isinstance(entry.content, ClinicianTotal):
        assert person.client.get(address).status_code == 404
        return
    said = _lists(filled(person.client.get(address)), entry)
    done = person.client.post(address, said)
    assert done.status_code == 302, main(done)
    found = next(each for each in held(person) if each.corrects == entry.id)
    assert _same(found.content, entry.content)
    assert found.occurred_at.utcoffset() == entry.occurred_at.utcoffset()
    if not isinstance(entry.content, Night):
        assert found.occurred_at == entry.occurred_at
    shown = main(person.client.get("/journal/"))
    assert "Was corrected" in shown


def _lists(said, entry):
    if hasattr(entry.content, "by"):
        said["flags"] = [each.value for each in entry.content.flags]
    return said


def _same(one, other):
    """Equal, the ends of lines aside, which a browser writes in its own way."""
    return repr(one).replace("\\r\\n", "\\n") == repr(other).replace("\\r\\n", "\\n")


def test_a_correction_holds_and_what_stood_before_can_be_read(person):
    """The journal shows the new rating, and the old one folded away."""
    checks_in(person, **{"rating-tremor": "3"})
    entry = _of(person, SymptomRating)
    done = writes(person, f"entries/{entry.id}/correct", rating="5")
    assert done.headers["Location"] == "/journal/"
    assert _of(person, SymptomRating).content.rating == 5
    page = markup(person.client.get("/journal/"))
    assert "Tremor: 5 of 10" in page
    assert "Before: Tremor: 3 of 10" in page
    assert page.index("<details") < page.index("Before: Tremor")


def _of(person, kind):
    return next(each for each in held(person) if isinstance(each.content, kind))


def test_it_never_happened_is_asked_first_and_then_kept(person):
    """The page asks; afterwards it does not count, and can still be read."""
    writes(person, "note", text="the wrong note")
    (entry,) = held(person)
    page = main(person.client.get(f"/journal/entries/{entry.id}/never"))
    assert "Did this never happen?" in page
    assert "the wrong note" in page
    writes(person, f"entries/{entry.id}/never", reason="typed for somebody else")
    assert held(person) == ()
    page = main(person.client.get("/journal/"))
    assert "It never happened" in page
    assert "typed for somebody else" in page
    assert "Before: the wrong note" in page


def test_H21_of_two_windows_the_second_sees_both_and_loses_nothing(person):
    """409: what was sent, what stands, and the way on."""
    writes(person, "note", text="first")
    (entry,) = held(person)
    address = f"/journal/entries/{entry.id}/correct"
    one, other = (filled(person.client.get(address)) for _ in range(2))
    assert person.client.post(address, one | {"text": "from one"}).status_code == 302
    done = person.client.post(address, other | {"text": "from the other"})
    assert done.status_code == 409
    page = main(done)
    assert "from the other" in page
    assert "from one" in page
    assert contents(person) == [Note("from one")]
    (standing,) = held(person)
    assert f"/journal/entries/{standing.id}/correct" in markup(done)


def test_H21_what_was_taken_back_meanwhile_is_not_corrected(person):
    """The page says that nothing stands any more, and shows what was sent."""
    writes(person, "note", text="first")
    (entry,) = held(person)
    address = f"/journal/entries/{entry.id}/correct"
    said = filled(person.client.get(address), text="mine")
    writes(person, f"entries/{entry.id}/never")
    done = person.client.post(address, said)
    assert done.status_code == 409
    assert "it was taken back" in main(done)
    assert "mine" in main(done)
    assert held(person) == ()


def test_H22_a_correction_sent_twice_is_kept_once(person):
    """The second sending changes nothing and is no clash."""
    writes(person, "note", text="first")
    (entry,) = held(person)
    address = f"/journal/entries/{entry.id}/correct"
    said = filled(person.client.get(address), text="second")
    for _ in range(3):
        assert person.client.post(address, said).status_code == 302
    assert contents(person) == [Note("second")]
    assert len(queries.whole(person.user).entries) == 2


def test_a_correction_is_corrected(person):
    """The chain is shown, the latest first; what is not its end is a clash."""
    writes(person, "note", text="one")
    first = held(person)[0]
    writes(person, f"entries/{first.id}/correct", text="two")
    second = held(person)[0]
    writes(person, f"entries/{second.id}/correct", text="three")
    page = main(person.client.get("/journal/"))
    assert page.index("three") < page.index("Before: two") < page.index("Before: one")
    assert person.client.get(f"/journal/entries/{first.id}/correct").status_code == 409


def test_a_correction_counts_although_a_clock_went_back(person, clock):
    """It is written after what it corrects, whatever this machine's clock says."""
    writes(person, "note", text="one")
    clock.now = clock.now.replace(minute=25)
    first = held(person)[0]
    writes(person, f"entries/{first.id}/correct", text="two")
    assert contents(person) == [Note("two")]
    assert queries.whole(person.user).conflicts == ()


def test_H22_two_devices_that_disagree_are_named_and_can_be_settled(person):
    """Two answers for one dose: both are shown; taking one back settles it."""
    from dataclasses import replace
    from datetime import UTC, datetime

    from stepwell.journal.entry import Entry, EntryAuthor, Intake
    from stepwell.plan.times import DoseTime
    from stepwell.quantities import Mass

    at = datetime(2026, 12, 31, 8, tzinfo=UTC)
    taken = DoseEntry(Intake.TAKEN, "diazepam", DoseTime.MORNING, Mass.mg(5))
    other = DoseEntry(Intake.TAKEN, "diazepam", DoseTime.BEDTIME, Mass.mg(5))
    entries = [
        Entry("a", EntryAuthor.PERSON, at, at, taken),
        Entry("b", EntryAuthor.PERSON, at, at, other),
    ]
    add(person.user, person.space.uid, entries)
    moved = replace(other, time=DoseTime.MORNING)
    add(
        person.user,
        person.space.uid,
        [Entry("c", EntryAuthor.PERSON, at, at.replace(hour=9), moved, "b")],
    )
    page = main(person.client.get("/journal/"))
    assert "Two things do not go together" in page
    assert "Two entries are about the same dose" in page
    writes(person, "entries/c/never")
    assert "Two things" not in main(person.client.get("/journal/"))


def test_an_entry_of_somebody_else_does_not_exist(person):
    """Neither its page nor its words."""
    from people import Person

    other = Person.made("blake")
    add(other.user, other.space.uid, [note("theirs", "a secret")])
    for page in ("correct", "never", "beside"):
        done = person.client.get(f"/journal/entries/theirs/{page}")
        assert done.status_code == 404
        assert "secret" not in markup(done)
        assert person.client.post(f"/journal/entries/theirs/{page}").status_code in (
            404,
            405,
        )


def test_what_was_taken_back_is_not_taken_back_again(person):
    """There is no way to it."""
    writes(person, "note", text="one")
    (entry,) = held(person)
    writes(person, f"entries/{entry.id}/never")
    back = next(
        each
        for each in queries.whole(person.user).entries
        if isinstance(each.content, TakenBack)
    )
    assert person.client.get(f"/journal/entries/{back.id}/never").status_code == 404
    assert person.client.get(f"/journal/entries/{back.id}/correct").status_code == 404


def test_the_id_of_an_entry_may_hold_any_sign(person):
    """An imported one may have a slash, a space or a question mark in it."""
    strange = 'a/b ?&#"<x>/correct'
    add(person.user, person.space.uid, [note(strange)])
    page = markup(person.client.get("/journal/"))
    address = next(each for each in page.split('"') if each.endswith("/correct"))
    done = person.client.post(address, filled(person.client.get(address), text="new"))
    assert done.status_code == 302
    assert contents(person) == [Note("new")]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"intake": "missed"}, "has no amount"),
        ({"intake": "extra"}, "none of the plan"),
        ({"amount": ""}, "how much it was"),
        ({"amount": "5"}, "has no unit"),
        ({"amount": "0,5 mg"}, "comma"),
        ({"time": ""}, "Choose which dose of the day"),
        ({"intake": "late", "at": "", "day": "2026-12-30"}, "Write what time it was"),
        ({"drug": "aspirin"}, "aspirin"),
    ],
)
def test_a_dose_is_read_as_strictly_as_in_a_file(person, answers, said):
    """Nothing is repaired: the page says what is wrong, and keeps what was typed."""
    entry = adds(person, EVERY_KIND[1])
    done = writes(person, f"entries/{entry.id}/correct", **answers)
    assert done.status_code == 200
    assert said in main(done)
    assert held(person) == (entry,)


def test_a_night_is_corrected(person):
    """Other times, the same morning."""
    writes(person, "night", **NIGHT)
    entry = _of(person, Night)
    writes(person, f"entries/{entry.id}/correct", out_of_bed="08:00")
    assert _of(person, Night).content.out_of_bed.hour == 8
    assert len(held(person)) == 1
