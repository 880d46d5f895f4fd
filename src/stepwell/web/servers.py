"""The programs that answer: gunicorn with several processes, waitress on Windows.

One process has one core: with a thousand people both databases need two.
"""

import os
import socket
from typing import Any


THREADS = 4
WORKERS = 2


def run(sockets: list[socket.socket]) -> None:
    """Answer until somebody stops it."""
    if os.name == "posix":
        _run_gunicorn(sockets)
    else:
        _run_waitress(sockets)


def _run_waitress(sockets: list[socket.socket]) -> None:
    from waitress import create_server

    from stepwell.web.config.wsgi import application

    create_server(application, sockets=sockets, threads=THREADS, ident=None).run()


def _run_gunicorn(sockets: list[socket.socket]) -> None:
    """Several processes on the same sockets."""
    from gunicorn.app.base import BaseApplication

    from stepwell.web.config import logs
    from stepwell.web.config.wsgi import application

    class Site(BaseApplication):  # type: ignore[misc]
        """Our application, with settings of our own."""

        def load_config(self) -> None:
            """Take no settings from files or arguments."""
            for name, value in SETTINGS.items():
                self.cfg.set(name, value)
            self.cfg.set("bind", [f"fd://{each.fileno()}" for each in sockets])

        def load(self) -> Any:
            """The application; its log is set up once more, after gunicorn's own."""
            logs.set_up()
            return application

    Site().run()


SETTINGS = {
    "workers": WORKERS,
    "threads": THREADS,
    "worker_class": "gthread",
    "loglevel": "error",
    "control_socket_disable": True,  # all sites of a user would share one
}
