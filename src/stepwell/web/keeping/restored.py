"""Noticing that an older database was put back, so that no old plan is taken for now.

Beside the database, in a file of its own, stands the newest event that was seen there.
Events are never taken away: where that one is missing, the database is older than it
was, and every plan in it has to be confirmed by its person before doses are shown.
"""

import json
import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import get_ident
from typing import Any
from uuid import UUID

from django.db import Error

from stepwell.web.audit.models import Event
from stepwell.web.keeping.backups import is_copy, no_copy_any_more


LAST_EVENT, ASK_AGAIN = "last-event", "confirm-plans"


def remember_if_possible(data: Path) -> None:
    """Note the newest event now and then; where that fails, the note before holds."""
    with suppress(Error, OSError):
        remember_last_event(data)


def remember_last_event(data: Path) -> None:
    """Note the newest event."""
    newest = Event.objects.order_by("-pk").first()
    if newest is not None:
        told = {
            "space": str(newest.space),
            "number": newest.number,
            "hash": newest.hash,
        }
        _write_whole(data / LAST_EVENT, json.dumps(told))


def is_older(data: Path) -> bool:
    """Tell whether an event is missing that was in the database before.

    A note that cannot be read counts as missing: asking once more harms nobody.  A
    copy of ours says itself that it is one, whatever was put back beside it.
    """
    if is_copy():
        return True
    told = _read(data / LAST_EVENT)
    if told is None:
        return False
    try:
        space, number, last = (
            UUID(str(told["space"])),
            int(told["number"]),
            told["hash"],
        )
    except (KeyError, TypeError, ValueError):
        return True
    return not Event.objects.filter(space=space, number=number, hash=last).exists()


def ask_again_if_older(data: Path, now: datetime) -> bool:
    """Let every plan be confirmed if the database is older than it was; tells if so.

    To be called before the first page is served.
    """
    if not is_older(data):
        return False
    _write_whole(data / ASK_AGAIN, json.dumps(now.isoformat()))
    remember_last_event(data)
    no_copy_any_more()
    return True


def confirm_since(data: Path) -> datetime | None:
    """Since when plans have to be confirmed; None where nothing was put back.

    A space is confirmed once its audit holds a ``plan.confirmed`` or ``plan.agreed``
    that is later.
    """
    file = data / ASK_AGAIN
    told = _read(file)
    if told is None:
        return None
    try:
        return datetime.fromisoformat(told)
    except (TypeError, ValueError):
        return datetime.fromtimestamp(file.stat().st_mtime, UTC)


def _read(file: Path) -> Any:
    """What stands in a file; None where there is none, empty where it is no JSON."""
    try:
        return json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except ValueError:
        return {}


def _write_whole(file: Path, text: str) -> None:
    """Write a file so that it is old or new, never half, whatever happens."""
    beside = file.with_name(f"{file.name}.{os.getpid()}.{get_ident()}")
    opened = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(opened, "w", encoding="utf-8") as written:
        written.write(text)
        written.flush()
        os.fsync(written.fileno())
    beside.replace(file)
