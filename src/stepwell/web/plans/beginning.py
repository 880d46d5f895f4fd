"""How a draft begins, beside what is taken by the version in force."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from stepwell.plan.agreed_rule import HOLD_DAYS
from stepwell.web.plans.following import DAY, Why, steps_of, stop_date
from stepwell.web.plans.models import Origin
from stepwell.web.plans.queries import Kept


Amounts = Mapping[tuple[str, str], Decimal]
"""Milligrams by time of the day and drug."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """What somebody has to know before a draft takes the place of a version.

    ``is_other`` says that it begins from other doses than those that are taken,
    ``rises`` that one of them becomes more, ``sooner`` the day of its first reduction
    where the version in force would have waited until ``agreed_change``, or waits
    (None) because it is held or has not been looked at.
    """

    is_other: bool = False
    rises: bool = False
    sooner: date | None = None
    agreed_change: date | None = None

    @property
    def is_plain(self) -> bool:
        """Tell whether there is nothing to know."""
        return not (self.is_other or self.rises or self.sooner)


def beginning(draft: Kept, before: Kept | None, today: date) -> Beginning:
    """Compare the beginning of a draft with the version in force."""
    if before is None:
        return Beginning()
    now, told = taken(before, today), amounts(draft.document["current"])
    first = amounts(steps_of(draft.document)[0].doses)
    agreed = before.in_force(today).next_change
    cut = _first_reduction(draft.document)
    is_sooner = cut is not None and cut < (agreed or _held_until(draft, before, today))
    return Beginning(
        is_other=told != now,
        rises=risen(first, now),
        sooner=cut if is_sooner else None,
        agreed_change=agreed if is_sooner else None,
    )


def _held_until(draft: Kept, before: Kept, today: date) -> date:
    """Until when a plan that waits would wait at least, beside a draft of questions."""
    waits = before.in_force(today).why in (Why.HELD, Why.REVIEW_DUE)
    is_own = draft.origin == Origin.DRAFT
    return today + HOLD_DAYS * DAY if waits and is_own else date.min


def taken(kept: Kept, day: date) -> Amounts:
    """What is taken on a day by a version; before its beginning what it began from."""
    now = kept.in_force(day)
    if now.step is not None:
        return amounts(now.step.doses)
    return {} if now.why is Why.ENDED else amounts(kept.document["current"])


def amounts(doses: list[Mapping[str, Any]]) -> Amounts:
    """The doses of a document as exact numbers."""
    return {(each["time"], each["drug"]): Decimal(each["mg"]) for each in doses}


def risen(later: Amounts, earlier: Amounts) -> bool:
    """Tell whether a dose, or the day's total of a drug, became more."""
    if any(mg > earlier.get(key, 0) for key, mg in later.items()):
        return True
    drugs = {drug for _, drug in later}
    return any(_total(later, drug) > _total(earlier, drug) for drug in drugs)


def _total(doses: Amounts, drug: str) -> Decimal:
    return sum((mg for (_, each), mg in doses.items() if each == drug), Decimal())


def _first_reduction(document: Mapping[str, Any]) -> date | None:
    """The first day on which something becomes less."""
    steps = steps_of(document)
    told = [amounts(document["current"]), *(amounts(each.doses) for each in steps)]
    for (earlier, later), step in zip(pairwise(told), steps, strict=True):
        if risen(earlier, later):
            return step.start
    return stop_date(document)
