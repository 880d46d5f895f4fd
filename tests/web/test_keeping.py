"""On the disk before an answer, copied before a change, and never older unseen."""

import shutil
import sqlite3
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from databases import Postgres, using, why_not
from people import Person
from stepwell.web import ready
from stepwell.web.accounts import limits
from stepwell.web.audit import whole
from stepwell.web.audit.models import Event
from stepwell.web.config.database import postgresql
from stepwell.web.journal.actions import add
from stepwell.web.keeping import restored
from stepwell.web.keeping.backups import backed_up, is_new, pending
from stepwell.web.keeping.durability import check_durability
from stepwell.web.problem import CannotServe
from web_entries import note


NOW = datetime(2027, 1, 1, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def flushing():
    """The settings of a PostgreSQL as it is by default."""
    if reason := why_not("postgresql"):
        pytest.skip(reason)
    server = Postgres(durable=True)
    yield postgresql(server.url("postgres"))
    server.remove()


def told(ask, *names):
    """What a database says of its settings, on a live connection."""
    with connection.cursor() as cursor:
        return [cursor.execute(f"{ask} {name}").fetchone()[0] for name in names]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_H23_sqlite_flushes_before_it_answers(own_database):
    """Read back on a live connection."""
    names = ("synchronous", "journal_mode", "foreign_keys", "busy_timeout")
    assert told("PRAGMA", *names) == [2, "wal", 1, 5000]
    check_durability()


def test_H23_postgresql_flushes_before_it_answers(flushing):
    """Even where its own configuration says otherwise of one setting."""
    with using(flushing):
        names = ("fsync", "full_page_writes", "synchronous_commit")
        assert told("SHOW", *names) == ["on", "on", "on"]
        check_durability()


def test_H23_a_database_that_does_not_flush_is_refused(own_database):
    """In one sentence that names the setting."""
    name = "fsync"
    if connection.vendor == "sqlite":
        name = "synchronous"
        connection.cursor().execute("PRAGMA synchronous=OFF")
    with pytest.raises(CannotServe, match=f"has {name} .*power cut.*; set it to "):
        check_durability()
    connection.close()


@pytest.fixture
def site(own_database, tmp_path):
    """A site in which somebody wrote, and its folder."""
    person = Person.made("alex")
    add(person.user, person.space.uid, [note("a")])
    return person, own_database, tmp_path


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_H24_a_copy_is_made_before_tables_change(site):
    """While the site is open; whole, named after what comes, and for its owner only."""
    _, database, data = site
    copy = backed_up(database, data, NOW, "plans.0002_more")
    assert copy.name == "20270101T093000Z-before-plans.0002_more.sqlite3"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    assert [each.name for each in copy.parent.iterdir()] == [copy.name]
    head = whole.combined(whole.ends())
    with using(database | {"NAME": str(copy)}):
        assert whole.combined(whole.ends()) == head
        assert whole.found_wrong(whole.ends()) == []
    with pytest.raises(FileExistsError):
        backed_up(database, data, NOW, "plans.0002_more")


def test_what_is_still_to_be_changed_is_named(site):
    """Nothing after all migrations, and one that was taken back."""
    assert pending() == []
    assert not is_new()
    call_command("migrate", "journal", "zero", fake=True, verbosity=0)
    assert pending() == ["journal.0001_first"]


def older(site):
    """Put a copy back that was made before the last entry."""
    person, database, data = site
    before = data / "before.sqlite3"
    connection.close()
    shutil.copy(database["NAME"], before)
    add(person.user, person.space.uid, [note("b")])
    restored.remember_last_event(data)
    connection.close()
    shutil.copy(before, database["NAME"])
    for beside in ("-wal", "-shm"):
        Path(database["NAME"] + beside).unlink(missing_ok=True)


def test_H23_an_older_database_that_was_put_back_is_noticed(site):
    """A file beside it knows an event that is not there; every plan is asked about."""
    person, _, data = site
    if connection.vendor == "postgresql":
        add(person.user, person.space.uid, [note("b")])
        restored.remember_last_event(data)
        table = "audit_event"
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER {table}_never_changed ON {table}")
            cursor.execute(f"DELETE FROM {table} WHERE number = 3")
    else:
        older(site)
    assert restored.is_older(data)
    assert restored.ask_again_if_older(data, NOW)
    assert restored.confirm_since(data) == NOW
    assert not restored.ask_again_if_older(data, NOW + timedelta(days=1))
    assert restored.confirm_since(data) == NOW


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_H23_what_was_written_after_a_restore_hides_nothing(site):
    """The event with the number of the missing one is another."""
    person, _, data = site
    older(site)
    add(person.user, person.space.uid, [note("c"), note("d")])
    assert restored.is_older(data)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_H23_a_copy_says_that_it_is_one(site):
    """Also where the whole folder was put back together with it."""
    _, database, data = site
    restored.remember_last_event(data)
    copy = backed_up(database, data, NOW, "x")
    with using(database | {"NAME": str(copy)}):
        assert restored.ask_again_if_older(data, NOW)
        assert not restored.ask_again_if_older(data, NOW)
    with sqlite3.connect(copy) as file:
        assert file.execute("PRAGMA user_version").fetchone() == (0,)
    file.close()


def test_a_site_that_goes_on_asks_nobody(site):
    """Nothing noted yet, noted and gone on, noted and stopped."""
    person, _, data = site
    assert not restored.is_older(data)
    restored.remember_last_event(data)
    assert not restored.is_older(data)
    add(person.user, person.space.uid, [note("b")])
    assert not restored.ask_again_if_older(data, NOW)
    assert restored.confirm_since(data) is None


@pytest.fixture
def killed(own_database, tmp_path, monkeypatch):
    """A site that was killed after something; then an older copy was put back."""

    def killed_after(deed):
        monkeypatch.setattr(settings, "DATA", tmp_path)
        person = Person.made("alex").follows()
        ready.make_ready(NOW)
        before, name = tmp_path / "before.sqlite3", own_database["NAME"]
        shutil.copy(name, before)
        deed(person)
        connection.close()
        shutil.copy(before, name)
        for beside in ("-wal", "-shm"):
            Path(name + beside).unlink(missing_ok=True)
        return restored.is_older(tmp_path)

    return killed_after


def agrees_again(person):
    """Agree to a second version."""
    person.agrees(person.drafts())


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_H23_after_a_kill_an_older_plan_is_noticed(killed):
    """Whatever was done to a plan is noted at once, not at a clean stop."""
    assert killed(agrees_again)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_H23_after_a_kill_an_older_journal_is_noticed(killed, monkeypatch):
    """Every sign of life notes the newest event."""

    def writes_and_comes_back(person):
        add(person.user, person.space.uid, [note("b")])
        later = limits.now() + 3600
        monkeypatch.setattr(limits, "now", lambda: later)
        assert person.client.get("/today/").status_code == 200

    assert killed(writes_and_comes_back)


def test_H23_a_note_that_cannot_be_written_spoils_no_plan(site, monkeypatch):
    """A full disk, a folder that is gone: the plan is agreed all the same."""
    person = site[0]
    monkeypatch.setattr(settings, "DATA", site[2] / "gone")
    person.follows()
    assert Event.objects.filter(verb="plan.agreed").count() == 1


@pytest.mark.parametrize("text", ["", "{", "[]", '{"space": 1}', '"2027"', "null x"])
def test_H23_a_note_that_cannot_be_read_asks_again(site, text):
    """Rather once too often."""
    data = site[2]
    (data / restored.LAST_EVENT).write_text(text)
    assert restored.is_older(data)
    (data / restored.ASK_AGAIN).write_text(text)
    assert restored.confirm_since(data) is not None


def test_an_empty_site_has_nothing_to_remember(own_database, tmp_path):
    """No note is made of nothing."""
    restored.remember_last_event(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("fails", "problem"),
    [
        ("check_durability", OSError(28, "No space left on device")),
        ("pending", sqlite3.OperationalError("database or disk is full")),
        ("ask_again_if_older", OSError(28, "No space left on device")),
    ],
)
def test_a_full_disk_at_the_start_is_said(own_database, monkeypatch, fails, problem):
    """One sentence, and no page of Python."""

    def fail(*_said):
        raise problem

    monkeypatch.setattr(ready, "check_durability", lambda: None)
    monkeypatch.setattr(ready, fails, fail)
    with pytest.raises(CannotServe, match=r"cannot be written: .*; make room"):
        ready.make_ready(NOW)


def test_a_start_does_not_need_its_note(site, monkeypatch):
    """A folder that is gone holds no site up."""
    monkeypatch.setattr(ready, "check_durability", lambda: None)
    monkeypatch.setattr(settings, "DATA", site[2] / "gone")
    assert ready.make_ready(NOW)
