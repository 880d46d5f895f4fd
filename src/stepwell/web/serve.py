"""Serving the site from this machine."""

import errno
import os
import secrets
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any


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
    sockets = bound(host, port)
    # Reads the environment, so it comes after what is written there.
    from waitress import create_server

    from stepwell.web.config.wsgi import application

    server = create_server(application, sockets=sockets, threads=THREADS, ident=None)
    shown = "localhost" if host in ANYWHERE else host
    say(f"Stepwell is open at http://{shown}:{port}")
    say("It keeps nothing. Stop it with Ctrl+C.")
    server.run()


def bound(host: str, port: int) -> list[socket.socket]:
    """A socket for each address of the name; raises CannotServe.

    A name may stand for an address of a kind that is switched off here, as ``::1`` in
    many containers; that one is passed over.
    """
    made: list[socket.socket] = []
    why = "this machine has no such name; name another host"
    for address in _addresses(host, port):
        try:
            made.append(_bound(*address))
        except OSError as problem:
            if problem.errno == errno.EADDRINUSE:
                why = "something else is served there; name another port"
                _close(made)
                break
    if not made:
        raise CannotServe(f"{host}, port {port}: {why}")
    return made


def _addresses(host: str, port: int) -> list[tuple[int, tuple[Any, ...]]]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        return []
    return list(dict.fromkeys((each[0], each[4]) for each in found))


def _bound(family: int, address: tuple[Any, ...]) -> socket.socket:
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere it would let two programs share a port
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        made.bind(address)
        made.listen()
    except OSError:
        made.close()
        raise
    return made


def _close(made: list[socket.socket]) -> None:
    while made:
        made.pop().close()


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
