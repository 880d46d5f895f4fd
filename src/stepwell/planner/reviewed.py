"""What was proposed, held over freezes, with the review of its plan."""

from dataclasses import replace

from stepwell.plan.agreed_rule import HOLD_DAYS
from stepwell.plan.finding import Finding, Severity
from stepwell.plan.plan import Plan
from stepwell.plan.proposal import Proposal
from stepwell.planner.adapt_safety import frozen
from stepwell.planner.adaptation import HOLDING, Action, Adaptation, Because
from stepwell.planner.judged import judged
from stepwell.planner.moment import Moment
from stepwell.planner.renewed import renewed


WITHOUT_STOPS = {
    **dict.fromkeys(HOLDING, Severity.CAUTION),
    Action.REINSTATE: Severity.LOCK,
}
"""What a stop becomes beside a hold, and beside what only a prescriber may accept."""


def reviewed(first: Adaptation, moment: Moment, seen: int = 1) -> Adaptation:
    """The proposal as it is given.

    A plan that the review stops is not proposed; the dose is held instead. A hold
    changes no dose, so nothing that is found undoes it: it is said beside it.
    ``seen`` is how many of the reasons say what was seen; a hold instead keeps them.
    """
    proposed = replace(frozen(first, moment), findings=moment.findings)
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
    held = moment.holding(HOLD_DAYS, *proposed.because[:seen], why)
    return reviewed(held, moment)


def _at_most(finding: Finding, severity: Severity) -> Finding:
    stops = finding.severity is Severity.STOP
    return replace(finding, severity=severity) if stops else finding


def _proposal(proposed: Adaptation, plan: Plan, moment: Moment) -> Proposal:
    earlier = moment.earlier_after(proposed.action)
    request = renewed(moment.request, plan, earlier, moment.formulary)
    return judged(plan, request, moment.formulary)
