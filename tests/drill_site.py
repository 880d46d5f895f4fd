"""A small site to be killed: the real settings, and one page that writes.

Run as a program it opens a socket once, and forks a server that answers on it; when
that one is killed, the next is there at once.  Each says its process id.
"""

import os
import socket


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "stepwell.web.config.settings"
    import django
    from django.conf import settings

    django.setup()
    settings.ROOT_URLCONF = "drill_site"

from datetime import UTC, datetime

from django.db import connections
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.test import Client
from django.urls import path

from stepwell.web.config import urls
from stepwell.web.journal.actions import add
from stepwell.web.journal.columns import columns
from stepwell.web.journal.records import entry_of
from stepwell.web.spaces.entering import in_space
from web_entries import note


@in_space
def written(request):
    """Keep a note under the id that the client made; or give the token of forms."""
    if request.method != "POST":
        return HttpResponse(get_token(request))
    entry = note(request.POST["entry"], at=datetime(2027, 1, 1, 9, tzinfo=UTC))
    return HttpResponse(str(add(request.user, request.space.uid, [entry])))


urlpatterns = [*urls.urlpatterns, path("written", written)]


def serve(listening):
    """Answer as ``./stepwell serve`` does."""
    from waitress import create_server

    from stepwell.web.config.wsgi import application

    server = create_server(application, sockets=[listening], threads=4, ident=None)
    server.run()


def warmed_up():
    """Load, before the forks, whatever the first request would load."""
    import stepwell.web.config.wsgi  # noqa: F401

    Client(SERVER_NAME="localhost").get("/written")
    entry_of(columns(note("warm"))["record"])
    connections.close_all()


def main():
    """Have a server at any time, until this is killed."""
    listening = socket.create_server(("127.0.0.1", 0), backlog=64)
    warmed_up()
    print(listening.getsockname()[1], flush=True)
    while True:
        child = os.fork()
        if not child:
            serve(listening)
        print(child, flush=True)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
