"""How fast the site answers with many people in it, and beside the least of Django.

Run with the test environment from the top of the repository:

    PYTHONPATH=src:.:tests .venv/test/bin/python benchmarks/site_load.py
    PYTHONPATH=src:.:tests .venv/test/bin/python benchmarks/site_load.py \
        --database postgresql

Makes a database with `--people` people of `--entries` entries each, serves the site in
processes of its own (gunicorn, with the settings of `serve`), and sends requests at
fixed moments, `--rate` a second for `--seconds`, whether or not earlier ones were
answered.  A time counts from the moment when a request was due, so that waiting counts.
Then each page and the check-in are measured one at a time, in turn with a bare page and
a bare insert of Django behind the same kind of server, on the same database.

The client is on the same machine, and takes its share of it.
"""

import argparse
import contextlib
import os
import platform
import secrets
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.site_clients import Answer, Ready, Visitor, until
from stepwell.web.servers import SETTINGS


ROOT = Path(__file__).parents[1]
PAGES = {"Today": "/today/", "Plan": "/my-plan/", "Journal": "/journal/"}
FORMS = {
    "dose": ("/today/", "/today/mark"),
    "check-in": ("/journal/check-in", "/journal/check-in"),
}
"""Where a form is found, and where it goes."""
MIX = "Today dose Today Plan check-in Today Journal dose Today check-in".split()
CLIENTS, CLOSE_LOOK = 64, 200
APPLICATION = "stepwell.web.config.wsgi:application"
SITE, BARE = "stepwell.web.config.settings", "benchmarks.bare_site"


def gunicorn_command() -> list[str]:
    """The settings of `serve` as arguments; one that is only switched on has none."""
    from gunicorn.config import KNOWN_SETTINGS

    known = {each.name: each for each in KNOWN_SETTINGS}
    arguments = (
        known[name].cli[-1] if value is True else f"{known[name].cli[-1]}={value}"
        for name, value in SETTINGS.items()
    )
    return ["gunicorn", *arguments]


@dataclass
class Times:
    """How long each kind of request took, in milliseconds, and how many failed."""

    taken: dict[str, list[float]] = field(default_factory=dict)
    errors: dict[str, int] = field(default_factory=dict)

    def note(self, kind: str, seconds: float, is_good: bool) -> None:
        """Count one."""
        self.taken.setdefault(kind, []).append(seconds * 1000)
        self.errors[kind] = self.errors.get(kind, 0) + (not is_good)

    def rows(self) -> Iterator[str]:
        """The lines of the table."""
        for kind, taken in self.taken.items():
            parts = statistics.quantiles(taken, n=100, method="inclusive")
            shown = " | ".join(f"{parts[each - 1]:.0f}" for each in (50, 95, 99))
            yield f"| {kind} | {len(taken)} | {shown} | {self.errors[kind]} |"


def main() -> None:
    """Measure, and print the tables."""
    wish = _wish()
    with _database(wish.database) as environment:
        os.environ.update(environment)
        visitors = _seeded(wish)
        ports = {name: _free_port() for name in (SITE, BARE)}
        with contextlib.ExitStack() as servers:
            for settings, port in ports.items():
                servers.enter_context(_served(settings, port))
            people = [Visitor(ports[SITE], each) for each in visitors]
            bare = [Visitor(ports[BARE], each) for each in visitors]
            _warm(people, bare)
            print(_machine(wish))
            _load(wish, people)
            _close_look(people, bare)


def _wish() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the site under load.")
    parser.add_argument(
        "--database", choices=("sqlite", "postgresql"), default="sqlite"
    )
    parser.add_argument("--people", type=int, default=1_000)
    parser.add_argument("--entries", type=int, default=500)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--rate", type=int, default=50)
    return parser.parse_args()


@contextlib.contextmanager
def _database(kind: str) -> Iterator[dict[str, str]]:
    """A new database that flushes; gives what the environment says of it."""
    from databases import Postgres

    folder = Path(tempfile.mkdtemp(prefix="stepwell-load-"))
    said = {
        "STEPWELL_DATA": str(folder),
        "STEPWELL_SECRET_KEY": secrets.token_urlsafe(50),
        "DJANGO_SETTINGS_MODULE": SITE,
        "DATABASE_URL": "",
    }
    server = Postgres(durable=True) if kind == "postgresql" else None
    try:
        if server is not None:
            server.create("load")
            said["DATABASE_URL"] = server.url("load")
        yield said
    finally:
        if server is not None:
            server.remove()
        shutil.rmtree(folder)


