"""What holds of a kept version: in the words that stand at the head of every paper."""

from dataclasses import replace
from datetime import date

from stepwell.documents.edition_view import EditionView, edition_told
from stepwell.web.plans.following import valid_until
from stepwell.web.plans.queries import Kept


def edition_shown(kept: Kept) -> EditionView:
    """Describe a kept version as its document was made."""
    told = kept.document["edition"]
    valid = told["valid_until"]
    return edition_told(
        kept.edition,
        told["check_code"] or "",
        date.fromisoformat(valid) if valid else None,
    )


def edition_now(kept: Kept) -> EditionView:
    """The same of the version in force, whose reviews let it hold longer."""
    shown = edition_shown(kept)
    if shown.valid_until is None:
        return shown
    return replace(shown, valid_until=valid_until(kept.document, kept.reviewed))
