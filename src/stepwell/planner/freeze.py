"""Freezes: a plan waits while another medicine changes the level of its drugs.

Whatever the planner made is looked at once more.  A change of dose that falls into a
freeze (see `safety.freezes`) waits for its end: the step before it is held, and
everything after it moves back whole.  All drugs of the plan wait, not only the one
whose level moves, because two changes at once cannot be told apart.  So the plan
never speeds up, and the doses and their order stay.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from stepwell.dispensing import MakeableDoses
from stepwell.formulary import Formulary
from stepwell.plan.finding import Finding
from stepwell.plan.plan import Dose, Part, Plan, Step
from stepwell.plan.request import Request
from stepwell.plan.schedule import Period, Schedule
from stepwell.plan.times import DoseTime
from stepwell.planner.assemble import by_time
from stepwell.planner.deadline import misses_deadline
from stepwell.planner.direct import Working, not_makeable
from stepwell.planner.rungs import ladder_for
from stepwell.quantities import Mass
from stepwell.safety.case import Case
from stepwell.safety.freezes import Freeze, freezes


HELD_TODAY = "The dose stays the same: this holds it before the first change."


def with_freezes(
    working: Working, request: Request, formulary: Formulary, case: Case
) -> Working:
    """Hold the steps of a plan over its freezes; a plan without any stays as it is.

    A plan that ends after the date asked for because of them is a problem.
    """
    if working.plan is None or not request.co_drugs:
        return working
    plan = working.plan
    while (found := _first_broken(plan, case)) is not None:
        held, freeze = found
        if held.number:
            plan = _longer(plan, held.number, freeze)
            continue
        today = _todays_doses(request, formulary, case, plan)
        if isinstance(today, Finding):
            return Working(working.paces, problem=today)
        plan = _begun_with(plan, today, freeze)
    if misses_deadline(request, working.plan) is not None:
        return replace(working, plan=plan)
    late = misses_deadline(request, plan, held=True)
    return replace(working, plan=plan, problem=late)


def _first_broken(plan: Plan, case: Case) -> tuple[Period, Freeze] | None:
    """The first period whose end changes a dose within a freeze, and that freeze."""
    schedule = Schedule.of_plan(plan)
    frozen = tuple(freezes(replace(case, schedule=schedule)))
    for held, following in pairwise(schedule.periods):
        if following.regimen != held.regimen:
            broken = [each for each in frozen if each.covers(following.start)]
            if broken:
                return held, max(broken, key=lambda freeze: freeze.until)
    return None


def _longer(plan: Plan, number: int, freeze: Freeze) -> Plan:
    """The plan with one step held until the end of a freeze."""
    step = plan.steps[number - 1]
    more = (freeze.until - step.end).days
    reasons = (*step.reasons, _reason(freeze))
    held = replace(step, days=step.days + more, reasons=reasons)
    kept = (*plan.steps[: number - 1], held)
    return _shifted(plan, kept, plan.steps[number:], more)


def _begun_with(plan: Plan, today: tuple[Dose, ...], freeze: Freeze) -> Plan:
    """The plan after a first step that holds today's doses."""
    days = (freeze.until - plan.start).days
    first = Step(1, plan.start, days, today, (HELD_TODAY, _reason(freeze)))
    return _shifted(plan, (first,), plan.steps, days)


def _shifted(
    plan: Plan, kept: tuple[Step, ...], later: tuple[Step, ...], days: int
) -> Plan:
    """The plan of some steps as they are and the later ones so many days later."""
    wait = timedelta(days=days)
    added = len(kept) + len(later) - len(plan.steps)
    moved = (
        replace(step, number=step.number + added, start=step.start + wait)
        for step in later
    )
    stop, swaps = plan.stop_date, plan.crossover
    return replace(
        plan,
        steps=(*kept, *moved),
        stop_date=stop and stop + wait,
        crossover=swaps and replace(swaps, last_step=swaps.last_step + added),
    )


def _reason(freeze: Freeze) -> str:
    return (
        f"Held until {freeze.until}, because {freeze.words}: no dose changes in the 14"
        f" days before that, nor before the level has settled (G20). {freeze.reason}"
    )


def _todays_doses(
    request: Request, formulary: Formulary, case: Case, plan: Plan
) -> tuple[Dose, ...] | Finding:
    """Today's doses, made as simply as can be; or a finding that they cannot be."""
    planned = _parts(dose for step in plan.steps for dose in step.doses)
    poured = {part.product for part in planned if part.volume is not None}
    doses: list[Dose] = []
    for drug in request.drugs:
        amounts = case.today.amounts_of(drug)
        starts = {time: amount.nanograms for time, amount in amounts.items()}
        ladder = ladder_for(request, formulary, drug, starts)
        ways = [
            made
            for rung in ladder
            if (made := _made(drug, amounts, rung.staircase.makeable)) is not None
        ]
        if not ways:
            return not_makeable(drug, case.today.total(drug).words)
        doses += min(ways, key=lambda made: _pours_another(made, poured))
    return by_time(doses)


def _made(
    drug: str, amounts: Mapping[DoseTime, Mass], makeable: MakeableDoses
) -> tuple[Dose, ...] | None:
    if any(amount.nanograms not in makeable.ways for amount in amounts.values()):
        return None
    return tuple(
        Dose(time, drug, amount, makeable.parts(amount.nanograms))
        for time, amount in amounts.items()
    )


def _parts(doses: Iterable[Dose]) -> Iterator[Part]:
    for dose in doses:
        yield from dose.parts


def _pours_another(doses: Iterable[Dose], poured: set[str]) -> bool:
    """Tell whether a liquid is used that the plan does not use (H12)."""
    liquids = {part.product for part in _parts(doses) if part.volume is not None}
    return not liquids <= poured
