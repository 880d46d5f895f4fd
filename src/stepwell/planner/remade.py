"""An agreed plan made anew from a day on: held, slowed, back, or from what is taken.

Each gives a plan that begins on that day with the dose then in force, so it never
rises, and no later step comes earlier than it was agreed.
"""

from dataclasses import replace
from datetime import date, timedelta
from itertools import takewhile

from stepwell.formulary import Formulary
from stepwell.plan.plan import Dose, Plan, Step
from stepwell.plan.regimen import Regimen
from stepwell.plan.request import USUAL_CUT_DAYS, Request
from stepwell.planner.halfway import doses_halfway
from stepwell.planner.holds import lengthened, with_step
from stepwell.planner.made import made_doses


SHORTEST_DAYS = USUAL_CUT_DAYS
HELD = "The dose stays the same: this holds it, as agreed, before the next change."
HALF = "This is half of the change that was planned, as agreed."
OTHER_HALF = "This is the other half of it."
LONGER = "This lasts twice as long as planned, as agreed."
BACK = "This returns to the last dose that was tolerated, as agreed, and holds it."
BACK_IF = (
    "This returns to the last dose that was tolerated, as the prescriber decides, and"
    " holds it."
)
AGAIN = "The last dose of the plan again, as the prescriber decides; it is held here."
AS_TAKEN = "This is the dose that was taken in the last days; it is held here."


def rest_of(plan: Plan, on: date) -> Plan:
    """The plan from the morning of a day on, which has to lie within its steps.

    A change that is due on that day is put off until the next, so that it can still be
    put off further.
    """
    now = step_on(plan, on)
    left = max(0, (now.end - on).days)
    first = replace(now, number=1, start=on, days=max(1, left), reasons=())
    wait = first.end - max(on, now.end)
    later = _moved(plan.steps[now.number :], wait, 1 - now.number)
    swaps = plan.crossover
    if swaps is not None:
        last = swaps.last_step - now.number + 1
        swaps = replace(swaps, last_step=last) if last > 1 else None
    stop = plan.stop_date and plan.stop_date + wait
    return Plan(on, now.regimen, (first, *later), stop, swaps)


def step_on(plan: Plan, on: date) -> Step:
    """The step in force in the morning of a day, before a change that is due on it.

    A last dose that is the goal goes on after its step.
    """
    if plan.stop_date is None and on > plan.end:
        return plan.steps[-1]
    return next(step for step in plan.steps if step.start < on <= step.end)


def awaiting(plan: Plan, on: date, doses: tuple[Dose, ...]) -> Plan:
    """A plan that has not begun, from a day on: today's doses, then its steps.

    A first step that is due on that day is put off until the next.
    """
    first = Step(1, on, max(1, (plan.start - on).days), doses)
    wait = first.end - plan.start
    swaps = plan.crossover
    return Plan(
        on,
        plan.before,
        (first, *_moved(plan.steps, wait, 1)),
        plan.stop_date and plan.stop_date + wait,
        swaps and replace(swaps, last_step=swaps.last_step + 1),
    )


def held_until(rest: Plan, until: date, reason: str = HELD) -> Plan:
    """The rest of a plan with its first step held until a day, if it is shorter."""
    more = (until - rest.steps[0].end).days
    return lengthened(rest, 1, more, reason) if more > 0 else rest


def slowed(rest: Plan, request: Request, formulary: Formulary) -> Plan | None:
    """The rest of a plan with its next change halved; None where that cannot be.

    Short steps of a micro-taper last twice as long for the next 14 days instead.
    A change that is a half already stays as it is.
    """
    if rest.crossover is not None or not has_next(rest):
        return None
    following = rest.steps[1] if len(rest.steps) > 1 else None
    if half_is_next(rest):
        return rest
    if following is not None and following.days < SHORTEST_DAYS:
        return _doubled(rest)
    below = following.regimen if following is not None else Regimen.of(())
    doses = doses_halfway(rest, rest.steps[0].doses, below, request, formulary)
    if doses is None:
        return None
    days = max(SHORTEST_DAYS, following.days if following else rest.steps[0].days)
    halved = with_step(rest, 1, doses, days, HALF)
    return _explained(halved) if following is not None else halved


