"""What every form of the journal has: when it happened, and an id for sending twice."""

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from stepwell.interop.fields import LONGEST_TEXT
from stepwell.interop.journal_times import time_text
from stepwell.interop.journal_writer import record_of
from stepwell.journal.entry import Entry
from stepwell.web.journal.moments import ClockField, DayField, Now


Record = dict[str, Any]
WHEN = ("day", "at")
"""Asked last: most entries are about this moment."""


def long_text(label: Any, *, needed: Any = "", rows: int = 4) -> forms.CharField:
    """A field for a few lines, kept as they are typed."""
    too_long = _("Write at most %(limit_value)d characters; these are %(show_value)d.")
    return forms.CharField(
        label=label,
        required=bool(needed),
        strip=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": needed, "max_length": too_long},
    )


def new_id() -> str:
    """An id that nobody else makes."""
    return str(uuid.uuid4())


def _with_id(data: QueryDict | None) -> QueryDict | None:
    """What was sent, with an id of its own where there is none that can be used."""
    if data is None:
        return None
    given = data.copy()
    try:
        uuid.UUID(given.get("sent", ""))
    except ValueError:
        given["sent"] = new_id()
    return given


class MomentForm(forms.Form):
    """When it happened; ``sent`` is what makes sending it twice harmless."""

    day = DayField(label=_("Which day was it?"))
    at = ClockField(
        label=_("What time was it? (optional)"),
        help_text=_("Such as 07:05 or 23:15. Empty means now, or not known."),
        required=False,
    )
    sent = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, now: Now, **options: Any) -> None:
        self.now = now
        initial = {"day": now.today, "sent": new_id()}
        initial |= options.pop("initial", {})
        super().__init__(_with_id(data), initial=initial, **options)
        self.order_fields([each for each in self.fields if each not in WHEN])

    def occurred_at(self, now: Now | None = None) -> str:
        """When it happened, as a record has it."""
        told = self.cleaned_data
        return (now or self.now).happened(told["day"], told["at"])

    def said(self, name: str) -> bool:
        """Tell whether a field has an answer; spaces alone are none."""
        return bool(str(self.cleaned_data.get(name) or "").strip())

    def given(self, *names: str) -> Record:
        """The answers to some fields that have one."""
        return {each: self.cleaned_data[each] for each in names if self.said(each)}


class EntryForm(MomentForm):
    """One entry; ``replaces`` is the one that is corrected, if one is."""

    def __init__(
        self,
        data: QueryDict | None,
        now: Now,
        *,
        replaces: Entry | None = None,
        **options: Any,
    ) -> None:
        self.replaces = replaces
        if replaces is not None:
            now = now.after(replaces.recorded_at)
            happened = replaces.occurred_at
            stood = {"day": happened.date(), "at": now.clock_text(happened)}
            options["initial"] = stood | self.stood(replaces, now)
        super().__init__(data, now, **options)

    def stood(self, entry: Entry, now: Now) -> Record:
        """What stands in the other fields when an entry is corrected."""
        return record_of(entry)

    def says(self) -> Mapping[str, Any]:
        """The kind of the record, and its keys of its own, that the answers give."""
        raise NotImplementedError

    def record(self) -> Record:
        """The record of the answers; it is read as one of a file is read."""
        return {
            "id": str(self.cleaned_data["sent"]),
            "occurred_at": self.occurred_at(),
            "recorded_at": self.now.text,
            **({"corrects": self.replaces.id} if self.replaces else {}),
            **self.says(),
        }

    def occurred_at(self, now: Now | None = None) -> str:
        """When it happened; as it was, where nobody changed the day or time."""
        if self.replaces is None or set(WHEN) & set(self.changed_data):
            return super().occurred_at(now)
        return time_text(self.replaces.occurred_at)


class NowForm(EntryForm):
    """What is said of this moment, and of no other."""

    def __init__(self, data: QueryDict | None, now: Now, **options: Any) -> None:
        super().__init__(data, now, **options)
        for name in WHEN:
            del self.fields[name]

    def occurred_at(self, now: Now | None = None) -> str:
        """Now."""
        return (now or self.now).text
