"""What a paper says where no plan is made: the reasons, and what to do now."""

from collections.abc import Iterable, Iterator

from stepwell.documents.blocks import Para
from stepwell.documents.edition_view import NO_ONE_NAMED
from stepwell.documents.paper.frame import frame
from stepwell.documents.paper.from_blocks import set_blocks
from stepwell.documents.paper.typeset import Sheet, typeset
from stepwell.documents.plan_text import refusal_blocks
from stepwell.documents.views import PlanView


NO_PLAN = "Refused: no plan is made from this request as it stands."


def refusal_pdf(view: PlanView, sheet: Sheet, flags: Iterable[str] = ()) -> bytes:
    """Set the reasons of a refusal, to take to a prescriber.

    ``flags`` are what to do about the red flags of a journal, which stand first.
    """
    words = {
        **frame(view, view.title),
        "rows": [list(row) for row in _rows(view)],
        "flags": list(flags),
        "body": set_blocks([Para(NO_PLAN, "title"), *refusal_blocks(view)]),
    }
    return typeset("refusal", words, sheet)


def _rows(view: PlanView) -> Iterator[tuple[str, str]]:
    """Whose request it is, and what it says; where help comes first, only whose."""
    yield "For", view.edition.person or NO_ONE_NAMED
    if not view.needs_help_now:
        yield from view.summary
