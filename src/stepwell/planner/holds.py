"""Plans made longer: a step held, or another step put between two.

The doses and their order stay, and everything after the change moves back whole, so
nothing ever speeds up.
"""

from dataclasses import replace
from datetime import timedelta

from stepwell.plan.plan import Dose, Plan, Step


def lengthened(plan: Plan, number: int, days: int, reason: str) -> Plan:
    """The plan with one step held for so many days more."""
    step = plan.steps[number - 1]
    reasons = tuple(dict.fromkeys((*step.reasons, reason)))
    held = replace(step, days=step.days + days, reasons=reasons)
    kept = (*plan.steps[: number - 1], held)
    return _shifted(plan, kept, plan.steps[number:], days)


def with_step(
    plan: Plan, after: int, doses: tuple[Dose, ...], days: int, *reasons: str
) -> Plan:
    """The plan with one more step after so many of its steps; 0 begins with it."""
    kept = plan.steps[:after]
    start = kept[-1].end if kept else plan.start
    added = Step(after + 1, start, days, doses, reasons)
    return _shifted(plan, (*kept, added), plan.steps[after:], days)


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
    if swaps is not None and len(kept) - added < swaps.last_step:
        swaps = replace(swaps, last_step=swaps.last_step + added)
    return replace(
        plan, steps=(*kept, *moved), stop_date=stop and stop + wait, crossover=swaps
    )
