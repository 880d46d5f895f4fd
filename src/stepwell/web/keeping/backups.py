"""A copy of the database before its tables are changed."""

import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor


FOLDER = "backups"
COPY = 1
"""What SQLite's ``user_version`` is in a copy; in a database in use it is 0."""


def pending() -> list[str]:
    """The migrations that are still to come, such as ``plans.0002_more``, in order."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{each.app_label}.{each.name}" for each, _ in plan]


def is_new() -> bool:
    """Tell whether there is nothing in the database yet."""
    return not connection.introspection.table_names()


def backed_up(
    database: Mapping[str, Any], data: Path, now: datetime, before: str
) -> Path:
    """Copy a SQLite database, in use or not, for its owner alone; gives the file.

    It is whole on the disk, and checked, before this returns.  ``before`` is the
    migration that comes next.
    """
    folder = data / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    copy = folder / f"{now:%Y%m%dT%H%M%SZ}-before-{before}.sqlite3"
    os.close(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    source = sqlite3.connect(f"file:{database['NAME']}?mode=ro", uri=True)
    with closing(source), closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
        target.execute(f"PRAGMA user_version={COPY}")
        (said,) = target.execute("PRAGMA integrity_check").fetchone()
    if said != "ok":
        raise sqlite3.DatabaseError(f"the copy of the database is not whole: {said}")
    _flush(copy)
    _flush(folder)
    return copy


def is_copy() -> bool:
    """Tell whether the database is a copy of ours that was put back."""
    if connection.vendor != "sqlite":
        return False
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA user_version")
        return bool(cursor.fetchone()[0] == COPY)


def no_copy_any_more() -> None:
    """From now on it is the database in use."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA user_version=0")


def _flush(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
