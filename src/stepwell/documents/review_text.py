"""A review as text."""

from collections.abc import Iterator

from stepwell.documents.blocks import Block, Gap, Line, Para, Table, laid_out
from stepwell.documents.finding_blocks import bullets, finding_blocks, section
from stepwell.documents.views import ReviewView
from stepwell.documents.wording import DRAFT, NOT_A_PRESCRIBER


HELP_FIRST = (
    "Get help now, as the first stop below says. Whoever helps you decides about the"
    " next dose; do not follow this schedule."
)
COMPARE = (
    "This is how it was read; compare it line by line with the letter. If one line"
    " differs, nothing below holds."
)


def review_text(view: ReviewView, width: int = 80) -> list[Line]:
    """Lay the review out for a width in characters."""
    return laid_out(review_blocks(view), width, DRAFT)


def review_blocks(view: ReviewView) -> list[Block]:
    """Everything the text says, for whoever lays it out."""
    return [*_top(view), *_body(view)]


def _top(view: ReviewView) -> Iterator[Block]:
    yield Para("DRAFT | A second look at a schedule", "title")
    yield Para(NOT_A_PRESCRIBER, "dim")
    yield Gap()
    if view.warning:
        yield Para(view.warning, "stop")
        yield Gap()
    yield Para(*_verdict(view))
    yield Gap()
    rows = tuple((f"{label}:", text) for label, text in view.summary)
    yield Table(("", ""), rows)
    yield from _reading(view)


def _reading(view: ReviewView) -> Iterator[Block]:
    """How a pasted letter was read, before anything that was found in it."""
    if not view.read:
        return
    yield section("How it was read")
    yield Para(COMPARE, "strong")
    yield from bullets(view.read)
    if view.assumed:
        yield Para("Not said in so many words:", "strong")
        yield from bullets(view.assumed)
    if view.left_out:
        yield Para("Left out, since it says nothing of doses:", "strong")
        yield from bullets(view.left_out)


def _verdict(view: ReviewView) -> tuple[str, str]:
    if view.needs_help_now:
        return HELP_FIRST, "stop"
    if view.refused:
        text = (
            "Do not follow this schedule as it stands: stay on the dose you take now"
            " and show this page to your prescriber."
        )
        return text, "stop"
    if view.findings:
        return "No rule forbids this schedule; these points need a look.", "caution"
    text = "No rule of Stepwell objects; that does not make the schedule right for you."
    return text, "strong"


def _body(view: ReviewView) -> Iterator[Block]:
    yield from finding_blocks(view.groups)
    yield section("What this is not")
    yield from bullets(view.what_this_is_not)
    if view.sources:
        yield section("Sources")
    for line in view.sources:
        yield Para(line, "dim", mark="  ")
    yield Gap()
    yield Para(f"{DRAFT} | {NOT_A_PRESCRIBER}", "dim")
