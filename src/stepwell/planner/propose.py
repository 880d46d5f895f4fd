"""The centre: a request in, a proposal out."""

from dataclasses import replace

from stepwell.formulary import Formulary
from stepwell.plan.finding import Finding
from stepwell.plan.proposal import Proposal
from stepwell.plan.request import Method, Request
from stepwell.plan.schedule import Schedule
from stepwell.planner.assumptions import assumptions_of
from stepwell.planner.crossover import plan_crossover
from stepwell.planner.deadline import misses_deadline
from stepwell.planner.direct import Working, plan_direct
from stepwell.planner.freeze import with_freezes
from stepwell.planner.supply_findings import supply_findings
from stepwell.safety.case import Case
from stepwell.safety.review import review
from stepwell.safety.triage import triage


def propose(request: Request, formulary: Formulary) -> Proposal:
    """Make the plan, or give the reasons why not, with the working of both.

    What the planner made is judged by the safety room like a stranger's schedule.
    Same request and formulary, same proposal.
    """
    formulary = formulary.with_products(request.custom_products)
    case = Case.of_request(request, formulary)
    first_look = triage(request, formulary)
    table = case.scale.table.id
    if not first_look.may_plan:
        return Proposal(request, None, first_look.findings, (), table=table)
    plan_by = plan_crossover if request.method is Method.CROSSOVER else plan_direct
    working = plan_by(request, formulary, case, first_look)
    working = with_freezes(working, request, formulary, case)
    return Proposal(
        request=request,
        plan=working.plan,
        findings=_judged(working, case, first_look.findings),
        assumptions=assumptions_of(request, formulary, case.scale, working.paces),
        pace=tuple(
            reason for pace in working.paces.values() for reason in pace.reasons
        ),
        table=table,
    )


def _judged(
    working: Working, case: Case, before: tuple[Finding, ...]
) -> tuple[Finding, ...]:
    if working.problem is not None:
        return (working.problem, *before)
    assert working.plan is not None
    assert case.request is not None
    late = misses_deadline(case.request, working.plan)
    if late is not None:
        return (late, *before)
    judged = review(replace(case, schedule=Schedule.of_plan(working.plan)))
    supply = supply_findings(case.request, case.formulary, working.plan)
    return (*judged, *working.notes, *supply)
