"""Real databases for the tests: a SQLite file, and a PostgreSQL that they start.

Tables are made once for each process of the tests; a test has them to itself.
"""

import atexit
import os
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from django.core.management import call_command
from django.db import connections, transaction

from stepwell.web.config.database import postgresql, sqlite


ENGINES = ("sqlite", "postgresql")
NO_POSTGRES = "PostgreSQL is not installed (apt-get install postgresql)"
NO_USER = "PostgreSQL does not run as root, and there is no user postgres"


def why_not(engine):
    """Why a database cannot be had here; empty where it can."""
    if engine == "sqlite":
        return ""
    if binaries() is None:
        return NO_POSTGRES
    return NO_USER if os.geteuid() == 0 and not _has_user() else ""


@cache
def binaries():
    """The folder of PostgreSQL's programs; None where there is none."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


def _has_user():
    import pwd

    return any(each.pw_name == "postgres" for each in pwd.getpwall())


class Postgres:
    """A server of our own on a free port, with nothing in it."""

    def __init__(self, durable=False):
        self.user = "postgres" if os.geteuid() == 0 else None
        self.folder = Path(tempfile.mkdtemp(prefix="stepwell-pg-"))
        self.data = self.folder / "data"
        self.durable = durable
        if self.user:
            shutil.chown(self.folder, self.user)
        self._run("initdb", "-A", "trust", "-U", "postgres", "-D", self.data)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.start()

    def start(self):
        """Start it, and wait until it answers."""
        quick = "" if self.durable else " -c fsync=off -c full_page_writes=off"
        options = (
            f"-p {self.port} -c listen_addresses=127.0.0.1"
            f" -c unix_socket_directories={self.folder}{quick}"
        )
        log = self.folder / "log"
        self._run("pg_ctl", "-w", "-D", self.data, "-l", log, "-o", options, "start")

    def stop(self, mode="immediate"):
        """Stop it; ``immediate`` is what a power cut looks like to it."""
        self._run("pg_ctl", "-D", self.data, "-m", mode, "stop")

    def kill(self):
        """Kill every process of it with SIGKILL."""
        main = (self.data / "postmaster.pid").read_text().split()[0]
        children = subprocess.run(
            ["pgrep", "-P", main], capture_output=True, text=True
        ).stdout.split()
        for process in (main, *children):
            subprocess.run(["kill", "-9", process], check=False)
        while any(Path(f"/proc/{each}").exists() for each in (main, *children)):
            time.sleep(0.01)

    def remove(self):
        """Stop it, and delete what it kept."""
        subprocess.run(
            self._command("pg_ctl", "-D", self.data, "-m", "immediate", "stop"),
            capture_output=True,
            user=self.user,
            cwd=self.folder,
        )
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, name):
        """The address of one of its databases."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/{name}"

    def create(self, name, template="template1"):
        """Make a database, empty or as another one is."""
        import psycopg

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')

    def _command(self, program, *arguments):
        return [str(binaries() / program), *map(str, arguments)]

    def _run(self, program, *arguments):
        done = subprocess.run(
            self._command(program, *arguments),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            user=self.user,
            cwd=self.folder,
        )
        assert done.returncode == 0, done.stderr.decode()


@cache
def postgres():
    """The one server of this process of the tests."""
    server = Postgres()
    atexit.register(server.remove)
    return server


@cache
def _folder():
    folder = Path(tempfile.mkdtemp(prefix="stepwell-sqlite-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def with_tables(engine):
    """The settings of a database that has every table and nothing in them."""
    if engine == "sqlite":
        made = sqlite(_folder() / "tables.sqlite3")
    else:
        postgres().create("tables")
        made = postgresql(postgres().url("tables"))
    with using(made):
        call_command("migrate", verbosity=0)
    return made


_copies = iter(range(1_000_000))


def copy_of_tables(engine):
    """The settings of a new database with every table, for one test alone."""
    original = with_tables(engine)
    name = f"copy{next(_copies)}"
    if engine == "sqlite":
        file = _folder() / f"{name}.sqlite3"
        shutil.copy(original["NAME"], file)
        return sqlite(file)
    postgres().create(name, template="tables")
    return postgresql(postgres().url(name))


@contextmanager
def using(settings):
    """Let Django's default database be another one, in every thread."""
    before = connections.settings["default"]
    connections.settings["default"] = connections.configure_settings(
        {"default": dict(settings)}
    )["default"]
    had = getattr(connections._connections, "default", None)
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        connections.settings["default"] = before
        if had is None:
            del connections["default"]
        else:
            connections["default"] = had


@contextmanager
def rolled_back():
    """Undo in the end whatever was written."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
