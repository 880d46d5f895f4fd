"""Serving the site from this machine."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path


KEY_FILE = "secret-key"
ANYWHERE = ("0.0.0.0", "::")
THREADS = 4


class CannotServe(Exception):
    """The site cannot be served; the message is a sentence for people."""


def serve(host: str, port: int, data: Path, say: Callable[[str], None]) -> None:
    """Serve until somebody stops it; raises CannotServe.

    ``data`` is the folder of the key that signs cookies; nothing else is written.
    """
    os.environ.setdefault("STEPWELL_SECRET_KEY", kept_key(data))
    if host not in (*ANYWHERE, "localhost"):
        named = os.environ.get("STEPWELL_HOSTS", "")
        os.environ["STEPWELL_HOSTS"] = f"{named},{host}"
    # Reads the environment, so it comes after what is written there.
    from waitress import create_server

    from stepwell.web.config.wsgi import application

    try:
        server = create_server(
            application, host=host, port=port, threads=THREADS, ident=None
        )
    except OSError:
        sentence = "something else may be served there; name another port or host"
        raise CannotServe(f"{host}, port {port}: {sentence}") from None
    shown = "localhost" if host in ANYWHERE else host
    say(f"Stepwell is open at http://{shown}:{port}")
    say("It keeps nothing. Stop it with Ctrl+C.")
    server.run()


def kept_key(data: Path) -> str:
    """The key of this machine, made on first use so that only its owner reads it."""
    file = data / KEY_FILE
    try:
        if not file.exists():
            data.mkdir(mode=0o700, parents=True, exist_ok=True)
            opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(opened, "w", encoding="ascii") as written:
                written.write(secrets.token_urlsafe(64))
        key = file.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        sentence = "its file secret-key cannot be read or made; name another folder"
        raise CannotServe(f"{data}: {sentence}") from None
    if not key:
        raise CannotServe(f"{file}: it is empty; delete it, and a new one is made")
    return key
