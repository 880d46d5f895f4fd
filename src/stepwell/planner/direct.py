"""A direct taper: the same drug in smaller and smaller doses.

Several drugs are reduced one after the other; those that wait stay as they are.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from stepwell.dispensing import makeable_doses
from stepwell.formulary import Formulary
from stepwell.plan.finding import Finding, Severity
from stepwell.plan.plan import Dose, Plan
from stepwell.plan.request import Request
from stepwell.planner.assemble import Descent, assemble
from stepwell.planner.curve import Curve
from stepwell.planner.deadline import Meeting, meet_deadline
from stepwell.planner.descent import Stage, descend, start_stair
from stepwell.planner.few_pieces import or_more_pieces, with_few_pieces
from stepwell.planner.fit import Blocked, best_fit
from stepwell.planner.micro import gentler_paces, keeps_cap
from stepwell.planner.missing import missing_finding
from stepwell.planner.pace import Pace, choose_pace
from stepwell.planner.rungs import Ladder, ladder_for, shelf_for, with_other_turns
from stepwell.safety.case import Case
from stepwell.safety.tiers import PACES
from stepwell.safety.triage import Triage


@dataclass(frozen=True, slots=True)
class Working:
    """What came of planning: the plan or why not, the pace of each drug, notes."""

    paces: Mapping[str, Pace]
    plan: Plan | None = None
    problem: Finding | None = None
    notes: tuple[Finding, ...] = ()


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
        kept = kept_doses(request, formulary, waiting)
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
    plan = assemble(request, case.today, descents)
    return Working(paces, plan, notes=tuple(_goal_notes(request, plan)))


def _goal_notes(request: Request, plan: Plan) -> Iterator[Finding]:
    """Say so when the goal or the wished last dose itself cannot be made."""
    goal = request.goal
    drug = goal.drug or request.drugs[0]
    last = plan.final_dose.total(drug)
    if goal.reduce_to is not None and last != goal.reduce_to:
        yield _wish_not_made(
            request,
            f"{goal.reduce_to.words} of {drug} cannot be made; the plan ends at"
            f" {last.words}, the nearest makeable dose above it.",
        )
    if goal.final_dose is not None and last > goal.final_dose:
        yield _wish_not_made(
            request,
            f"{goal.final_dose.words} cannot be reached as the last dose; the plan ends"
            f" at {last.words}.",
        )


def _wish_not_made(request: Request, text: str) -> Finding:
    other = "another product, smaller pieces or a liquid"
    return Finding(
        rule="G15",
        severity=Severity.CAUTION,
        text=text,
        source="stepwell_proposal",
        would_change=or_more_pieces(request, other),
    )


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
    pace = choose_pace(request, first_look, formulary.drug(drug))
    gentle = pace.reduction or PACES[first_look.tier].reduction
    ladder = ladder_for(request, formulary, drug, starts)

    @cache
    def turned() -> Ladder:
        return with_other_turns(ladder, request, starts, gentle)

    def way_down(pace: Pace) -> tuple[Stage, ...] | Blocked:
        curve = Curve.of(pace, drug, start.total, case.scale, request.goal)
        fit = best_fit(ladder, curve, start)
        if len(starts) > 1 and not fit.is_smooth:
            fit = min(fit, best_fit(turned(), curve, start), key=lambda fit: fit.rank)
        return descend(fit)

    if request.goal.by is not None and request.pace.is_open:
        return meet_deadline(request, pace, way_down)
    tries = (Meeting(each, way_down(each)) for each in gentler_paces(pace))
    kept = (
        meeting
        for meeting in tries
        if isinstance(meeting.stages, Blocked)
        or keeps_cap(meeting.stages, start, meeting.pace, drug, case.scale)
    )
    return next(kept, None) or Meeting(pace, way_down(pace))


def kept_doses(
    request: Request, formulary: Formulary, drugs: list[str]
) -> tuple[Dose, ...] | Finding:
    """The doses of the drugs that wait, made from what the market has."""
    doses = []
    for current in request.current:
        if current.drug not in drugs:
            continue
        shelf = shelf_for(request, formulary, current.drug)
        products = (*shelf.solids, *shelf.liquids[:1])
        makeable = makeable_doses(
            products, request.smallest_piece, current.amount, shelf.at_home
        ).within(request.most_pieces)
        if current.amount.nanograms not in makeable.ways:
            return not_makeable(request, current.drug, current.amount.words)
        parts = makeable.parts(current.amount.nanograms)
        doses.append(Dose(current.time, current.drug, current.amount, parts))
    return tuple(doses)


def not_makeable(request: Request, drug: str, amount: str) -> Finding:
    """The finding that a dose which stays the same cannot be made."""
    known = f"from the products known{with_few_pieces(request)}"
    return Finding(
        rule="G15",
        severity=Severity.STOP,
        text=(
            f"{amount} of {drug}, which would stay the same for now, cannot be made"
            f" {known}; name what it is made from under custom_products."
        ),
        source="stepwell_proposal",
        would_change=or_more_pieces(
            request, "the product that this dose is taken from"
        ),
    )
