"""Whether a draft may be recorded as agreed on a day, and why not."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from stepwell.journal.entry import DoseEntry, Intake
from stepwell.journal.journal import Journal
from stepwell.plan.edition import Status
from stepwell.web.plans.beginning import amounts, beginning, taken
from stepwell.web.plans.following import change_after, reached, steps_of
from stepwell.web.plans.queries import Kept


NOT_A_DRAFT = _("This version is not an open draft any more.")
REFUSED = _("This draft was refused, so it cannot be agreed. Its findings say why.")
LOCKED = _(
    "Only a prescriber can agree to this draft. Its findings say why."
    " Take it to your prescriber."
)
NOT_YET = _("The day on which it was agreed lies ahead. Write a day that has come.")
TOO_LATE = _(
    "The first day of this draft has passed, and a change would come too soon."
    " Make it anew, so that it begins today or later."
)
BEGUN_OTHERWISE = _(
    "A dose of today was answered already, and this draft has other doses today."
    " Make it anew, so that it begins tomorrow, and no dose is taken twice."
)
NOT_KNOWN = _(
    "This draft does not begin as the plan in force would go on."
    " Read what differs, and tick that your prescriber knows it."
)
STILL_HELD = _(
    "A change was due while you held. Make the plan anew from today,"
    " so that no step is skipped."
)
NOT_HELD = _("The plan is not held.")
HELD_ALREADY = _("The plan is held already.")
NO_PLAN = _("There is no agreed plan.")
NOTHING_LEFT = _("The plan has ended, so there is nothing to hold.")
NO_DRAFT = _("Only a draft can be put away.")


class CannotAgreeError(Exception):
    """Something cannot be recorded; the message says why and what to do."""


def why_not_agreed(
    draft: Kept,
    before: Kept | None,
    agreed_on: date,
    today: date,
    *,
    is_known: bool = True,
) -> str:
    """Why a draft cannot be recorded as agreed; empty where it can.

    ``is_known`` says that the prescriber knows how it differs from what is in force.
    """
    if why_not := why_never_agreed(draft):
        return why_not
    if agreed_on > today:
        return str(NOT_YET)
    if not is_in_time(draft, before, today):
        return str(TOO_LATE)
    plain = is_known or beginning(draft, before, today).is_plain
    return "" if plain else str(NOT_KNOWN)


def why_never_agreed(draft: Kept) -> str:
    """Why it cannot be agreed on any day; empty where it can."""
    if draft.status is not Status.DRAFT or draft.is_put_away:
        return str(NOT_A_DRAFT)
    if draft.document["outcome"] != "proposed":
        return str(REFUSED)
    return str(LOCKED) if _is_locked(draft) else ""


def _is_locked(draft: Kept) -> bool:
    """Tell whether only a prescriber may agree, and no prescriber made it."""
    locks = [each for each in draft.document["findings"] if each["severity"] == "lock"]
    author = draft.document["request"].get("author", "person")
    return bool(locks) and author != "prescriber"


def is_in_time(draft: Kept, before: Kept | None, today: date) -> bool:
    """Tell whether no dose is skipped when the draft counts from today on.

    It begins today or later, or its first step is what is taken today anyway.
    """
    first = steps_of(draft.document)[0]
    if first.start >= today:
        return True
    if before is None or today >= first.end:
        return False
    return taken(before, today) == amounts(first.doses)


def is_begun_otherwise(
    draft: Kept, before: Kept | None, today: date, journal: Journal
) -> bool:
    """Tell whether a day was begun with other doses than a draft has for it (H10)."""
    now = draft.in_force(today).step
    if before is None or now is None or amounts(now.doses) == taken(before, today):
        return False
    return any(
        entry.day == today and dose.intake is not Intake.MISSED
        for entry, dose in journal.of_kind(DoseEntry)
    )


def why_not_go_on(held: Kept, day: date) -> str:
    """Why a hold cannot simply end; empty where it can."""
    if held.held_from is None:
        return str(NOT_HELD)
    shown, _why = reached(
        held.document, day, held_from=held.held_from, reviewed=held.reviewed
    )
    due = change_after(held.document, shown)
    return str(STILL_HELD) if due is not None and day >= due else ""
