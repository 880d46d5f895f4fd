"""What was planned on each day of a space: every version while it was in force."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import accumulate
from zoneinfo import ZoneInfo

from stepwell.formulary import Formulary, load_formulary
from stepwell.interop.plan_to_remake import read_printable
from stepwell.journal.journal import Journal
from stepwell.plan.followed import Followed, one_after_another
from stepwell.plan.plan import Plan
from stepwell.plan.request import Request
from stepwell.plan.schedule import Schedule
from stepwell.web.plans.following import DAY
from stepwell.web.plans.models import Turn
from stepwell.web.plans.queries import Kept
from stepwell.web.plans.standing import as_it_stands


@dataclass(frozen=True, slots=True)
class History:
    """The doses as they were planned, and the request that levels are modelled by.

    It is that of the last agreed version.  It is None where no level may be modelled:
    nothing was agreed, since a draft plans nothing (H16), or a name stands for two
    products.
    """

    schedule: Schedule
    request: Request | None
    formulary: Formulary

    @classmethod
    def of(cls, versions: Sequence[Kept], today: date) -> "History | None":
        """Read the agreed ones of all versions; None without any.

        Raises InputError where one of them does not fit the data of today.
        """
        found = list(_reigns(versions, today))
        if not found:
            return None
        plans, requests = zip(*found, strict=True)
        schedule, formulary = one_after_another(plans), load_formulary()
        made = (each for request in requests for each in request.custom_products)
        try:
            known = formulary.with_products(made)
        except ValueError:
            return cls(schedule, None, formulary)
        return cls(schedule, requests[-1], known)

    @classmethod
    def without_plan(cls, journal: Journal, today: date) -> "History":
        """The days of a journal, for which nothing was planned."""
        first = min((each.day for each in journal.entries), default=today)
        days = max((today - first).days, 0) + 1
        return cls(Schedule.of_nothing(first, days), None, load_formulary())


def _reigns(
    versions: Sequence[Kept], today: date
) -> Iterator[tuple[Followed, Request]]:
    """Each agreed version as it stood on its last day in force, the first one first.

    It counts from the day on which its agreement was recorded, as the page Today does.
    """
    agreed = sorted(filter(_agreed_on, versions), key=lambda each: each.number)
    days = list(accumulate(filter(None, map(_agreed_on, agreed)), max))
    lasts = [*(day - DAY for day in days[1:]), today]
    for kept, since, last in zip(agreed, days, lasts, strict=False):
        plan, request = read_back(kept.text)
        stood = as_it_stands(plan, kept.in_force(max(since, last)))
        yield Followed(stood, since), request


@lru_cache(maxsize=64)
def read_back(text: str) -> tuple[Plan, Request]:
    """The plan and request of a document, which never changes; raises InputError.

    To read and check one takes longer than all else of a page, and there is one for
    every change of mind.
    """
    plan, request, _edition = read_printable(json.loads(text), load_formulary())
    return plan, request


def _agreed_on(kept: Kept) -> date | None:
    change = kept.turned(Turn.AGREED)
    return change.at.astimezone(ZoneInfo(kept.zone)).date() if change else None
