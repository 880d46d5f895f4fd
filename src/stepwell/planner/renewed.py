"""The request that belongs to a plan made anew: the same wishes, from a later day.

What was true on the first day only, a count of the cupboard or a review that has
passed, is left out, so that nobody plans with it.
"""

from dataclasses import replace
from datetime import date

from stepwell.formulary import Formulary
from stepwell.plan.care import Care
from stepwell.plan.crossover import DIAZEPAM, CrossoverWish
from stepwell.plan.plan import Plan
from stepwell.plan.request import CurrentDose, Earlier, Goal, Method, Request
from stepwell.plan.supply_wish import SupplyWish


def renewed(
    request: Request, plan: Plan, earlier: Earlier | None, formulary: Formulary
) -> Request:
    """The request as it stands when a plan begins anew."""
    current = tuple(
        CurrentDose(drug, time, amount)
        for (drug, time), amount in plan.before.amounts.items()
    )
    drugs = {dose.drug for dose in current}
    crosses = plan.crossover is not None
    moving = {DIAZEPAM} if crosses else set()
    swaps = replace(request.crossover, swaps=()) if crosses else CrossoverWish()
    first = request.reduce_first
    return replace(
        request,
        start=plan.start,
        current=current,
        goal=_goal(request, plan, moving),
        products=_products(request, drugs | moving, formulary),
        reduce_first=first if first in {dose.time for dose in current} else None,
        method=Method.CROSSOVER if crosses else Method.DIRECT,
        crossover=swaps,
        care=_care(request.care, plan.start),
        supply=_supply(request.supply, plan.start),
        earlier=earlier,
    )


def _goal(request: Request, plan: Plan, moving: set[str]) -> Goal:
    """The goal, without what has been reached or passed.

    A dose is of one drug; once a swap has begun and two are taken, it is named.
    """
    goal, taken = request.goal, plan.before
    meant, final = goal.drug or request.drugs[0], goal.final_dose
    if final is not None and meant not in moving and final >= taken.total(meant):
        final = None
    is_of_one = len(taken.drugs) > 1 and (final or goal.reduce_to)
    is_left = meant in {*taken.drugs, *moving}
    return replace(
        goal,
        drug=meant if is_left and (goal.drug or is_of_one) else None,
        by=_later(goal.by, plan.end),
        final_dose=final,
    )


def _products(
    request: Request, drugs: set[str], formulary: Formulary
) -> tuple[str, ...]:
    """The products of the drugs that are still taken."""
    known = formulary.with_products(request.custom_products)
    return tuple(each for each in request.products if known.product(each).drug in drugs)


def _care(care: Care, start: date) -> Care:
    return replace(care, next_review=_later(care.next_review, start))


def _supply(wish: SupplyWish, start: date) -> SupplyWish:
    counted = wish.cupboard
    stale = counted is not None and counted.counted_on < start
    return replace(wish, cupboard=None) if stale else wish


def _later(day: date | None, start: date) -> date | None:
    return day if day is not None and day >= start else None
