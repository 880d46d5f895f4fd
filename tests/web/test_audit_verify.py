"""``./stepwell audit verify`` names whatever was changed past the program."""

import os
import shutil
import subprocess
import sys
from datetime import date

import pytest
from click.testing import CliRunner
from django.db import connection

from environment import ENVIRONMENT
from people import Person
from plan_documents import plan_document
from stepwell.cli.audit import command
from stepwell.cli.main import run
from stepwell.web.audit import whole
from stepwell.web.audit.models import Event
from stepwell.web.journal.actions import add
from stepwell.web.plans import actions
from stepwell.web.plans.models import Change, Origin, Pause, Review, Version
from web_entries import note


TABLES = ("version", "change", "pause", "review")
DAY = date(2027, 1, 20)


def lived(person):
    """Two agreed versions, a hold and its end, a review, three entries."""
    user, space = person.user, person.space.uid
    for start in ("2027-01-04", "2027-02-01"):
        said = {"origin": Origin.DRAFT, "document": plan_document(start)}
        person.agrees(
            actions.keep_version(user, space, seen=person.space.revision, **said)
        )
    actions.hold(user, space, seen=person.space.revision, day=DAY)
    actions.go_on(user, space, seen=person.space.revision, day=DAY)
    said = {"reviewed_with": "Dr Example", "reviewed_on": date(2027, 1, 1)}
    actions.record_review(user, space, seen=person.space.revision, **said)
    add(user, space, [note("a"), note("b")])
    add(user, space, [note("c", "No.", corrects="a")])
    return person


