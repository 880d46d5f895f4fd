"""The device cookie: it tells a device on which somebody signed in before.

A known device has attempts of its own, so that nobody elsewhere can use them up.  The
cookie holds a random number and a hash of each name that signed in; it lets nobody in.
"""

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from stepwell.web.accounts.names import folded
from stepwell.web.config.https import cookie_name


SALT = "stepwell.web.accounts.devices"
OLDEST_SECONDS = 180 * 24 * 60 * 60
MOST_NAMES = 5


@dataclass(frozen=True, slots=True)
class Device:
    """A device, and the names that signed in on it."""

    number: str
    names: tuple[str, ...] = ()

    def knows(self, name: str) -> bool:
        """Tell whether somebody of this name signed in here before."""
        return _hashed(name) in self.names


def cookie() -> str:
    """The name of the cookie."""
    return cookie_name("stepwell-device", settings.HTTPS)


def device_of(request: HttpRequest) -> Device | None:
    """The device that a request comes from; None if it is new to us."""
    signed = request.COOKIES.get(cookie(), "")
    try:
        number, names = signing.loads(signed, salt=SALT, max_age=OLDEST_SECONDS)
        return Device(str(number), tuple(names))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def remember(request: HttpRequest, response: HttpResponse, name: str) -> None:
    """Let the device of somebody who signed in be known from now on."""
    before = device_of(request) or Device(secrets.token_urlsafe(16))
    others = [each for each in before.names if each != _hashed(name)]
    names = [_hashed(name), *others][:MOST_NAMES]
    response.set_cookie(
        cookie(),
        signing.dumps([before.number, names], salt=SALT),
        max_age=OLDEST_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS,
    )


def forget(response: HttpResponse) -> None:
    """Let the browser delete the cookie."""
    response.delete_cookie(cookie(), samesite="Lax")


def _hashed(name: str) -> str:
    return salted_hmac(SALT, folded(name), algorithm="sha256").hexdigest()[:32]
