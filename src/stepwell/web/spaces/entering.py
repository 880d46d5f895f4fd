"""What every page of a space does first: who is it, and which space is it."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from stepwell.web.accounts.models import User
from stepwell.web.spaces.models import Space
from stepwell.web.spaces.queries import own_space
from stepwell.web.spaces.writing import ChangedError


Rest = ParamSpec("Rest")


class SpaceRequest(HttpRequest):
    """A request of somebody who signed in and has a space."""

    user: User
    space: Space


SpaceView = Callable[Concatenate[SpaceRequest, Rest], HttpResponse]
View = Callable[Concatenate[HttpRequest, Rest], HttpResponse]


def in_space(view: SpaceView[Rest]) -> View[Rest]:
    """Let a view be seen by somebody with a space; others sign in or open theirs.

    A form of a page that is stale is answered with 409 and what to do.
    """

    @login_required
    @wraps(view)
    def entered(
        request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs
    ) -> HttpResponse:
        space = own_space(cast(User, request.user))
        if space is None:
            return redirect("welcome")
        asked = cast(SpaceRequest, request)
        asked.space = space
        try:
            return view(asked, *args, **kwargs)
        except ChangedError:
            return render(request, "changed.html", {"space": space}, status=409)

    return cast(View[Rest], entered)


def seen_revision(request: SpaceRequest) -> int:
    """The revision of the plans that the page of a form showed; -1 if it is none."""
    told = request.POST.get("revision", "")
    return int(told) if told.isascii() and told.isdecimal() and len(told) <= 9 else -1
