"""Sockets of our own: a name may stand for several addresses."""

import errno
import os
import socket
from typing import Any

from stepwell.web.problem import CannotServe


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
