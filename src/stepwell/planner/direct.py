"""A direct taper: the same drug in smaller and smaller doses.

Several drugs are reduced one after the other; those that wait stay as they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from stepwell.dispensing import makeable_doses
from stepwell.formulary import Formulary
from stepwell.plan.finding import Finding, Severity
from stepwell.plan.plan import Dose, Plan
from stepwell.plan.request import Request
from stepwell.planner.assemble import Descent, assemble
from stepwell.planner.curve import Curve
from stepwell.planner.deadline import Meeting, meet_deadline
from stepwell.planner.descent import Stage, descend, start_stair
from stepwell.planner.fit import Blocked
from stepwell.planner.missing import missing_finding
from stepwell.planner.pace import Pace, choose_pace
from stepwell.planner.rungs import ladders_for, shelf_for
from stepwell.safety.case import Case
from stepwell.safety.triage import Triage


@dataclass(frozen=True, slots=True)
class Working:
    """What came of planning: the plan or why not, and the pace of each drug."""

    paces: Mapping[str, Pace]
    plan: Plan | None = None
    problem: Finding | None = None


def plan_direct(
    request: Request, formulary: Formulary, case: Case, first_look: Triage
) -> Working:
    """Plan the drugs of a request one after the other."""
    order = _order_of_drugs(request)
    untouched = [drug for drug in request.drugs if drug not in order]
    paces: dict[str, Pace] = {}
    descents: list[Descent] = []
    for place, drug in enumerate(order):
        waiting = [*order[place + 1 :], *untouched]
        kept = _kept_doses(request, formulary, waiting)
        if isinstance(kept, Finding):
            return Working(paces, problem=kept)
        way = _way_down(request, formulary, case, first_look, drug)
        paces[drug] = way.pace
        if way.finding is not None:
            return Working(paces, problem=way.finding)
        if isinstance(way.stages, Blocked):

            def works(eased: Request, drug: str = drug) -> bool:
                other = _way_down(eased, formulary, case, first_look, drug)
                return not isinstance(other.stages, Blocked)

            problem = missing_finding(
                way.stages, request, formulary, case.scale, drug, works
            )
            return Working(paces, problem=problem)
        starts = case.today.amounts_of(drug)
        descents.append(Descent(drug, starts, way.stages, way.pace, kept))
    return Working(paces, assemble(request, case.today, descents))


def _order_of_drugs(request: Request) -> list[str]:
    """The drugs to reduce, in order; a goal of a lower dose concerns one only."""
    wished = request.goal.drug or request.drugs[0]
    if not request.goal.stops:
        return [wished]
    return [wished, *(drug for drug in request.drugs if drug != wished)]


def _way_down(
    request: Request, formulary: Formulary, case: Case, first_look: Triage, drug: str
) -> Meeting:
    starts = {
        time: amount.nanograms for time, amount in case.today.amounts_of(drug).items()
    }
    start = start_stair(starts)
    ladders = ladders_for(request, formulary, drug, starts)

    def way_down(pace: Pace) -> tuple[Stage, ...] | Blocked:
        curve = Curve.of(pace, drug, start.total, case.scale, request.goal)
        return descend(ladders, curve, start)

    pace = choose_pace(request, first_look, formulary.drug(drug))
    if request.goal.by is not None and request.pace.is_open:
        return meet_deadline(request, pace, way_down)
    return Meeting(pace, way_down(pace))


def _kept_doses(
    request: Request, formulary: Formulary, drugs: list[str]
) -> tuple[Dose, ...] | Finding:
    """The doses of the drugs that wait, made from what the market has."""
    doses = []
    for current in request.current:
        if current.drug not in drugs:
            continue
        shelf = shelf_for(request, formulary, current.drug)
        products = (*shelf.solids, *shelf.liquids[:1])
        makeable = makeable_doses(products, request.smallest_piece, current.amount)
        if current.amount.nanograms not in makeable.ways:
            return _not_makeable(current.drug, current.amount.words)
        parts = makeable.parts(current.amount.nanograms)
        doses.append(Dose(current.time, current.drug, current.amount, parts))
    return tuple(doses)


def _not_makeable(drug: str, amount: str) -> Finding:
    return Finding(
        rule="G15",
        severity=Severity.STOP,
        text=(
            f"{amount} of {drug}, which would stay the same for now, cannot be made"
            " from the products known; name what it is made from under"
            " custom_products."
        ),
        source="stepwell_proposal",
        would_change="the product that this dose is taken from",
    )
