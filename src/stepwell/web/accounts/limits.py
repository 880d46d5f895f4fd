"""How long a session lasts: 14 days at most, and 12 hours without a sign of life.

Who ticks "Keep me signed in on this device" is spared the 12 hours.
"""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from stepwell.web.accounts.actions import seen_in


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
        if request.user.is_authenticated:
            if is_over(request):
                logout(request)
            elif now() - request.session[SEEN] > NOTED_EVERY:
                request.session[SEEN] = now()
                seen_in(request.session.session_key)
        return self.get_response(request)


def is_over(request: HttpRequest) -> bool:
    """Tell whether a session has lasted too long; one without a beginning has."""
    session = request.session
    began, seen = session.get(BEGAN, 0), session.get(SEEN, 0)
    is_idle = now() - seen > IDLE and session.get_expire_at_browser_close()
    return now() - began > settings.SESSION_COOKIE_AGE or is_idle
