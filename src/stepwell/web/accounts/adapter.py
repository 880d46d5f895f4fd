"""How django-allauth behaves here: names, attempts, own pages only, plain words."""

from collections.abc import Mapping
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from stepwell.web.accounts import attempts, devices
from stepwell.web.accounts.actions import note
from stepwell.web.accounts.events import sort_of_device
from stepwell.web.accounts.models import User
from stepwell.web.accounts.names import checked
from stepwell.web.accounts.queries import account_named


TOO_SIMPLE = {
    "password_too_short": _("Use at least 12 letters, digits, signs or spaces."),
    "password_too_similar": _("Choose a pass phrase that is not like your name."),
    "password_too_common": _("Many people use this one. Choose four or more words."),
    "password_entirely_numeric": _("Use letters as well, not digits alone."),
}
WAYS = (
    ("mfa_reauthenticate:webauthn", _("Use a passkey")),
    ("reauthenticate", _("Use your pass phrase")),
    ("mfa_reauthenticate", _("Use a code")),
)
"""Ways to prove once more who one is, the best first."""


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """What differs from django-allauth's own ways."""

    error_messages: ClassVar[Mapping[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "username_taken": _("Somebody has this name already. Choose another one."),
        "username_password_mismatch": _(
            "This name and this pass phrase do not belong together."
            " Look at both and try again."
        ),
        "incorrect_password": _("This is not your pass phrase. Try again."),
        "too_many_login_attempts": _(
            "This was tried too often. Wait 15 minutes, or sign in with a passkey or"
            " on a device where you signed in before."
        ),
        "rate_limited": _("This was tried too often. Wait five minutes."),
        "incorrect_code": _("This code is not right. Wait for the next one."),
    }

    def is_safe_url(self, url: str) -> bool:
        """Only our own pages are gone on to."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def clean_username(self, username: str, shallow: bool = False) -> str:
        """A name that is still free, as it will be kept."""
        name: str = super().clean_username(checked(username), shallow)
        return name

    def clean_password(self, password: str, user: User | None = None) -> str:
        """A pass phrase that is long enough and not easily guessed."""
        try:
            validate_password(password, user)
        except ValidationError as problem:
            said = [TOO_SIMPLE[each.code or ""] for each in problem.error_list]
            raise ValidationError(said) from None
        return password

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Use up an attempt before a pass phrase is looked at."""
        used = attempts.use_one(request, credentials["username"])
        if used is None:
            raise self.validation_error("too_many_login_attempts")
        self._login_failed_rl_usage = used

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Let the person see in their account that somebody tried."""
        tried = account_named(credentials["username"])
        if tried is not None:
            note(tried, "sign-in-failed", sort_of_device(request, tried.name))

    def post_login(self, request: HttpRequest, user: User, **told: Any) -> HttpResponse:
        """Go on, and know this device from now on."""
        response: HttpResponse = super().post_login(request, user, **told)
        devices.remember(request, response, user.name)
        return response

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """The ways to prove once more who one is, in our words and order."""
        found = {
            each["id"]: each for each in super().get_reauthentication_methods(user)
        }
        return [
            {**found[way], "description": words} for way, words in WAYS if way in found
        ]
