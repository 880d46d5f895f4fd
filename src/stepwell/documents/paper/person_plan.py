"""The plan that a person holds in their hands: as a list, or day by day."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any

from stepwell.documents.blocks import Block, Para
from stepwell.documents.ending_blocks import aftercare_blocks, sleep_blocks
from stepwell.documents.finding_blocks import bullets, finding_blocks, section
from stepwell.documents.paper.drawings import drawing
from stepwell.documents.paper.frame import frame
from stepwell.documents.paper.from_blocks import set_blocks
from stepwell.documents.paper.months import last_shown, months
from stepwell.documents.paper.refusal import refusal_pdf
from stepwell.documents.paper.typeset import Sheet, typeset
from stepwell.documents.views import DoseView, PlanView, StepView
from stepwell.documents.wording import (
    day_words,
    days_words,
    for_people,
    steps_words,
)
from stepwell.safety.rules.g05_red_flags import ACTIONS


class Layout(StrEnum):
    """Step after step, or a page for each month with a box for each dose."""

    LIST = "list"
    CALENDAR = "calendar"


WHOM = ("Prescriber", "Pharmacy", "Out of hours", "Emergency", "Somebody near me")
TOO_HARD = (
    "A step is too hard: stay on it and call. No date has to be kept, and staying"
    " longer is no failure.",
    "A dose was missed, or came up again: never take a double one; call and ask.",
    "Somebody took more than stands here, or the dose of somebody else: call a"
    " pharmacist or a poison line now, and the emergency number if they are hard to"
    " wake or breathe slowly.",
    "The packet looks different, or has another strength: ask the pharmacist before you"
    " take it, because the same number of tablets or millilitres may be another dose.",
    "The packet is nearly empty: call your prescriber or pharmacist the same day; never"
    " stop at once because of it.",
)
RULE_ID = re.compile(r"^G\d+, ")
MEASURE = (
    "Ask the pharmacist for an oral syringe with marks for these volumes, and measure"
    " each dose with it. Millilitres (ml) are not milligrams (mg): read the number and"
    " its unit twice."
)
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
        "sources": list(view.sources),
    }
    if layout is Layout.CALENDAR:
        special = set_blocks(_special(view))
        boxes = {"months": months(view), "ending": _boxes_end(view)}
        return typeset("calendar", {**told, "special": special, **boxes}, sheet)
    return typeset("plan", {**told, "steps": list(_steps(view))}, sheet)


def _before(view: PlanView) -> Iterator[Block]:
    doses = (dose for step in view.steps for dose in step.doses)
    if any(part.volume_ml for dose in doses for part in dose.take):
        yield section("Measuring the liquid")
        yield Para(MEASURE)
    yield from _without_ids(finding_blocks(view.groups, ["lock"]))


def _after(view: PlanView) -> Iterator[Block]:
    yield section("If a step is too hard, or something goes wrong")
    yield from bullets(TOO_HARD)
    expected = [group for group in view.groups if group.rule == EXPECT_RULE]
    if expected:
        yield section("What to expect")
        yield from bullets(group.text for group in expected)
    if view.sleep is not None:
        yield from sleep_blocks(view.sleep)
    if view.aftercare is not None:
        yield from aftercare_blocks(view.aftercare)
    yield from _without_ids(finding_blocks(view.groups, ["caution"]))
    yield section("What this is not")
    yield from bullets(view.what_this_is_not)


def _special(view: PlanView) -> Iterator[Block]:
    """What a box of the calendar has no room for: why a step is held or changes."""
    alike: dict[str, list[StepView]] = {}
    for step in view.steps:
        if step.reasons[1:]:
            alike.setdefault(_why(step.reasons[1:]), []).append(step)
    if alike:
        yield section("What is special about some steps")
    for why, steps in alike.items():
        which = steps_words(step.number for step in steps).capitalize()
        text = f"{which}, from {day_words(steps[0].start)}: {why}"
        yield from bullets([text])


def _why(reasons: Iterable[str]) -> str:
    return for_people(" ".join(reasons))


def _without_ids(blocks: Iterable[Block]) -> Iterator[Block]:
    """The findings by their titles; the ids of the rules are for the letter."""
    for block in blocks:
        if isinstance(block, Para):
            yield replace(block, text=RULE_ID.sub("", block.text))
        else:
            yield block


def _boxes_end(view: PlanView) -> str:
    last = last_shown(view)
    if last == view.steps[-1].last_day:
        return _ending(view)
    return (
        f"These pages go to {day_words(last)}, the day to review the plan by; the days"
        " after it come on the next paper. Without one, stay on the dose of that day"
        " and call."
    )


def _ending(view: PlanView) -> str:
    if view.stop_date is None:
        return "After the last step that dose goes on."
    return f"From {day_words(view.stop_date)}: nothing of it is taken any more."


def _steps(view: PlanView) -> Iterator[dict[str, Any]]:
    """Each step; the first one beyond what the paper holds for is told apart."""
    last = last_shown(view)
    beyond = next((step for step in view.steps if step.start > last), None)
    for step in view.steps:
        yield _step(step) | {"ahead": look_ahead(last) if step is beyond else ""}


def look_ahead(last: date) -> str:
    """What is said before anything that comes after a paper has to be reviewed."""
    return (
        f"This paper holds until {day_words(last)}. What follows is a look ahead: do"
        " not begin it before the plan was reviewed; without that, stay on the dose you"
        " take then and call."
    )


def _step(step: StepView) -> dict[str, Any]:
    dates = f"{day_words(step.start)} to {day_words(step.last_day)}"
    return {
        "title": f"Step {step.number}: {dates} ({days_words(step.days)})",
        "total": step.total_words,
        "why": _why(step.reasons),
        "ended": " ".join(step.ended),
        "doses": [_dose(dose) for dose in step.doses],
    }


def _dose(dose: DoseView) -> dict[str, Any]:
    return {
        "time": dose.time.capitalize(),
        "text": f"{dose.text}.",
        "drawing": drawing(dose),
    }
