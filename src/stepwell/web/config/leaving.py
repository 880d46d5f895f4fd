"""The way out: signed out, the draft deleted, and another page stands there.

A redirect to another host after a form is what ``form-action 'self'`` forbids, so a
page of our own comes between; it sends the browser on by itself.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from stepwell.web.accounts import devices
from stepwell.web.accounts.unreachable import sign_out
from stepwell.web.drafts.cookie import forget


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """End the session, and delete what this device holds of ours."""
    sign_out(request)
    response = redirect("left")
    forget(response)
    response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")
    devices.forget(response)
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@require_safe
def left(request: HttpRequest) -> HttpResponse:
    """Go on to the other page, and say nothing of where one comes from."""
    response = render(request, "left.html", {"leave_to": settings.LEAVE_TO})
    response["Referrer-Policy"] = "no-referrer"
    return response
