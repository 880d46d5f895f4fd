"""Answers of a page read as the record of a file is: one reader for both."""

import re
from collections.abc import Iterable, Mapping

from django import forms
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from stepwell.interop.errors import InputError
from stepwell.interop.fields import Fields
from stepwell.interop.journal_kinds import KEYS
from stepwell.interop.journal_record import read_record
from stepwell.interop.journal_times import NO_HOUR
from stepwell.journal import nights
from stepwell.journal.entry import Entry
from stepwell.web.drafts.fields import sentence
from stepwell.web.journal.forms import EntryForm, Record
from stepwell.web.journal.moments import Now


A_DOSE = "0.5 mg"
AS_TIMES_GO = _(
    "Look at the four times again: into bed, trying to sleep, awake for the last time,"
    " out of bed. They go in this order, and last 24 hours at most."
)
FUTURE_NIGHT = "the night was written down before it ended; check both times"
MISSING = "this is missing; it is required"
SENTENCES: Mapping[tuple[str, str], Promise] = {
    ("occurred_at", NO_HOUR): _("Write what time it was, such as 07:05 or 23:15."),
    ("lights_out", nights.NOT_IN_ORDER): AS_TIMES_GO,
    ("out_of_bed", nights.NO_TIME): AS_TIMES_GO,
    ("out_of_bed", nights.TOO_LONG): AS_TIMES_GO,
    ("awake_min", nights.TOO_MUCH_AWAKE): _(
        "These are more minutes awake than there were between trying to sleep and"
        " waking for the last time. Look at the minutes and the times again."
    ),
    ("out_of_bed", FUTURE_NIGHT): _(
        "That is still to come. Write times that are over."
    ),
    ("amount", MISSING): format_lazy(
        _("Write how much it was, with its unit, such as {dose}."), dose=A_DOSE
    ),
    ("time", MISSING): _("Choose which dose of the day it was."),
    (
        "amount",
        "the kind dose_missed has no amount; leave it out or change the kind",
    ): _("A dose that you missed has no amount. Leave it empty."),
    ("time", "the kind dose_extra has no time; leave it out or change the kind"): _(
        "An extra dose is none of the plan. Choose that it was extra."
    ),
}
"""What a page says instead of the reader, by its field and its sentence."""
WHEREVER: Mapping[str, Promise] = {
    "recorded_at": _("That is still to come. Write a day and a time that are over."),
    "yes": _("Answer at least one of the questions."),
}
"""The same for every other sentence about a key."""
OF_MOMENT = ("at", "out_of_bed")
FIELDS = {"occurred_at": OF_MOMENT, "recorded_at": OF_MOMENT}
"""The fields of pages for a key of a record, where they are called otherwise."""
DAY_OF_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T", re.ASCII)
"""A page asks for the day by itself, so a sentence about a time leaves it out."""


def entry_of_record(record: Record, now: Now) -> Entry:
    """The entry of a record; raises InputError."""
    return read_record(Fields.of(record, "", KEYS), now.readers)


def entry_of_form(form: EntryForm) -> Entry | None:
    """The entry that the answers give; None where the form now says what is wrong."""
    found = entries_of(form, [form.record()], form.now) if form.is_valid() else None
    return found[0] if found else None


def entries_of(
    form: forms.Form, records: Iterable[Record], now: Now
) -> list[Entry] | None:
    """The entries of some records; None where the form now says what is wrong."""
    try:
        return [entry_of_record(record, now) for record in records]
    except InputError as problem:
        form.add_error(_field(form, problem.field), words_for(problem))
        return None


def words_for(problem: InputError) -> str:
    """What is wrong, in words of a page."""
    own = SENTENCES.get((problem.field, problem.sentence), WHEREVER.get(problem.field))
    return DAY_OF_TIME.sub("", sentence(problem)) if own is None else str(own)


def _field(form: forms.Form, key: str) -> str | None:
    """The field that asks for a key; None for what no field asks for."""
    names = FIELDS.get(key, (key,))
    return next((name for name in names if name in form.fields), None)
