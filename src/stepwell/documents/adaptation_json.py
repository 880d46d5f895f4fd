"""What the agreed rule proposes, as JSON; the whole new plan stands in it."""

from typing import Any

from stepwell.documents.adaptation_view import AdaptationView
from stepwell.documents.plan_json import finding_document, json_text, plan_document


SCHEMA = "stepwell/adaptation/1"


def adaptation_json(view: AdaptationView) -> str:
    """Write the proposal; the same view gives the same bytes."""
    return json_text(adaptation_document(view))


def adaptation_document(view: AdaptationView) -> dict[str, Any]:
    """The proposal as plain values; ``plan`` is null when the agreed one stands."""
    return {
        "schema": SCHEMA,
        "status": "draft",
        "software": view.software,
        "on": view.on.isoformat(),
        "action": view.action.value,
        "headline": view.headline,
        "because": [
            {
                "text": reason.text,
                "source": reason.source,
                "entries": list(reason.entries),
            }
            for reason in view.because
        ],
        "summary": dict(view.summary),
        "who_may_accept": view.who,
        "needs_prescriber": view.needs_prescriber,
        "findings": [finding_document(finding) for finding in view.findings],
        "plan": plan_document(view.plan) if view.plan is not None else None,
        "sources": list(view.sources),
        "what_this_is_not": list(view.what_this_is_not),
    }
