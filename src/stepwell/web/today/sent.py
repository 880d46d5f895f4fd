"""What a form of today sends back: which dose of which page, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.utils.safestring import SafeString

from stepwell.interop.journal_times import Clock
from stepwell.journal.entry import DoseEntry, Entry, EntryAuthor, Intake
from stepwell.plan.times import DoseTime
from stepwell.web.today.cards import hidden_fields
from stepwell.web.today.doses import DayDose
from stepwell.web.today.hours import on_its_day, read_hour


LONGEST = 64
MARKS = (Intake.TAKEN, Intake.LATE, Intake.MISSED)
MOST = 9_999


class _Hidden(forms.Form):
    """The fields that nobody types."""

    intake = forms.ChoiceField(choices=[(each, each) for each in MARKS])
    entry = forms.RegexField("^[0-9a-f]{32}$")
    page_day = forms.DateField(input_formats=["%Y-%m-%d"])
    day = forms.DateField(input_formats=["%Y-%m-%d"])
    version = forms.IntegerField(min_value=1, max_value=MOST)
    step = forms.IntegerField(min_value=0, max_value=MOST)
    drug = forms.CharField(max_length=LONGEST)
    time = forms.ChoiceField(choices=[(each, each) for each in DoseTime])
    corrects = forms.CharField(max_length=LONGEST, required=False)
    at = forms.CharField(max_length=LONGEST, required=False)


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer as it was sent; ``step`` of ``version`` is what the page showed."""

    intake: Intake
    entry: str
    page_day: date
    day: date
    version: int
    step: int
    drug: str
    time: DoseTime
    corrects: str
    at: str

    @classmethod
    def of(cls, posted: QueryDict) -> "Sent":
        """Read it; what no page of ours sends is not answered."""
        form = _Hidden(posted)
        if not form.is_valid():
            raise BadRequest("not a form of today")
        said = form.cleaned_data
        said |= {"intake": Intake(said["intake"]), "time": DoseTime(said["time"])}
        return cls(**said)

    def again(self, page: Mapping[str, object], corrects: str) -> SafeString:
        """The same once more, as a correction of what is written."""
        said = {"day": self.day, "step": self.step, "drug": self.drug, "at": self.at}
        named = {"entry": uuid4().hex, "time": self.time, "corrects": corrects}
        return hidden_fields({**page, **said, **named})

    def among(self, doses: tuple[DayDose, ...]) -> DayDose | None:
        """The dose that is meant; None where there is none of this drug and time."""
        meant = self.drug, self.time
        return next((each for each in doses if (each.drug, each.time) == meant), None)

    def entry_about(self, dose: DayDose, now: datetime, zone: ZoneInfo) -> Entry:
        """The entry of the journal; raises InputError for an hour out of reach."""
        is_missed = self.intake is Intake.MISSED
        amount = None if is_missed else dose.amount
        return Entry(
            self.entry,
            EntryAuthor.PERSON,
            self._moment(dose.day, now, zone),
            now,
            DoseEntry(self.intake, dose.drug, dose.time, amount),
            self.corrects or None,
        )

    def _moment(self, day: date, now: datetime, zone: ZoneInfo) -> datetime:
        """When it was taken; noon of an earlier day where nobody asked for the hour."""
        if self.intake is Intake.LATE:
            return on_its_day(read_hour(self.at, now), day, zone)
        if day == now.date():
            return now.replace(second=0, microsecond=0)
        return Clock(zone).read_moment_or_day(day.isoformat(), "")
