"""Which doses are in force on a day: of an agreed version, its holds and its reviews.

Whatever is open ends with the last agreed dose: a hold, or a review that did not come
(H08, H16, H17).  No step is ever entered early, and none is skipped: who stayed on a
dose while a change was due needs a new version.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from stepwell.plan.months import months_after
from stepwell.safety.rules.g34_reviews import MONTHS_BETWEEN_REVIEWS


DAY = timedelta(days=1)
EARLY = timedelta(days=28)
"""So long before its day a review may stand for one (``stepwell_proposal``)."""


class Why(StrEnum):
    """Why these doses are shown."""

    NOT_BEGUN = "not_begun"
    PLAN = "plan"
    HELD = "held"
    REVIEW_DUE = "review_due"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a plan document; ``doses`` as they stand there."""

    number: int
    start: date
    days: int
    values: Mapping[str, Any]

    @property
    def end(self) -> date:
        """The first day after it."""
        return self.start + self.days * DAY

    @property
    def doses(self) -> list[Mapping[str, Any]]:
        """Its doses, each with ``time``, ``drug``, ``mg``, ``take`` and ``text``."""
        return list(self.values["doses"])


@dataclass(frozen=True, slots=True)
class InForce:
    """What holds on a day.

    ``step`` is None before the plan and after its stop. ``next_change`` is the day on
    which ``next_step`` begins (None: the medicine ends), if nothing comes between.
    """

    day: date
    why: Why
    step: Step | None
    next_change: date | None = None
    next_step: Step | None = None


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review: the day of it, and the day on which it was recorded."""

    on: date
    told: date


def steps_of(document: Mapping[str, Any]) -> tuple[Step, ...]:
    """The steps of a plan document."""
    return tuple(
        Step(each["number"], date.fromisoformat(each["start"]), each["days"], each)
        for each in document["steps"]
    )


def stop_date(document: Mapping[str, Any]) -> date | None:
    """The first day without the medicine; None where a lower dose is the goal."""
    told = document["stop_date"]
    return date.fromisoformat(told) if told else None


def valid_until(document: Mapping[str, Any], reviewed: Sequence[Reviewed] = ()) -> date:
    """The last day on which the plan may go on without being looked at together.

    A review that is told only when a change was due meanwhile does not count: its
    steps would follow each other too soon.
    """
    last = steps_of(document)[-1].end - DAY
    valid = min(last, date.fromisoformat(document["edition"]["valid_until"]))
    for each in sorted(reviewed, key=lambda review: (review.told, review.on)):
        change = change_after(document, valid)
        if change is not None and each.told >= change:
            break
        valid = max(valid, min(last, _next_review(document, each.on, last)))
    return valid


def _next_review(document: Mapping[str, Any], on: date, last: date) -> date:
    """The latest day for the review after one."""
    due = [date.fromisoformat(each) for each in document["reviews"]]
    later = min((each for each in due if each > on + EARLY), default=last)
    return min(later, months_after(on, MONTHS_BETWEEN_REVIEWS))


def change_after(document: Mapping[str, Any], day: date) -> date | None:
    """The first change of the plan after a day; None where none is left."""
    steps = [each.start for each in steps_of(document)]
    stop = stop_date(document)
    changes = [*steps, stop] if stop is not None else steps
    return next((each for each in changes if each > day), None)


def reached(
    document: Mapping[str, Any],
    day: date,
    *,
    held_from: date | None = None,
    reviewed: Sequence[Reviewed] = (),
) -> tuple[date, Why]:
    """The day of the plan whose doses count on a day, and why it is that one."""
    if held_from is not None and day >= held_from:
        shown, _ = reached(document, held_from - DAY, reviewed=reviewed)
        return shown, Why.HELD
    last = valid_until(document, reviewed)
    is_whole = last == steps_of(document)[-1].end - DAY
    return (day, Why.PLAN) if day <= last or is_whole else (last, Why.REVIEW_DUE)


def in_force(
    document: Mapping[str, Any],
    day: date,
    *,
    held_from: date | None = None,
    reviewed: Sequence[Reviewed] = (),
) -> InForce:
    """What holds on a day; ``held_from`` is the first day without any change."""
    steps, stop = steps_of(document), stop_date(document)
    shown, why = reached(document, day, held_from=held_from, reviewed=reviewed)
    if stop is not None and shown >= stop:
        return InForce(day, Why.ENDED, None)
    step = next((each for each in reversed(steps) if each.start <= shown), None)
    if step is None and why is Why.PLAN:
        why = Why.NOT_BEGUN
    change = change_after(document, shown)
    if why not in (Why.PLAN, Why.NOT_BEGUN) or change is None:
        return InForce(day, why, step)
    if held_from is not None and change >= held_from:
        return InForce(day, why, step)
    following = next((each for each in steps if each.start == change), None)
    return InForce(day, why, step, change, following)
