"""An entry: one thing that happened, when it happened and who wrote it when.

Entries are never changed. What was wrong is put right by another entry that names it
(``corrects``), so the journal keeps both.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from stepwell.journal.moments import fixed
from stepwell.journal.nights import Night
from stepwell.journal.scales import ClinicianTotal, ScaleAnswers
from stepwell.plan.person import RedFlag
from stepwell.plan.times import DoseTime
from stepwell.quantities import Mass


HIGHEST_RATING = 10
CLOCKS_DIFFER = timedelta(minutes=10)
"""How far the clocks of two devices may differ before an entry is from the future."""


class EntryAuthor(StrEnum):
    """Who wrote an entry."""

    PERSON = "person"
    HELPER = "helper"
    PRESCRIBER = "prescriber"


class Intake(StrEnum):
    """How a dose was taken, or that it was not."""

    TAKEN = "taken"
    LATE = "late"
    MISSED = "missed"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class DoseEntry:
    """A dose of a drug as it was really taken; a missed one has no amount.

    ``time`` is the occasion it belongs to; an extra dose belongs to none.
    """

    intake: Intake
    drug: str
    time: DoseTime | None = None
    amount: Mass | None = None

    def __post_init__(self) -> None:
        if self.intake is Intake.MISSED and self.amount is not None:
            raise ValueError("a missed dose has no amount")
        if self.intake is not Intake.MISSED and not self.amount:
            raise ValueError(f"a dose that was {self.intake} needs its amount")
        if (self.intake is Intake.EXTRA) is not (self.time is None):
            raise ValueError("an extra dose has no time of day, every other dose has")


@dataclass(frozen=True, slots=True)
class SymptomRating:
    """How strong a symptom was: 0 not there, 10 as strong as can be."""

    symptom: str
    rating: int

    def __post_init__(self) -> None:
        if not 0 <= self.rating <= HIGHEST_RATING:
            raise ValueError(f"a rating is 0 to {HIGHEST_RATING}, not {self.rating}")


@dataclass(frozen=True, slots=True)
class RedFlagAnswers:
    """The answers to the red-flag questions that were asked; the others are open."""

    yes: frozenset[RedFlag]
    no: frozenset[RedFlag] = frozenset()

    def __post_init__(self) -> None:
        if both := self.yes & self.no:
            raise ValueError(f"{min(both)} is answered with yes and with no")
        if not self.yes | self.no:
            raise ValueError("at least one question has an answer")


@dataclass(frozen=True, slots=True)
class Clearance:
    """The care team has looked at red flags, and planning may go on (G05)."""

    flags: frozenset[RedFlag]
    by: str


@dataclass(frozen=True, slots=True)
class CoDrugEntry:
    """Another medicine that was started or stopped on the day."""

    name: str
    starts: bool


@dataclass(frozen=True, slots=True)
class Contact:
    """The prescriber and the person spoke."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """Something that happened and matters."""

    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """Free text; whatever the person wants to keep."""

    text: str


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A correction that says: this never happened."""

    reason: str = ""


Content = (
    DoseEntry
    | SymptomRating
    | RedFlagAnswers
    | Clearance
    | ScaleAnswers
    | ClinicianTotal
    | Night
    | CoDrugEntry
    | Contact
    | LifeEvent
    | Note
    | TakenBack
)
BY_PRESCRIBERS = (ClinicianTotal,)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; ``id`` is made by the device that wrote it.

    Both times have a fixed distance from UTC.  ``day`` is the day where the person was.
    """

    id: str
    author: EntryAuthor
    occurred_at: datetime
    recorded_at: datetime
    content: Content
    corrects: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "occurred_at", fixed(self.occurred_at))
        object.__setattr__(self, "recorded_at", fixed(self.recorded_at))
        happened = max(self.occurred_at, self._ended)
        if happened > self.recorded_at + CLOCKS_DIFFER:
            raise ValueError("it was written before it happened")
        if self.corrects == self.id:
            raise ValueError("an entry cannot correct itself")
        if isinstance(self.content, TakenBack) and self.corrects is None:
            raise ValueError("it does not say which entry it takes back")
        if isinstance(self.content, BY_PRESCRIBERS) and not self.by_prescriber:
            raise ValueError("only a prescriber records the total of this scale")

    @property
    def _ended(self) -> datetime:
        night = self.content
        return night.out_of_bed if isinstance(night, Night) else self.occurred_at

    @property
    def by_prescriber(self) -> bool:
        """Tell whether a prescriber wrote it."""
        return self.author is EntryAuthor.PRESCRIBER

    @property
    def day(self) -> date:
        """The calendar day, where the person was, that it belongs to."""
        if isinstance(self.content, Night):
            return self.content.morning
        return self.occurred_at.date()
