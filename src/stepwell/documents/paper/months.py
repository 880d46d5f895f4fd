"""The days of a plan, month by month and week by week, with a box for each dose."""

from calendar import Calendar
from collections.abc import Iterator
from datetime import date
from typing import Any

from stepwell.documents.views import DoseView, PlanView, StepView
from stepwell.documents.wording import MONTHS, WEEKDAYS


WEEKS = Calendar(firstweekday=0)


def months(view: PlanView) -> list[dict[str, Any]]:
    """Every month that the steps of a plan touch; days outside them are empty."""
    steps = {
        date.fromordinal(day): step
        for step in view.steps
        for day in range(step.start.toordinal(), step.last_day.toordinal() + 1)
    }
    several = any(len(step.total_mg) > 1 for step in view.steps)
    return [
        {
            "name": f"{MONTHS[month - 1]} {year}",
            "days": list(WEEKDAYS),
            "weeks": [
                [_cell(day, month, steps, several=several) for day in week]
                for week in WEEKS.monthdatescalendar(year, month)
            ],
        }
        for year, month in _touched(view)
    ]


def _touched(view: PlanView) -> Iterator[tuple[int, int]]:
    first, last = view.steps[0].start, view.steps[-1].last_day
    for number in range(first.year * 12 + first.month, last.year * 12 + last.month + 1):
        year, month = divmod(number - 1, 12)
        yield year, month + 1


def _cell(
    day: date, month: int, steps: dict[date, StepView], *, several: bool
) -> dict[str, Any] | None:
    step = steps.get(day)
    if day.month != month or step is None:
        return None
    begins = f"Step {step.number} begins" if day == step.start else ""
    return {
        "day": f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}",
        "step": begins,
        "doses": [_dose(dose, several=several) for dose in step.doses],
    }


def _dose(dose: DoseView, *, several: bool) -> dict[str, str]:
    drug = f"{dose.drug} " if several else ""
    return {
        "what": f"{dose.time.capitalize()}: {drug}{dose.mg} mg",
        "how": " plus ".join(part.words for part in dose.take),
    }
