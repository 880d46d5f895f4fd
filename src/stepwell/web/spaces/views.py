"""Opening a space, and its settings."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stepwell.web.accounts.models import User
from stepwell.web.drafts.cookie import read
from stepwell.web.drafts.fields import first
from stepwell.web.spaces.actions import change_settings, open_space
from stepwell.web.spaces.entering import SpaceRequest, in_space
from stepwell.web.spaces.forms import ZONES_OF, SpaceForm
from stepwell.web.spaces.models import Market
from stepwell.web.spaces.queries import own_space


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: HttpRequest) -> HttpResponse:
    """Ask what every page needs, and open the space."""
    user = cast(User, request.user)
    if own_space(user) is not None:
        return redirect("today")
    if request.method != "POST":
        return _welcome(request, SpaceForm(initial=_known(request)))
    form = SpaceForm(request.POST)
    if not form.is_valid():
        return _welcome(request, form)
    said = form.cleaned_data
    space = open_space(user, said["market"], said["zone"])
    change_settings(user, space.uid, name=said["name"], is_short=said["is_short"])
    return redirect("plan-from-draft" if read(request).said else "today")


def _known(request: HttpRequest) -> dict[str, str]:
    """What the draft on this device says already."""
    market = first(read(request).of("place"), "market")
    if market not in Market.values:
        return {}
    return {"market": market, "zone": ZONES_OF[Market(market)]}


def _welcome(request: HttpRequest, form: SpaceForm) -> HttpResponse:
    return render(request, "spaces/welcome.html", {"form": form})


@in_space
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: SpaceRequest) -> HttpResponse:
    """Show the settings, or change them."""
    space = request.space
    now = {key: getattr(space, key) for key in SpaceForm.base_fields}
    form = SpaceForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        changed = {key: form.cleaned_data[key] for key in form.changed_data}
        if changed:
            change_settings(request.user, space.uid, **changed)
        messages.success(request, _("Your settings are kept."))
        return redirect("settings")
    return render(request, "spaces/settings.html", {"form": form})
