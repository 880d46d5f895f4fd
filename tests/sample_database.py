"""A database as rows in a file: what was kept by one version, for all later ones.

    PYTHONPATH=src:tests .venv/test/bin/python tests/sample_database.py 0001-first

writes the sample of the version at hand. A sample that was once committed is never
written anew: later versions have to read it.
"""

import json
import sys
from pathlib import Path


FOLDER = Path(__file__).parent / "fixtures" / "databases"
TABLES = (
    "accounts_user",
    "spaces_space",
    "plans_version",
    "plans_change",
    "plans_pause",
    "plans_review",
    "journal_entry",
    "audit_event",
)


def dumped():
    """Every row of every table of ours, and the migrations that made them."""
    from django.db import connection

    tables = {table: _rows(connection.cursor(), table) for table in TABLES}
    applied = connection.cursor()
    applied.execute("SELECT app, name FROM django_migrations ORDER BY id")
    apps = {table.split("_")[0] for table in TABLES}
    last = {app: name for app, name in applied.fetchall() if app in apps}
    return {"migrations": last, "tables": tables}


def _rows(cursor, table):
    cursor.execute(f"SELECT * FROM {table} ORDER BY id")
    columns = [each[0] for each in cursor.description]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def put_in(sample):
    """Put the rows of a sample into empty tables of the same version."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        for table, rows in sample["tables"].items():
            for row in rows:
                marks = ", ".join(["%s"] * len(row))
                names = ", ".join(f'"{name}"' for name in row)
                said = [_value(name, value) for name, value in row.items()]
                cursor.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", said)


def _value(name, value):
    """SQLite keeps 0 and 1 where PostgreSQL wants to hear yes or no."""
    return bool(value) if name.startswith("is_") else value


def kept(sample):
    """What a sample holds that must never change: documents and records."""
    tables = sample["tables"]
    return (
        [row["document"] for row in tables["plans_version"]],
        [row["record"] for row in tables["journal_entry"]],
    )


def made():
    """Fill a database with two fictional people, one of each kind of row."""
    from datetime import date

    from people import Person
    from plan_documents import plan_document
    from stepwell.web.journal.actions import add
    from stepwell.web.plans import actions
    from stepwell.web.plans.models import Origin
    from web_entries import note

    alex, robin = Person.made("alex"), Person.made("robin", zone="Europe/Berlin")
    for person, start in ((alex, "2027-01-04"), (alex, "2027-02-01"), (robin, None)):
        document = plan_document(start or "2027-01-04", "14 mg")
        said = {"origin": Origin.DRAFT, "document": document}
        number = actions.keep_version(
            person.user, person.space.uid, seen=person.space.revision, **said
        )
        if start:
            person.agrees(number)
    user, space = alex.user, alex.space.uid
    day = date(2027, 1, 20)
    actions.hold(user, space, seen=alex.space.revision, day=day)
    actions.go_on(user, space, seen=alex.space.revision, day=day)
    said = {"reviewed_with": "Dr Example", "reviewed_on": date(2027, 1, 1)}
    actions.record_review(user, space, seen=alex.space.revision, **said)
    add(user, space, [note("a", "A note — with “signs” and 0,5.")])
    add(user, space, [note("b", "Another.", corrects="a")])
    add(robin.user, robin.space.uid, [note("a", "Mine.")])


def main(name):
    """Write a sample."""
    import os

    import django

    os.environ.setdefault("STEPWELL_SECRET_KEY", "only-for-tests")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stepwell.web.config.settings")
    django.setup()
    from databases import copy_of_tables, using

    file = FOLDER / f"{name}.json"
    if file.exists():
        sys.exit(f"{file.name} is there already, and stays as it is")
    FOLDER.mkdir(exist_ok=True)
    with using(copy_of_tables("sqlite")):
        made()
        sample = dumped()
        for row in sample["tables"]["accounts_user"]:
            row["password"] = "!"
        text = json.dumps(sample, default=str, ensure_ascii=False, indent=1)
        file.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
