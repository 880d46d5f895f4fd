"""A plan that exists already, looked at as it stands now."""

from stepwell.formulary import Formulary
from stepwell.plan.plan import Plan
from stepwell.plan.proposal import Proposal
from stepwell.plan.request import Request
from stepwell.plan.schedule import Schedule
from stepwell.planner.assumptions import assumptions_of
from stepwell.planner.propose import propose
from stepwell.safety.case import Case
from stepwell.safety.review import review


def judged(plan: Plan, request: Request, formulary: Formulary) -> Proposal:
    """Give a plan and its request with the review of both."""
    formulary = formulary.with_products(request.custom_products)
    case = Case.of_request(request, formulary, Schedule.of_plan(plan))
    return Proposal(
        request=request,
        plan=plan,
        findings=review(case),
        assumptions=assumptions_of(request, formulary, case.scale, {}),
        table=case.scale.table.id,
    )


def proposed_again(plan: Plan, request: Request, formulary: Formulary) -> Proposal:
    """Give a plan as it was proposed; one that was made otherwise is judged alone."""
    proposal = propose(request, formulary)
    return proposal if proposal.plan == plan else judged(plan, request, formulary)