def sql(statement, *values):
    """Change the database as somebody with its password could."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def unguarded(*tables):
    """Take the triggers away that refuse changes."""
    every = ("UPDATE", "DELETE") if connection.vendor == "sqlite" else ("changed",)
    for table in tables:
        on = "" if connection.vendor == "sqlite" else f" ON {table}"
        for deed in every:
            sql(f"DROP TRIGGER {table}_never_{deed}{on}")


def wrong():
    """The sentences of a check, without the space."""
    return [each.split(", ", 1)[1] for each in whole.found_wrong(whole.ends())]


@pytest.fixture
def kept(person):
    """A space in which a lot was written, and nothing guarded any more."""
    lived(person)
    unguarded("audit_event", "journal_entry", *(f"plans_{each}" for each in TABLES))
    assert wrong() == []
    return person


SAYS_ELSE = "it says something else than what was recorded."
CHANGES = [
    ("plans_change SET agreed_with = 'Dr Other' WHERE turn = 'agreed'", "change 1"),
    ("plans_change SET agreed_on = '2026-12-31' WHERE turn = 'agreed'", "change 1"),
    ("plans_change SET superseded_by = 7 WHERE turn = 'superseded'", "change 2"),
    ("plans_change SET version_id = %s WHERE turn = 'agreed'", "change 1"),
    ("plans_pause SET day = '2027-01-19' WHERE is_held", "pause 1"),
    ("plans_review SET reviewed_with = 'Dr Other'", "review 1"),
    ("plans_review SET reviewed_on = '2027-01-02'", "review 1"),
    ("journal_entry SET record = %s WHERE entry = 'b'", "entry b"),
]


@pytest.mark.parametrize(("what", "row"), CHANGES, ids=[each[0] for each in CHANGES])
def test_H23_a_row_that_says_something_else_is_named(kept, what, row):
    """Whatever stands in it: doctor, day, version or words."""
    kind, number = row.split()
    model = {"change": Change, "pause": Pause, "review": Review}.get(kind)
    if model is not None:
        number = model.objects.order_by("pk")[int(number) - 1].pk
    if "version_id" in what:
        what += f" AND id = {number}"
    other = Version.objects.get(number=2).pk if "version_id" in what else "{}"
    if "version_id" in what:
        sql("DELETE FROM plans_change WHERE version_id = %s", other)
    sql(f"UPDATE {what}", *([other] if "%s" in what else []))
    assert f"{kind} {number}: {SAYS_ELSE}" in wrong()


def test_H23_a_dose_that_was_changed_in_a_plan_is_named(kept):
    """One digit of one document is enough."""
    version = Version.objects.get(number=1)
    changed = version.document.replace('"10 mg"', '"11 mg"', 1)
    assert changed != version.document
    sql("UPDATE plans_version SET document = %s WHERE number = 1", changed)
    assert wrong() == [f"version {version.uid}: {SAYS_ELSE}"]


def test_two_versions_that_changed_places_are_named(kept):
    """The later agreed one counts, so their order is part of what is kept."""
    for number, then in ((1, 9), (2, 1), (9, 2)):
        sql("UPDATE plans_version SET number = %s WHERE number = %s", then, number)
    assert len([each for each in wrong() if "order of the versions" in each]) == 2


@pytest.mark.parametrize(
    "what",
    [
        "day = '2027-01-02'",
        "kind = 'night'",
        "is_flag = %s",
        "root = 'b'",
        "corrects = ''",
    ],
)
def test_an_entry_that_is_filed_elsewhere_is_named(kept, what):
    """It would not be found where it belongs."""
    values = [True] if "%s" in what else []
    sql(f"UPDATE journal_entry SET {what} WHERE entry = 'c'", *values)
    assert wrong() == [
        "entry c: it is filed under another day, kind or entry than it tells of."
    ]


@pytest.mark.parametrize("table", TABLES[:2])
def test_a_row_of_another_time_or_by_somebody_else_is_named(kept, table):
    """When and by whom stands in the event."""
    other = Person.made("somebody else").user
    at, by = ("made_at", "made_by_id") if table == "version" else ("at", "by_id")
    for column, value in ((at, "2020-01-01 00:00:00+00:00"), (by, other.pk)):
        sql(f"UPDATE plans_{table} SET {column} = %s", value)
        assert "another moment or another writer" in wrong()[0]


@pytest.mark.parametrize("table", ["plans_pause", "plans_review", "journal_entry"])
@pytest.mark.parametrize("order", ["", " DESC"], ids=["first", "last"])
def test_H23_a_row_that_was_taken_away_is_named(kept, table, order):
    """In the middle and at the end."""
    one = f"SELECT id FROM {table} ORDER BY id{order} LIMIT 1"
    sql(f"DELETE FROM {table} WHERE id = ({one})")
    assert any(each.endswith(": it is gone.") for each in wrong())


def test_a_row_that_was_slipped_in_is_named(kept):
    """Nobody's deed tells of it."""
    columns = "space_id, root, corrects, day, kind, is_flag, record, kept_at"
    sql(
        f"INSERT INTO journal_entry (entry, {columns})"
        f" SELECT 'z', {columns} FROM journal_entry WHERE entry = 'b'"
    )
    assert "entry z: no event tells of it." in wrong()


LAST = "(SELECT max(number) FROM audit_event)"
EVENTS = [
    ("UPDATE {} SET verb = 'plan.held' WHERE number = 3", "event 3", "changed"),
    ("UPDATE {} SET digest = '' WHERE number = 2", "event 2", "changed"),
    (f"UPDATE {{}} SET hash = before WHERE number = {LAST}", "event", "another end"),
    ("DELETE FROM {} WHERE number = 4", "event 4", "gone"),
    (f"DELETE FROM {{}} WHERE number = {LAST}", "event", "gone"),
    ("DELETE FROM {}", "event 1", "every event"),
]


@pytest.mark.parametrize(("statement", "row", "words"), EVENTS)
def test_H23_a_chain_that_was_broken_is_named(kept, statement, row, words):
    """In the middle, at its end, and as a whole."""
    sql(statement.format("audit_event"))
    assert any(each.startswith(row) and words in each for each in wrong())


