"""The chain: how an event is bound to the one before it."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from stepwell.web.audit.models import Event


BEGINNING = "0" * 64


@dataclass(frozen=True, slots=True)
class Deed:
    """What is to be recorded: a verb, the row it is about, and what stands there."""

    verb: str
    about: str
    written: str = ""


@dataclass(frozen=True, slots=True)
class End:
    """How long a chain is, and the hash of its last event."""

    number: int = 0
    hash: str = BEGINNING


def linked(
    deeds: Iterable[Deed], space: UUID, actor: UUID, at: datetime, end: End
) -> Iterator[Event]:
    """Give the events of some deeds, each bound to the one before."""
    number, before = end.number, end.hash
    for deed in deeds:
        number += 1
        event = Event(
            space=space,
            number=number,
            at=at,
            actor=actor,
            verb=deed.verb,
            about=deed.about,
            digest=digest(deed.written) if deed.written else "",
            before=before,
        )
        event.hash = before = hash_of(event)
        yield event


def digest(written: str) -> str:
    """The SHA-256 of a text."""
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def hash_of(event: Event) -> str:
    """The hash of an event, which covers that of the one before."""
    told = [
        str(event.space),
        event.number,
        event.at.astimezone(UTC).isoformat(),
        str(event.actor),
        event.verb,
        event.about,
        event.digest,
        event.before,
    ]
    return digest(json.dumps(told, ensure_ascii=True))
