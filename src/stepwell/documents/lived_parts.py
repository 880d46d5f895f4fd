"""What was lived on the days of a picture: symptoms, nights, doses; gaps stay gaps.

A day without an entry is absent, never zero (H33).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from stepwell.documents.dose_stairs import Staircase
from stepwell.documents.journal_courses import CourseView
from stepwell.journal.entry import DoseEntry, Intake
from stepwell.journal.intake import DayIntake
from stepwell.journal.journal import Journal
from stepwell.journal.nights import Night
from stepwell.journal.series import Series, ratings_by_symptom
from stepwell.journal.spans import WEEK_DAYS, Span
from stepwell.library.symptoms import load_symptoms
from stepwell.quantities import Mass


MINUTE = timedelta(minutes=1)
HOUR_MINUTES = 60


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of so many values of so many days; ``value`` is None of none."""

    value: Fraction | None
    known: int
    days: int

    @classmethod
    def of(cls, values: Sequence[int | Fraction], days: int) -> "Mean":
        """The mean of values, of which there could be one a day."""
        mean = Fraction(sum(values)) / len(values) if values else None
        return cls(mean, len(values), days)


@dataclass(frozen=True, slots=True)
class WaveView:
    """A rise after a change that is more than the person's own noise.

    ``week`` is the highest week, ``amount`` how far it lies above the days before the
    change, in points; ``said`` is what the journal's page says of it.
    """

    cut: date
    week: Span
    amount: Fraction
    said: str


@dataclass(frozen=True, slots=True)
class SymptomDays:
    """The highest rating of each day of one symptom, in order of the days."""

    id: str
    name: str
    ratings: Series
    waves: tuple[WaveView, ...]
    last: date

    @property
    def highest(self) -> tuple[int, date]:
        """The highest rating, and the first day that has it."""
        day = max(self.ratings, key=lambda each: self.ratings[each])
        return self.ratings[day], day

    @property
    def mean(self) -> Fraction:
        """The mean of all ratings."""
        return Fraction(sum(self.ratings.values()), len(self.ratings))

    @property
    def first_week(self) -> Mean:
        """The seven days from the first rating on."""
        return self._mean(Span.of(min(self.ratings), WEEK_DAYS))

    @property
    def last_week(self) -> Mean:
        """The last seven days of the picture, rated or not."""
        end = self.last + timedelta(days=1)
        return self._mean(Span(end - timedelta(days=WEEK_DAYS), end))

    def _mean(self, week: Span) -> Mean:
        return Mean.of(week.ratings(self.ratings), WEEK_DAYS)


@dataclass(frozen=True, slots=True)
class SleepDays:
    """The time asleep of each night that was written down once, by its morning.

    ``in_doubt`` are mornings with several entries that nobody has chosen between.
    """

    minutes: Mapping[date, int]
    efficiency_percent: Mapping[date, Fraction]
    in_doubt: tuple[date, ...]

    @property
    def first(self) -> Mean:
        """The mean hours of the first seven nights that were written down."""
        return self._mean(list(self.minutes.values())[:WEEK_DAYS])

    @property
    def last(self) -> Mean:
        """The mean hours of the last seven nights that were written down."""
        return self._mean(list(self.minutes.values())[-WEEK_DAYS:])

    def _mean(self, minutes: list[int]) -> Mean:
        return Mean.of([Fraction(each, HOUR_MINUTES) for each in minutes], WEEK_DAYS)


@dataclass(frozen=True, slots=True)
class Differing:
    """A day on which something else was taken of a drug than planned.

    ``taken`` is a least amount where a planned dose has no clear answer.
    """

    day: date
    planned: Mass
    taken: Mass
    is_known: bool


@dataclass(frozen=True, slots=True)
class DrugDays:
    """What was planned of a drug, and the days on which it was taken otherwise.

    ``open_days`` are days of the plan on which a dose of it has no clear answer: it is
    neither taken nor missed (H11).
    """

    stairs: Staircase
    differing: tuple[Differing, ...]
    open_days: tuple[date, ...]


def symptom_days(
    journal: Journal, shown: Span, courses: Iterable[CourseView]
) -> tuple[SymptomDays, ...]:
    """Every symptom with a rating, the one with the highest rating first.

    Of equally high ones that with the higher mean of its ratings.
    """
    names, judged = load_symptoms(), tuple(courses)
    last = shown.end - timedelta(days=1)
    found = []
    for symptom, series in ratings_by_symptom(journal).items():
        days = {day: series[day] for day in shown.days if day in series}
        if days:
            name = names[symptom].name
            waves = tuple(_waves(name, judged, shown))
            found.append(SymptomDays(symptom, name, days, waves, last))
    return tuple(
        sorted(found, key=lambda each: (-each.highest[0], -each.mean, each.name))
    )


def _waves(name: str, judged: Iterable[CourseView], shown: Span) -> Iterator[WaveView]:
    for each in judged:
        course = each.trend.course
        if each.symptom != name or course is None or not course.is_wave:
            continue
        week = Span.of(course.rise.week, WEEK_DAYS)
        if shown.first <= week.first < shown.end:
            yield WaveView(each.trend.cut, week, course.rise.amount, each.said)


def sleep_days(journal: Journal, shown: Span) -> SleepDays | None:
    """The nights of some days; None without any."""
    nights: dict[date, list[Night]] = {}
    for entry, night in journal.of_kind(Night):
        nights.setdefault(entry.day, []).append(night)
    within = [day for day in shown.days if day in nights]
    clear = {day: nights[day][0] for day in within if len(nights[day]) == 1}
    if not within:
        return None
    return SleepDays(
        {day: night.total_sleep // MINUTE for day, night in clear.items()},
        {day: night.efficiency_percent for day, night in clear.items()},
        tuple(day for day in within if day not in clear),
    )


def differing(drug: str, days: Iterable[DayIntake]) -> Iterator[Differing]:
    """The days on which a drug was taken otherwise than planned, as far as is known.

    A day with an open dose counts only where even so it is more than planned.
    """
    for day in days:
        planned, taken = day.planned.total(drug), day.total(drug)
        is_known = not is_open(drug, day)
        above = drug in day.above_plan
        if (is_known and taken != planned) or (not is_known and above):
            yield Differing(day.day, planned, taken, is_known)


def is_open(drug: str, day: DayIntake) -> bool:
    """Tell whether a planned dose of a drug has no clear answer."""
    return any(named == drug for named, _ in day.open)


def beside_the_plan(
    journal: Journal, planned: Sequence[str], shown: Span
) -> Iterator[tuple[str, int]]:
    """Drugs that were taken and are in no step, with the number of days."""
    days: dict[str, set[date]] = {}
    for entry, dose in journal.of_kind(DoseEntry):
        within = shown.first <= entry.day < shown.end
        if within and dose.intake is not Intake.MISSED and dose.drug not in planned:
            days.setdefault(dose.drug, set()).add(entry.day)
    for drug, held in sorted(days.items()):
        yield drug, len(held)
