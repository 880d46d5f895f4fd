"""The plan that a person holds in their hands: as a list, or day by day."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from stepwell.documents.blocks import Block, Para
from stepwell.documents.ending_blocks import aftercare_blocks, sleep_blocks
from stepwell.documents.finding_blocks import bullets, finding_blocks, section
from stepwell.documents.paper.drawings import drawing
from stepwell.documents.paper.frame import frame
from stepwell.documents.paper.from_blocks import set_blocks
from stepwell.documents.paper.months import months
from stepwell.documents.paper.refusal import refusal_pdf
from stepwell.documents.paper.typeset import Sheet, typeset
from stepwell.documents.views import DoseView, PlanView, StepView
from stepwell.documents.wording import day_words, days_words
from stepwell.safety.rules.g05_red_flags import ACTIONS


class Layout(StrEnum):
    """Step after step, or a page for each month with a box for each dose."""

    LIST = "list"
    CALENDAR = "calendar"


WHOM = ("Prescriber", "Telephone", "Pharmacy", "Out of hours", "Somebody near me")
EXPECT_RULE = "G30"


def person_plan_pdf(
    view: PlanView, sheet: Sheet = Sheet.A4, layout: Layout = Layout.LIST
) -> bytes:
    """Set the person's plan; of a refused one the reasons, and what to do now."""
    if view.refused:
        return refusal_pdf(view, sheet)
    told = {
        **frame(view, view.title),
        "summary": [list(row) for row in view.summary],
        "whom": list(WHOM),
        "red_flags": list(ACTIONS.values()),
        "before": set_blocks(_before(view)),
        "after": set_blocks(_after(view)),
        "ending": _ending(view),
    }
    if layout is Layout.CALENDAR:
        return typeset("calendar", {**told, "months": months(view)}, sheet)
    return typeset(
        "plan", {**told, "steps": [_step(step) for step in view.steps]}, sheet
    )


def _before(view: PlanView) -> Iterator[Block]:
    yield from finding_blocks(view.groups, ["lock"])
    if view.sleep is not None:
        yield from sleep_blocks(view.sleep)


def _after(view: PlanView) -> Iterator[Block]:
    expected = [group for group in view.groups if group.rule == EXPECT_RULE]
    if expected:
        yield section("What to expect")
        yield from bullets(group.text for group in expected)
    yield section("If a step is too hard, or something goes wrong")
    yield from bullets(view.what_this_is_not)
    if view.aftercare is not None:
        yield from aftercare_blocks(view.aftercare)
    yield from finding_blocks(view.groups, ["caution"])
    yield section("Sources")
    for line in view.sources:
        yield Para(line, "dim")


def _ending(view: PlanView) -> str:
    if view.stop_date is None:
        return "After the last step that dose goes on."
    return f"From {day_words(view.stop_date)}: nothing of it is taken any more."


def _step(step: StepView) -> dict[str, Any]:
    dates = f"{day_words(step.start)} to {day_words(step.last_day)}"
    return {
        "title": f"Step {step.number}: {dates} ({days_words(step.days)})",
        "total": f"{step.total_words} a day",
        "doses": [_dose(dose) for dose in step.doses],
    }


def _dose(dose: DoseView) -> dict[str, Any]:
    return {
        "time": dose.time.capitalize(),
        "text": f"{dose.text}.",
        "drawing": drawing(dose),
    }
