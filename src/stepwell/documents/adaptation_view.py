"""The single view of what the agreed rule proposes on a day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from stepwell import __version__
from stepwell.documents.adaptation_words import (
    BEGINS,
    ENDED,
    GOAL_GOES_ON,
    HEADLINES,
    NOT_BEGUN,
    what_this_is_not,
    who_may_accept,
)
from stepwell.documents.citations import citations
from stepwell.documents.finding_groups import finding_groups
from stepwell.documents.plan_view import plan_view
from stepwell.documents.views import FindingGroup, PlanView
from stepwell.documents.wording import day_words
from stepwell.formulary import Formulary
from stepwell.plan.agreed_rule import AgreedRule
from stepwell.plan.edition import FIRST, Edition
from stepwell.plan.finding import Finding, Severity
from stepwell.plan.plan import Plan
from stepwell.plan.schedule import Schedule
from stepwell.planner.adaptation import Action, Adaptation, Because
from stepwell.planner.asked import IN_WORDS, Wish
from stepwell.sources import Bibliography


LOCK = Severity.LOCK.value


@dataclass(frozen=True, slots=True)
class AdaptationView:
    """What is proposed, why, what would change, and who may accept it.

    ``groups`` are the findings of the journal, with the steps of the agreed plan;
    ``locks`` what only a prescriber may agree to in the new one; ``wish`` is what the
    person asked for, None where the agreed rule was asked.
    """

    software: str
    action: Action
    on: date
    headline: str
    summary: tuple[tuple[str, str], ...]
    because: tuple[Because, ...]
    who: str
    needs_prescriber: bool
    findings: tuple[Finding, ...]
    groups: tuple[FindingGroup, ...]
    locks: tuple[FindingGroup, ...]
    plan: PlanView | None
    sources: tuple[str, ...]
    what_this_is_not: tuple[str, ...]
    wish: Wish | None = None

    @property
    def needs_help_now(self) -> bool:
        """Tell whether help comes before anything else."""
        return self.action is Action.HELP_FIRST


def adaptation_view(
    proposed: Adaptation,
    agreed: Plan,
    rule: AgreedRule,
    formulary: Formulary,
    works: Bibliography,
    document: Mapping[str, Any] | None = None,
    *,
    edition: Edition = FIRST,
    later: int = 0,
    wish: Wish | None = None,
) -> AdaptationView:
    """Describe a proposal beside the agreed plan.

    ``document`` is that of the request which the new plan can be made anew from, and
    ``edition`` which version it would be; ``later`` counts the entries after the day,
    which were not looked at; ``wish`` is what the person asked for.
    """
    proposal = proposed.proposal
    plan = None
    if proposal is not None:
        plan = plan_view(proposal, formulary, works, document, edition)
    locks = tuple(each for each in plan.groups if each.severity == LOCK) if plan else ()
    cited = [
        *(each.source for each in proposed.because),
        *(each.source for each in proposed.findings),
        *(each.source for each in locks),
    ]
    return AdaptationView(
        software=__version__,
        action=proposed.action,
        on=proposed.on,
        headline=_headline(proposed, agreed),
        summary=(
            ("Looked at", _looked_at(proposed.on, later)),
            *([("You asked to", IN_WORDS[wish])] if wish else []),
            ("The rule", _rule_words(rule, proposed)),
            *_dates(proposed, agreed),
        ),
        because=proposed.because,
        who=who_may_accept(proposed, locked=bool(locks)),
        needs_prescriber=proposed.needs_prescriber,
        findings=proposed.findings,
        groups=finding_groups(proposed.findings),
        locks=locks,
        plan=plan,
        sources=citations(cited, works),
        what_this_is_not=what_this_is_not(proposed),
        wish=wish,
    )


def _headline(proposed: Adaptation, agreed: Plan) -> str:
    if proposed.action is not Action.GO_ON:
        return HEADLINES[proposed.action]
    if proposed.on <= agreed.start:
        return BEGINS if proposed.on == agreed.start else NOT_BEGUN
    if proposed.on >= agreed.end and _next_change(agreed, proposed.on) is None:
        return ENDED if agreed.stop_date is not None else GOAL_GOES_ON
    return HEADLINES[Action.GO_ON]


def _looked_at(on: date, later: int) -> str:
    entries = "1 later entry is" if later == 1 else f"{later} later entries are"
    return f"{day_words(on)}{f'; {entries} left out' if later else ''}"


def _dates(proposed: Adaptation, agreed: Plan) -> Iterator[tuple[str, str]]:
    """The next change and the stop, as agreed and as proposed."""
    on, plan = proposed.on, proposed.plan
    change = _next_change(agreed, on)
    if change is None and on >= agreed.end:
        yield "The agreed plan", f"ended on {day_words(agreed.end)}"
    else:
        yield "Next change, as agreed", _change_words(change, on)
    if plan is not None:
        yield "Next change, as proposed", _change_words(_next_change(plan, on), on)
    if agreed.stop_date is not None and on <= agreed.stop_date:
        yield "Without it from, as agreed", day_words(agreed.stop_date)
    if plan is not None and plan.stop_date is not None:
        yield "Without it from, as proposed", day_words(plan.stop_date)


def _next_change(plan: Plan, on: date) -> date | None:
    """The first day from a day on with another dose than the day before."""
    changes = (
        later.start
        for earlier, later in pairwise(Schedule.of_plan(plan).periods)
        if later.regimen != earlier.regimen and later.start >= on
    )
    return next(changes, None)


def _change_words(change: date | None, on: date) -> str:
    if change is None:
        return "none is left"
    return f"{day_words(change)}{', the day looked at' if change == on else ''}"


def _rule_words(rule: AgreedRule, proposed: Adaptation) -> str:
    if rule.agreed_with is None or rule.agreed_on is None:
        back = "so a step back is for your prescriber to decide"
        if proposed.action is not Action.STEP_BACK:
            back = "so there is no step back"
        return f"the usual one; nobody has agreed on another, {back}"
    return f"agreed with {rule.agreed_with} on {day_words(rule.agreed_on)}"
