"""The table that counts attempts to sign in."""

from typing import Any

from django.core.management import call_command
from django.db import migrations


TABLE = "accounts_attempts"


def make(apps: Any, schema_editor: Any) -> None:
    """Let Django make the table of its cache."""
    alias = schema_editor.connection.alias
    call_command("createcachetable", TABLE, database=alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_first")]

    operations = [
        migrations.RunPython(make, migrations.RunPython.noop, hints={"table": TABLE})
    ]
