"""How long a session lasts: 14 days at most, and 12 hours without a sign of life.

Who ticks "Keep me signed in on this device" is spared the 12 hours.
"""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import timezone

from stepwell.web.accounts.actions import seen_in
from stepwell.web.accounts.unreachable import (
    NOT_WRITTEN,
    UNREACHABLE,
    go_without_account,
    sign_out,
)
from stepwell.web.config.problems import not_now
from stepwell.web.keeping.restored import remember_if_possible


IDLE = timedelta(hours=12).total_seconds()
NOTED_EVERY = timedelta(minutes=10).total_seconds()
BEGAN, SEEN = "began", "seen"


def now() -> float:
    """This moment, in seconds."""
    return timezone.now().timestamp()


def begin(request: HttpRequest) -> None:
    """Note when a session began."""
    request.session[BEGAN] = request.session[SEEN] = now()


class Limits:
    """Ends a session that is too old, and notes signs of life of the others."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at the session before the page is made."""
        try:
            is_known = request.user.is_authenticated
        except UNREACHABLE:
            return self._without_account(request)
        if is_known and is_over(request):
            sign_out(request)
        elif is_known and now() - request.session[SEEN] > NOTED_EVERY:
            note_sign_of_life(request)
        return self.get_response(request)

    def _without_account(self, request: HttpRequest) -> HttpResponse:
        """Show what needs no account; nobody is asked to sign in who did so before."""
        go_without_account(request)
        response = self.get_response(request)
        to = response.headers.get("Location", "")
        asks_to_sign_in = to.startswith(resolve_url(settings.LOGIN_URL))
        return not_now(request) if asks_to_sign_in else response


def note_sign_of_life(request: HttpRequest) -> None:
    """Note it, if it can be written; else the next page notes it."""
    session = request.session
    before = session[SEEN]
    session[SEEN] = now()
    try:
        seen_in(session)
    except NOT_WRITTEN:
        session[SEEN] = before
    session.modified = False
    remember_if_possible(settings.DATA)


def is_over(request: HttpRequest) -> bool:
    """Tell whether a session has lasted too long; one without a beginning has."""
    session = request.session
    began, seen = session.get(BEGAN, 0), session.get(SEEN, 0)
    is_idle = now() - seen > IDLE and session.get_expire_at_browser_close()
    return now() - began > settings.SESSION_COOKIE_AGE or is_idle
