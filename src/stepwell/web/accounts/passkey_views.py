"""Passkeys: opening an account with one, and adding one."""

from typing import Any, cast
from uuid import UUID, uuid4

from allauth.account.internal.flows.signup import complete_signup
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.webauthn.internal import auth, flows
from allauth.mfa.webauthn.views import AddWebAuthnView
from allauth.mfa.webauthn.views import remove_webauthn as allauth_remove
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stepwell.web.accounts.actions import (
    NameTakenError,
    give_recovery_codes,
    open_account,
)
from stepwell.web.accounts.factor_forms import PasskeySignUpForm
from stepwell.web.accounts.forms import NameForm
from stepwell.web.accounts.models import User
from stepwell.web.accounts.queries import ways_of
from stepwell.web.accounts.sensitive import sensitive


BEGUN = "sign-up-with-passkey"


@require_http_methods(["GET", "HEAD", "POST"])
def sign_up_name(request: HttpRequest) -> HttpResponse:
    """Ask for the name of an account that is to have a passkey."""
    if request.user.is_authenticated:
        return redirect("today")
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["username"]
        request.session[BEGUN] = {"name": name, "uid": str(uuid4())}
        return redirect("sign-up-passkey-make")
    return render(request, "account/signup_by_passkey.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def sign_up_passkey(request: HttpRequest) -> HttpResponse:
    """Let the device make the passkey, and open the account."""
    begun = request.session.get(BEGUN)
    if request.user.is_authenticated or begun is None:
        return redirect("account_signup_by_passkey")
    wanted = User(name=begun["name"], uid=UUID(begun["uid"]))
    form = PasskeySignUpForm(request.POST or None, user=wanted)
    if request.method == "POST" and form.is_valid():
        return _opened(request, wanted, form.cleaned_data)
    data = {"creation_options": auth.begin_registration(wanted, True)}
    context = {"form": form, "js_data": data, "name": wanted.name}
    return render(request, "mfa/webauthn/signup_form.html", context)


def _opened(request: HttpRequest, wanted: User, said: dict[str, Any]) -> HttpResponse:
    """Open an account with its passkey, or nothing; then show recovery codes."""
    del request.session[BEGUN]
    try:
        with transaction.atomic():
            user = open_account(wanted.name, wanted.uid)
            passkey = flows.signup_authenticator(
                request, user, said["name"], said["credential"]
            )
    except NameTakenError:
        messages.error(request, _("Somebody took this name meanwhile. Choose another."))
        return redirect("account_signup_by_passkey")
    post_authentication(request, passkey, reauthenticated=True, passwordless=True)
    codes = reverse("mfa_view_recovery_codes")
    done: HttpResponse = complete_signup(request, user=user, redirect_url=codes)
    give_recovery_codes(request)
    return done


class AddPasskeyView(AddWebAuthnView):  # type: ignore[misc]
    """Add a passkey that lets its owner sign in with nothing else."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Ask the device to keep the passkey, and to make sure of its owner."""
        told: dict[str, Any] = super().get_context_data(**kwargs)
        options = auth.begin_registration(self.request.user, True)
        return told | {"js_data": {"creation_options": options}}


add_passkey = sensitive(AddPasskeyView.as_view())


@sensitive
def remove_passkey(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a passkey, unless it is the only way in."""
    if ways_of(cast(User, request.user)).only_one:
        messages.error(
            request,
            _("This is your only way in. Add another passkey or a pass phrase first."),
        )
        return redirect("mfa_list_webauthn")
    done: HttpResponse = allauth_remove(request, pk=pk)
    return done
