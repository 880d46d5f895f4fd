"""The pharmacy sheet: what to hand out and when, and how doses are divided or measured.

It says nothing of why, of symptoms or of the person beyond the name.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from stepwell.documents.blocks import Block, Para, Table
from stepwell.documents.finding_blocks import bullets, section
from stepwell.documents.paper.drawings import PIECES, QUARTERS
from stepwell.documents.paper.frame import frame
from stepwell.documents.paper.from_blocks import set_blocks
from stepwell.documents.paper.handed_out import amount_words
from stepwell.documents.paper.refusal import refusal_pdf
from stepwell.documents.paper.typeset import Sheet, typeset
from stepwell.documents.supply_text import NOTE
from stepwell.documents.views import PlanView, TakeView
from stepwell.documents.wording import day_words
from stepwell.plan.proposal import Supply
from stepwell.quantities import read_count


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


MOST_VOLUMES = 6
"""More volumes than this are told by the smallest and the largest."""
MOST_STEPS = 60
"""Of more steps than this, only those up to the next review are listed."""
SUPPLY_HEADER = (
    "Days",
    "Product",
    "Hand out",
    "Collect",
    "More for one hold",
    "More for a step back",
)


def pharmacy_sheet_pdf(view: PlanView, sheet: Sheet = Sheet.A4) -> bytes:
    """Set the sheet; for a refused plan there is nothing to hand out, only why."""
    if view.refused:
        return refusal_pdf(view, sheet)
    names = dict(view.product_names)
    words = {
        **frame(view, "For the pharmacy: what a gradual reduction needs"),
        "before": set_blocks(_before(view)),
        "supply_header": list(SUPPLY_HEADER),
        "supply": [list(_handed(row, names[row.product])) for row in view.supply],
        "after": set_blocks(_after(view)),
    }
    return typeset("pharmacy", words, sheet)


def _before(view: PlanView) -> Iterator[Block]:
    yield section("What is asked of you")
    yield from bullets(PLEASE)
    yield section("How doses are made of each product")
    yield Table(("Product", "Taken at a time", "From", "To"), tuple(_ways(view)))
    yield section("What the pharmacy needs to hand out")
    until = view.edition.valid_until
    if until is not None and until < view.steps[-1].last_day:
        yield Para(
            f"The plan is reviewed by {day_words(until)}: what follows after that day"
            " is a look ahead, to be confirmed first."
        )
    yield from bullets(note.text for note in view.supply_notes if note.is_urgent)


def _after(view: PlanView) -> Iterator[Block]:
    yield Para(NOTE, "dim")
    yield from bullets(note.text for note in view.supply_notes if not note.is_urgent)
    yield section("The dose of each step")
    yield from _doses(view)
    yield Para(view.edition.notice, "dim")


def _doses(view: PlanView) -> Iterator[Block]:
    shown, until = view.steps, view.edition.valid_until
    if until is not None and len(shown) > MOST_STEPS:
        shown = tuple(step for step in shown if step.start <= until)
        yield Para(
            f"The first {len(shown)} of {len(view.steps)} steps, up to the review by"
            f" {day_words(until)}. Ask for a new sheet then."
        )
    rows = tuple(
        (str(step.number), step.start.isoformat(), step.last_day.isoformat(), said)
        for step in shown
        for said in (dose.text for dose in step.doses)
    )
    yield Table(("Step", "From", "To", "Dose"), rows, frozenset({0}))


def _handed(row: Supply, name: str) -> tuple[str, ...]:
    """A row of the supply, each number with its unit."""
    taken = amount_words(row.count, row.unit, name)
    if row.collect_by is None:
        given = f"nothing new: {taken} from what is at hand"
    else:
        given = amount_words(row.hand_out, row.unit, name)
        if row.count != row.hand_out:
            given = f"{given} ({row.count} taken)"
    more = (
        "none" if amount == "0" else amount_words(amount, row.unit, name)
        for amount in (row.spare, row.step_back)
    )
    days = f"{row.first_day} to {row.last_day}"
    return (days, name, given, _when(row), *more)


def _when(row: Supply) -> str:
    if row.collect_by is None:
        return "nothing"
    if row.collect_from in (None, row.collect_by):
        return f"{'on' if row.collect_from else 'by'} {row.collect_by}"
    return f"{row.collect_from} to {row.collect_by}"


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
        first, last = taken[0][0].start, taken[-1][0].last_day
        amounts = _amounts([part for _, part in taken])
        yield name, amounts, first.isoformat(), last.isoformat()


def _amounts(parts: Sequence[TakeView]) -> str:
    """Which pieces or volumes are taken, each said once, the smallest first."""
    volumes = sorted({part.volume_ml for part in parts if part.volume_ml}, key=Fraction)
    if len(volumes) > MOST_VOLUMES:
        return f"{len(volumes)} volumes from {volumes[0]} ml to {volumes[-1]} ml"
    if volumes:
        return ", ".join(f"{volume} ml" for volume in volumes)
    counts = [read_count(part.count) for part in parts]
    pieces = {count % 1 for count in counts} - {Fraction(0)}
    said = [PIECES[int(piece * QUARTERS)] for piece in sorted(pieces)]
    return ", ".join([*said, *(["whole"] if max(counts) >= 1 else [])])
