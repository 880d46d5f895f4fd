"""A journal written as a document is read back as exactly the same journal."""

import csv
import json
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import HealthCheck, given, settings

from factories import FORMULARY
from interop.whole_journals import JOURNALS
from journals import EVERY_KIND, as_csv, as_json
from schemas import validator
from stepwell.interop.journal_kinds import KINDS
from stepwell.interop.journal_reader import read_journal
from stepwell.interop.journal_writer import WRITERS, journal_document, record_of
from stepwell.journal.entry import Content, Entry, EntryAuthor, Note
from stepwell.journal.journal import Journal


SCHEMA = validator("journal")
SLOW = settings(suppress_health_check=list(HealthCheck))


def same(journal, other):
    """Equal, and each entry on the same day where the person was."""
    days = [[each.day for each in one.entries] for one in (journal, other)]
    return journal == other and days[0] == days[1]


@SLOW
@given(JOURNALS)
def test_every_journal_is_read_back_as_it_was(journal):
    """No time, amount or word changes; JSON and CSV say the same; the schema agrees."""
    document = journal_document(journal)
    text = json.dumps(document)
    assert same(read_journal(text, FORMULARY), journal)
    SCHEMA.validate(json.loads(text))
    if journal.entries:
        table = as_csv(document["entries"], quoting=csv.QUOTE_ALL)
        assert same(read_journal(table, FORMULARY), journal)


def test_every_kind_is_written():
    """No content and no kind is forgotten."""
    journal = read_journal(as_json(EVERY_KIND, zone="Europe/London"), FORMULARY)
    written = {record["kind"] for record in journal_document(journal)["entries"]}
    assert written == set(KINDS)
    assert set(WRITERS) == set(Content.__args__)


def test_bytes_stay_as_they_are():
    """What is usual is left out, and every time has its offset."""
    summer = datetime(2027, 7, 1, 21, 30, tzinfo=timezone(timedelta(hours=1)))
    entry = Entry("a", EntryAuthor.PERSON, summer, summer, Note("rain"))
    assert journal_document(Journal.of([entry])) == {
        "schema": "stepwell/journal/1",
        "entries": [
            {
                "id": "a",
                "occurred_at": "2027-07-01T21:30+01:00",
                "kind": "note",
                "text": "rain",
            }
        ],
    }


def test_seconds_are_kept():
    """A device may write them."""
    moment = datetime(2027, 7, 1, 21, 30, 1, 500_000, tzinfo=UTC)
    entry = Entry("a", EntryAuthor.HELPER, moment, moment, Note("rain"), "b")
    assert record_of(entry) == {
        "id": "a",
        "author": "helper",
        "occurred_at": "2027-07-01T21:30:01.500000+00:00",
        "corrects": "b",
        "kind": "note",
        "text": "rain",
    }


def test_an_empty_journal_is_one():
    """Nobody has written anything yet."""
    assert read_journal(as_json([]), FORMULARY) == Journal()
    assert read_journal("id,occurred_at,kind\n", FORMULARY) == Journal()
    assert journal_document(Journal())["entries"] == []
