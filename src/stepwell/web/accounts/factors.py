"""How django-allauth's second factors and passkeys behave here."""

from collections.abc import Mapping
from typing import Any, ClassVar

from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stepwell.web.accounts.models import User
from stepwell.web.accounts.qr import as_svg


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """What differs from django-allauth's own ways."""

    error_messages: ClassVar[Mapping[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _(
            "This was not right, or it was too late. Try again with a new one."
        ),
    }

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        """How a passkey knows its account: by a random number, and by the name."""
        return {"id": user.uid.bytes, "display_name": user.name, "name": user.name}

    def _get_site_name(self) -> str:
        return "Stepwell"

    def generate_authenticator_name(self, user: User, *_kind: Any) -> str:
        """What a passkey is called if the person gives it no name."""
        return gettext("My passkey")

    def build_totp_svg(self, url: str) -> str:
        """The square picture for the phone, as a part of the page."""
        return as_svg(url)
