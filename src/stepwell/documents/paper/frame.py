"""What stands at the head and the foot of every page, whatever the paper is."""

from typing import Any

from stepwell.documents.edition_view import EditionView
from stepwell.documents.views import PlanView
from stepwell.documents.wording import day_words


def frame(view: PlanView, title: str) -> dict[str, Any]:
    """The head and foot of a paper on a plan."""
    edition = view.edition
    return {
        "title": title,
        "mark": edition.mark,
        "notice": edition.notice,
        "person": edition.person,
        "rows": [list(row) for row in edition.rows],
        "foot": foot(edition),
    }


def foot(edition: EditionView) -> str:
    """The line at the bottom of each page, so that a lost page can be placed."""
    if edition.valid_until is None:
        return edition.notice
    return (
        f"Version {edition.version_words}. Check code {edition.check}. Valid until"
        f" {day_words(edition.valid_until)}. Not a substitute for a prescriber."
    )
