"""Which doses are in force on a day: of an agreed version, its holds and its reviews.

Whatever is open ends with the last agreed dose: a hold, a review that did not come, a
plan whose last step is behind (H08, H16, H17).  No step is ever entered early.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any


DAY = timedelta(days=1)


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


def valid_until(document: Mapping[str, Any], reviewed: Sequence[date] = ()) -> date:
    """The last day on which the plan may go on without being looked at together."""
    first = date.fromisoformat(document["edition"]["valid_until"])
    if not reviewed:
        return first
    due = [date.fromisoformat(each) for each in document["reviews"]]
    later = [each for each in due if each > max(reviewed)]
    last = steps_of(document)[-1].end - DAY
    return max(first, min(later, default=last))


def in_force(
    document: Mapping[str, Any],
    day: date,
    *,
    held_from: date | None = None,
    reviewed: Sequence[date] = (),
) -> InForce:
    """What holds on a day; ``held_from`` is the first day without any change."""
    steps, stop = steps_of(document), stop_date(document)
    if day < steps[0].start and (held_from is None or day < held_from):
        return InForce(day, Why.NOT_BEGUN, None, steps[0].start, steps[0])
    shown, why = _shown(document, day, held_from, reviewed)
    if shown < steps[0].start:
        return InForce(day, why, None)
    if stop is not None and shown >= stop:
        return InForce(day, Why.ENDED, None)
    step = next(each for each in reversed(steps) if each.start <= shown)
    if why is not Why.PLAN:
        return InForce(day, why, step)
    following = steps[step.number] if step.number < len(steps) else None
    change = following.start if following is not None else stop
    return InForce(day, why, step, change, following)


def _shown(
    document: Mapping[str, Any],
    day: date,
    held_from: date | None,
    reviewed: Sequence[date],
) -> tuple[date, Why]:
    """The day of the plan whose doses are shown, and why it is that one."""
    if held_from is not None and day >= held_from:
        return min(held_from - DAY, valid_until(document, reviewed)), Why.HELD
    last = valid_until(document, reviewed)
    return (last, Why.REVIEW_DUE) if day > last else (day, Why.PLAN)
