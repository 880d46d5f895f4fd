"""A kept version is read back with the data of today; what if it does not fit them."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import HttpResponse
from django.shortcuts import render

from stepwell.interop.errors import InputError
from stepwell.web.spaces.entering import SpaceRequest


Rest = ParamSpec("Rest")
Shown = Callable[Concatenate[SpaceRequest, Rest], HttpResponse]


def if_readable(view: Shown[Rest]) -> Shown[Rest]:
    """Say it on a page where a version cannot be read back, such as without a product.

    The version itself is shown as it was kept, whatever the data are.
    """

    @wraps(view)
    def answered(
        request: SpaceRequest, *args: Rest.args, **kwargs: Rest.kwargs
    ) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except InputError as problem:
            shown = {"place": "plan", "problem": str(problem)}
            return render(request, "plans/unreadable.html", shown)

    return cast(Shown[Rest], answered)
