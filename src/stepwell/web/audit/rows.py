"""Whether the rows that events vouch for still say what they said."""

from collections import Counter
from collections.abc import Iterator
from uuid import UUID

from stepwell.web.audit.chain import digest
from stepwell.web.audit.models import Event
from stepwell.web.audit.queries import Fault
from stepwell.web.audit.tables import TABLES, Table, Vouched
from stepwell.web.spaces.models import Space


NOWHERE = UUID(int=0)
CHANGED = "it says something else than what was recorded"
NO_EVENT = "no event tells of it"
GONE = "it is gone"
TWICE = "two events tell of it"
NOT_THEN = "it names another moment or another writer than its event"
NO_SPACE = "some of its rows belong to no space"


def row_faults() -> Iterator[Fault]:
    """Compare every row with its event, space by space."""
    seen: Counter[Table] = Counter()
    for space in Space.objects.order_by("uid").iterator(500):
        events = Event.objects.filter(space=space.uid).exclude(digest="")
        for about, sentence in _faults_of(space, list(events), seen):
            yield Fault(space.uid, about, sentence)
    for table in TABLES:
        if table.count() != seen[table]:
            yield Fault(NOWHERE, f"table {table.name}", NO_SPACE)


def _faults_of(
    space: Space, events: list[Event], seen: Counter[Table]
) -> Iterator[tuple[str, str]]:
    told = {event.about: event for event in events}
    if len(told) < len(events):
        times = Counter(event.about for event in events)
        yield from ((about, TWICE) for about, count in times.items() if count > 1)
    for table in TABLES:
        rows = list(table.of_space(space))
        seen[table] += len(rows)
        for row in map(table.vouched, rows):
            yield from _compared(row, told.pop(row.about, None))
        yield from table.misfiled(rows, events)
    yield from ((about, GONE) for about in told)


def _compared(row: Vouched, event: Event | None) -> Iterator[tuple[str, str]]:
    """Say where a row and its event differ."""
    if event is None:
        yield row.about, NO_EVENT
        return
    if event.digest != digest(row.written):
        yield row.about, CHANGED
    if row.at != event.at or row.by not in (None, event.actor):
        yield row.about, NOT_THEN
