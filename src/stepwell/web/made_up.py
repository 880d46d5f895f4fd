"""What somebody who does not exist writes down of a day; only chance decides."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from stepwell.journal.entry import (
    Content,
    DoseEntry,
    Entry,
    EntryAuthor,
    Intake,
    Note,
    SymptomRating,
)
from stepwell.journal.nights import Night
from stepwell.plan.times import DoseTime
from stepwell.quantities import Mass


Doses = Sequence[Mapping[str, Any]]
"""The doses of a step, as they stand in a plan document."""

USUAL = {"morning": 8, "midday": 13, "evening": 18, "bedtime": 22}
SYMPTOMS = ("anxiety", "irritability", "insomnia", "tremor", "fatigue")
NOTES = (
    "A walk in the morning.",
    "A quiet day.",
    "Busy at work, tired in the evening.",
    "Spoke with a friend on the phone.",
    "Rain all day; read a lot.",
)
HOUR = timedelta(hours=1)
SELDOM, SOMETIMES, OFTEN = 0.03, 0.3, 0.7


@dataclass(frozen=True, slots=True)
class Life:
    """Whose days they are: where the person is, and how they have been."""

    zone: ZoneInfo
    chance: Random

    def day(self, day: date, doses: Doses) -> list[Entry]:
        """The entries of a day, in the order in which they were written."""
        found = [*self._night(day), *self._doses(day, doses), *self._felt(day)]
        return sorted(found, key=lambda entry: entry.recorded_at)

    def _at(self, day: date, hour: int) -> datetime:
        minutes = timedelta(minutes=self.chance.randrange(60))
        return datetime.combine(day, time(hour), self.zone) + minutes

    def _doses(self, day: date, doses: Doses) -> Iterator[Entry]:
        for dose in doses:
            occasion = DoseTime(dose["time"])
            is_missed = self.chance.random() < SELDOM
            said = DoseEntry(
                Intake.MISSED if is_missed else Intake.TAKEN,
                dose["drug"],
                occasion,
                None if is_missed else Mass.mg(dose["mg"]),
            )
            at = self._at(day, USUAL[occasion.value])
            yield _entry(f"{day}-{dose['drug']}-{occasion}", at, said)

    def _felt(self, day: date) -> Iterator[Entry]:
        at = self._at(day, 20)
        for symptom in SYMPTOMS:
            rating = SymptomRating(symptom, self.chance.randrange(1, 7))
            yield _entry(f"{day}-{symptom}", at, rating)
        if self.chance.random() < SOMETIMES:
            yield _entry(f"{day}-note", at, Note(self.chance.choice(NOTES)))

    def _night(self, day: date) -> Iterator[Entry]:
        if self.chance.random() > OFTEN:
            return
        bed = self._at(day - timedelta(days=1), 22)
        up = self._at(day, 6)
        night = Night(
            bed_time=bed,
            lights_out=bed + HOUR / 4,
            final_wake=up,
            out_of_bed=up + HOUR / 4,
            latency_min=self.chance.randrange(10, 60),
            awakenings=self.chance.randrange(4),
            awake_min=self.chance.randrange(60),
            quality=self.chance.randrange(2, 5),
        )
        yield _entry(f"{day}-night", up + HOUR / 2, night)


def _entry(name: str, at: datetime, content: Content) -> Entry:
    return Entry(f"made-up-{name}", EntryAuthor.PERSON, at, at, content)
