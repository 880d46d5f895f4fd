"""A journal as JSON and as a table: what it becomes."""

from datetime import date
from time import process_time

import pytest

from factories import FORMULARY
from journals import DOSE, EVERY_KIND, FLAGS, NIGHT, NOTE, SYMPTOM, as_csv, as_json
from stepwell.interop import journal_json, journal_reader
from stepwell.interop.errors import InputError
from stepwell.interop.journal_csv import LAYOUT
from stepwell.interop.journal_kinds import KINDS
from stepwell.interop.journal_reader import read_journal
from stepwell.journal.entry import (
    DoseEntry,
    EntryAuthor,
    Intake,
    Note,
    RedFlagAnswers,
    SymptomRating,
)
from stepwell.journal.journal import ConflictKind
from stepwell.plan.person import RedFlag
from stepwell.plan.times import DoseTime
from stepwell.quantities import Mass


LONDON = "Europe/London"


def read(*records, zone=LONDON):
    """The journal of some records, the same from both forms."""
    journal = read_journal(as_json(records, zone=zone), FORMULARY)
    assert read_journal(as_csv(records), FORMULARY, zone=zone) == journal
    return journal


def test_every_kind_is_read_alike_from_both_forms():
    """Sixteen kinds, each at least once."""
    assert {each["kind"] for each in EVERY_KIND} == set(KINDS)
    assert len(read(*EVERY_KIND).entries) == len(EVERY_KIND)


def test_what_is_said_is_what_is_kept():
    """A dose, a rating and answers, by hand."""
    journal = read(DOSE, SYMPTOM, {**FLAGS, "author": "helper"})
    by_id = {each.id: each for each in journal.entries}
    assert by_id["d1"].content == DoseEntry(
        Intake.TAKEN, "lorazepam", DoseTime.MORNING, Mass.mg("0.8")
    )
    assert by_id["s1"].content == SymptomRating("tremor", 3)
    assert by_id["f1"].author is EntryAuthor.HELPER
    assert by_id["f1"].content == RedFlagAnswers(
        frozenset({RedFlag.SEIZURE}),
        frozenset({RedFlag.CONFUSION, RedFlag.RAN_OUT_OF_SUPPLY}),
    )


def test_what_is_left_out_is_usual():
    """By the person, written when it happened, correcting nothing."""
    (entry,) = read(NOTE).entries
    assert entry.author is EntryAuthor.PERSON
    assert entry.recorded_at == entry.occurred_at
    assert entry.corrects is None


def test_a_night_belongs_to_its_morning():
    """Whatever day the entry names."""
    (entry,) = read(NIGHT).entries
    assert entry.day == date(2027, 1, 5)
    assert entry.content.medicine_note == NIGHT["medicine_note"]


def test_columns_may_come_in_any_order_and_cells_with_spaces():
    """Order and spaces carry no meaning, but in free text everything stays."""
    table = 'text, kind ,occurred_at,id\n" rain,\n sun ", note , 2027-01-05 ,n1\n\n'
    (entry,) = read_journal(table, FORMULARY, zone=LONDON).entries
    assert entry.id == "n1"
    assert entry.content == Note(" rain,\n sun ")


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd", "@SUM(A1)", "-2", "a;b", "1e5", "NaN"]
)
def test_text_that_looks_like_a_formula_is_text(text):
    """Nothing is computed, and nothing is repaired."""
    (entry,) = read({**NOTE, "text": text, "id": text}).entries
    assert (entry.id, entry.content) == (text, Note(text))


def test_a_text_may_have_lines_and_any_writing():
    """Up to 4,000 characters of it."""
    for text in (
        "a\r\nb\n\tc",
        "👨\u200d👩\u200d👧 \u202b\u05e9\u05dc\u05d5\u05dd",
        "x" * 4_000,
        '"',
        "a,b",
    ):
        (entry,) = read({**NOTE, "text": text}).entries
        assert entry.content == Note(text)


def test_H22_the_same_entry_twice_is_one_entry():
    """Also when it stands in another order, or its default was written."""
    twice = {**NOTE, "author": "person", "recorded_at": "2027-01-05T21:30+00:00"}
    journal = read(SYMPTOM, NOTE, twice)
    assert journal == read(NOTE, SYMPTOM)
    assert journal.conflicts == ()


def test_H22_different_entries_under_one_id_are_kept_as_a_conflict():
    """Nothing is chosen silently, and nothing is lost."""
    journal = read(NOTE, {**NOTE, "text": "sun"})
    assert [each.content.text for each in journal.entries] == ["rain", "sun"]
    (conflict,) = journal.conflicts
    assert conflict.kind is ConflictKind.SAME_ID


def test_a_correction_names_an_entry_that_may_be_elsewhere():
    """The other device may not have sent it yet."""
    right = {**SYMPTOM, "id": "s2", "rating": 4, "corrects": "s1"}
    (entry,) = read(right).entries
    assert entry.corrects == "s1"
    right["recorded_at"] = "2027-01-05T23:00"
    assert [each.id for each in read(SYMPTOM, right).current] == ["s2"]


def test_a_table_and_a_document_have_an_end(monkeypatch):
    """Hundreds of thousands of entries are somebody's mistake."""
    assert LAYOUT.most_rows == journal_json.MOST_ENTRIES == 200_000
    monkeypatch.setattr(journal_json, "MOST_ENTRIES", 1)
    with pytest.raises(InputError, match="entries: there are more than 1"):
        read_journal(as_json([NOTE, DOSE]), FORMULARY, zone=LONDON)
    rows = "n1,2027-01-05,note\n" * (LAYOUT.most_rows + 1)
    with pytest.raises(InputError, match="the journal has more than 200000 rows"):
        read_journal("id,occurred_at,kind\n" + rows, FORMULARY)


def test_bytes_have_an_end(monkeypatch):
    """Counted as they would be saved."""
    text = as_json([{**NOTE, "text": "ä" * 100}])
    monkeypatch.setattr(journal_reader, "MOST_BYTES", len(text) - 1)
    with pytest.raises(InputError, match="larger than 32 MB"):
        read_journal(text, FORMULARY)


def test_ten_thousand_entries_are_read_in_little_time():
    """0.6 seconds on the desk where this was written; the bound is generous."""
    records = [{**DOSE, "id": f"d{number}"} for number in range(10_000)]
    for text in (as_json(records), as_csv(records)):
        begun = process_time()
        read_journal(text, FORMULARY, zone=LONDON)
        assert process_time() - begun < 4
