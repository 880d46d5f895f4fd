"""The forms for names and pass phrases, in plain words."""

from hmac import compare_digest
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm, ReauthenticateForm, SignupForm
from allauth.core import context
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from stepwell.web.accounts.attempts import may_try_code
from stepwell.web.accounts.models import LONGEST_NAME, User
from stepwell.web.accounts.names import spelled


LONGEST_PHRASE = 1_000
NAME_HINT = _("Any name. It need not be your real one, and is not shown to others.")
PHRASE_HINT = _("At least 12 signs. Four or more words that do not belong together.")


def name_field(hint: Any = "") -> forms.CharField:
    """The name of an account."""
    return forms.CharField(
        label=_("Name"),
        help_text=hint,
        max_length=LONGEST_NAME,
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none"}),
        error_messages={"required": _("Write your name.")},
    )


def phrase_field(label: Any, purpose: str, hint: Any = "") -> forms.CharField:
    """A pass phrase; ``purpose`` tells the browser whether it is a new one."""
    return forms.CharField(
        label=label,
        help_text=hint,
        strip=False,
        max_length=LONGEST_PHRASE,
        widget=forms.PasswordInput({"autocomplete": purpose}),
        error_messages={"required": _("Write your pass phrase.")},
    )


def code_field() -> forms.CharField:
    """The code that lets somebody sign up."""
    return forms.CharField(
        label=_("Sign-up code"),
        help_text=_("Ask the person who runs this server for it."),
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": _("Write the sign-up code.")},
    )


def check_code(written: str) -> None:
    """Compare a sign-up code; raises ValidationError."""
    if not may_try_code(context.request):
        raise ValidationError(get_adapter().error_messages["rate_limited"])
    kept = settings.SIGN_UP_CODE.encode()
    if not compare_digest(written.strip().encode("utf-8", "replace"), kept):
        raise ValidationError(_("This is not the sign-up code of this server."))


def check_same(form: forms.Form) -> None:
    """Say it if a pass phrase was not written the same way twice."""
    first, second = map(form.cleaned_data.get, ("password1", "password2"))
    if first and second and first != second:
        form.add_error("password2", _("Write the same pass phrase twice."))


class SignInForm(LoginForm):  # type: ignore[misc]
    """A name, a pass phrase, and whether to stay."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = name_field()
        self.fields["password"] = phrase_field(_("Pass phrase"), "current-password")
        self.fields["remember"] = forms.BooleanField(
            label=_("Keep me signed in on this device for 14 days"),
            help_text=_("Only on a device that nobody else uses."),
            required=False,
        )

    def clean_login(self) -> str:
        """The name as it is kept."""
        return spelled(self.cleaned_data["login"])


class AgainForm(ReauthenticateForm):  # type: ignore[misc]
    """The pass phrase once more."""

    password = phrase_field(_("Pass phrase"), "current-password")


class CodeFirst(forms.Form):
    """Asks for the sign-up code where the server has one, before anything is told."""

    def ask_for_code(self) -> None:
        """Let the code be the first field."""
        if settings.SIGN_UP_CODE:
            self.fields["code"] = code_field()
            self.order_fields(["code"])

    def clean_code(self) -> None:
        """The code has to be that of this server."""
        check_code(self.cleaned_data["code"])

    def clean_username(self) -> str:
        """The name has to be free; who has no code is not told which are."""
        name: str = self.cleaned_data["username"]
        if "code" not in self.errors:
            name = get_adapter().clean_username(name)
        return name


class SignUpForm(CodeFirst, SignupForm):  # type: ignore[misc]
    """A name and a pass phrase, written twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        new = "new-password"
        self.fields["username"] = name_field(NAME_HINT)
        self.fields["password1"] = phrase_field(_("Pass phrase"), new, PHRASE_HINT)
        self.fields["password2"] = phrase_field(_("The same pass phrase again"), new)
        self.ask_for_code()

    def clean(self) -> None:
        """Both pass phrases have to be the same."""
        super().clean()
        check_same(self)


class NameForm(CodeFirst):
    """The name of an account that is opened with a passkey."""

    username = name_field(NAME_HINT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_for_code()


class PhraseForm(forms.Form):
    """A new pass phrase, written twice."""

    password1 = phrase_field(_("New pass phrase"), "new-password", PHRASE_HINT)
    password2 = phrase_field(_("The same pass phrase again"), "new-password")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password1(self) -> str:
        """The pass phrase has to be hard to guess."""
        phrase: str = self.cleaned_data["password1"]
        get_adapter().clean_password(phrase, user=self.user)
        return phrase

    def clean(self) -> None:
        """Both have to be the same."""
        super().clean()
        check_same(self)
