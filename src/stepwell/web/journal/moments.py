"""When something happened, as a page asks for it: a day, and a time if one is known."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stepwell.interop.errors import InputError
from stepwell.interop.fields import FIRST_YEAR
from stepwell.interop.journal_contents import Readers
from stepwell.interop.journal_times import time_text
from stepwell.web.journal.records import readers
from stepwell.web.spaces.clock import local_now
from stepwell.web.spaces.models import Space


EARLIEST = date(FIRST_YEAR, 1, 1)
CLOCK_TIME = re.compile(r"[0-9]{2}:[0-9]{2}([+-][0-9]{2}:[0-9]{2})?", re.ASCII)
"""What a clock shows; where it showed that twice, with its distance from UTC."""
AS_CLOCK = _("Write the time with two numbers and a colon, as 07:05 or 23:15.")
TOO_EARLY = _("This day is too long ago. Write a day of %(year)d or later.")
DAY_OF_TIME = slice(len("2027-01-01T"), None)


class ClockField(forms.CharField):
    """A time of day, as ``23:15``; nothing is guessed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.widget.attrs |= {"autocomplete": "off", "class": "clock"}

    def clean(self, value: Any) -> str:
        """The time, exactly as it was typed; raises ValidationError."""
        told: str = super().clean(value)
        if told and not CLOCK_TIME.fullmatch(told):
            raise forms.ValidationError(AS_CLOCK)
        return told


class DayField(forms.DateField):
    """A calendar day."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            input_formats=["%Y-%m-%d"],
            error_messages={
                "invalid": _("Write the day as in 2027-01-31."),
                "required": _("Say which day it was."),
            },
            **options,
        )

    def clean(self, value: Any) -> date | None:
        """The day; raises ValidationError, also where no calendar of ours begins."""
        day: date | None = super().clean(value)
        if day is not None and day < EARLIEST:
            raise forms.ValidationError(TOO_EARLY % {"year": EARLIEST.year})
        return day


@dataclass(frozen=True, slots=True)
class Now:
    """This moment, and what reads records where the person is."""

    moment: datetime
    readers: Readers

    @classmethod
    def of(cls, space: Space) -> "Now":
        """Now, by the clock of a space."""
        return cls(local_now(space), readers(space.zone))

    @property
    def text(self) -> str:
        """The moment as a record has it."""
        return time_text(self.moment)

    @property
    def today(self) -> date:
        """The day where the person is."""
        return self.moment.date()

    @property
    def next(self) -> "Now":
        """The moment after: nothing said before answers what is written then."""
        return replace(self, moment=self.moment + timedelta.resolution)

    def after(self, earlier: datetime) -> "Now":
        """Now, or the moment after another one, whatever the clocks say."""
        return replace(self, moment=max(self.moment, earlier + timedelta.resolution))

    def happened(self, day: date, at: str) -> str:
        """When it happened, as a record has it: now, a day, or a day and a time."""
        if at:
            return f"{day.isoformat()}T{at}"
        return self.text if day == self.today else day.isoformat()

    def clock_text(self, moment: datetime) -> str:
        """What the clock showed; with the distance from UTC where the person is not."""
        told = f"{moment:%H:%M}"
        try:
            read = self.readers.clock.read_moment(f"{moment.date()}T{told}", "")
        except InputError:
            read = None
        if read is not None and read.utcoffset() == moment.utcoffset():
            return told
        return moment.isoformat(timespec="minutes")[DAY_OF_TIME]
