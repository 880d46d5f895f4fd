"""Doses of a journal beside those of a plan; a dose without an answer is not known."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from stepwell.documents.wording import counted, day_words, listed
from stepwell.journal.entry import DoseEntry, Intake
from stepwell.journal.intake import intakes
from stepwell.journal.journal import Journal
from stepwell.plan.plan import Plan
from stepwell.plan.regimen import Regimen


KINDS = {
    Intake.LATE: "Doses taken late",
    Intake.MISSED: "Doses missed",
    Intake.EXTRA: "Extra doses",
}
DAYS = "Days of the plan so far"


def intake_rows(journal: Journal, plan: Plan, until: date) -> Iterator[tuple[str, str]]:
    """What was taken on the days of the plan up to a day, beside what was planned."""
    planned = _planned(plan, until)
    if not planned:
        begins = day_words(plan.start)
        yield DAYS, f"0: the plan begins on {begins}, after the last entry"
        return
    yield DAYS, str(len(planned))
    days = intakes(journal, planned)
    known = sum(day.is_known for day in days)
    yield "Days with an answer to every dose", f"{known} of {len(days)}"
    without = sum(len(day.open) for day in days)
    yield "Doses without a clear answer", f"{without}{_not_known(without)}"
    doses = list(journal.of_kind(DoseEntry))
    kinds = Counter(dose.intake for entry, dose in doses if entry.day in planned)
    for intake, label in KINDS.items():
        yield label, str(kinds[intake])
    above = sum(bool(day.above_plan) for day in days)
    yield "More than planned on", counted(above, "day")
    yield from _beside(journal, plan)


def _planned(plan: Plan, until: date) -> dict[date, Regimen]:
    return {
        step.start + timedelta(days=number): step.regimen
        for step in plan.steps
        for number in range(step.days)
        if step.start + timedelta(days=number) <= until
    }


def _not_known(doses: int) -> str:
    return ", which nobody knows to be taken or missed" if doses else ""


def _beside(journal: Journal, plan: Plan) -> Iterator[tuple[str, str]]:
    """Doses that are no part of the plan: of another drug, or after the stop."""
    taken = [
        (entry.day, dose.drug)
        for entry, dose in journal.of_kind(DoseEntry)
        if dose.intake is not Intake.MISSED
    ]
    steps = [plan.before, *(step.regimen for step in plan.steps)]
    planned = {drug for regimen in steps for drug in regimen.drugs}
    others = sorted({drug for _, drug in taken} - planned)
    if others:
        yield "Taken, but not in the plan", listed(others)
    if plan.stop_date is not None:
        since = sum(day >= plan.stop_date for day, _ in taken)
        if since:
            yield "Doses taken since the stop", str(since)
