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
from stepwell.plan.agreed_rule import HOLD_DAYS
from stepwell.plan.finding import Finding, Severity
from stepwell.plan.plan import Plan
from stepwell.plan.proposal import Proposal
from stepwell.plan.request import Request
from stepwell.planner.adapt_intake import (
    above_the_plan,
    below_the_plan,
    stopped,
    unsteady,
)
from stepwell.planner.adapt_outside import after_the_end, before_the_start
from stepwell.planner.adapt_safety import frozen, help_first, lost_sleep
from stepwell.planner.adapt_symptoms import by_symptoms
from stepwell.planner.adaptation import HOLDING, Action, Adaptation, Because
from stepwell.planner.judged import judged
from stepwell.planner.moment import Moment
from stepwell.planner.renewed import renewed


Check = Callable[[Moment], Adaptation | None]
CHECKS: tuple[Check, ...] = (
    help_first,
    after_the_end,
    stopped,
    lost_sleep,
    above_the_plan,
    below_the_plan,
    unsteady,
    before_the_start,
    by_symptoms,
)
"""In this order; the last one always has something to say."""

WITHOUT_STOPS = {
    **dict.fromkeys(HOLDING, Severity.CAUTION),
    Action.REINSTATE: Severity.LOCK,
}
"""What a stop becomes beside a hold, and beside what only a prescriber may accept."""


def adapt(
    plan: Plan, request: Request, journal: Journal, on: date, formulary: Formulary
) -> Adaptation:
    """Propose what to do on a day, by the rule that the request carries.

    Same plan, request, journal and day, same proposal.
    """
    formulary = formulary.with_products(request.custom_products)
    moment = Moment.of(plan, request, journal, on, formulary)
    found = (check(moment) for check in CHECKS)
    first = next(each for each in found if each is not None)
    proposed = replace(frozen(first, moment), findings=moment.findings)
    return _reviewed(proposed, moment)


def _reviewed(proposed: Adaptation, moment: Moment) -> Adaptation:
    """What was proposed, with the review of its plan.

    A plan that the review stops is not proposed; the dose is held instead. A hold
    changes no dose, so nothing that is found undoes it: it is said beside it.
    """
    if proposed.plan is None:
        return proposed
    proposal = _proposal(proposed, proposed.plan, moment)
    stops = [each for each in proposal.findings if each.severity is Severity.STOP]
    if not stops:
        return replace(proposed, proposal=proposal)
    if proposed.action in WITHOUT_STOPS:
        severity = WITHOUT_STOPS[proposed.action]
        findings = tuple(_at_most(each, severity) for each in proposal.findings)
        return replace(proposed, proposal=replace(proposal, findings=findings))
    why = Because(
        f"The plan as it would be then is stopped: {stops[0].text} So the dose is held;"
        " talk to your prescriber.",
        stops[0].source,
    )
    held = frozen(moment.holding(HOLD_DAYS, proposed.because[0], why), moment)
    return _reviewed(replace(held, findings=proposed.findings), moment)


def _at_most(finding: Finding, severity: Severity) -> Finding:
    stops = finding.severity is Severity.STOP
    return replace(finding, severity=severity) if stops else finding


def _proposal(proposed: Adaptation, plan: Plan, moment: Moment) -> Proposal:
    earlier = moment.earlier_after(proposed.action)
    request = renewed(moment.request, plan, earlier, moment.formulary)
    return judged(plan, request, moment.formulary)
