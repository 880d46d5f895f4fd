"""Pages for what went wrong: one sentence, and the way out."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from stepwell.web.drafts.fields import Words


TOO_OLD = _(
    "This page was open too long, or cookies are switched off."
    " Nothing was changed. Go back, load the page again and send it again."
)
NOT_READ = _("This could not be read. Nothing was changed. Go back and try again.")
NOT_HERE = _("There is no page at this address. Check it, or begin at the first page.")
NOT_ALLOWED = _("This is not possible with your account. Nothing was changed.")
TOO_OFTEN = _(
    "This was tried too often. Nothing was changed. Wait a while and try again."
)
OUR_MISTAKE = _(
    "Something went wrong in Stepwell, not in what you wrote. No plan was made."
    " Stay on the dose you take now."
)
NOT_NOW = _(
    "It cannot be read or written just now. Nothing you sent was kept."
    " Stay on the dose you take now."
)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form without its token."""
    return _problem(request, TOO_OLD, 403)


def not_read(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what no browser of ours sends."""
    return _problem(request, NOT_READ, 400)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what this account cannot do."""
    return _problem(request, NOT_ALLOWED, 403)


def too_often(request: HttpRequest) -> HttpResponse:
    """Answer what was tried too many times."""
    return _problem(request, TOO_OFTEN, 429)


def not_here(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that does not exist."""
    return _problem(request, NOT_HERE, 404)


def not_now(request: HttpRequest) -> HttpResponse:
    """Answer while the database does not."""
    request.user = AnonymousUser()
    return _problem(request, NOT_NOW, 503)


def our_mistake(request: HttpRequest) -> HttpResponse:
    """Answer when the program itself is wrong; who it is may be what failed."""
    request.user = AnonymousUser()
    return _problem(request, OUR_MISTAKE, 500)


def _problem(request: HttpRequest, sentence: Words, status: int) -> HttpResponse:
    return render(request, "problem.html", {"sentence": sentence}, status=status)
