"""What the change of drug does to the level of both together, in words."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from stepwell.documents.figures import percent
from stepwell.documents.plan_levels import PlanLevels
from stepwell.kinetics.people import Eliminator
from stepwell.plan.plan import Plan


MORE_THAN_TODAY = 1.05
SETTLING_DAYS = 28
"""How long after the last swap the level of diazepam is still watched."""


@dataclass(frozen=True, slots=True)
class Dip:
    """The lowest and highest mean of a day, as shares of today's, and on which days."""

    lowest: float
    lowest_day: int
    highest: float
    highest_day: int


def change_over(plan: Plan, levels: PlanLevels) -> Iterator[str]:
    """Say how far the modelled level dips and rises; nothing without a crossover."""
    if plan.crossover is None:
        return
    if not levels.all_drawn:
        yield "The level during the change of drug is not drawn: see the drugs below."
        return
    dips = {speed: _dip(plan, levels, speed) for speed in Eliminator}
    typical = dips[Eliminator.TYPICAL]
    yield (
        "During the change of drug the modelled level of both together is lowest about"
        f" day {typical.lowest_day}, at about {percent(typical.lowest)} % of today's"
        f" (slow eliminators {percent(dips[Eliminator.SLOW].lowest)} %, fast"
        f" {percent(dips[Eliminator.FAST].lowest)} %): then withdrawal can be felt,"
        " even where a swap takes nothing away."
    )
    yield (
        f"It is highest about day {typical.highest_day}, at about"
        f" {percent(typical.highest)} % (slow {percent(dips[Eliminator.SLOW].highest)}"
        f" %, fast {percent(dips[Eliminator.FAST].highest)} %): watch for sleepiness"
        " and do not drive if you feel it."
    )
    if typical.highest > MORE_THAN_TODAY:
        yield (
            "Caution: in a typical person that is more than 5 % above today's level."
            " Ask the prescriber before the first swap whether less diazepam is right."
        )
    yield (
        "These shares assume that the equivalence is right for this person. Tables"
        " differ up to fourfold, so what is felt counts more: tell the prescriber."
    )


def _dip(plan: Plan, levels: PlanLevels, speed: Eliminator) -> Dip:
    assert plan.crossover is not None
    last = plan.steps[plan.crossover.last_step - 1]
    watched = plan.steps[plan.crossover.last_step :]
    swapping = (last.end - plan.start).days
    settling = sum(step.days for step in watched[:1])
    days = swapping + min(SETTLING_DAYS, settling)
    mean = levels.total(speed).mean[:days] / levels.mean_today(speed)
    return Dip(
        lowest=float(mean.min()),
        lowest_day=int(np.argmin(mean)) + 1,
        highest=float(mean.max()),
        highest_day=int(np.argmax(mean)) + 1,
    )
