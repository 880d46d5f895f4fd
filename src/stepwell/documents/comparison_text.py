"""Several plans side by side as text: one block a measure, one line a plan."""

from collections.abc import Iterator

from stepwell.documents.blocks import Block, Gap, Line, Para, laid_out
from stepwell.documents.comparison_view import ComparisonView
from stepwell.documents.finding_blocks import bullets, section
from stepwell.documents.wording import DRAFT, NOT_A_PRESCRIBER


NO_WINNER = (
    "Nothing here says which is better: guidelines differ on changing to diazepam, and"
    " how fast is right is for you and your prescriber to choose."
)
WHO_SAYS_WHAT = (
    "Scottish and Australian guidance favours a change to diazepam for some people; the"
    " joint guideline of 2025 calls it optional, and other reviews found no proof that"
    " it helps (works scotland2024, therapeutic_guidelines_au, asam2025pocket)."
)


def comparison_text(view: ComparisonView, width: int = 80) -> list[Line]:
    """Lay the comparison out for a width in characters."""
    return laid_out(list(_blocks(view)), width, DRAFT)


def _blocks(view: ComparisonView) -> Iterator[Block]:
    names = ", ".join(column.name for column in view.columns)
    yield Para(f"{DRAFT} | {len(view.columns)} plans side by side: {names}", "title")
    yield Para(NOT_A_PRESCRIBER, "dim")
    yield Para(NO_WINNER, "dim")
    if any(column.view.change_over for column in view.columns):
        yield Para(WHO_SAYS_WHAT, "dim")
    if view.reasons:  # first: with a red flag, this says whom to call
        yield section("Why a plan is refused")
        yield from bullets(f"{name}: {text}" for name, text in view.reasons)
    widest = max(len(column.name) for column in view.columns)
    for label, cells in view.rows:
        yield Gap()
        yield Para(label, "strong")
        for column, cell in zip(view.columns, cells, strict=True):
            yield Para(cell, mark=f"  {column.name.ljust(widest)}  ")
    yield section("What this is not")
    yield from bullets(view.what_this_is_not)
