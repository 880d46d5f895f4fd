"""What becomes of an account while the database does not answer.

The way out and support have to work all the same.
"""

from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore
from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest


UNREACHABLE = (InterfaceError, InternalError, OperationalError)
"""What comes of a full disk, a long lock, a lost connection: no mistake of ours."""
NOT_WRITTEN = (*UNREACHABLE, UpdateError)


class UnreadSession(SessionStore):
    """A session that could not be read: nothing is written over what is in it."""

    def load(self) -> dict[str, Any]:
        """Nothing is known of it."""
        return {}

    def save(self, must_create: bool = False) -> None:
        """Leave it as it is."""


def sign_out(request: HttpRequest) -> None:
    """End the session; where that cannot be written, this browser forgets it."""
    try:
        logout(request)
    except NOT_WRITTEN:
        request.session = SessionStore()
        request.user = AnonymousUser()


def go_without_account(request: HttpRequest) -> None:
    """Answer as if nobody had signed in; the browser keeps its session."""
    request.session = UnreadSession(request.session.session_key)
    request.user = AnonymousUser()
