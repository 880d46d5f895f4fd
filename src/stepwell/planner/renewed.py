"""The request that belongs to a plan made anew: the same wishes, from a later day.

What was true on the first day only, a count of the cupboard or a review that has
passed, is left out, so that nobody plans with it.
"""

from dataclasses import replace
from datetime import date

from stepwell.plan.care import Care
from stepwell.plan.crossover import DIAZEPAM
from stepwell.plan.plan import Plan
from stepwell.plan.request import CurrentDose, Method, Request
from stepwell.plan.supply_wish import SupplyWish


def renewed(request: Request, plan: Plan) -> Request:
    """The request as it stands when a plan begins anew."""
    current = tuple(
        CurrentDose(drug, time, amount)
        for (drug, time), amount in plan.before.amounts.items()
    )
    coming = {DIAZEPAM} if plan.crossover is not None else set()
    drugs = {dose.drug for dose in current} | coming
    goal, first = request.goal, request.reduce_first
    return replace(
        request,
        start=plan.start,
        current=current,
        goal=replace(
            goal,
            drug=goal.drug if goal.drug in drugs else None,
            by=_later(goal.by, plan.end),
        ),
        reduce_first=first if first in {dose.time for dose in current} else None,
        method=Method.CROSSOVER if plan.crossover is not None else Method.DIRECT,
        crossover=replace(request.crossover, swaps=()),
        care=_care(request.care, plan.start),
        supply=_supply(request.supply, plan.start),
    )


def _care(care: Care, start: date) -> Care:
    return replace(care, next_review=_later(care.next_review, start))


def _supply(wish: SupplyWish, start: date) -> SupplyWish:
    counted = wish.cupboard
    stale = counted is not None and counted.counted_on < start
    return replace(wish, cupboard=None) if stale else wish


def _later(day: date | None, start: date) -> date | None:
    return day if day is not None and day >= start else None
