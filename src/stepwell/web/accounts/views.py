"""The account: with what somebody signs in, and where they are signed in."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stepwell.web.spaces.entering import SpaceRequest, in_space


@in_space
@require_safe
def account(request: SpaceRequest) -> HttpResponse:
    """Show what can be done with the account."""
    return render(request, "account/account.html", {"place": "account"})
