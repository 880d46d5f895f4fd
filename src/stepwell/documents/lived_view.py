"""Symptoms and sleep beside the dose, day by day, as they are shown.

What follows a change in time does not say why.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from stepwell.documents.dose_stairs import staircase
from stepwell.documents.dose_view import LEAD
from stepwell.documents.journal_courses import courses
from stepwell.documents.lived_parts import (
    DrugDays,
    SleepDays,
    SymptomDays,
    beside_the_plan,
    differing,
    is_open,
    sleep_days,
    symptom_days,
)
from stepwell.documents.wording import listed
from stepwell.journal.entry import DoseEntry, SymptomRating
from stepwell.journal.intake import DayIntake, intakes
from stepwell.journal.journal import Journal
from stepwell.journal.nights import Night
from stepwell.journal.spans import Span
from stepwell.plan.schedule import Period, Planned, Schedule


MOST_SYMPTOMS = 4
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LivedView:
    """The days from ``first`` to ``last``: doses, symptoms and sleep.

    ``changes`` are the days on which the plan changes a dose, ``known_days`` those on
    which every dose has an answer, of the ``asked_days`` for which the plan has one.
    ``symptoms`` begin with the one that was rated highest.  ``has_plan`` is false where
    nothing was planned on any day, before or after.
    """

    first: date
    last: date
    changes: tuple[date, ...]
    drugs: tuple[DrugDays, ...]
    asked_days: int
    known_days: int
    beside: tuple[tuple[str, int], ...]
    symptoms: tuple[SymptomDays, ...]
    sleep: SleepDays | None
    has_plan: bool = True

    @property
    def days(self) -> int:
        """How many days it shows, with or without an entry."""
        return (self.last - self.first).days + 1

    @property
    def title(self) -> str:
        """What the picture is called; it does not stand in it."""
        shown = [
            "doses",
            *(["symptoms"] if self.symptoms else []),
            *(["sleep"] if self.sleep is not None else []),
        ]
        what = listed(shown)
        dates = f"{self.first.isoformat()} to {self.last.isoformat()}"
        return f"{what[0].upper()}{what[1:]}, {dates}"

    @property
    def drawn(self) -> tuple[SymptomDays, ...]:
        """The symptoms that a picture has room for: those rated highest."""
        return self.symptoms[:MOST_SYMPTOMS]

    @property
    def has_panels(self) -> bool:
        """Tell whether a picture has anything to draw."""
        has_sleep = self.sleep is not None and bool(self.sleep.minutes)
        return bool(self.drugs or self.symptoms) or has_sleep

    @property
    def undrawn(self) -> tuple[SymptomDays, ...]:
        """The symptoms that a picture has no room for."""
        return self.symptoms[MOST_SYMPTOMS:]


def lived_view(
    journal: Journal,
    plan: Planned,
    until: date | None = None,
    since: date | None = None,
) -> LivedView | None:
    """Describe the days of a journal beside a plan; None without anything to draw.

    The last day is ``until``, or that of the last entry.  The first is ``since``, or
    that of the first dose, rating or night; by itself it is at most two weeks before
    the plan, since the plan says nothing of earlier days, and at least one.  What was
    written after the last day counts for nothing.
    """
    known = journal if until is None else journal.up_to(until)
    entries = known.current
    kinds = DoseEntry | SymptomRating | Night
    lived = sorted(each.day for each in entries if isinstance(each.content, kinds))
    if not lived:
        return None
    last = until or max(each.day for each in entries)
    schedule = Schedule.of(plan)
    earliest = schedule.periods[0].start
    first = since or max(earliest, min(lived[0], schedule.start - LEAD))
    if not any(first <= day <= last for day in lived):
        return None
    return _view(known, schedule, Span(first, last + DAY))


def _view(journal: Journal, schedule: Schedule, shown: Span) -> LivedView:
    periods = tuple(schedule.within(shown.first, shown.end))
    days = _intakes(journal, periods)
    start = schedule.start
    asked = tuple(day for day in days if day.day >= start and day.planned.drugs)
    found = (_drug(drug, periods, days, asked) for drug in schedule.drugs)
    return LivedView(
        first=shown.first,
        last=shown.end - DAY,
        changes=tuple(
            later.start
            for earlier, later in pairwise(periods)
            if later.regimen != earlier.regimen
        ),
        drugs=tuple(each for each in found if each.differing or _is_taken(each)),
        asked_days=len(asked),
        known_days=sum(day.is_known for day in asked),
        beside=tuple(beside_the_plan(journal, schedule.drugs, shown)),
        symptoms=symptom_days(journal, shown, courses(journal, schedule, shown.end)),
        sleep=sleep_days(journal, shown),
        has_plan=bool(schedule.drugs),
    )


def _drug(
    drug: str,
    periods: tuple[Period, ...],
    days: Iterable[DayIntake],
    asked: Iterable[DayIntake],
) -> DrugDays:
    return DrugDays(
        staircase(drug, periods),
        tuple(differing(drug, days)),
        tuple(day.day for day in asked if is_open(drug, day)),
    )


def _is_taken(drug: DrugDays) -> bool:
    """Tell whether the plan has a dose of it on the days that are shown."""
    return any(each.total for each in drug.stairs.stretches)


def _intakes(journal: Journal, periods: tuple[Period, ...]) -> tuple[DayIntake, ...]:
    """What was taken on each day for which the plan says something."""
    planned = {
        period.start + timedelta(days=number): period.regimen
        for period in periods
        for number in range(period.days)
    }
    return intakes(journal, planned)
