"""The sleep diary: one night, as somebody remembers it in the morning."""

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from stepwell.interop.journal_nights import COUNTS, TEXTS, TIMES
from stepwell.interop.journal_writer import record_of
from stepwell.journal.entry import Entry
from stepwell.journal.nights import Night
from stepwell.web.journal.forms import EntryForm, Record, long_text
from stepwell.web.journal.moments import ClockField, DayField, Now


WHOLE = re.compile(r"[0-9]{1,4}", re.ASCII)
DAY = timedelta(days=1)
CLOCK_LENGTH = len("23:15")
NEEDED = _("Write the time, such as 23:15. Your best guess will do.")
GUESS = _("Write a whole number, such as 0 or 20. Your best guess will do.")
QUALITIES = [
    ("", _("I do not want to say")),
    ("1", _("1 (very bad)")),
    ("2", _("2 (bad)")),
    ("3", _("3 (fair)")),
    ("4", _("4 (good)")),
    ("5", _("5 (very good)")),
]


class WholeField(forms.CharField):
    """A whole number; nothing is guessed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(error_messages={"required": GUESS}, **options)
        self.widget.attrs |= {"inputmode": "numeric", "class": "clock"}

    def clean(self, value: Any) -> int | None:
        """The number, None where none was given; raises ValidationError."""
        told: str = super().clean(value)
        if told and not WHOLE.fullmatch(told):
            raise forms.ValidationError(GUESS)
        return int(told) if told else None


def _clock(label: Any) -> ClockField:
    return ClockField(
        label=label,
        help_text=_("Such as 07:05 or 22:30."),
        error_messages={"required": NEEDED},
    )


class NightForm(EntryForm):
    """A night; ``day`` is the morning on which it ended."""

    day = DayField(label=_("On which morning did you get up?"))
    bed_time = _clock(_("When did you get into bed?"))
    lights_out = _clock(_("When did you try to go to sleep?"))
    latency_min = WholeField(label=_("How many minutes until you fell asleep?"))
    awakenings = WholeField(label=_("How many times did you wake up in the night?"))
    awake_min = WholeField(
        label=_("How many minutes were you awake then, all together?")
    )
    final_wake = _clock(_("When did you wake up for the last time?"))
    out_of_bed = _clock(_("When did you get out of bed?"))
    quality = forms.ChoiceField(
        label=_("How was your sleep? (optional)"), choices=QUALITIES, required=False
    )
    naps_min = WholeField(
        label=_("How many minutes did you nap the day before? (optional)"),
        required=False,
    )
    medicine_note = long_text(_("Medicines for this night? (optional)"), rows=2)
    caffeine_alcohol = long_text(_("Coffee, tea or alcohol? (optional)"), rows=2)

    def __init__(self, data: QueryDict | None, now: Now, **options: Any) -> None:
        super().__init__(data, now, **options)
        del self.fields["at"]
        self.order_fields(["day"])

    def stood(self, entry: Entry, now: Now) -> Record:
        """The night as it was kept."""
        night = entry.content
        assert isinstance(night, Night)
        times = {name: now.clock_text(getattr(night, name)) for name in TIMES}
        return {**record_of(entry), **times, "day": night.morning}

    def occurred_at(self, now: Now | None = None) -> str:
        """A night belongs to the moment of getting up."""
        return self._moments()["out_of_bed"]

    def says(self) -> Record:
        """A night; what was not said is left out."""
        counts = {
            name: self.cleaned_data[name]
            for name in (*COUNTS, "naps_min")
            if self.cleaned_data[name] is not None
        }
        quality = self.cleaned_data["quality"]
        return {
            "kind": "night",
            **self._moments(),
            **counts,
            **({"quality": int(quality)} if quality else {}),
            **self.given(*TEXTS),
        }

    def _moments(self) -> dict[str, str]:
        """Each time with its day: backwards from getting up, none after the next."""
        day: date = self.cleaned_data["day"]
        moments, later = {}, ""
        for name in reversed(TIMES):
            told: str = self.cleaned_data[name]
            clock = told[:CLOCK_LENGTH]
            if later and clock > later:
                day -= DAY
            moments[name], later = f"{day.isoformat()}T{told}", clock
        return moments
