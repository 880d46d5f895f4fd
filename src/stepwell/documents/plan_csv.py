"""The plan as a table: one row per calendar day, time and product (contract 4.1).

A dose made of two products is two rows; each row's milligrams, amount and sentence
say its own product alone, so the rows of a day add up to the day.
"""

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta

from stepwell.documents.views import DoseView, PlanView, TakeView


COLUMNS = (
    "date",
    "time",
    "drug",
    "mg",
    "product",
    "strength_mg",
    "count",
    "volume_ml",
    "text",
)


def plan_csv(view: PlanView) -> str:
    """Write the table: every day from the start to the day before the stop date."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_rows(view))
    return text.getvalue()


def _rows(view: PlanView) -> Iterator[tuple[str, ...]]:
    for step in view.steps:
        for offset in range(step.days):
            day = step.start + timedelta(days=offset)
            for dose in step.doses:
                for part in dose.take:
                    yield _row(day, dose, part)


def _row(day: date, dose: DoseView, part: TakeView) -> tuple[str, ...]:
    return (
        day.isoformat(),
        dose.time.value,
        dose.drug,
        part.mg,
        part.product,
        part.strength_mg,
        part.count,
        part.volume_ml,
        part.text,
    )
