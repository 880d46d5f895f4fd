"""What the charts draw, day by day: exact doses, and gaps that stay gaps.

Pure: no clock, no request, no Django.  A day is a calendar day where the person was,
never a moment (H18).  What was not written down is None, never zero (H33), and doses
stay exact masses; `chart_json` makes places on an axis of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from stepwell.documents.lived_parts import DrugDays, SymptomDays
from stepwell.documents.lived_view import LivedView
from stepwell.documents.plan_levels import PlanLevels
from stepwell.journal.spans import Span
from stepwell.kinetics.forecast import Undrawn
from stepwell.kinetics.people import Eliminator
from stepwell.plan.schedule import Planned, Schedule
from stepwell.quantities import Mass


DAY = timedelta(days=1)
PER_CENT = 100


class Answer(StrEnum):
    """What is known of the doses of a drug on one day."""

    TAKEN = "taken"
    AT_LEAST = "at least"
    OPEN = "open"
    NOT_ASKED = "not asked"


@dataclass(frozen=True, slots=True)
class DoseDay:
    """One day of one drug.

    ``taken`` is a least amount where the answer is AT_LEAST, and None where nobody
    knows.  Before the plan ``planned`` is the dose that was taken until then.
    """

    planned: Mass
    answer: Answer
    taken: Mass | None = None

    @property
    def differs(self) -> bool:
        """Tell whether something else was taken than planned, as far as is known."""
        return self.taken is not None and self.taken != self.planned


@dataclass(frozen=True, slots=True)
class DrugLine:
    """The days of one drug."""

    drug: str
    days: tuple[DoseDay, ...]


@dataclass(frozen=True, slots=True)
class LevelLine:
    """Each day's mean level in per cent of that before the plan, as it is modelled.

    ``low`` and ``high`` are the ends between people who break it down slowly and fast,
    each beside their own level before.  None is a day that the model does not reach.
    """

    typical: tuple[float | None, ...]
    low: tuple[float | None, ...]
    high: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class SymptomLine:
    """The highest rating of each day, and the highest week of each wave."""

    name: str
    ratings: tuple[int | None, ...]
    waves: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ChartData:
    """The days from ``first`` on; every line has a value or None for each of them.

    ``start`` is the first day of the plan, which may lie anywhere.  ``no_level`` says
    why there is no level.  ``sleep_minutes`` is empty without any night.
    """

    first: date
    start: date
    changes: tuple[date, ...]
    drugs: tuple[DrugLine, ...]
    level: LevelLine | None
    no_level: str
    symptoms: tuple[SymptomLine, ...]
    sleep_minutes: tuple[int | None, ...]
    nights_in_doubt: frozenset[date]
    length: int

    @property
    def days(self) -> tuple[date, ...]:
        """Each calendar day in turn."""
        return tuple(self.first + number * DAY for number in range(self.length))

    @property
    def has_sleep(self) -> bool:
        """Tell whether there is a night to draw."""
        return any(each is not None for each in self.sleep_minutes)


def chart_data(view: LivedView, plan: Planned, levels: PlanLevels | None) -> ChartData:
    """Lay the days of a view out as lines; ``levels`` are those of the same plan."""
    start = Schedule.of(plan).start
    days = tuple(Span(view.first, view.last + DAY).days)
    sleep = view.sleep
    return ChartData(
        first=view.first,
        start=start,
        changes=view.changes,
        drugs=tuple(
            DrugLine(each.stairs.drug, tuple(_doses(each, days, start)))
            for each in view.drugs
        ),
        level=_level(levels, days, start),
        no_level=_no_level(levels),
        symptoms=tuple(_symptom(each, days) for each in view.drawn),
        sleep_minutes=(
            () if sleep is None else tuple(sleep.minutes.get(day) for day in days)
        ),
        nights_in_doubt=frozenset(() if sleep is None else sleep.in_doubt),
        length=len(days),
    )


def _doses(drug: DrugDays, days: tuple[date, ...], start: date) -> Iterator[DoseDay]:
    """What is known of each day.

    A view names the days that differ and those that are open.  Of the others the
    doses of the plan were taken; nobody asked before it, nor where it has no dose.
    """
    planned = {
        day: stretch.total
        for stretch in drug.stairs.stretches
        for day in Span(stretch.first, stretch.end).days
    }
    differing = {each.day: each for each in drug.differing}
    still_open = frozenset(drug.open_days)
    for day in days:
        dose, other = planned[day], differing.get(day)
        if other is not None:
            answer = Answer.TAKEN if other.is_known else Answer.AT_LEAST
            yield DoseDay(dose, answer, other.taken)
        elif day in still_open:
            yield DoseDay(dose, Answer.OPEN)
        elif day < start or not dose:
            yield DoseDay(dose, Answer.NOT_ASKED)
        else:
            yield DoseDay(dose, Answer.TAKEN, dose)


def _level(
    levels: PlanLevels | None, days: tuple[date, ...], start: date
) -> LevelLine | None:
    if levels is None or not levels.all_drawn:
        return None
    if not all(levels.mean_today(speed) for speed in Eliminator):
        return None  # nothing was taken before, so there is nothing to compare with
    shares = {speed: _shares(levels, speed, days, start) for speed in Eliminator}
    ends = list(zip(*shares.values(), strict=True))
    return LevelLine(
        shares[Eliminator.TYPICAL],
        tuple(min(filter(_is_known, each), default=None) for each in ends),
        tuple(max(filter(_is_known, each), default=None) for each in ends),
    )


def _shares(
    levels: PlanLevels, speed: Eliminator, days: tuple[date, ...], start: date
) -> tuple[float | None, ...]:
    """The level of one kind of person, in per cent of what it was before the plan."""
    mean, before = levels.total(speed).mean, levels.mean_today(speed)
    places = [(day - start).days for day in days]
    return tuple(
        float(PER_CENT)
        if place < 0
        else PER_CENT * float(mean[place]) / before
        if place < len(mean)
        else None
        for place in places
    )


def _is_known(share: float | None) -> bool:
    return share is not None


def _no_level(levels: PlanLevels | None) -> str:
    """Why there is no level, each reason once."""
    missing = () if levels is None else levels.forecasts
    reasons = [each.reason for each in missing if isinstance(each, Undrawn)]
    return "; ".join(dict.fromkeys(reasons))


def _symptom(symptom: SymptomDays, days: tuple[date, ...]) -> SymptomLine:
    return SymptomLine(
        symptom.name,
        tuple(symptom.ratings.get(day) for day in days),
        tuple(wave.week for wave in symptom.waves),
    )
