"""What a paper says where no plan is made: the reasons, and what to do now."""

from collections.abc import Iterable

from stepwell.documents.paper.frame import frame
from stepwell.documents.paper.from_blocks import set_blocks
from stepwell.documents.paper.typeset import Sheet, typeset
from stepwell.documents.plan_text import refusal_blocks
from stepwell.documents.views import PlanView


def refusal_pdf(view: PlanView, sheet: Sheet, flags: Iterable[str] = ()) -> bytes:
    """Set the reasons of a refusal, to take to a prescriber.

    ``flags`` are what to do about the red flags of a journal, which stand first.
    """
    words = {
        **frame(view, view.title),
        "rows": [list(row) for row in view.summary],
        "flags": list(flags),
        "body": set_blocks(refusal_blocks(view)),
    }
    return typeset("refusal", words, sheet)
