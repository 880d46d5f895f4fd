"""What django-allauth tells of an account becomes an event of its space."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.http import HttpRequest

from stepwell.web.accounts.actions import forget_session, note
from stepwell.web.accounts.attempts import is_known
from stepwell.web.accounts.limits import begin
from stepwell.web.accounts.models import User


def connect() -> None:
    """Listen from now on."""
    user_logged_in.connect(_session_began)
    user_logged_out.connect(_signed_out)
    account.user_logged_in.connect(_signed_in)
    mfa.authenticator_added.connect(_added)
    mfa.authenticator_removed.connect(_removed)
    mfa.authenticator_reset.connect(_renewed)
    mfa.authenticator_used.connect(_used)
    mfa.authentication_failed.connect(_code_failed)


def sort_of_device(request: HttpRequest, name: str) -> str:
    """Whether a device is known by this name, as it is recorded."""
    return "known device" if is_known(request, name) else "new device"


def _session_began(request: HttpRequest, **_told: Any) -> None:
    begin(request)


def _signed_in(request: HttpRequest, user: User, **_told: Any) -> None:
    note(user, "signed-in", sort_of_device(request, user.name))


def _signed_out(request: HttpRequest, user: User | None, **_told: Any) -> None:
    if user is not None:
        forget_session(request.session.session_key)
        note(user, "signed-out")


def _added(user: User, authenticator: Authenticator, **_told: Any) -> None:
    note(user, f"{authenticator.type}-added")


def _removed(user: User, authenticator: Authenticator, **_told: Any) -> None:
    note(user, f"{authenticator.type}-removed")


def _renewed(user: User, authenticator: Authenticator, **_told: Any) -> None:
    note(user, f"{authenticator.type}-renewed")


def _used(user: User, authenticator: Authenticator, **_told: Any) -> None:
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        note(user, "recovery_codes-used")


def _code_failed(user: User, **_told: Any) -> None:
    note(user, "code-failed")
