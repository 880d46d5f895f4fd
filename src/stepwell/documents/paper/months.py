"""The days of a plan, month by month and week by week, with a box for each dose.

They end on the day until which the paper holds: by then there is another one.
"""

from calendar import Calendar
from collections.abc import Iterator
from datetime import date
from typing import Any

from stepwell.documents.views import DoseView, PlanView, StepView
from stepwell.documents.wording import MONTHS, WEEKDAYS


WEEKS = Calendar(firstweekday=0)


def months(view: PlanView) -> list[dict[str, Any]]:
    """Every month that the steps touch until then; days outside them are empty.

    Weeks without a day of the plan are left out, and the day of the stop says so.
    """
    several = len({drug for step in view.steps for drug, _ in step.total_mg}) > 1
    last = last_shown(view)
    cells = {
        date.fromordinal(day): _cell(date.fromordinal(day), step, several=several)
        for step in view.steps
        for day in range(step.start.toordinal(), step.last_day.toordinal() + 1)
        if day <= last.toordinal()
    }
    if view.stop_date is not None and last == view.steps[-1].last_day:
        cells[view.stop_date] = _stop(view.stop_date)
    return [
        {
            "name": f"{MONTHS[month - 1]} {year}",
            "days": list(WEEKDAYS),
            "weeks": [week for week in _weeks(year, month, cells) if any(week)],
        }
        for year, month in _touched(view.start, last)
    ]


def last_shown(view: PlanView) -> date:
    """The last day that has a box: the last of the plan, or that of its review."""
    last = view.steps[-1].last_day
    return min(last, view.edition.valid_until or last)


def _weeks(
    year: int, month: int, cells: dict[date, dict[str, Any]]
) -> Iterator[list[dict[str, Any] | None]]:
    for week in WEEKS.monthdatescalendar(year, month):
        yield [cells.get(day) if day.month == month else None for day in week]


def _touched(first: date, last: date) -> Iterator[tuple[int, int]]:
    for number in range(first.year * 12 + first.month, last.year * 12 + last.month + 1):
        year, month = divmod(number - 1, 12)
        yield year, month + 1


def _cell(day: date, step: StepView, *, several: bool) -> dict[str, Any]:
    return {
        "day": _day(day),
        "step": _begins(step) if day == step.start else "",
        "doses": [_dose(dose, several=several) for dose in step.doses],
    }


def _begins(step: StepView) -> str:
    ended = f". {' '.join(step.ended)}" if step.ended else ""
    return f"Step {step.number} begins{ended}"


def _stop(day: date) -> dict[str, Any]:
    return {"day": _day(day), "step": "No dose from today on", "doses": []}


def _day(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def _dose(dose: DoseView, *, several: bool) -> dict[str, str]:
    drug = f"{dose.drug} " if several else ""
    return {
        "what": f"{dose.time.capitalize()}: {drug}{dose.mg} mg",
        "how": " plus ".join(part.words for part in dose.take),
    }
