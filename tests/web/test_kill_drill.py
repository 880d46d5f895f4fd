"""Whatever was acknowledged is there, once, however the site was killed.

``STEPWELL_LONG=1`` kills 100 times with SQLite and 30 times with PostgreSQL.
"""

import os
import random
import shutil
import sqlite3
import time
from collections import Counter
from contextlib import contextmanager

import pytest

from databases import Postgres, using, why_not, with_tables
from drills import Site, Writer, address_of
from people import Person
from stepwell.web.audit import whole
from stepwell.web.audit.models import Event
from stepwell.web.config.database import FILE, sqlite
from stepwell.web.config.database import postgresql as postgresql_settings
from stepwell.web.journal.models import Entry


LONG = os.environ.get("STEPWELL_LONG") == "1"
KILLS = {"sqlite": 100 if LONG else 10, "postgresql": 30 if LONG else 3}
WRITERS = 4
chance = random.Random(20270101)


@contextmanager
def written_to(database, people):
    """A site with people who write in it, until the block ends."""
    site = Site(address_of(database))
    try:
        writers = [
            Writer(f"w{place}", site, each.user) for place, each in enumerate(people)
        ]
        for writer in writers:
            writer.start()
        yield site, writers
        for writer in writers:
            writer.is_over.set()
        for writer in writers:
            writer.join()
    finally:
        for writer in writers:
            writer.is_over.set()
        site.close()


def people():
    """Two people, each with two devices."""
    return [Person.made(name) for name in ("alex", "robin")] * (WRITERS // 2)


def some_moment(writers):
    """Wait a random while; most times until something was acknowledged, at least."""
    before, give_up = acknowledged(writers).total(), time.monotonic() + 10
    patient = chance.random() < 0.9
    while patient and acknowledged(writers).total() == before:
        assert time.monotonic() < give_up, [each.failed for each in writers]
        time.sleep(0.002)
    time.sleep(chance.uniform(0, 0.12))


def acknowledged(writers):
    """How often each entry was acknowledged."""
    return Counter(each for writer in writers for each in writer.acknowledged)


def kept():
    """How often each entry is there, and how often an event tells of it."""
    added = Event.objects.filter(verb="journal.added")
    return (
        Counter(Entry.objects.values_list("entry", flat=True)),
        Counter(
            each.removeprefix("entry ")
            for each in added.values_list("about", flat=True)
        ),
    )


def judged(writers, kills):
    """Compare what was acknowledged with what is there."""
    assert [each.failed for each in writers if each.failed] == []
    entries, events = kept()
    assert entries == acknowledged(writers)
    assert events == acknowledged(writers)
    assert whole.found_wrong(whole.ends()) == []
    retries, known = (
        sum(getattr(each, of) for each in writers) for of in ("retries", "known")
    )
    print(
        f"\n{kills} kills, {len(entries)} acknowledged, 0 lost, 0 doubled;"
        f" {retries} sent again, of which {known} were kept already"
    )
    assert len(entries) > kills


def test_H23_sqlite_loses_and_doubles_nothing_however_it_is_killed(tmp_path):
    """The process is killed in the middle of writes; the file stays whole."""
    shutil.copy(with_tables("sqlite")["NAME"], tmp_path / FILE)
    database = sqlite(tmp_path / FILE)
    with using(database):
        with written_to(database, people()) as (site, writers):
            for _ in range(KILLS["sqlite"]):
                some_moment(writers)
                site.kill()
        judged(writers, KILLS["sqlite"])
    with sqlite3.connect(tmp_path / FILE) as file:
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    file.close()


@pytest.fixture
def durable():
    """A PostgreSQL that flushes, with every table."""
    from django.core.management import call_command

    if reason := why_not("postgresql"):
        pytest.skip(reason)
    server = Postgres(durable=True)
    server.create("drill")
    database = postgresql_settings(server.url("drill"))
    with using(database):
        call_command("migrate", verbosity=0)
        yield server, database
    server.remove()


def test_H23_postgresql_loses_and_doubles_nothing_however_it_is_killed(durable):
    """Every process of the database is killed, and every other time the site too."""
    from django.db import connection

    server, database = durable
    with written_to(database, people()) as (site, writers):
        connection.close()
        for kill in range(KILLS["postgresql"]):
            some_moment(writers)
            server.kill()
            if kill % 2:
                site.kill()
            server.start()
    judged(writers, KILLS["postgresql"])
