"""Checking that nothing was changed, for whoever looks after the site.

Imports nothing of Django before it knows which database is meant.
"""

from dataclasses import dataclass
from pathlib import Path

from stepwell.web.opened import NothingKeptError, opened


NOT_READ = "the database cannot be read; is it reached, and of this version?"


@dataclass(frozen=True, slots=True)
class Verified:
    """What a check of everything found.

    ``head`` is a fingerprint of every chain: written down elsewhere, it shows later
    whether a database is still the one that it was.
    """

    events: int
    spaces: int
    head: str
    faults: tuple[str, ...]


def verify(data: Path) -> Verified:
    """Check every chain and every row; raises NothingKeptError."""
    opened(data)
    from django.db import DatabaseError

    from stepwell.web.audit.whole import verified

    try:
        return verified()
    except DatabaseError:
        raise NothingKeptError(NOT_READ) from None
