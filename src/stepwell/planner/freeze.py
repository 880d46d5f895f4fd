"""Freezes: a plan waits while another medicine changes the level of its drugs.

Whatever the planner made is looked at once more.  A change of dose that falls into a
freeze (see `safety.freezes`) waits for its end: the step before it is held, and
everything after it moves back whole.  All drugs of the plan wait, not only the one
whose level moves, because two changes at once cannot be told apart.  So the plan
never speeds up, and the doses and their order stay.
"""

from dataclasses import replace
from itertools import pairwise

from stepwell.formulary import Formulary
from stepwell.plan.finding import Finding
from stepwell.plan.plan import Dose, Plan
from stepwell.plan.request import Request
from stepwell.plan.schedule import Period, Schedule
from stepwell.planner.assemble import by_time
from stepwell.planner.deadline import misses_deadline
from stepwell.planner.direct import Working, not_makeable
from stepwell.planner.holds import lengthened, with_step
from stepwell.planner.made import pours_another, ways_to_make
from stepwell.safety.case import Case
from stepwell.safety.freezes import Freeze, freezes


HELD_UNTIL = "Held until"
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
            more = (freeze.until - held.end).days
            plan = _without_waits(plan, held.number)
            plan = lengthened(plan, held.number, more, _reason(freeze))
            continue
        today = _todays_doses(request, formulary, case, plan)
        if isinstance(today, Finding):
            return Working(working.paces, problem=today)
        days = (freeze.until - plan.start).days
        plan = with_step(plan, 0, today, days, HELD_TODAY, _reason(freeze))
    notes = _moved(working.notes, len(plan.steps) - len(working.plan.steps))
    held_plan = replace(working, plan=plan, notes=notes)
    if misses_deadline(request, working.plan) is not None:
        return held_plan
    return replace(held_plan, problem=misses_deadline(request, plan, held=True))


def _moved(notes: tuple[Finding, ...], added: int) -> tuple[Finding, ...]:
    """The notes on steps before which so many were added."""
    return tuple(
        note if note.step is None else replace(note, step=note.step + added)
        for note in notes
    )


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


def _without_waits(plan: Plan, number: int) -> Plan:
    """The plan with a step that no longer says until when an earlier wait held it."""
    step = plan.steps[number - 1]
    reasons = tuple(each for each in step.reasons if not each.startswith(HELD_UNTIL))
    kept = (*plan.steps[: number - 1], replace(step, reasons=reasons))
    return replace(plan, steps=(*kept, *plan.steps[number:]))


def _reason(freeze: Freeze) -> str:
    return (
        f"{HELD_UNTIL} {freeze.until}, because {freeze.words}: no dose changes in the"
        f" 14 days before that, nor before the level has settled (G20). {freeze.reason}"
    )


def _todays_doses(
    request: Request, formulary: Formulary, case: Case, plan: Plan
) -> tuple[Dose, ...] | Finding:
    """Today's doses, made as simply as can be; or a finding that they cannot be."""
    doses: list[Dose] = []
    for drug in request.drugs:
        amounts = case.today.amounts_of(drug)
        ways = ways_to_make(drug, amounts, request, formulary)
        if not ways:
            return not_makeable(request, drug, case.today.total(drug).words)
        doses += min(ways, key=lambda made: pours_another(made, plan, formulary))
    return by_time(doses)
