"""The visit report: one sheet for a ten-minute visit.

What was agreed, what was taken, how it went beside the dose, what the person needs, and
the lines of guidance with their sources.  Red flags stand first.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from stepwell.documents.journal_courses import course_lines
from stepwell.documents.journal_view import JournalView
from stepwell.documents.lived_picture import lived_svg
from stepwell.documents.lived_view import LivedView
from stepwell.documents.lived_words import alternative
from stepwell.documents.paper.cited import cited
from stepwell.documents.paper.frame import frame
from stepwell.documents.paper.handed_out import handed_out
from stepwell.documents.paper.refusal import refusal_pdf
from stepwell.documents.paper.typeset import PICTURES, Sheet, typeset
from stepwell.documents.views import FindingGroup, PlanView, StepView
from stepwell.documents.wording import DRAFT, day_words


MOST_WAVES, MOST_LINES = 6, 6
GRAVEST_FIRST = ("stop", "lock", "caution", "info")
NO_JOURNAL = (
    "No journal was brought: what was taken and how it went stands nowhere here."
)
AGREE = "Please agree this version, change it, or say no: until then it is a draft."
NOT_WHILE_HELD = "none while the plan is held; its dates do not hold any more"
OWN_QUESTIONS = ("My question", "And also")
DECIDED = ("Agreed today", "Next visit", "Whom I call before then")


@dataclass(frozen=True, slots=True)
class Lived:
    """What a journal says: in words, and as a picture where there is one to draw."""

    journal: JournalView
    chart: LivedView | None


def visit_report_pdf(
    view: PlanView,
    day: date,
    lived: Lived | None = None,
    sheet: Sheet = Sheet.A4,
    *,
    stands_on: date | None = None,
) -> bytes:
    """Set the report for a visit on a day; of a refused plan the reasons alone.

    ``stands_on`` is the day of the plan whose dose is kept to, while it is held.
    """
    flags = [flag.action for flag in lived.journal.flags] if lived else []
    if view.refused:
        return refusal_pdf(view, sheet, flags)
    chart = lived.chart if lived else None
    needs, guidance = list(_needs(view, day)), list(_guidance(view))
    words = {
        **frame(view, f"For a visit: {view.title[0].lower()}{view.title[1:]}"),
        "day": day_words(day),
        "flags": flags,
        "now": [list(row) for row in _now(view, day, stands_on)],
        "taken": [list(row) for row in lived.journal.intake] if lived else [],
        "no_journal": "" if lived else NO_JOURNAL,
        "chart": alternative(chart) if chart else "",
        "waves": list(_waves(lived.journal)) if lived else [],
        "measured": list(_measured(lived.journal)) if lived else [],
        "needs": needs,
        "own_questions": list(OWN_QUESTIONS),
        "decided": list(DECIDED),
        "guidance": guidance,
        "sources": list(cited(view.sources, [needs, guidance])),
        PICTURES: {"chart": lived_svg(chart, as_paths=True).decode()} if chart else {},
    }
    return typeset("visit", words, sheet)


def _now(
    view: PlanView, day: date, stands_on: date | None
) -> Iterator[tuple[str, str]]:
    yield "At the start", dict(view.summary)["Taken today"]
    step = _step_on(view, stands_on or day)
    following = next((each for each in view.steps if each.start > day), None)
    if step is not None:
        where = f"step {step.number} of {len(view.steps)}"
        now = "Now" if view.edition.agreed_on else "Planned for now"
        yield now, f"{step.total_words} a day, {where}, since {day_words(step.start)}"
        yield "Doses", "; ".join(_dose_words(step))
    if stands_on is not None:
        yield "Next change", NOT_WHILE_HELD
        return
    if following is not None:
        change = f"{following.total_words} a day from {day_words(following.start)}"
        yield "Next change", change
    if view.stop_date is not None:
        yield "Without it from", day_words(view.stop_date)


def _dose_words(step: StepView) -> Iterator[str]:
    for dose in step.doses:
        made = " plus ".join(part.words for part in dose.take)
        yield f"{dose.time} {dose.mg} mg of {dose.drug} ({made})"


def _step_on(view: PlanView, day: date) -> StepView | None:
    return next(
        (each for each in view.steps if each.start <= day <= each.last_day), None
    )


def _waves(journal: JournalView) -> Iterator[str]:
    """The rises that stand out, the latest first, and how many more there are."""
    risen = (
        each
        for each in journal.courses
        if each.trend.course is not None and each.trend.course.is_wave
    )
    latest = tuple(sorted(risen, key=lambda each: -each.step))
    lines = list(course_lines(latest, journal.stop_step))
    yield from lines[:MOST_WAVES]
    if len(lines) > MOST_WAVES:
        yield f"And {len(lines) - MOST_WAVES} more, in the journal."


def _measured(journal: JournalView) -> Iterator[str]:
    yield from journal.scales[-2:]
    yield from (f"{label}: {text}" for label, text in journal.nights)
    yield from journal.conflicts[:2]


def _needs(view: PlanView, day: date) -> Iterator[str]:
    if view.edition.mark == DRAFT:
        yield AGREE
    for group in view.groups:
        if group.severity == "lock":
            yield f"Your decision ({group.rule}): {group.text}"
    yield from _next_prescription(view, day)
    for note in view.supply_notes:
        if note.is_urgent:
            yield note.text
    if review := next((each for each in view.reviews if each >= day), None):
        yield f"A date to review the plan, {day_words(review)} at the latest."


def _next_prescription(view: PlanView, day: date) -> Iterator[str]:
    """Everything that is to be handed out for the next period, not the first alone."""
    orders = [each for each in view.supply if (each.collect_by or "") >= str(day)]
    if not orders:
        return
    names = dict(view.product_names)
    asked = "; ".join(
        f"{handed_out(each.hand_out, each.unit, names[each.product])} by"
        f" {day_words(date.fromisoformat(each.collect_by or ''))}"
        for each in orders
        if each.first_day == orders[0].first_day
    )
    yield f"The next prescription: {asked}."


def _guidance(view: PlanView) -> Iterator[str]:
    """The reasons of the pace and the gravest findings, each with its source."""
    yield from (f"{line[0].upper()}{line[1:]}" for line in view.pace[:2])
    yield from map(_line, _gravest(view.groups)[: MOST_LINES - 2])


def _gravest(groups: Iterable[FindingGroup]) -> list[FindingGroup]:
    told = [group for group in groups if group.severity != "lock"]
    return sorted(told, key=lambda group: GRAVEST_FIRST.index(group.severity))


def _line(group: FindingGroup) -> str:
    where = group.where if group.where.startswith("step") else ""
    return f"{group.text} ({', '.join(filter(None, (where, group.source)))})"
