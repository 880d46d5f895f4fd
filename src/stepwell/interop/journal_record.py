"""A record of the journal: plain values by key, whatever document they stand in."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from stepwell.interop.errors import InputError
from stepwell.interop.fields import Fields, read_choice, read_named, read_text
from stepwell.interop.journal_contents import Readers
from stepwell.interop.journal_kinds import COMMON, KINDS, Kind
from stepwell.interop.journal_times import Clock, is_day, read_zone, time_text
from stepwell.journal.entry import (
    BY_PRESCRIBERS,
    CLOCKS_DIFFER,
    Content,
    Entry,
    EntryAuthor,
    TakenBack,
)
from stepwell.journal.nights import Night


LONGEST_ID = 64
_read_author = read_choice(EntryAuthor)
_read_word = read_named({word: word for word in KINDS})


def read_record(fields: Fields, readers: Readers) -> Entry:
    """Read an entry; raises InputError naming the field that is wrong."""
    entry_id = fields.required("id", _read_id)
    kind = _read_kind(fields)
    here = _in_its_zone(fields, readers)
    occurred_at, recorded_at = _read_times(fields, kind, here.clock)
    author = fields.optional("author", _read_author, EntryAuthor.PERSON)
    corrects = fields.optional("corrects", _read_id, None)
    content = kind.read(fields, here)
    recorded_at = _after_the_night(fields, recorded_at, content)
    _check_author(fields, author, content)
    _check_corrects(fields, entry_id, corrects, content)
    return Entry(entry_id, author, occurred_at, recorded_at, content, corrects)


def _read_id(value: Any, field: str) -> str:
    entry_id = read_text(value, field)
    if len(entry_id) > LONGEST_ID:
        raise InputError.at(field, f"give an id of at most {LONGEST_ID} characters")
    if entry_id != entry_id.strip():
        raise InputError.at(field, "write the id without spaces around it")
    return entry_id


def _read_kind(fields: Fields) -> Kind:
    word = fields.required("kind", _read_word)
    kind = KINDS[word]
    for key in fields.values:
        if key not in COMMON and key not in kind.keys:
            sentence = f"the kind {word} has no {key}; leave it out or change the kind"
            raise InputError.at(fields.at(key), sentence)
    return kind


def _in_its_zone(fields: Fields, readers: Readers) -> Readers:
    if not fields.has("zone"):
        return readers
    return replace(readers, clock=Clock(fields.required("zone", read_zone)))


def _read_times(fields: Fields, kind: Kind, clock: Clock) -> tuple[datetime, datetime]:
    """When it happened and when it was written.

    A day counts at noon, or at the moment of that day when it was written, if earlier.
    """
    read = clock.read_moment if kind.hour_matters else clock.read_moment_or_day
    occurred_at = fields.required("occurred_at", read)
    recorded_at = fields.optional("recorded_at", clock.read_moment, occurred_at)
    same_day = occurred_at.date() == recorded_at.date()
    if same_day and is_day(fields.values["occurred_at"]):
        occurred_at = min(occurred_at, recorded_at)
    if occurred_at > recorded_at + CLOCKS_DIFFER:
        sentence = (
            f"it was written before it happened ({time_text(occurred_at)}); check both"
            " times"
        )
        raise InputError.at(fields.at("recorded_at"), sentence)
    return occurred_at, recorded_at


def _after_the_night(
    fields: Fields, recorded_at: datetime, content: Content
) -> datetime:
    """When it was written: after getting up, where nothing else was said."""
    if not isinstance(content, Night):
        return recorded_at
    if not fields.has("recorded_at"):
        return max(recorded_at, content.out_of_bed)
    if content.out_of_bed > recorded_at + CLOCKS_DIFFER:
        sentence = "the night was written down before it ended; check both times"
        raise InputError.at(fields.at("out_of_bed"), sentence)
    return recorded_at


def _check_author(fields: Fields, author: EntryAuthor, content: Content) -> None:
    if isinstance(content, BY_PRESCRIBERS) and author is not EntryAuthor.PRESCRIBER:
        sentence = (
            "only a prescriber records the total of this scale; write prescriber, or"
            " keep it as a note"
        )
        raise InputError.at(fields.at("author"), sentence)


def _check_corrects(
    fields: Fields, entry_id: str, corrects: str | None, content: Content
) -> None:
    if isinstance(content, TakenBack) and corrects is None:
        sentence = "this is missing; give the id of the entry that is taken back"
        raise InputError.at(fields.at("corrects"), sentence)
    if corrects == entry_id:
        sentence = "an entry cannot correct itself; give the id of the other entry"
        raise InputError.at(fields.at("corrects"), sentence)
