"""The agreed plan as it really stands: a hold has put off what would have come."""

from dataclasses import replace
from datetime import date, timedelta

from stepwell.plan.plan import Plan
from stepwell.planner.holds import lengthened
from stepwell.planner.remade import HELD
from stepwell.web.plans.following import InForce, Why


AS_WRITTEN = (Why.PLAN, Why.ENDED)


def as_it_stands(plan: Plan, now: InForce) -> Plan:
    """The plan in which the dose in force today lasts until tomorrow at least.

    Without it a held plan would be looked at as if its steps had been taken (H07).
    """
    if now.why in AS_WRITTEN:
        return plan
    if now.step is None:
        return _begun_later(plan, now.day + timedelta(days=1)) if _held(now) else plan
    step = plan.steps[now.step.number - 1]
    more = (now.day - step.end).days + 1
    return lengthened(plan, step.number, more, HELD) if more > 0 else plan


def _held(now: InForce) -> bool:
    return now.why is Why.HELD


def _begun_later(plan: Plan, start: date) -> Plan:
    wait = start - plan.start
    if wait <= timedelta():
        return plan
    return replace(
        plan,
        start=start,
        steps=tuple(replace(each, start=each.start + wait) for each in plan.steps),
        stop_date=plan.stop_date and plan.stop_date + wait,
    )
