"""A change of the tables never changes a dose, and takes no guard away (H24)."""

import json

import pytest
from django.core.management import call_command
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader

from databases import copy_of_tables, using
from sample_database import FOLDER, dumped, kept, put_in
from stepwell.web.audit import append_only, whole
from stepwell.web.audit.models import Event
from stepwell.web.audit.tables import TABLES


APPS = ("accounts", "audit", "spaces", "plans", "journal")
SAMPLES = sorted(FOLDER.glob("*.json"))
GUARDED = [Event._meta.db_table, *(table.name for table in TABLES)]


def test_H24_no_migration_writes_into_what_was_kept():
    """The only code that one runs guards a table, or makes one that holds no plan."""
    loader = MigrationLoader(None)
    ours = [each for (app, _), each in loader.disk_migrations.items() if app in APPS]
    assert len(ours) >= len(APPS)
    for migration in ours:
        for operation in migration.operations:
            assert not isinstance(operation, migrations.RunSQL), migration
            if isinstance(operation, migrations.RunPython):
                table = operation.hints.get("table", "")
                is_guard = operation.code.__module__ == append_only.__name__
                assert is_guard or table == "accounts_attempts", migration


@pytest.mark.parametrize("table", GUARDED)
def test_H24_every_table_is_guarded_after_all_migrations(database, table):
    """SQLite forgets its guards when a table is made anew."""
    assert append_only.is_guarded(connection, table)


def test_H24_a_guard_that_is_gone_is_noticed(own_database):
    """As after a change of a table that does not guard it again."""
    assert whole.unguarded() == []
    table = "journal_entry"
    if connection.vendor == "sqlite":
        remake(table)
    else:
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_never_changed")
    (said,) = whole.unguarded()
    assert said == f"All spaces, table {table}: {whole.NO_GUARD}."
    for statement in append_only.statements(connection.vendor, table):
        with connection.cursor() as cursor:
            cursor.execute(statement)
    assert whole.unguarded() == []


def remake(table):
    """Change a column as a migration does."""
    model = next(each.model for each in TABLES if each.name == table)
    longer = models.CharField(max_length=30)
    longer.set_attributes_from_name("kind")
    with connection.schema_editor() as editor:
        editor.alter_field(model, model._meta.get_field("kind"), longer)


@pytest.mark.parametrize("file", SAMPLES, ids=[each.stem for each in SAMPLES])
def test_H24_what_an_earlier_version_kept_is_the_same_after_all_migrations(
    engine, file
):
    """Every document and every record, byte by byte, with a chain that holds."""
    sample = json.loads(file.read_text("utf-8"))
    with using(copy_of_tables(engine)):
        for app in reversed(APPS):
            call_command("migrate", app, "zero", verbosity=0)
        for app, name in sample["migrations"].items():
            call_command("migrate", app, name, verbosity=0)
        put_in(sample)
        call_command("migrate", verbosity=0)
        assert kept(dumped()) == kept(sample)
        assert whole.found_wrong(whole.ends()) == []
        assert whole.unguarded() == []


def test_there_is_a_sample_of_the_first_version():
    """With a row of every table."""
    first = json.loads((FOLDER / "0001-first.json").read_text("utf-8"))
    assert all(first["tables"].values())
    assert set(GUARDED) < set(first["tables"])
