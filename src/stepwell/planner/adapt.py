"""The agreed rule: a plan and a journal on a day, and what to do about the next step.

What is most urgent is looked at first, and the first check that has something to say
decides.  A proposal holds, slows or steps back; it never speeds up, and what nobody
wrote down is not known.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from stepwell.formulary import Formulary
from stepwell.journal.journal import Journal
from stepwell.plan.finding import Severity
from stepwell.plan.plan import Plan
from stepwell.plan.proposal import Proposal
from stepwell.plan.request import Request
from stepwell.plan.schedule import Schedule
from stepwell.planner.adapt_intake import above_the_plan, below_the_plan, unsteady
from stepwell.planner.adapt_outside import after_the_end, before_the_start
from stepwell.planner.adapt_safety import frozen, help_first, lost_sleep
from stepwell.planner.adapt_symptoms import by_symptoms
from stepwell.planner.adaptation import Action, Adaptation, Because
from stepwell.planner.assumptions import assumptions_of
from stepwell.planner.moment import Moment
from stepwell.planner.renewed import renewed
from stepwell.safety.case import Case
from stepwell.safety.review import review


Check = Callable[[Moment], Adaptation | None]
CHECKS: tuple[Check, ...] = (
    help_first,
    before_the_start,
    after_the_end,
    lost_sleep,
    above_the_plan,
    below_the_plan,
    unsteady,
    frozen,
)
"""In this order; what the symptoms say comes after all of them."""


def adapt(
    plan: Plan, request: Request, journal: Journal, on: date, formulary: Formulary
) -> Adaptation:
    """Propose what to do on a day, by the rule that the request carries.

    Same plan, request, journal and day, same proposal.
    """
    formulary = formulary.with_products(request.custom_products)
    moment = Moment.of(plan, request, journal, on, formulary)
    found = (check(moment) for check in CHECKS)
    first = next((each for each in found if each is not None), None)
    proposed = replace(first or by_symptoms(moment), findings=moment.findings)
    return proposed if proposed.plan is None else _reviewed(proposed, moment)


def _reviewed(proposed: Adaptation, moment: Moment) -> Adaptation:
    """What was proposed with its review, unless that finds something to stop."""
    assert proposed.plan is not None
    request = renewed(moment.request, proposed.plan)
    schedule = Schedule.of_plan(proposed.plan)
    case = Case.of_request(request, moment.formulary, schedule)
    findings = review(case)
    stops = [each for each in findings if each.severity is Severity.STOP]
    if stops:
        why = Because(
            f"The plan as it would be then is stopped: {stops[0].text} So stay on this"
            " dose, and talk to your prescriber.",
            stops[0].source,
        )
        return replace(
            proposed, action=Action.HOLD, plan=None, because=(*proposed.because, why)
        )
    scale = case.scale
    return replace(
        proposed,
        proposal=Proposal(
            request=request,
            plan=proposed.plan,
            findings=findings,
            assumptions=assumptions_of(request, moment.formulary, scale, {}),
            table=scale.table.id,
        ),
    )
