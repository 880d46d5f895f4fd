"""How often a pass phrase may be tried: a pool for each device, one for strangers.

Who tries from elsewhere uses up the strangers' pool of a name and the pool of an
address, never that of a device on which the person signed in before.  Signing in with
a passkey asks none of these pools.
"""

from typing import Any

from allauth.core.internal.ratelimit import consume
from django.http import HttpRequest

from stepwell.web.accounts.devices import device_of
from stepwell.web.accounts.names import folded


APP = "stepwell.web.accounts"
RATES = {
    "known-device": "10/15m/key",
    "stranger": "40/15m/ip,10/15m/key",
    "sign-up-code": "10/15m/ip",
}
"""An address comes first: who has used it up does not use up anybody's pool."""


def is_known(request: HttpRequest, name: str) -> bool:
    """Tell whether somebody of this name signed in on this device before."""
    device = device_of(request)
    return device is not None and device.knows(name)


def use_one(request: HttpRequest, name: str) -> Any:
    """Use up an attempt, to be given back by ``rollback``; None if none is left."""
    device = device_of(request)
    if device is not None and device.knows(name):
        return _use("known-device", request, f"{device.number} {folded(name)}")
    return _use("stranger", request, folded(name))


def may_try_code(request: HttpRequest) -> bool:
    """Use up an attempt at the code for signing up; False if none is left."""
    return _use("sign-up-code", request, "") is not None


def _use(pool: str, request: HttpRequest, key: str) -> Any:
    return consume(request, app=APP, action=pool, config=RATES, key=key)
