"""The account: with what somebody signs in, and what happened in it."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stepwell.web.accounts.happened import told
from stepwell.web.accounts.models import User
from stepwell.web.accounts.queries import ways_of, zone_of
from stepwell.web.audit.queries import events_of


NEWEST = 100


@login_required
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Show what can be done with the account."""
    ways = ways_of(cast(User, request.user))
    return render(request, "account/account.html", {"place": "account", "ways": ways})


@login_required
@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """Show what happened in the account, the newest first."""
    viewer = cast(User, request.user)
    happened = told(events_of(viewer, NEWEST))
    context = {"happened": happened, "zone": zone_of(viewer)}
    return render(request, "account/history.html", context)
