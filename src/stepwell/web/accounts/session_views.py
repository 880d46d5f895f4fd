"""Where somebody is signed in, and how to end that."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stepwell.web.accounts.actions import end_other_sessions, end_session
from stepwell.web.accounts.agents import browser_of
from stepwell.web.accounts.models import User
from stepwell.web.accounts.queries import places_of, zone_of
from stepwell.web.accounts.sensitive import sensitive


@login_required
@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """List the browsers in which the person is signed in."""
    viewer = cast(User, request.user)
    found = places_of(viewer, request.session.session_key)
    places = [(place, browser_of(place.agent)) for place in found]
    context = {"places": places, "zone": zone_of(viewer)}
    return render(request, "usersessions/usersession_list.html", context)


@sensitive
@require_POST
def end_one(request: HttpRequest, number: int) -> HttpResponse:
    """End one session of the person's own."""
    if end_session(cast(User, request.user), number):
        messages.success(request, _("That browser is signed out."))
    else:
        messages.info(request, _("That browser was signed out already."))
    return redirect("usersessions_list")


@sensitive
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """End every session but this one."""
    end_other_sessions(cast(User, request.user), request.session.session_key)
    messages.success(request, _("You are signed out everywhere but here."))
    return redirect("usersessions_list")
