"""Whether a draft may be recorded as agreed on a day, and why not."""

from datetime import date

from stepwell.plan.edition import Status
from stepwell.web.plans.following import DAY, Step, steps_of
from stepwell.web.plans.queries import Kept


NOT_A_DRAFT = "This version is not an open draft any more."
REFUSED = "This draft was refused, so it cannot be agreed. Its findings say why."
LOCKED = (
    "Only a prescriber can agree to this draft. Its findings say why."
    " Take it to your prescriber."
)
NOT_YET = "The day on which it was agreed lies ahead. Write a day that has come."
TOO_LATE = (
    "The first day of this draft has passed, and a change would come too soon."
    " Make it anew, so that it begins today or later."
)
STILL_HELD = (
    "A change was due while you held. Make the plan anew from today,"
    " so that no step is skipped."
)
NOT_HELD = "The plan is not held."


class CannotAgreeError(Exception):
    """Something cannot be recorded; the message says why and what to do."""


def why_not_agreed(
    draft: Kept, before: Kept | None, agreed_on: date, today: date
) -> str:
    """Why a draft cannot be recorded as agreed; empty where it can."""
    if draft.status is not Status.DRAFT or draft.is_put_away:
        return NOT_A_DRAFT
    if draft.document["outcome"] != "proposed":
        return REFUSED
    if _is_locked(draft):
        return LOCKED
    if agreed_on > today:
        return NOT_YET
    return "" if _is_in_time(draft, before, today) else TOO_LATE


def _is_locked(draft: Kept) -> bool:
    """Tell whether only a prescriber may agree, and no prescriber made it."""
    locks = [each for each in draft.document["findings"] if each["severity"] == "lock"]
    author = draft.document["request"].get("author", "person")
    return bool(locks) and author != "prescriber"


def _is_in_time(draft: Kept, before: Kept | None, today: date) -> bool:
    """Tell whether no dose is skipped when the draft counts from today on.

    It begins today or later, or its first step is what is taken today anyway.
    """
    first = steps_of(draft.document)[0]
    if first.start >= today:
        return True
    if before is None or today >= first.end:
        return False
    now = before.in_force(today).step
    return now is not None and _amounts(now) == _amounts(first)


def _amounts(step: Step) -> list[tuple[str, str, str]]:
    return [(dose["time"], dose["drug"], dose["mg"]) for dose in step.doses]


def why_not_go_on(held: Kept, day: date) -> str:
    """Why a hold cannot simply end; empty where it can."""
    if held.held_from is None:
        return NOT_HELD
    steps = steps_of(held.document)
    then = held.held_from - DAY
    kept = [each for each in steps if each.start <= then]
    due = steps[len(kept)].start if len(kept) < len(steps) else steps[-1].end
    return STILL_HELD if day >= due else ""
