"""Very many people who do not exist, quickly, for measuring under load.

They are what the actions would have made, row for row and with their events, written
in batches; a test compares the two.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import cycle, islice
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from stepwell.journal.entry import Entry as Written
from stepwell.web.accounts.models import User
from stepwell.web.audit.chain import Deed, End, linked
from stepwell.web.audit.models import Event
from stepwell.web.journal.columns import columns
from stepwell.web.journal.models import Entry
from stepwell.web.made_up import Life
from stepwell.web.plans.following import in_force
from stepwell.web.plans.models import Change, Origin, Turn, Version
from stepwell.web.plans.vouched import change_text
from stepwell.web.seeding import DAY, PRESCRIBER, SAMPLES, plan_document
from stepwell.web.spaces.models import Space


BATCH, ROWS = 50, 2_000
LIVES = 5
"""How many journals are made up for each plan; everybody has one of them."""
FEWEST_A_DAY = 6
NO_PASSWORD = "!"


@dataclass(frozen=True, slots=True)
class Story:
    """A plan with a journal, for as many people as are wanted."""

    market: str
    zone: str
    document: str
    entries: tuple[tuple[str, dict[str, Any]], ...]
    agreed_on: date


def stories(today: date, entries: int, chance: Random) -> list[Story]:
    """A few plans, each with a few journals up to yesterday."""
    begun = today - (entries // FEWEST_A_DAY + 1) * DAY
    found = []
    for sample in SAMPLES:
        document = plan_document(sample, begun)
        for _ in range(LIVES):
            life = Life(ZoneInfo(sample.zone), chance)
            written = islice(_days(life, json.loads(document), begun, today), entries)
            kept = tuple((entry.id, columns(entry)) for entry in written)
            said = (sample.market, sample.zone, document, kept, begun - DAY)
            found.append(Story(*said))
    return found


def _days(life: Life, document: Any, first: date, today: date) -> Iterator[Written]:
    """What was written from the first day on."""
    day = first
    while day < today:
        step = in_force(document, day).step
        yield from life.day(day, step.doses if step else ())
        day += timedelta(days=1)


def seed_many(
    people: int, told: Iterable[Story], now: datetime, say: Callable[[int], None]
) -> None:
    """Write many people; ``say`` hears how many there are, batch by batch."""
    all_told = cycle(told)
    for first in range(0, people, BATCH):
        count = min(BATCH, people - first)
        with transaction.atomic():
            _batch(first, list(islice(all_told, count)), now)
        say(first + count)


def _batch(first: int, told: list[Story], now: datetime) -> None:
    users = User.objects.bulk_create(
        User(name=f"load-{first + place}", password=NO_PASSWORD)
        for place in range(len(told))
    )
    spaces = Space.objects.bulk_create(
        Space(owner=user, market=story.market, zone=story.zone)
        for user, story in zip(users, told, strict=True)
    )
    changes = _agreed(spaces, told, now)
    events: list[Event] = []
    for space, change, story in zip(spaces, changes, told, strict=True):
        deeds = list(_deeds(space, change, story))
        chain = list(linked(deeds, space.uid, space.owner.uid, now, End()))
        space.revision, space.events = 2, len(chain)
        space.last_hash = chain[-1].hash
        events += chain
    Event.objects.bulk_create(events, batch_size=ROWS)
    Space.objects.bulk_update(spaces, ["revision", "events", "last_hash"])
    rows = (
        Entry(space=space, entry=name, root=name, kept_at=now, **said)
        for space, story in zip(spaces, told, strict=True)
        for name, said in story.entries
    )
    Entry.objects.bulk_create(rows, batch_size=ROWS)


def _agreed(spaces: list[Space], told: list[Story], now: datetime) -> list[Change]:
    versions = Version.objects.bulk_create(
        Version(
            space=space,
            number=1,
            origin=Origin.DRAFT,
            document=story.document,
            made_by=space.owner,
            made_at=now,
        )
        for space, story in zip(spaces, told, strict=True)
    )
    return Change.objects.bulk_create(
        Change(
            version=version,
            turn=Turn.AGREED,
            by=version.made_by,
            at=now,
            agreed_with=PRESCRIBER,
            agreed_on=story.agreed_on,
        )
        for version, story in zip(versions, told, strict=True)
    )


def _deeds(space: Space, change: Change, story: Story) -> Iterator[Deed]:
    """What the actions would have recorded."""
    version = change.version
    yield Deed("space.opened", f"space {space.uid}")
    yield Deed("plan.made", f"version {version.uid}", version.document)
    yield Deed(f"plan.{change.turn}", f"change {change.pk}", change_text(change))
    for name, said in story.entries:
        yield Deed("journal.added", f"entry {name}", said["record"])
