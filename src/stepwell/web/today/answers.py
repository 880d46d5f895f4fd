"""What became of a dose, as the journal says it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from stepwell.journal.entry import DoseEntry, Entry, Intake
from stepwell.journal.journal import Journal
from stepwell.web.drafts.spoken import number_words
from stepwell.web.today.doses import DayDose
from stepwell.web.today.hours import time_words


@dataclass(frozen=True, slots=True)
class Answer:
    """An entry about a dose, the words for it, and the day it was written."""

    id: str
    intake: Intake
    words: str
    written: date

    @property
    def is_missed(self) -> bool:
        """Tell whether the dose was not taken."""
        return self.intake is Intake.MISSED


def answers_to(dose: DayDose, journal: Journal, zone: ZoneInfo) -> list[Answer]:
    """What holds about a dose: nothing, one answer, or several that contradict."""
    return [
        answer(entry, zone)
        for entry, said in journal.of_kind(DoseEntry)
        if (entry.day, said.drug, said.time) == (dose.day, dose.drug, dose.time)
    ]


def extras(journal: Journal, day: date, zone: ZoneInfo) -> list[Answer]:
    """What was taken on top on a day."""
    return [
        answer(entry, zone)
        for entry, said in journal.of_kind(DoseEntry)
        if said.intake is Intake.EXTRA and entry.day == day
    ]


def answer(entry: Entry, zone: ZoneInfo) -> Answer:
    """Say an entry about a dose."""
    said = entry.content
    assert isinstance(said, DoseEntry)  # the others are not about doses
    values = {
        "amount": said.amount.words if said.amount else "",
        "spoken": number_words(said.amount.mg_text) if said.amount else "",
        "drug": said.drug,
        "time": time_words(entry.occurred_at, zone),
        "written": time_words(entry.recorded_at, zone),
    }
    written = entry.recorded_at.astimezone(zone).date()
    return Answer(entry.id, said.intake, _sentence(said.intake) % values, written)


def _sentence(intake: Intake) -> str:
    sentences = {
        Intake.TAKEN: _("Taken: %(amount)s. Written at %(written)s."),
        Intake.LATE: _("Taken late, at about %(time)s: %(amount)s."),
        Intake.MISSED: _("Not taken. Written at %(written)s."),
        Intake.EXTRA: _(
            "Something extra at about %(time)s: %(amount)s (%(spoken)s) of %(drug)s."
        ),
    }
    return sentences[intake]


def words_of(entries: Iterable[Entry], zone: ZoneInfo) -> list[Answer]:
    """Say the entries among some that are about doses."""
    return [
        answer(each, zone) for each in entries if isinstance(each.content, DoseEntry)
    ]
