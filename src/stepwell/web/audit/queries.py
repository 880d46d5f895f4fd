"""Reading the audit: the events of a space, and whether any chain was broken."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stepwell.web.accounts.models import User
from stepwell.web.audit.chain import BEGINNING, End, hash_of
from stepwell.web.audit.models import Event
from stepwell.web.spaces.queries import visible


@dataclass(frozen=True, slots=True)
class Fault:
    """Where a chain or what it vouches for is not as it was written."""

    space: UUID
    row: str
    sentence: str


def events_of(viewer: User, newest: int) -> list[Event]:
    """The newest events of the spaces that somebody may look into, the last first."""
    spaces = list(visible(viewer).values_list("uid", flat=True))
    found = Event.objects.filter(space__in=spaces)
    return list(found.order_by("-at", "-number")[:newest])


def has_happened(viewer: User, verbs: Collection[str], since: datetime) -> bool:
    """Tell whether one of some deeds was done since a moment in what they may see."""
    spaces = list(visible(viewer).values_list("uid", flat=True))
    found = Event.objects.filter(space__in=spaces, verb__in=verbs, at__gte=since)
    return found.exists()


def faults(ends: Mapping[UUID, End]) -> Iterator[Fault]:
    """Check every chain up to the end that its space names."""
    open_ends = dict(ends)
    space, number, before = None, 0, BEGINNING
    for event in Event.objects.order_by("space", "number").iterator(5_000):
        if event.space != space:
            yield from _closed(space, End(number, before), open_ends)
            space, number, before = event.space, 0, BEGINNING
        number += 1
        yield from _event_faults(event, number, before)
        number, before = event.number, event.hash
    yield from _closed(space, End(number, before), open_ends)
    for left, end in open_ends.items():
        if end != End():
            yield Fault(left, "event 1", "every event of this space is gone")


def _event_faults(event: Event, number: int, before: str) -> Iterator[Fault]:
    row = f"event {event.number}"
    if event.number != number:
        yield Fault(event.space, f"event {number}", "it is gone")
    elif event.before != before:
        yield Fault(event.space, row, "it does not follow the event before it")
    if event.hash != hash_of(event):
        yield Fault(event.space, row, "it was changed")


def _closed(space: UUID | None, end: End, ends: dict[UUID, End]) -> Iterator[Fault]:
    if space is None:
        return
    told = ends.pop(space, None)
    if told is None:
        yield Fault(space, "space", "the space of these events is gone")
    elif told.number > end.number:
        yield Fault(space, f"event {end.number + 1}", "it and those after it are gone")
    elif told != end:
        yield Fault(space, f"event {end.number}", "the space names another end")
