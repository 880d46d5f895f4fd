"""The one way to write in a space: locked, checked, and with its audit events."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from stepwell.web.accounts.models import User
from stepwell.web.audit.chain import Deed, End, linked
from stepwell.web.audit.models import Event
from stepwell.web.keeping.restored import remember_if_possible
from stepwell.web.spaces import clock
from stepwell.web.spaces.models import Space
from stepwell.web.spaces.queries import visible


OF_PLANS = "plan."


class ChangedError(Exception):
    """The plans of a space were changed after the page was made that wants to."""


class NotRecordedError(AssertionError):
    """Something was written without saying what: a mistake in our program."""


@dataclass
class Work:
    """One piece of work in a space, all or nothing."""

    space: Space
    actor: User
    at: datetime
    deeds: list[Deed] = field(default_factory=list)

    def record(self, verb: str, about: str, written: str = "") -> None:
        """Say what was done, to which row, and what stands there now."""
        self.deeds.append(Deed(verb, about, written))

    def counts_as_change(self) -> None:
        """Make pages stale that show the plans as they were."""
        self.space.revision += 1

    def close(self) -> None:
        """Bind the events to the chain of the space."""
        if not self.deeds:
            raise NotRecordedError("nothing was recorded of what was written")
        end = End(self.space.events, self.space.last_hash)
        events = list(linked(self.deeds, self.space.uid, self.actor.uid, self.at, end))
        Event.objects.bulk_create(events)
        self.space.events = events[-1].number
        self.space.last_hash = events[-1].hash
        self.space.save(update_fields=["revision", "events", "last_hash"])
        if any(each.verb.startswith(OF_PLANS) for each in self.deeds):
            transaction.on_commit(_remember, robust=True)


def _remember() -> None:
    """Note what was done to a plan, so that an older copy is noticed after a crash."""
    remember_if_possible(settings.DATA)


@contextmanager
def writing(actor: User, space: UUID, *, seen: int | None = None) -> Iterator[Work]:
    """Lock a space, and commit what is written with its events, or nothing.

    ``seen`` is the revision that the page showed; raises ChangedError when another
    came between, and Space.DoesNotExist where the actor may not write.
    """
    with transaction.atomic():
        locked = visible(actor).select_for_update().get(uid=space)
        if seen is not None and locked.revision != seen:
            raise ChangedError
        work = Work(locked, actor, clock.now())
        yield work
        work.close()
