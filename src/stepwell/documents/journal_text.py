"""A journal's view as text, red flags first."""

from collections.abc import Iterable, Iterator

from stepwell.documents.blocks import (
    Block,
    ByWidth,
    Gap,
    Heading,
    Line,
    Para,
    Table,
    laid_out,
)
from stepwell.documents.finding_blocks import bullets
from stepwell.documents.journal_courses import NO_WAVE, NOT_NOTHING, course_lines
from stepwell.documents.journal_flags import closing_lines
from stepwell.documents.journal_view import A_READING, NOT_CLEAR, JournalView
from stepwell.documents.wording import NOBODY_IS_TOLD


TITLE = "A look at a journal"
GET_HELP = "Get help first."
SYMPTOMS = ("Symptom", "Days rated", "Typical", "Highest", "Last 7 days", "Rated")
NUMBERS = frozenset({1, 2, 3, 4, 5})
NARROW_SYMPTOMS = ("Symptom", "Typical", "Last 7 days")
NARROW_NUMBERS = frozenset({1, 2})
WIDE_ENOUGH = 64
ABOUT_SYMPTOMS = (
    "0 is not there, 10 is as strong as can be. Days without a rating are missing, and"
    " count for nothing; days rated are counted from the first rating on."
)
ASK_FOR_STEPS = (
    "With --plan PLAN the days after each step are judged, and doses are compared with"
    " those of the plan."
)


def journal_text(view: JournalView, width: int = 80) -> list[Line]:
    """Lay the view out for a width in characters."""
    return laid_out(journal_blocks(view), width)


def journal_blocks(view: JournalView) -> list[Block]:
    """Everything the text says, for whoever lays it out."""
    return [*_top(view), *_body(view), *_bottom(view)]


def _top(view: JournalView) -> Iterator[Block]:
    if not view.flags:
        yield Para(TITLE, "title")
        yield Para(A_READING, "dim")
        yield Gap()
        yield Para(NOT_CLEAR)
        return
    yield Para(GET_HELP, "stop")
    for flag in view.flags:
        yield Para(f"{flag.action} {flag.where}", "stop", mark="  * ")
    yield Gap()
    yield Para(NOBODY_IS_TOLD, "strong")
    for line in closing_lines(view.flags):
        yield Para(line)
    yield Gap()
    yield Para(TITLE, "title")
    yield Para(A_READING, "dim")


def _body(view: JournalView) -> Iterator[Block]:
    yield Heading("What was understood")
    yield _pairs(view.summary)
    yield from _lines("Contradictions to settle", view.conflicts)
    yield from _lines("Questionnaires", view.scales)
    if view.symptoms:
        yield Heading("Symptoms")
        yield Para(ABOUT_SYMPTOMS, "dim")
        yield _symptoms(view.symptoms)
    if view.nights:
        yield Heading("Sleep")
        yield _pairs(view.nights)
    if view.has_plan:
        yield Heading("Doses beside the plan")
        yield _pairs(view.intake)
    else:
        yield Gap()
        yield Para(ASK_FOR_STEPS)
    yield from _lines("After each step", course_lines(view.courses, view.stop_step))
    if any(each.said == NO_WAVE for each in view.courses):
        yield Para(NOT_NOTHING, "dim")
    yield from _lines("Over all steps", view.usual)


def _symptoms(rows: tuple[tuple[str, ...], ...]) -> ByWidth:
    wide = Table(SYMPTOMS, rows, NUMBERS)
    narrow = Table(
        NARROW_SYMPTOMS,
        tuple((name, typical, recent) for name, _, typical, _, recent, _ in rows),
        NARROW_NUMBERS,
        below=tuple(
            f"Highest {highest}; rated on {rated} days, on {recent_rated} of the last"
            for _, rated, _, highest, _, recent_rated in rows
        ),
    )
    return ByWidth(wide, narrow, WIDE_ENOUGH)


def _pairs(rows: tuple[tuple[str, str], ...]) -> Table:
    return Table(("", ""), tuple((f"{label}:", text) for label, text in rows))


def _lines(title: str, lines: Iterable[str]) -> Iterator[Block]:
    held = tuple(lines)
    if held:
        yield Heading(title)
        yield from bullets(held)


def _bottom(view: JournalView) -> Iterator[Block]:
    yield Heading("What this is not")
    yield from bullets(view.what_this_is_not)
    yield Heading("Sources")
    for line in view.sources:
        yield Para(line, "dim", mark="  ")
