"""Tables to which rows are only ever added: the database itself refuses the rest."""

from collections.abc import Callable
from typing import Any

from django.db.migrations import RunPython


SQLITE = """
CREATE TRIGGER IF NOT EXISTS {table}_never_{deed} BEFORE {deed} ON {table}
BEGIN SELECT RAISE(ABORT, '{table}: rows are only ever added'); END
"""
POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION stepwell_only_added() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '%: rows are only ever added', TG_TABLE_NAME
  USING ERRCODE = 'integrity_constraint_violation'; END
$$ LANGUAGE plpgsql
"""
POSTGRESQL_ROWS = """
DROP TRIGGER IF EXISTS {table}_never_changed ON {table};
CREATE TRIGGER {table}_never_changed BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION stepwell_only_added()
"""
POSTGRESQL_ALL = """
DROP TRIGGER IF EXISTS {table}_never_emptied ON {table};
CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION stepwell_only_added()
"""


def append_only(table: str) -> RunPython:
    """The migration that puts a table under guard.

    A migration that changes such a table comes before another of these: SQLite makes
    a changed table anew, without its guards.
    """
    return RunPython(_guard(table), RunPython.noop)


def _guard(table: str) -> Callable[[Any, Any], None]:
    def run(apps: Any, schema_editor: Any) -> None:
        for statement in statements(schema_editor.connection.vendor, table):
            schema_editor.execute(statement, params=None)

    return run


def statements(vendor: str, table: str) -> list[str]:
    """The SQL for one kind of database."""
    if vendor == "sqlite":
        return [SQLITE.format(table=table, deed=deed) for deed in ("UPDATE", "DELETE")]
    rows, all_ = (
        each.format(table=table) for each in (POSTGRESQL_ROWS, POSTGRESQL_ALL)
    )
    return [POSTGRESQL_FUNCTION, rows, all_]


GUARDS = {
    "sqlite": (
        ("{table}_never_UPDATE", "{table}_never_DELETE"),
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
    ),
    "postgresql": (
        ("{table}_never_changed", "{table}_never_emptied"),
        "SELECT tgname FROM pg_trigger"
        " WHERE tgrelid = %s::regclass AND tgenabled = 'O'",
    ),
}
"""The names of the guards of a table, and how a database is asked for them."""


def is_guarded(connection: Any, table: str) -> bool:
    """Tell whether the database still refuses to change a table."""
    guards, ask = GUARDS[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(ask, [table])
        found = {name for (name,) in cursor.fetchall()}
    return {guard.format(table=table) for guard in guards} <= found
