"""The letter to the prescriber: the proposal, its reasons, other ways, sources."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stepwell.documents.blocks import Block, Para, Table
from stepwell.documents.dose_picture import dose_svg
from stepwell.documents.dose_view import DoseChartView, alternative
from stepwell.documents.finding_blocks import bullets, finding_blocks, section
from stepwell.documents.paper.cited import cited
from stepwell.documents.paper.frame import frame
from stepwell.documents.paper.from_blocks import set_blocks
from stepwell.documents.paper.refusal import refusal_pdf
from stepwell.documents.paper.typeset import PICTURES, Sheet, typeset
from stepwell.documents.plan_text import MOST_ROWS, step_table
from stepwell.documents.views import PlanView
from stepwell.documents.wording import MODELLED, for_people
from stepwell.plan.request import Method


OPENING = (
    "I would like to reduce this medicine gradually, and have written down a proposal"
    " to talk about. It was made with Stepwell, which does the arithmetic and checks it"
    " against published guidance; it is not a prescription, and no clinician has looked"
    " at it yet. Please tell me whether it suits me, what you would change, and whom I"
    " call when a step is too hard."
)
OTHER_WAYS = (
    "Longer steps, or smaller ones: each step may be held or halved; nothing in the"
    " plan has to be made up for afterwards.",
    "Staying on a lower dose: the reduction may end there, for now or for good.",
    "Not now: staying on the present dose until a better time, with another date.",
)


TABLE_NOTE = (
    "Less by: per cent of the dose of the step before. Diazepam eq.: the range of two"
    " published tables, approximate. Points: by how many of 100 receptors the modelled"
    " occupancy falls in the step, estimated from the dose alone."
)
SHOW_THEM = " Show them this page."
"""What a refusal tells the person; the prescriber has the page in their hands."""


WAYS = {
    Method.DIRECT: "The same drug, smaller and smaller",
    Method.CROSSOVER: "A crossover to diazepam first",
}


@dataclass(frozen=True, slots=True)
class OtherWay:
    """The same request planned by another method."""

    method: Method
    view: PlanView

    @property
    def name(self) -> str:
        """The method in words."""
        return WAYS[self.method]


def prescriber_letter_pdf(
    view: PlanView,
    chart: DoseChartView | None = None,
    others: Sequence[OtherWay] = (),
    sheet: Sheet = Sheet.A4,
) -> bytes:
    """Set the letter; for a refused plan the reasons, which are as good a question."""
    if view.refused:
        return refusal_pdf(view, sheet)
    steps, body = set_blocks(_steps(view)), set_blocks(_body(view, others))
    words = {
        **frame(view, f"A proposal: {view.title[0].lower()}{view.title[1:]}"),
        "opening": OPENING,
        "summary": [list(row) for row in view.summary],
        "steps": steps,
        "chart": alternative(chart) if chart else "",
        "modelled": MODELLED,
        "body": body,
        "sources": list(cited(view.sources, [dict(view.summary), steps, body])),
        PICTURES: {"chart": dose_svg(chart, as_paths=True).decode()} if chart else {},
    }
    return typeset("letter", words, sheet)


def _steps(view: PlanView) -> Iterator[Block]:
    if len(view.steps) > MOST_ROWS:
        text = f"Landmarks among {len(view.steps)} steps; the plan lists all of them."
        yield Para(text, "dim")
    yield from (each for each in step_table(view) if not isinstance(each, Para))
    yield Para(TABLE_NOTE, "dim")


def _body(view: PlanView, others: Sequence[OtherWay]) -> Iterator[Block]:
    yield from finding_blocks(view.groups, ["lock"])
    yield section("Why this pace")
    yield from bullets(dict.fromkeys(view.pace))
    yield section("Other ways")
    yield from bullets(OTHER_WAYS)
    if others:
        yield Table(("Way", "Outcome", "Takes", "Last dose"), tuple(_rows(others)))
    yield from finding_blocks(view.groups, ["caution", "info"])
    yield section("What was taken for granted")
    yield from bullets(map(for_people, view.assumptions))
    yield section("What this is not")
    yield from bullets(view.what_this_is_not)


def _rows(others: Sequence[OtherWay]) -> Iterator[tuple[str, ...]]:
    for other in others:
        said = dict(other.view.summary)
        yield (
            other.name,
            other.view.outcome,
            said.get("Takes", _why(other.view)),
            said.get("Last dose", "not planned"),
        )


def _why(view: PlanView) -> str:
    stops = [group for group in view.groups if group.severity == "stop"]
    if not stops:
        return "no plan"
    return f"{stops[0].rule}: {stops[0].text}".removesuffix(SHOW_THEM)
