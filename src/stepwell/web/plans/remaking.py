"""Another version of a plan: by the agreed rule, by a wish, or from today on."""

from datetime import date

from stepwell.documents.adaptation_view import AdaptationView, adaptation_view
from stepwell.formulary import load_formulary
from stepwell.interop.plan_to_remake import read_printable
from stepwell.interop.request_writer import request_document
from stepwell.journal.journal import Journal
from stepwell.plan.edition import FIRST, Edition
from stepwell.plan.plan import Plan
from stepwell.plan.request import Request
from stepwell.planner.adapt import adapt
from stepwell.planner.adaptation import HOLDING, Action, Adaptation
from stepwell.planner.asked import Wish, asked
from stepwell.planner.judged import judged
from stepwell.planner.moment import Moment
from stepwell.planner.remade import HELD, held_until
from stepwell.planner.renewed import renewed
from stepwell.sources import load_bibliography
from stepwell.web.drafts.proposed import Proposed
from stepwell.web.plans.models import Origin
from stepwell.web.plans.queries import Kept
from stepwell.web.plans.standing import as_it_stands


ORIGINS = {
    **dict.fromkeys(HOLDING, Origin.HELD),
    Action.SLOW: Origin.SLOWED,
    Action.STEP_BACK: Origin.STEPPED_BACK,
    Action.REPLAN: Origin.REMADE,
}
"""What a proposal becomes as a version; what is missing only a prescriber may write."""


def standing_plan(kept: Kept, today: date) -> tuple[Plan, Request]:
    """The plan as it stands today, with its request."""
    plan, request, _edition = read_printable(kept.document, load_formulary())
    return as_it_stands(plan, kept.in_force(today)), request


def edition_after(last: Kept | None, person: str) -> Edition:
    """The version that a new draft is to be."""
    if last is None:
        return Edition(person=person)
    told = last.document["edition"]
    return Edition(
        version=last.number + 1,
        person=person,
        series=told["series"] or "",
        entries=told["calendar_entries"] or 0,
    )


def looked_at(
    kept: Kept, wish: Wish | None, journal: Journal, today: date, edition: Edition
) -> AdaptationView:
    """What the agreed rule proposes today, or what may be made of a wish."""
    formulary = load_formulary()
    plan, request = standing_plan(kept, today)
    found = _proposed(wish, plan, request, journal, today)
    after = found.proposal
    return adaptation_view(
        found,
        plan,
        request.agreed_rule,
        formulary,
        load_bibliography(),
        request_document(after.request) if after is not None else None,
        edition=edition if after is not None else FIRST,
        later=sum(each.day > today for each in journal.entries),
    )


def _proposed(
    wish: Wish | None, plan: Plan, request: Request, journal: Journal, today: date
) -> Adaptation:
    formulary = load_formulary()
    if wish is None:
        return adapt(plan, request, journal, today, formulary)
    return asked(wish, plan, request, journal, today, formulary)


def resumed(
    kept: Kept, journal: Journal, today: date, change: date, edition: Edition
) -> Proposed | None:
    """The plan from today on, with its next change on a day; None if not makeable.

    A change that came too late to be made is made then, and all others after it.
    """
    formulary = load_formulary()
    plan, request = standing_plan(kept, today)
    moment = Moment.of(plan, request, journal, today, formulary)
    if moment.rest is None:
        return None
    rest = held_until(moment.rest, change, HELD)
    earlier = moment.earlier_after(Action.HOLD)
    proposal = judged(rest, renewed(request, rest, earlier, formulary), formulary)
    return Proposed.of_proposal(proposal, formulary, edition)


def made_anew(draft: Kept, start: date, edition: Edition) -> Proposed:
    """The same wishes from another first day on; raises InputError."""
    request = {**draft.document["request"], "start": start.isoformat()}
    return Proposed.of_document(request, edition)


def kept_proposal(kept: Kept) -> Proposed:
    """A kept version as it was made, for its papers."""
    if kept.document["outcome"] == "refused":
        return Proposed.of_document(kept.document["request"], kept.edition)
    formulary = load_formulary()
    plan, request, _edition = read_printable(kept.document, formulary)
    return Proposed.of_plan(plan, request, formulary, kept.edition)