def _seeded(wish: argparse.Namespace) -> list[dict[str, str]]:
    """Fill the database; gives the cookie of everybody's session."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection, transaction

    from benchmarks.bare_site import MAKE_TABLE
    from drills import session_of
    from stepwell.web.accounts.models import User
    from stepwell.web.bulk_seeding import seed_many, stories

    call_command("migrate", verbosity=0)
    connection.cursor().execute(MAKE_TABLE)
    begun, now = time.perf_counter(), datetime.now(UTC)  # noqa: TID251
    told = stories(now.date(), wish.entries, Random(1))
    seed_many(wish.people, told, now, lambda count: None)
    print(f"{wish.people:,} people made up in {time.perf_counter() - begun:.0f} s")
    with transaction.atomic():
        keys = [session_of(user) for user in User.objects.order_by("pk")]
    if connection.vendor == "postgresql":
        connection.cursor().execute("ANALYZE")
    connection.close()
    return [{settings.SESSION_COOKIE_NAME: key} for key in keys]


@contextlib.contextmanager
def _served(settings: str, port: int) -> Iterator[None]:
    """Serve one of the two sites until the block ends."""
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            *gunicorn_command(),
            f"--bind=127.0.0.1:{port}",
            APPLICATION,
        ],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": settings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port, process)
        yield
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    while process.poll() is None:
        with (
            contextlib.suppress(OSError),
            socket.create_connection(("localhost", port)),
        ):
            return
        time.sleep(0.1)
    raise AssertionError("the site does not answer")


def _warm(people: list[Visitor], bare: list[Visitor]) -> None:
    """Let every worker load what the first request loads."""
    for visitor in people[:20]:
        for address in (*PAGES.values(), *(page for page, _ in FORMS.values())):
            visitor.get(address)
        for page, action in FORMS.values():
            ready = visitor.form(page, action)
            if ready is not None:
                ready.send()
    for visitor in bare[:20]:
        visitor.get("/bare/")


Job = tuple[str, Callable[[], bool]]


def _load(wish: argparse.Namespace, people: list[Visitor]) -> None:
    """Send the mix at fixed moments, and print how long each kind took."""
    jobs = list(islice(_jobs(people), wish.rate * wish.seconds))
    times = Times()
    begin = time.perf_counter() + 0.5

    def run(place: int, job: Job) -> float:
        kind, work = job
        due = begin + place / wish.rate
        until(due)
        is_good = _is_good(work)
        end = time.perf_counter()
        times.note(kind, end - due, is_good)
        return end

    with ThreadPoolExecutor(CLIENTS) as clients:
        ends = list(clients.map(run, range(len(jobs)), jobs))
    rate = len(jobs) / (max(ends) - begin)
    print(f"\n{rate:.1f} requests a second of {wish.rate} wanted\n")
    print("| page | requests | p50 ms | p95 ms | p99 ms | errors |")
    print("|---|---|---|---|---|---|")
    for row in times.rows():
        print(row)


def _is_good(work: Callable[[], bool]) -> bool:
    try:
        return work()
    except OSError:
        return False


def _jobs(people: list[Visitor]) -> Iterator[Job]:
    """The mix, by people in turn; a form that is not there yet is left out.

    Nobody answers for a dose twice: that would be a clash.
    """
    there = [kind for kind, form in FORMS.items() if people[-1].form(*form) is not None]
    for kind in FORMS.keys() - set(there):
        print(f"no form for {kind} yet: left out")
    kinds = [kind for kind in MIX if kind in PAGES or kind in there]
    readers, writers = cycle(people), {kind: iter(people[20:]) for kind in there}
    for kind in cycle(kinds):
        if kind in PAGES:
            yield kind, _page(next(readers), PAGES[kind])
        elif (visitor := next(writers[kind], None)) is not None:
            ready = visitor.form(*FORMS[kind])
            if ready is not None:
                yield kind, _form(ready)


def _page(visitor: Visitor, address: str) -> Callable[[], bool]:
    return lambda: visitor.get(address).is_page


def _form(ready: Ready) -> Callable[[], bool]:
    return lambda: ready.send().is_kept


def _close_look(people: list[Visitor], bare: list[Visitor]) -> None:
    """One request at a time, ours and the bare one in turn; prints the ratios."""
    print("\n| one at a time | ms | bare ms | times the bare one |")
    print("|---|---|---|---|")
    for name, address in PAGES.items():
        pairs = [
            (_timed(one.get, address), _timed(other.get, "/bare/"))
            for one, other in islice(zip(cycle(people), cycle(bare)), CLOSE_LOOK)
        ]
        _ratio(name, pairs)
    pairs = list(_writes(people, bare))
    if pairs:
        _ratio("check-in, beside an insert", pairs)


def _writes(
    people: list[Visitor], bare: list[Visitor]
) -> Iterator[tuple[float, float]]:
    for one, other in islice(zip(people, bare, strict=True), CLOSE_LOOK):
        ready, plain = (
            one.form(*FORMS["check-in"]),
            other.form("/bare/", "/bare/insert"),
        )
        if ready is None or plain is None:
            return
        plain.form.fields["sent"] = secrets.token_hex(16)
        yield _timed(ready.send), _timed(plain.send)


def _timed(work: Callable[..., Answer], *said: Any) -> float:
    start = time.perf_counter()
    answer = work(*said)
    assert answer.is_page or answer.is_kept, answer.status
    return (time.perf_counter() - start) * 1000


def _ratio(name: str, pairs: list[tuple[float, float]]) -> None:
    ours, bare = (statistics.median(each) for each in zip(*pairs, strict=True))
    print(f"| {name} | {ours:.1f} | {bare:.1f} | {ours / bare:.1f} |")


def _machine(wish: argparse.Namespace) -> str:
    told = subprocess.run(
        ["git", "describe", "--always", "--dirty"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    load = " ".join(f"{each:.1f}" for each in os.getloadavg())
    return (
        f"commit {told.stdout.strip()}, {platform.machine()}, {os.cpu_count()} cores,"
        f" load {load}, Python {platform.python_version()}, {wish.database},"
        f" {wish.people:,} people, {wish.people * wish.entries:,} entries"
    )


if __name__ == "__main__":
    main()
