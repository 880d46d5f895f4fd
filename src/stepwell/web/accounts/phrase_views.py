"""Changing the pass phrase, and setting a new one by a single-use link."""

from typing import cast

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from stepwell.web.accounts.actions import keep_session, set_pass_phrase
from stepwell.web.accounts.forms import PhraseForm
from stepwell.web.accounts.models import User
from stepwell.web.accounts.sensitive import sensitive_and_secret
from stepwell.web.accounts.way_in import owner_of


@sensitive_and_secret
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest) -> HttpResponse:
    """Set another pass phrase; who signed in with the old one is signed out."""
    user = cast(User, request.user)
    form = PhraseForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        set_pass_phrase(user, form.cleaned_data["password1"], "pass-phrase-changed")
        before = request.session.session_key
        update_session_auth_hash(request, user)
        keep_session(before, request.session.session_key)
        messages.success(
            request, _("Your new pass phrase holds. Other browsers are signed out.")
        )
        return redirect("account")
    return render(request, "account/password_change.html", {"form": form})


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def way_in(request: HttpRequest, token: str) -> HttpResponse:
    """Let the owner of a link set a pass phrase; a second factor is still asked for."""
    owner = owner_of(token)
    if owner is None:
        return render(request, "account/way_in_over.html", status=404)
    form = PhraseForm(request.POST or None, user=owner)
    if request.method == "POST" and form.is_valid():
        logout(request)
        set_pass_phrase(
            owner, form.cleaned_data["password1"], "pass-phrase-set-by-link"
        )
        done: HttpResponse = perform_login(request, Login(user=owner))
        return done
    return render(request, "account/way_in.html", {"form": form, "name": owner.name})
