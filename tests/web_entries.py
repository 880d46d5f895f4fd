"""Entries of a journal as the pages make them."""

from datetime import UTC, datetime

from stepwell.journal.entry import Entry, EntryAuthor, Note


MOMENT = datetime(2027, 1, 1, 9, 0, tzinfo=UTC)


def note(entry_id, text="A note.", at=MOMENT, corrects=None):
    """A note of the person."""
    return Entry(entry_id, EntryAuthor.PERSON, at, at, Note(text), corrects)
