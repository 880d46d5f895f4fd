"""What the agreed rule proposes, as text."""

from collections.abc import Iterator

from stepwell.documents.adaptation_view import LOCK, AdaptationView
from stepwell.documents.blocks import Block, Gap, Line, Para, Table, laid_out
from stepwell.documents.finding_blocks import (
    bullets,
    can_change,
    finding_blocks,
    section,
)
from stepwell.documents.views import PlanView
from stepwell.documents.wording import DRAFT, NOT_A_PRESCRIBER, day_words, days_words
from stepwell.planner.adaptation import Because


TITLE = f"{DRAFT} | What the agreed rule proposes"
ASKED_TITLE = f"{DRAFT} | What may be made of what you asked"
SHOWN_STEPS = 6
HEADER = ("Step", "From", "Days", "In all a day")
NUMBERS = frozenset({0, 2})
BY_COMMAND = (
    "--format plan writes all of the new plan, which review, journal check and adapt"
    " then read"
)
BY_AGREED_STEPS = (
    "What the journal adds to the review of the agreed plan; the proposal above has"
    " weighed it. Steps have their numbers of the agreed plan here."
)


def adaptation_text(view: AdaptationView, width: int = 80) -> list[Line]:
    """Lay the proposal out for a width in characters."""
    return laid_out(adaptation_blocks(view), width, DRAFT)


def adaptation_blocks(view: AdaptationView, whole: str = BY_COMMAND) -> list[Block]:
    """Everything the text says, for whoever lays it out.

    ``whole`` says where all steps of the new plan are found.
    """
    blocks = _help(view) if view.needs_help_now else _proposal(view, whole)
    return [*blocks, *_bottom(view)]


def _help(view: AdaptationView) -> Iterator[Block]:
    """Nothing but whom to call, and why."""
    yield Para(view.headline, "stop")
    for reason in view.because:
        yield Para(reason.text, "stop", mark="  * ")


def _proposal(view: AdaptationView, whole: str) -> Iterator[Block]:
    yield Para(ASKED_TITLE if view.wish else TITLE, "title")
    yield Para(NOT_A_PRESCRIBER, "dim")
    yield Gap()
    yield Para(view.headline, "strong")
    yield Gap()
    for reason in view.because:
        yield Para(_reason(reason, view), mark="  * ")
    yield Gap()
    yield Table(("", ""), tuple((f"{label}:", text) for label, text in view.summary))
    if view.plan is not None:
        yield section("The plan as it would be then")
        yield from _steps(view.plan, whole)
    yield section("Who may accept it")
    yield Para(view.who)
    yield from finding_blocks(view.locks, (LOCK,))
    yield from _added(view)


def _reason(reason: Because, view: AdaptationView) -> str:
    """A reason, where it stands, and what would change it if a rule found it."""
    count = len(reason.entries)
    rests = f"; rests on {count} {'entry' if count == 1 else 'entries'}"
    said = f"{reason.text} ({reason.source}{rests if count else ''})"
    found = [each for each in view.groups if each.text == reason.text]
    change = [each.would_change for each in found if can_change(each)]
    return f"{said} What would change it: {change[0]}." if change else said


def _added(view: AdaptationView) -> Iterator[Block]:
    """The findings that are not already a reason."""
    reasons = {reason.text for reason in view.because}
    others = [each for each in view.groups if each.text not in reasons]
    if others:
        yield Gap()
        yield Para(BY_AGREED_STEPS)
        yield from finding_blocks(others)


def _steps(plan: PlanView, whole: str) -> Iterator[Block]:
    shown = plan.steps[:SHOWN_STEPS]
    rows = tuple(
        (str(step.number), step.start.isoformat(), str(step.days), step.total_words)
        for step in shown
    )
    doses = tuple("".join(f"{dose.text}. " for dose in step.doses) for step in shown)
    yield Table(HEADER, rows, NUMBERS, below=doses)
    if more := len(plan.steps) - len(shown):
        yield Para(f"And {more} more: {whole}.")
    if plan.stop_date is not None:
        days = (plan.stop_date - plan.start).days
        yield Para(
            f"Without it from {day_words(plan.stop_date)}, in {days_words(days)}."
        )


def _bottom(view: AdaptationView) -> Iterator[Block]:
    yield section("What this is not")
    yield from bullets(view.what_this_is_not)
    yield section("Sources")
    for line in view.sources:
        yield Para(line, "dim", mark="  ")
    yield Gap()
    yield Para(f"{DRAFT} | {NOT_A_PRESCRIBER}", "dim")
