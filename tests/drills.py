"""What a drill needs: a site that can be killed, and clients that do not give up."""

import http.client
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from environment import ENVIRONMENT
from stepwell.web.accounts.limits import BEGAN, SEEN, now


HERE = Path(__file__).parent
PATIENCE = 30
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def session_of(user):
    """The key of a session in which somebody is signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[BEGAN] = session[SEEN] = now()
    session.create()
    return session.session_key


def address_of(database):
    """What the environment of a site says of a database of the tests."""
    if database["ENGINE"].endswith("sqlite3"):
        file = Path(database["NAME"])
        return {"STEPWELL_DATA": str(file.parent)}
    host = f"{database['HOST']}:{database['PORT']}"
    url = f"postgresql://{database['USER']}@{host}/{database['NAME']}"
    return {"DATABASE_URL": url}


class Site:
    """The site of a drill in processes of its own."""

    def __init__(self, environment):
        key = {"STEPWELL_SECRET_KEY": settings.SECRET_KEY}
        path = f"{ENVIRONMENT['PYTHONPATH']}{os.pathsep}{HERE}"
        self.process = subprocess.Popen(
            [sys.executable, "-P", str(HERE / "drill_site.py")],
            env={**ENVIRONMENT, **key, **environment, "PYTHONPATH": path},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.port = int(self.process.stdout.readline())
        self.server = int(self.process.stdout.readline())

    def kill(self):
        """Kill the process that answers; gives once there is another."""
        os.kill(self.server, signal.SIGKILL)
        self.server = int(self.process.stdout.readline())

    def close(self):
        """Kill everything of it."""
        self.process.kill()
        self.process.wait()
        os.kill(self.server, signal.SIGKILL)
        self.process.stdout.close()


class Writer(threading.Thread):
    """Somebody who writes notes one after the other, each until it is acknowledged."""

    def __init__(self, name, site, user):
        super().__init__(name=name)
        self.port, self.cookies = (
            site.port,
            f"{settings.SESSION_COOKIE_NAME}={session_of(user)}",
        )
        self.acknowledged, self.retries, self.known = [], 0, 0
        self.is_over = threading.Event()
        self.failed = None

    def run(self):
        """Write until told that it is over."""
        try:
            self._write_all()
        except Exception as problem:
            self.failed = problem

    def _write_all(self):
        token = self._until_answered("GET", {}, {})
        cookies = f"{self.cookies}; csrftoken={self.csrf}"
        while not self.is_over.is_set():
            entry = f"{self.name}-{len(self.acknowledged)}"
            said = {"entry": entry, "csrfmiddlewaretoken": token}
            new = self._until_answered("POST", said, {**FORM, "Cookie": cookies})
            self.known += new == "0"
            self.acknowledged.append(entry)

    def _until_answered(self, method, said, headers):
        """Send the same thing until it is acknowledged."""
        give_up = time.monotonic() + PATIENCE
        while time.monotonic() < give_up:
            try:
                status, told = self._sent(method, said, headers)
            except (OSError, http.client.HTTPException):
                status, told = 0, ""
            if status == 200:
                return told
            assert status in (0, 500, 503), (status, told)
            self.retries += 1
            time.sleep(0.05)
        raise TimeoutError(f"{self.name}: not acknowledged in {PATIENCE} seconds")

    def _sent(self, method, said, headers):
        connection = http.client.HTTPConnection("localhost", self.port, timeout=5)
        try:
            usual = {"Cookie": self.cookies}
            connection.request(method, "/written", urlencode(said), usual | headers)
            answer = connection.getresponse()
            told = answer.read().decode()
            if cookie := answer.headers.get("Set-Cookie", ""):
                self.csrf = cookie.split("csrftoken=")[-1].split(";")[0]
            return answer.status, told
        finally:
            connection.close()


__all__ = ["Site", "Writer", "address_of", "session_of"]
