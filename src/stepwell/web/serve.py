"""Serving the site from this machine."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

from stepwell.web.config.database import DatabaseUrlError
from stepwell.web.keys import kept_code, kept_key
from stepwell.web.opened import set_up
from stepwell.web.problem import CannotServe
from stepwell.web.sockets import bound


ANYWHERE = ("0.0.0.0", "::")
HERE = ("localhost", "127.0.0.1", "::1")
Say = Callable[[str], None]
People = Callable[[date], list[str]]


def serve(
    host: str, port: int, data: Path, say: Say, people: People | None = None
) -> None:
    """Serve until somebody stops it; raises CannotServe.

    ``data`` is the folder of the keys, and of the database where ``DATABASE_URL``
    names no other.  ``people`` makes those of a demo, and gives what to say of them.
    """
    prepare(host, data)
    sockets = bound(host, port)
    try:
        set_up()
    except DatabaseUrlError as problem:
        raise CannotServe(str(problem)) from None
    # These need Django, which has read the environment by now.
    from stepwell.web import ready
    from stepwell.web.servers import run

    now = ready.this_moment()
    said = ready.make_ready(now)
    if people is not None:
        said += people(now.date())
    shown = "localhost" if host in ANYWHERE else host
    say(f"Stepwell is open at http://{shown}:{port}")
    for line in said:
        say(line)
    if code := os.environ.get("STEPWELL_SIGN_UP_CODE"):
        say(f"Who opens an account needs this code: {code}")
    say("Stop it with Ctrl+C.")
    try:
        run(sockets)
    finally:
        ready.note_the_end()


def prepare(host: str, data: Path) -> None:
    """Write into the environment what the settings are read from.

    Where others can come in, nobody opens an account without the code.
    """
    os.umask(0o077)  # what is written here is for its owner only
    os.environ["STEPWELL_DATA"] = str(data)
    os.environ.setdefault("STEPWELL_SECRET_KEY", kept_key(data))
    if host not in (*ANYWHERE, "localhost"):
        named = os.environ.get("STEPWELL_HOSTS", "")
        os.environ["STEPWELL_HOSTS"] = f"{named},{host}"
    if host not in HERE:
        os.environ.setdefault("STEPWELL_SIGN_UP_CODE", kept_code(data))
