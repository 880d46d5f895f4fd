"""What holds of a kept version: in the words that stand at the head of every paper."""

from dataclasses import replace
from datetime import date

from stepwell.documents.edition_view import EditionView
from stepwell.web.plans.following import valid_until
from stepwell.web.plans.queries import Kept


def edition_shown(kept: Kept) -> EditionView:
    """Describe a kept version as its document was made."""
    told, edition = kept.document["edition"], kept.edition
    valid = told["valid_until"]
    return EditionView(
        status=edition.status,
        version=edition.version,
        replaces=edition.replaces,
        superseded_by=edition.superseded_by,
        person=edition.person,
        agreed_with=edition.agreed_with,
        agreed_on=edition.agreed_on,
        check=told["check_code"] or "",
        valid_until=date.fromisoformat(valid) if valid else None,
        series=edition.series,
        entries=edition.entries,
    )


def edition_now(kept: Kept) -> EditionView:
    """The same of the version in force, whose reviews let it hold longer."""
    shown = edition_shown(kept)
    if shown.valid_until is None:
        return shown
    return replace(shown, valid_until=valid_until(kept.document, kept.reviewed))
