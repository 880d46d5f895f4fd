"""Versions in one line each: how far each has come, and what changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stepwell.documents.wording import day_words
from stepwell.plan.edition import Status
from stepwell.web.plans.changes_shown import between, one_line
from stepwell.web.plans.models import Origin
from stepwell.web.plans.queries import Kept


WHY_MADE = {
    Origin.DRAFT: gettext_lazy("Made from answers to the questions"),
    Origin.HELD: gettext_lazy("Made to stay on a step"),
    Origin.SLOWED: gettext_lazy("Made to go slower"),
    Origin.STEPPED_BACK: gettext_lazy("Made to go back a step"),
    Origin.REMADE: gettext_lazy("Made anew from what is taken"),
}


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version in the list; ``changed`` is what changed in one line."""

    kept: Kept
    status: str
    made_on: str
    why: str
    changed: str


def versions_shown(kept: Sequence[Kept]) -> list[VersionRow]:
    """Every version, the newest first, against the one before it."""
    lines = [one_line(between(old, new), new) for new, old in pairwise(kept)]
    return [
        VersionRow(
            each,
            status_words(each),
            day_words(each.made_on),
            str(WHY_MADE[Origin(each.origin)]),
            line,
        )
        for each, line in zip(kept, [*lines, _("The first version")], strict=False)
    ]


def status_words(kept: Kept) -> str:
    """How far a version has come."""
    if kept.is_put_away:
        return _("Put away")
    edition = kept.edition
    if edition.status is Status.SUPERSEDED:
        return _("Replaced by version %(later)s") % {"later": edition.superseded_by}
    if edition.status is Status.AGREED and edition.agreed_on is not None:
        said = {"name": edition.agreed_with, "day": day_words(edition.agreed_on)}
        return _("In force: agreed with %(name)s on %(day)s") % said
    return _("Draft: not agreed yet")
