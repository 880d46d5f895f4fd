"""The forecast of a plan: the modelled levels of each drug, or why none are drawn."""

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from stepwell.formulary import Drug, Equivalent, Modifier
from stepwell.kinetics.course import Course, course_of
from stepwell.kinetics.drug_model import DrugModel, NotModelledError, drug_model
from stepwell.kinetics.engine import Phase
from stepwell.kinetics.exposure import Exposure
from stepwell.kinetics.modes import modes_of
from stepwell.kinetics.modifiers import changing, of_person, phases, undrawable
from stepwell.kinetics.moiety import active_scale
from stepwell.kinetics.people import Eliminator, eliminator
from stepwell.kinetics.quantities import washout
from stepwell.kinetics.settled import Settled
from stepwell.plan.person import Person
from stepwell.plan.request import CoDrug
from stepwell.plan.schedule import Schedule


LEAST_TAIL_DAYS, MOST_TAIL_DAYS = 7, 90
"""How long after the last dose the levels are followed, at least and at most."""


@dataclass(frozen=True, slots=True)
class Undrawn:
    """A drug whose level is not drawn, and why."""

    drug: str
    reason: str


@dataclass(frozen=True, slots=True)
class Body:
    """How somebody handles one drug from a day on, by kind of eliminator.

    ``cell`` is what the equivalence table in use says of the drug; ``modifiers`` are
    those of the person and ``co_drugs`` those that change the level: the phases
    contain both.
    """

    drug: Drug
    known: DrugModel
    cell: Equivalent
    modifiers: tuple[Modifier, ...]
    co_drugs: tuple[CoDrug, ...]
    phases: Mapping[Eliminator, Sequence[Phase]]


@dataclass(frozen=True, slots=True)
class Forecast:
    """The modelled levels of one drug over a course, by kind of eliminator."""

    body: Body
    course: Course
    exposures: Mapping[Eliminator, Exposure]

    @property
    def drug(self) -> str:
        """The drug."""
        return self.body.drug.id

    @property
    def typical(self) -> Exposure:
        """The levels of a typical eliminator."""
        return self.exposures[Eliminator.TYPICAL]


def body_of(
    drug: Drug,
    cell: Equivalent,
    person: Person,
    co_drugs: Sequence[CoDrug],
    start: date,
    *,
    extended_release: bool = False,
) -> Body:
    """How a person handles a drug from a day on.

    Raises NotModelledError, with a sentence, where no level may be drawn.
    """
    reason = undrawable(person)
    if reason:
        raise NotModelledError(reason)
    known = drug_model(drug, extended_release=extended_release)
    return Body(
        drug=drug,
        known=known,
        cell=cell,
        modifiers=of_person(drug, person),
        co_drugs=changing(drug, co_drugs),
        phases={
            speed: phases(
                eliminator(known, speed), drug, person, speed, co_drugs, start
            )
            for speed in Eliminator
        },
    )


def forecast(body: Body, schedule: Schedule) -> Forecast:
    """Model the levels over a schedule and, after it, until they have washed out."""
    last = schedule.periods[-1]
    end = last.start if last.regimen.is_nothing else last.end
    planned = (end - schedule.periods[1].start).days
    tail = _tail_days(body, course_of(schedule, body.drug.id, planned))
    return on_course(body, course_of(schedule, body.drug.id, planned + tail))


def on_course(body: Body, course: Course) -> Forecast:
    """Model the levels over a course."""
    scale = active_scale(body.known.model, body.cell)
    exposures = {
        speed: Exposure(course, found, scale) for speed, found in body.phases.items()
    }
    return Forecast(body, course, exposures)


def washout_days(body: Body, course: Course, speed: Eliminator) -> float:
    """Days from the end of the last day with doses until almost nothing is left.

    Where another medicine comes or goes after the last dose, the slowest handling from
    then on counts.
    """
    scale = active_scale(body.known.model, body.cell)
    found = []
    for phase in _phases_after(body.phases[speed], course):
        modes = modes_of(phase.model)
        gone = washout(Settled(modes, course.usual, modes.weights @ scale.typical))
        assert gone.number is not None  # a washout always has an end
        found.append(gone.number)
    return max(found)


def _phases_after(phases: Sequence[Phase], course: Course) -> Sequence[Phase]:
    """The phase of the last dose and those that follow it."""
    last_h = float(course.history.time_h[-1]) if course.history else 0.0
    return phases[bisect_right([phase.from_h for phase in phases], last_h) - 1 :]


def _tail_days(body: Body, course: Course) -> int:
    """Days until a slow eliminator's level is negligible."""
    gone = math.ceil(washout_days(body, course, Eliminator.SLOW))
    return min(MOST_TAIL_DAYS, max(LEAST_TAIL_DAYS, gone))
