"""The forms for passkeys and codes, in plain words."""

import json
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
    SignupWebAuthnForm,
)
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.utils.translation import gettext_lazy as _
from fido2.utils import websafe_decode

from stepwell.web.accounts.queries import account_of


LONGEST_LABEL = 60
UNREADABLE = (AttributeError, LookupError, TypeError, ValueError, struct.error)


def code_field(hint: Any = "") -> forms.CharField:
    """A code of an app, or a recovery code."""
    return forms.CharField(
        label=_("Code"),
        help_text=hint,
        max_length=20,
        widget=forms.TextInput({"autocomplete": "one-time-code"}),
        error_messages={"required": _("Write the code.")},
    )


def label_field() -> forms.CharField:
    """What a passkey is called."""
    return forms.CharField(
        label=_("What shall this passkey be called?"),
        help_text=_("Such as: my phone. Only you see it."),
        max_length=LONGEST_LABEL,
        error_messages={"required": _("Write how it shall be called.")},
    )


class CredentialField(forms.CharField):
    """What a device answered; a text that no device of ours sends is refused."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> Any:
        """The answer as it was sent."""
        try:
            told = json.loads(super().clean(value))
        except (ValueError, RecursionError):
            told = None
        if not isinstance(told, dict) or not isinstance(told.get("response"), dict):
            raise get_adapter().validation_error("incorrect_code")
        return told


@contextmanager
def unreadable_is_wrong() -> Iterator[None]:
    """Refuse an answer of which a part is missing or is of another kind."""
    try:
        yield
    except UNREADABLE:
        raise get_adapter().validation_error("incorrect_code") from None


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    """A code after the pass phrase."""

    code = code_field(_("Six digits from your app, or one of your recovery codes."))


class CodeAgainForm(ReauthenticateForm):  # type: ignore[misc]
    """A code from somebody who is signed in."""

    code = code_field(_("Six digits from your app, or one of your recovery codes."))


class FirstCodeForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app, which shows that it has the key."""

    code = code_field(_("Six digits that the app shows now."))


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A passkey, with which somebody can sign in without anything else."""

    name = label_field()
    credential = CredentialField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["passwordless"]
        self.fields["name"].required = False

    def clean(self) -> dict[str, Any]:
        """Only what the device made for its owner counts."""
        self.cleaned_data["passwordless"] = True
        with unreadable_is_wrong():
            said: dict[str, Any] = super().clean()
        return said


class PasskeySignUpForm(SignupWebAuthnForm):  # type: ignore[misc]
    """The passkey of an account that is being opened."""

    name = label_field()
    credential = CredentialField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = False

    def clean(self) -> dict[str, Any]:
        """Only what the device made for its owner counts."""
        with unreadable_is_wrong():
            said: dict[str, Any] = super().clean()
        return said


class RenamePasskeyForm(EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    name = label_field()


class PasskeySignInForm(LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey that says itself whose it is."""

    credential = CredentialField()

    def clean_credential(self) -> Authenticator:
        """The passkey, if it belongs to an account and its device asked its owner."""
        told = self.cleaned_data["credential"]
        with unreadable_is_wrong():
            response = auth.parse_authentication_response(told)
            handle = UUID(bytes=websafe_decode(told["response"]["userHandle"]))
            owner = account_of(handle)
            found = auth.complete_authentication(owner, told) if owner else None
            is_sure = response.response.authenticator_data.is_user_verified()
        if found is None or not is_sure:
            raise get_adapter().validation_error("incorrect_code")
        return found


class PasskeyAfterPhraseForm(AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey as the second thing after the pass phrase."""

    credential = CredentialField()

    def clean_credential(self) -> Authenticator:
        """The passkey, if it belongs to the account."""
        with unreadable_is_wrong():
            return super().clean_credential()


class PasskeyAgainForm(ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey from somebody who is signed in."""

    credential = CredentialField()

    def clean_credential(self) -> Authenticator:
        """The passkey, if it belongs to the account."""
        with unreadable_is_wrong():
            return super().clean_credential()
