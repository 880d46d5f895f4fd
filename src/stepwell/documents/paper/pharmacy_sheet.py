"""The pharmacy sheet: what to hand out and when, and how doses are divided or measured.

It says nothing of why, of symptoms or of the person beyond the name.
"""

from collections.abc import Iterator
from fractions import Fraction

from stepwell.documents.blocks import Block, Para, Table
from stepwell.documents.finding_blocks import bullets, section
from stepwell.documents.paper.frame import frame
from stepwell.documents.paper.from_blocks import set_blocks
from stepwell.documents.paper.refusal import refusal_pdf
from stepwell.documents.paper.typeset import Sheet, typeset
from stepwell.documents.supply_text import supply_blocks
from stepwell.documents.views import PlanView, TakeView
from stepwell.documents.wording import day_words
from stepwell.quantities import count_text, read_count


PLEASE = (
    "Please check that these tablets may be divided so, and that the measure for a"
    " liquid has marks for these volumes.",
    "Please tell us before you change the strength, the maker or the concentration: the"
    " plan is written for these products, and another concentration is another volume.",
    "Write the dose in milligrams and, for a liquid, the concentration and the volume"
    " on the label.",
    "If something is not to be had, nobody should stop or skip because of it: call the"
    " prescriber; the person stays on the present dose.",
)


def pharmacy_sheet_pdf(view: PlanView, sheet: Sheet = Sheet.A4) -> bytes:
    """Set the sheet; for a refused plan there is nothing to hand out, only why."""
    if view.refused:
        return refusal_pdf(view, sheet)
    words = {
        **frame(view, "For the pharmacy: what a gradual reduction needs"),
        "body": set_blocks(_body(view)),
    }
    return typeset("blocks", words, sheet)


def _body(view: PlanView) -> Iterator[Block]:
    yield section("What is asked of you")
    yield from bullets(PLEASE)
    yield section("How doses are made of each product")
    yield Table(("Product", "Taken at a time", "From", "To"), tuple(_ways(view)))
    yield from supply_blocks(view)
    yield section("The dose of each step")
    rows = tuple(
        (str(step.number), step.start.isoformat(), step.last_day.isoformat(), said)
        for step in view.steps
        for said in (dose.text for dose in step.doses)
    )
    yield Table(("Step", "From", "To", "Dose"), rows, frozenset({0}))
    yield Para(view.edition.notice, "dim")


def _ways(view: PlanView) -> Iterator[tuple[str, str, str, str]]:
    """Each product with the amounts taken of it at a time, and from when on."""
    for product, name in view.product_names:
        taken = [
            (step, part)
            for step in view.steps
            for dose in step.doses
            for part in dose.take
            if part.product == product
        ]
        amounts = dict.fromkeys(_amount(part) for _, part in taken)
        first, last = taken[0][0].start, taken[-1][0].last_day
        yield name, ", ".join(amounts), day_words(first), day_words(last)


def _amount(part: TakeView) -> str:
    if part.volume_ml:
        return f"{part.volume_ml} ml"
    count = read_count(part.count)
    return "whole" if count.denominator == 1 else count_text(Fraction(count % 1))
