"""A version of a plan as a page shows it, from its document alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from stepwell.documents.edition_view import EditionView
from stepwell.plan.times import DoseTime
from stepwell.quantities import Mass
from stepwell.web.days import day_words
from stepwell.web.plans.amounts import amount_words
from stepwell.web.plans.edition_shown import edition_now, edition_shown
from stepwell.web.plans.findings_shown import FindingShown, findings_by_step
from stepwell.web.plans.following import (
    InForce,
    Why,
    change_after,
    steps_of,
    valid_until,
)
from stepwell.web.plans.queries import Kept
from stepwell.web.plans.rule_words import RuleShown, rule_shown
from stepwell.web.plans.steps_shown import StepsShown, steps_shown
from stepwell.web.plans.supply_shown import SupplyShown, supply_shown


@dataclass(frozen=True, slots=True)
class VersionShown:
    """Everything a page says of one version."""

    kept: Kept
    edition: EditionView
    is_refused: bool
    steps: StepsShown
    stop: str
    findings: list[FindingShown]
    assumptions: list[str]
    sources: list[str]


@dataclass(frozen=True, slots=True)
class PlanShown:
    """The version in force, where it is today, and what is needed for it."""

    version: VersionShown
    now: InForce
    taken_before: list[str]
    doses: list[str]
    day_of_step: int
    next_change: str
    first_day: str
    held_from: str
    is_held: bool
    is_late: bool
    valid_until: str
    rule: RuleShown
    supply: SupplyShown


def version_shown(kept: Kept, now: InForce | None = None) -> VersionShown:
    """Describe a version; ``now`` is given for the one that is followed."""
    document = kept.document
    found = findings_by_step(document)
    is_refused = document["outcome"] == "refused"
    until = None if is_refused else valid_until(document, kept.reviewed)
    stop = document["stop_date"]
    return VersionShown(
        kept=kept,
        edition=edition_shown(kept) if now is None else edition_now(kept),
        is_refused=is_refused,
        steps=steps_shown(document, found, now, until),
        stop=day_words(date.fromisoformat(stop)) if stop else "",
        findings=found[0],
        assumptions=document["assumptions"],
        sources=document["sources"],
    )


def plan_shown(kept: Kept, today: date) -> PlanShown:
    """Describe the version in force on a day."""
    now, document = kept.in_force(today), kept.document
    step, change, held = now.step, now.next_change, kept.held_from
    return PlanShown(
        version=version_shown(kept, now),
        now=now,
        taken_before=taken_words(document["current"]),
        doses=[f"{each['text']}." for each in step.doses] if step else [],
        day_of_step=(today - step.start).days + 1 if step else 0,
        next_change=day_words(change) if change else "",
        first_day=day_words(steps_of(document)[0].start),
        held_from=day_words(held) if held else "",
        is_held=now.why is Why.HELD,
        is_late=_is_late(kept, now),
        valid_until=day_words(valid_until(document, kept.reviewed)),
        rule=rule_shown(document),
        supply=supply_shown(document, today),
    )


def _is_late(kept: Kept, now: InForce) -> bool:
    """Tell whether a change was due after the day of a review that did not come."""
    if now.why is not Why.REVIEW_DUE:
        return False
    due = change_after(kept.document, valid_until(kept.document, kept.reviewed))
    return due is not None and now.day >= due


def taken_words(doses: Sequence[Mapping[str, Any]]) -> list[str]:
    """Doses of which only the amounts are known, as `amount_words` says them."""
    return [
        amount_words(Mass.mg(each["mg"]), each["drug"], DoseTime(each["time"]))
        for each in doses
    ]