def test_an_event_that_was_told_twice_is_named(kept):
    """With a chain that holds, made by somebody who knows how."""
    from stepwell.web.audit.chain import Deed
    from stepwell.web.spaces.writing import writing

    with writing(kept.user, kept.space.uid) as work:
        work.deeds.append(Deed("journal.added", "entry b", "{}"))
    assert "entry b: two events tell of it." in wrong()


def test_rows_without_a_space_are_named(kept):
    """A space that is gone leaves rows that nobody would look at."""
    sql("UPDATE journal_entry SET space_id = 999 WHERE entry = 'b'")
    assert "table journal_entry: some of its rows belong to no space." in wrong()


def test_the_head_is_that_of_every_chain(kept):
    """One entry more, and it is another."""
    before = whole.combined(whole.ends())
    assert whole.combined(whole.ends()) == before
    add(kept.user, kept.space.uid, [note("d")])
    assert whole.combined(whole.ends()) != before


@pytest.fixture
def folder(own_database, tmp_path, monkeypatch):
    """The folder of a site in which something was written."""
    monkeypatch.setenv("STEPWELL_DATA", str(tmp_path))
    lived(Person.made("alex"))
    connection.close()
    if connection.vendor == "sqlite":
        shutil.copy(own_database["NAME"], tmp_path / "stepwell.sqlite3")
        monkeypatch.delenv("DATABASE_URL", raising=False)
    else:
        said = own_database
        url = (
            f"postgresql://{said['USER']}@{said['HOST']}:{said['PORT']}/{said['NAME']}"
        )
        monkeypatch.setenv("DATABASE_URL", url)
    return tmp_path


def test_the_command_says_that_nothing_was_changed(folder):
    """A process of its own on the database of the site."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "stepwell", "audit", "verify", "--data", folder],
        env={**ENVIRONMENT, **os.environ, "PYTHONPATH": ENVIRONMENT["PYTHONPATH"]},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "in 1 space: nothing was changed.\nHead: " in done.stdout


def test_the_command_names_what_was_changed(folder, capsys):
    """With exit status 1, and a sentence for each."""
    arguments = ["audit", "verify", "--data", str(folder)]
    assert run(arguments) == 0
    head = capsys.readouterr().out.split("Head: ")[1].strip()
    assert run([*arguments, "--expect", head]) == 0
    capsys.readouterr()
    assert run([*arguments, "--expect", "0" * 64]) == 1
    assert f"the head is {head}, another than" in capsys.readouterr().out
    unguarded("journal_entry")
    sql("DELETE FROM journal_entry WHERE entry = 'b'")
    assert run(arguments) == 1
    gone, unguarded_table = capsys.readouterr().out.splitlines()
    assert gone.endswith(", entry b: it is gone.")
    assert unguarded_table.startswith("All spaces, table journal_entry: the database")
    assert Event.objects.count() > 0


def test_a_folder_without_a_site_is_said(tmp_path, monkeypatch, capsys):
    """Nothing is made there."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert run(["audit", "verify", "--data", str(tmp_path)]) == 2
    assert "nothing is kept in this folder" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_is_none_is_said(tmp_path, own_database, monkeypatch, capsys):
    """A sentence, and no trace of the program."""
    monkeypatch.setenv("STEPWELL_DATA", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    (tmp_path / "stepwell.sqlite3").write_text("")
    if connection.vendor == "sqlite":
        sql("PRAGMA foreign_keys = OFF")
    sql("ALTER TABLE spaces_space RENAME TO elsewhere")
    assert run(["audit", "verify", "--data", str(tmp_path)]) == 2
    assert "the database cannot be read" in capsys.readouterr().err


def test_its_help_says_what_to_write_down():
    """And what it cannot tell."""
    page = " ".join(CliRunner().invoke(command, ["verify", "--help"]).output.split())
    assert "Write it down elsewhere" in page
