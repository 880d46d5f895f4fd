"""Reading a journal."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from stepwell.journal.journal import Journal
from stepwell.plan.person import RedFlag
from stepwell.safety.red_flags import RaisedFlag, raised_flags
from stepwell.web.accounts.models import User
from stepwell.web.journal.models import Entry
from stepwell.web.journal.records import entry_of
from stepwell.web.spaces.queries import visible


def _rows(viewer: User) -> QuerySet[Entry]:
    return Entry.objects.filter(space__in=visible(viewer))


def whole(viewer: User) -> Journal:
    """All of it."""
    return _journal(_rows(viewer))


def days(viewer: User, first: date, last: date) -> Journal:
    """The entries of some days, each with every correction of it."""
    rows = _rows(viewer)
    roots = rows.filter(day__range=(first, last)).values("root")
    return _journal(rows.filter(root__in=roots))


def entry(viewer: User, entry_id: str) -> Journal:
    """One entry with all that corrects it, and what it corrects."""
    rows = _rows(viewer)
    return _journal(rows.filter(root__in=rows.filter(entry=entry_id).values("root")))


def flags(viewer: User) -> frozenset[RedFlag]:
    """The red flags that stand; nothing but help comes before them."""
    return frozenset(found.flag for found in raised(viewer))


def raised(viewer: User) -> tuple[RaisedFlag, ...]:
    """The red flags that stand, each with the entries that raised it, latest first."""
    rows = _rows(viewer)
    roots = rows.filter(is_flag=True).values("root")
    return raised_flags(_journal(rows.filter(root__in=roots)))


def days_before(viewer: User, day: date, most: int) -> list[date]:
    """The latest days with an entry before a day, the last first."""
    found = _rows(viewer).filter(day__lt=day).values_list("day", flat=True)
    return list(found.order_by("-day").distinct()[:most])


def _journal(rows: Iterable[Entry]) -> Journal:
    return Journal.of(entry_of(row.record) for row in rows)
