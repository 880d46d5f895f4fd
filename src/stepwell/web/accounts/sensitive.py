"""Asking once more who is there, before what an open browser should not allow."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode


Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponse]


def sensitive(view: View[Rest]) -> View[Rest]:
    """Let a view be used within 15 minutes after the person proved who they are.

    Others are asked for their pass phrase or passkey first.  A form that was sent is
    kept in the session meanwhile, and done as soon as they have answered.
    """
    return cast(View[Rest], login_required(reauthentication_required(view)))


def sensitive_and_secret(view: View[Rest]) -> View[Rest]:
    """As `sensitive`, for forms that hold a secret: what was typed is not kept."""

    @login_required
    @wraps(view)
    def asked(
        request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs
    ) -> HttpResponse:
        if did_recently_reauthenticate(request):
            return view(request, *args, **kwargs)
        first = get_adapter().get_reauthentication_methods(request.user)[0]["url"]
        return redirect(f"{first}?{urlencode({'next': request.path})}")

    return cast(View[Rest], asked)
