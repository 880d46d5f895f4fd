"""Several plans side by side as JSON: each whole, with what was compared."""

from typing import Any

from stepwell.documents.comparison_view import ComparisonView
from stepwell.documents.plan_json import json_text, plan_document


SCHEMA = "stepwell/comparison/1"


def comparison_json(view: ComparisonView) -> str:
    """Write the comparison; the same view gives the same bytes."""
    return json_text(comparison_document(view))


def comparison_document(view: ComparisonView) -> dict[str, Any]:
    """The comparison as plain values."""
    return {
        "schema": SCHEMA,
        "status": "draft",
        "software": view.software,
        "what_this_is_not": list(view.what_this_is_not),
        "plans": [
            {
                "name": column.name,
                "measures": {label: cells[place] for label, cells in view.rows},
                "plan": plan_document(column.view),
            }
            for place, column in enumerate(view.columns)
        ],
    }
