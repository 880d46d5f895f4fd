"""What changed from one version to the next, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stepwell.documents.wording import day_words, days_words, steps_words
from stepwell.web.plans.differences import (
    Differences,
    Doses,
    Moved,
    Stretch,
    differences,
)
from stepwell.web.plans.following import DAY
from stepwell.web.plans.queries import Kept
from stepwell.web.plans.supply_shown import product_names


@dataclass(frozen=True, slots=True)
class StretchShown:
    """Some days in a row, with the doses before and after."""

    days: str
    before: list[str]
    after: list[str]


@dataclass(frozen=True, slots=True)
class ChangesShown:
    """What changed, in words; ``days`` are those from the later version's first on."""

    one_line: str
    moved: list[str]
    days: list[StretchShown]
    products: list[str]


def changes_shown(before: Kept, after: Kept) -> ChangesShown:
    """Say what changed from one version to the next."""
    found = between(before, after)
    return ChangesShown(
        one_line=one_line(found, after),
        moved=list(_moved_words(found)),
        days=[_stretch(each) for each in _from_first_day(found, after)],
        products=[*_products(found, before, after)],
    )


def one_line(found: Differences, after: Kept) -> str:
    """How many days differ, and how the end moved."""
    differing = sum(
        (each.last - each.first).days + 1 for each in _from_first_day(found, after)
    )
    if not differing:
        return _("No dose of any day differs")
    said = ngettext(
        "The doses of %(days)s day differ",
        "The doses of %(days)s days differ",
        differing,
    ) % {"days": differing}
    return "; ".join([said, *_ends(found)])


def between(before: Kept, after: Kept) -> Differences:
    """What differs between two versions."""
    return differences(before.document, after.document)


def _from_first_day(found: Differences, after: Kept) -> list[Stretch]:
    """What differs from the first day of the later version on."""
    first = (
        date.fromisoformat(after.document["steps"][0]["start"])
        if _steps(after)
        else None
    )
    if first is None:
        return []
    return [each for each in found.changed if each.first >= first]


def _steps(kept: Kept) -> bool:
    return bool(kept.document["outcome"] == "proposed")


def _ends(found: Differences) -> list[str]:
    before, after = found.end_before, found.end_after
    if before is None or after is None:
        return [] if before is after else [_("one of the two versions was refused")]
    if before == after:
        return []
    said = {
        "days": days_words(abs((after - before).days)),
        "day": day_words(after - DAY),
    }
    if after > before:
        return [_("the last step ends %(days)s later, on %(day)s") % said]
    return [_("the last step ends %(days)s sooner, on %(day)s") % said]


def _moved_words(found: Differences) -> Iterator[str]:
    """The steps that moved; those that moved alike in one sentence."""
    for (wait, is_as_long), group in groupby(found.moved, key=_way):
        moved = list(group)
        which = steps_words(each.after.number for each in moved)
        said = {"steps": which[0].upper() + which[1:], "days": days_words(abs(wait))}
        if wait > 0:
            text = _("%(steps)s of this version: %(days)s later than before") % said
        elif wait < 0:
            text = _("%(steps)s of this version: %(days)s sooner than before") % said
        else:
            text = _("%(steps)s of this version: on the same day as before") % said
        yield text if is_as_long else "; ".join([text, *_lengths(moved)])


def _way(moved: Moved) -> tuple[int, bool]:
    """How much later it begins, and whether it lasts as long."""
    return moved.later_by.days, moved.before.days == moved.after.days


def _lengths(moved: Sequence[Moved]) -> list[str]:
    said = [
        (days_words(each.before.days), days_words(each.after.days)) for each in moved
    ]
    return [
        _("%(old)s became %(new)s") % {"old": old, "new": new}
        for old, new in dict.fromkeys(said)
    ]


def _stretch(stretch: Stretch) -> StretchShown:
    first, last = day_words(stretch.first), day_words(stretch.last)
    days = (
        first
        if first == last
        else _("%(first)s to %(last)s") % {"first": first, "last": last}
    )
    return StretchShown(days, _doses(stretch.before), _doses(stretch.after))


def _doses(doses: Doses | None) -> list[str]:
    if doses is None:
        return [_("This version says nothing of these days.")]
    if not doses:
        return [_("Nothing of it is taken any more.")]
    return [f"{text}." for _time, _drug, _mg, text in doses]


def _products(found: Differences, before: Kept, after: Kept) -> list[str]:
    return [
        *(
            _("No more: %(name)s") % {"name": _name(before, each)}
            for each in found.products_gone
        ),
        *(
            _("New: %(name)s") % {"name": _name(after, each)}
            for each in found.products_new
        ),
    ]


def _name(kept: Kept, product: str) -> str:
    return product_names(kept.document, [product])[product]
