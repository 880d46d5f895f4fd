"""Tables to which rows are only ever added: the database itself refuses the rest."""

from collections.abc import Callable
from typing import Any

from django.db.migrations import RunPython


SQLITE = """
CREATE TRIGGER {table}_never_{deed} BEFORE {deed} ON {table}
BEGIN SELECT RAISE(ABORT, '{table}: rows are only ever added'); END
"""
POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION stepwell_only_added() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '%: rows are only ever added', TG_TABLE_NAME
  USING ERRCODE = 'integrity_constraint_violation'; END
$$ LANGUAGE plpgsql
"""
POSTGRESQL_ROWS = """
CREATE TRIGGER {table}_never_changed BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION stepwell_only_added()
"""
POSTGRESQL_ALL = """
CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION stepwell_only_added()
"""


def append_only(table: str) -> RunPython:
    """The migration that puts a table under guard."""
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
