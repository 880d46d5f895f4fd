"""The modelled levels of a plan: a forecast of each drug, and of diazepam instead."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from operator import add

from stepwell.formulary import Formulary
from stepwell.kinetics.course import course_of, on_another
from stepwell.kinetics.drug_model import NotModelledError
from stepwell.kinetics.exposure import Days
from stepwell.kinetics.forecast import (
    Body,
    Forecast,
    Undrawn,
    body_of,
    forecast,
    on_course,
)
from stepwell.kinetics.moiety import active_scale
from stepwell.kinetics.people import Eliminator
from stepwell.plan.request import Request
from stepwell.plan.schedule import Planned, Schedule
from stepwell.safety.scale import Scale


LONG_ACTING = "long"
DIAZEPAM = "diazepam"


@dataclass(frozen=True)
class PlanLevels:
    """The forecasts of a plan's drugs in the order they are taken.

    ``compared`` is the same plan on diazepam, where that shows something; ``tables``
    are the equivalence tables by which the drugs stand on one scale.
    """

    forecasts: tuple[Forecast | Undrawn, ...]
    compared: Forecast | None = None
    tables: tuple[str, ...] = ()

    @cached_property
    def drawn(self) -> tuple[Forecast, ...]:
        """The forecasts that have levels."""
        return tuple(each for each in self.forecasts if isinstance(each, Forecast))

    @property
    def all_drawn(self) -> bool:
        """Tell whether every drug has levels, so that they can be added up."""
        return bool(self.drawn) and len(self.drawn) == len(self.forecasts)

    def mean_today(self, speed: Eliminator) -> float:
        """The mean level of what is taken today, of all drugs together."""
        return sum(each.exposures[speed].mean_today for each in self.drawn)

    def total(self, speed: Eliminator) -> Days:
        """Each day's levels of all drawn drugs together."""
        return reduce(add, (each.exposures[speed].days for each in self.drawn))


def plan_levels(
    plan: Planned, request: Request, formulary: Formulary, scale: Scale
) -> PlanLevels:
    """Forecast the levels of every drug of a plan; ``formulary`` knows its products.

    Where several versions followed each other, ``request`` is that of the last.
    """
    schedule = Schedule.of(plan)
    request = replace(request, start=schedule.start)
    extended = _extended(schedule, formulary)
    found: list[Forecast | Undrawn] = []
    for drug in schedule.drugs:
        body = _body(drug, request, formulary, scale, extended=drug in extended)
        found.append(body if isinstance(body, Undrawn) else forecast(body, schedule))
    tables = scale.tables_used(schedule.drugs)
    only = found[0] if len(found) == 1 else None
    if not isinstance(only, Forecast):
        return PlanLevels(tuple(_as_long(found, schedule)), tables=tables)
    compared = _compared(only, request, formulary, scale)
    return PlanLevels((only,), compared, tables)


def _as_long(
    found: Sequence[Forecast | Undrawn], schedule: Schedule
) -> Iterator[Forecast | Undrawn]:
    """Follow every drug until the slowest of them has washed out."""
    drawn = [each for each in found if isinstance(each, Forecast)]
    longest = max((each.course.days for each in drawn), default=0)
    for each in found:
        if isinstance(each, Forecast) and each.course.days < longest:
            yield on_course(each.body, course_of(schedule, each.drug, longest))
        else:
            yield each


def _extended(schedule: Schedule, formulary: Formulary) -> frozenset[str]:
    """The drugs that are taken from extended-release products."""
    doses = (dose for period in schedule.periods for dose in period.doses)
    parts = (part for dose in doses for part in dose.parts)
    products = (formulary.product(part.product) for part in parts)
    return frozenset(each.drug for each in products if each.extended_release)


def _body(
    drug: str, request: Request, formulary: Formulary, scale: Scale, *, extended: bool
) -> Body | Undrawn:
    try:
        return body_of(
            formulary.drug(drug),
            scale.equivalent(drug),
            request.person,
            request.co_drugs,
            request.start,
            extended_release=extended,
        )
    except NotModelledError as problem:
        return Undrawn(drug, str(problem))


def _compared(
    own: Forecast, request: Request, formulary: Formulary, scale: Scale
) -> Forecast | None:
    """The same plan on diazepam; a long-acting drug needs no comparison."""
    if own.body.drug.course.text == LONG_ACTING:
        return None
    body = _body(DIAZEPAM, request, formulary, scale, extended=False)
    if isinstance(body, Undrawn):
        return None
    there = active_scale(body.known.model, body.cell).reference_mg
    mg_for_mg = there / own.typical.scale.reference_mg
    return on_course(body, on_another(own.course, DIAZEPAM, mg_for_mg))
