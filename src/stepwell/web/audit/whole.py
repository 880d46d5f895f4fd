"""The check of everything that is kept, as it was in one moment."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from stepwell.web.audit.append_only import is_guarded
from stepwell.web.audit.chain import End, digest
from stepwell.web.audit.models import Event
from stepwell.web.audit.queries import Fault, faults
from stepwell.web.audit.rows import NOWHERE, row_faults
from stepwell.web.audit.tables import TABLES
from stepwell.web.audit.verify import Verified
from stepwell.web.spaces.models import Space


NO_GUARD = "the database does not refuse changes of it any more"
ONE_MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"


def verified() -> Verified:
    """Check every chain, and every row that a chain vouches for."""
    with _one_moment():
        told = ends()
        found = [*found_wrong(told), *unguarded()]
    return Verified(
        events=sum(end.number for end in told.values()),
        spaces=len(told),
        head=combined(told),
        faults=tuple(found),
    )


def found_wrong(told: Mapping[UUID, End]) -> list[str]:
    """Whatever is not as it was written, a sentence each."""
    return sorted(map(sentence, chain(faults(told), row_faults())))


def unguarded() -> list[str]:
    """Name the tables that the database lets anybody change."""
    tables = [Event._meta.db_table, *(table.name for table in TABLES)]
    return [
        sentence(Fault(NOWHERE, f"table {table}", NO_GUARD))
        for table in tables
        if not is_guarded(connection, table)
    ]


def combined(told: Mapping[UUID, End]) -> str:
    """The fingerprint of all chains, from their ends in the order of the spaces."""
    lines = (f"{space} {told[space].number} {told[space].hash}" for space in told)
    return digest("\n".join(sorted(lines)))


def ends() -> dict[UUID, End]:
    """The end of each chain, as its space names it."""
    rows = Space.objects.values_list("uid", "events", "last_hash")
    return {space: End(number, last) for space, number, last in rows}


def sentence(fault: Fault) -> str:
    """A fault in one sentence that names the space and the row."""
    where = "All spaces" if fault.space == NOWHERE else f"Space {fault.space}"
    return f"{where}, {fault.row}: {fault.sentence}."


@contextmanager
def _one_moment() -> Iterator[None]:
    """Read everything as of one moment, and hold up nobody who writes."""
    connection.ensure_connection()
    database: Any = connection
    is_sqlite = database.vendor == "sqlite"
    usual = database.transaction_mode if is_sqlite else None
    try:
        if is_sqlite:
            database.transaction_mode = "DEFERRED"
        with transaction.atomic():
            if not is_sqlite:
                database.cursor().execute(ONE_MOMENT)
            yield
    finally:
        if is_sqlite:
            database.transaction_mode = usual
