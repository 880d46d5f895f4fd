"""A review as JSON: the findings in the form that a plan carries them."""

from stepwell.documents.plan_json import finding_document, json_text
from stepwell.documents.views import ReviewView


SCHEMA = "stepwell/review/1"


def review_json(view: ReviewView) -> str:
    """Write the review; the same view gives the same bytes.

    ``read``, ``assumed`` and ``left_out`` are empty but for a pasted letter.
    """
    return json_text(
        {
            "schema": SCHEMA,
            "outcome": "stop" if view.refused else "reviewed",
            "software": view.software,
            "formulary": view.fingerprint,
            "warning": view.warning or None,
            "read": list(view.read),
            "assumed": list(view.assumed),
            "left_out": list(view.left_out),
            "findings": [finding_document(finding) for finding in view.findings],
            "sources": list(view.sources),
        }
    )
