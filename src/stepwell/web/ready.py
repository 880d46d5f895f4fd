"""Making the database ready: it answers, keeps what it is told, and has every table.

To be imported once Django is set up.
"""

import sqlite3
from datetime import UTC, datetime
from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, connections

from stepwell.web.keeping.backups import backed_up, is_new, pending
from stepwell.web.keeping.durability import check_durability
from stepwell.web.keeping.restored import ask_again_if_older, remember_if_possible
from stepwell.web.problem import CannotServe


PUT_BACK = "An older copy was put back: everybody is asked whether their plan holds."


def make_ready(now: datetime) -> list[str]:
    """Make every table, after a copy; gives what is to be said; raises CannotServe."""
    try:
        check_durability()
        said = [*_migrated(now), *_asked_again(now)]
    except DatabaseError as problem:
        raise CannotServe(f"the database does not answer: {_told(problem)}") from None
    except (OSError, sqlite3.Error) as problem:
        raise CannotServe(
            f"a file beside the database cannot be written: {_told(problem)};"
            " make room on the disk, or look at who may write there"
        ) from None
    finally:
        connections.close_all()
    return [f"What people keep is in {_where()}.", *said]


def _told(problem: Exception) -> str:
    """The first line of what it says."""
    return next(iter(str(problem).strip().splitlines()), type(problem).__name__)


def _migrated(now: datetime) -> list[str]:
    """Make the tables that are missing; a file is copied before it is changed."""
    to_come, said = pending(), []
    if to_come and not is_new() and connection.vendor == "sqlite":
        database = settings.DATABASES["default"]
        copy = backed_up(database, settings.DATA, now, to_come[0])
        said.append(f"Before its tables are changed it was copied to {copy}.")
    if to_come:
        call_command("migrate", interactive=False, verbosity=0, stdout=StringIO())
    return said


def _asked_again(now: datetime) -> list[str]:
    was_put_back = ask_again_if_older(settings.DATA, now)
    remember_if_possible(settings.DATA)
    return [PUT_BACK] if was_put_back else []


def _where() -> str:
    database = settings.DATABASES["default"]
    if connection.vendor == "sqlite":
        return str(database["NAME"])
    return f"PostgreSQL, {database['NAME']} at {database['HOST'] or 'this machine'}"


def note_the_end() -> None:
    """Note the newest event at a clean stop, so that an older copy is noticed."""
    remember_if_possible(settings.DATA)
    connections.close_all()


def this_moment() -> datetime:
    """Now, for the names of copies."""
    return datetime.now(UTC)