def _explained(halved: Plan) -> Plan:
    """The plan whose third step says that it is the other half of a change."""
    first, half, other, *later = halved.steps
    reasons = (OTHER_HALF, *other.reasons[1:])
    return replace(halved, steps=(first, half, replace(other, reasons=reasons), *later))


def has_next(rest: Plan) -> bool:
    """Tell whether a change is still to come."""
    return len(rest.steps) > 1 or rest.stop_date is not None


def half_is_next(rest: Plan) -> bool:
    """Tell whether the next change is half of one already."""
    return len(rest.steps) > 1 and HALF in rest.steps[1].reasons


def _doubled(rest: Plan) -> Plan:
    soon = rest.steps[1].start + timedelta(days=SHORTEST_DAYS)
    short = list(takewhile(lambda step: step.start < soon, rest.steps[1:]))
    for step in short:
        rest = lengthened(rest, step.number, step.days, LONGER)
    return rest


def stepped_back(
    plan: Plan,
    on: date,
    back: tuple[Dose, ...],
    request: Request,
    formulary: Formulary,
    reason: str = BACK,
) -> Plan | None:
    """The plan from the doses of the step before, then half of the step again.

    None where a swap lies between: that is for a prescriber.
    """
    now, swaps = step_on(plan, on), plan.crossover
    if swaps is not None and now.number <= swaps.last_step + 1:
        return None
    whole = replace(now, number=1, start=on, days=_whole_days(plan, now), reasons=())
    wait = whole.end - now.end
    later = _moved(plan.steps[now.number :], wait, 1 - now.number)
    before = Regimen.of((dose.drug, dose.time, dose.amount) for dose in back)
    again = Plan(on, before, (whole, *later), plan.stop_date and plan.stop_date + wait)
    begun = with_step(again, 0, back, SHORTEST_DAYS, reason)
    return slowed(begun, request, formulary) or begun


def _whole_days(plan: Plan, now: Step) -> int:
    """How long a step lasts; the first of a version is only what was left of it."""
    if now.number > 1:
        return now.days
    following = plan.steps[1].days if len(plan.steps) > 1 else SHORTEST_DAYS
    return max(now.days, following)


def _moved(
    steps: tuple[Step, ...], wait: timedelta, renumbered: int
) -> tuple[Step, ...]:
    return tuple(
        replace(step, number=step.number + renumbered, start=step.start + wait)
        for step in steps
    )


def from_taken(
    plan: Plan, on: date, taken: Regimen, request: Request, formulary: Formulary
) -> Plan | None:
    """The plan from a lower dose than it planned, held until the plan is as low.

    None where that dose cannot be made, where no later step is as low at each time of
    the day, and within the swaps of a crossover.
    """
    rest = rest_of(plan, on)
    doses = made_doses(taken, plan, request, formulary)
    if doses is None or rest.crossover is not None:
        return None
    lower = tuple(step for step in rest.steps[1:] if not step.regimen.rises_over(taken))
    if rest.steps[1:] and not lower:
        return None
    end = lower[0].start if lower else rest.end
    days = max(SHORTEST_DAYS, (end - on).days)
    wait = timedelta(days=days) - (end - on)
    later = _moved(lower, wait, 2 - lower[0].number if lower else 0)
    first = Step(1, on, days, doses, (AS_TAKEN,))
    stop = rest.stop_date and rest.stop_date + wait
    return Plan(on, taken, (first, *later), stop)


def reinstated(plan: Plan, on: date, request: Request, formulary: Formulary) -> Plan:
    """The last dose of a plan again, held, and then ended in smaller steps.

    Only a prescriber decides on this.
    """
    last = plan.steps[-1]
    days = max(2 * SHORTEST_DAYS, last.days)
    step = Step(1, on, days, last.doses, (AGAIN,))
    again = Plan(on, last.regimen, (step,), step.end)
    return slowed(again, request, formulary) or again
