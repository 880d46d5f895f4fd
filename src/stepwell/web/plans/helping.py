"""Help comes before any change of a plan."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from stepwell.web.accounts.models import User
from stepwell.web.drafts.help import actions
from stepwell.web.journal import queries as journals
from stepwell.web.plans import queries
from stepwell.web.spaces.entering import SpaceRequest


Rest = ParamSpec("Rest")
Shown = Callable[Concatenate[SpaceRequest, Rest], HttpResponse]
View = Callable[Concatenate[HttpRequest, Rest], HttpResponse]


def help_first(request: SpaceRequest) -> HttpResponse:
    """Say what to do now, and nothing else."""
    shown = {"place": "plan", "help": actions(journals.flags(request.user))}
    return render(request, "plans/help_first.html", shown)


def without_a_flag(view: Shown[Rest]) -> Shown[Rest]:
    """Let a plan be changed only while no red flag stands (H31)."""

    @wraps(view)
    def asked(
        request: SpaceRequest, *args: Rest.args, **kwargs: Rest.kwargs
    ) -> HttpResponse:
        if journals.flags(request.user):
            return help_first(request)
        return view(request, *args, **kwargs)

    return cast(Shown[Rest], asked)


def confirmed(view: View[Rest]) -> View[Rest]:
    """Show no plan of an older copy that was put back before it is confirmed (H23)."""

    @wraps(view)
    def asked(
        request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs
    ) -> HttpResponse:
        viewer = cast(User, request.user)
        if viewer.is_authenticated and is_unconfirmed(viewer):
            return redirect("today")
        return view(request, *args, **kwargs)

    return cast(View[Rest], asked)


def is_unconfirmed(viewer: User) -> bool:
    """Tell whether there is a plan that nobody has confirmed since."""
    put_back = queries.put_back_on(viewer)
    return put_back is not None and queries.current(viewer) is not None
