"""What every answer of ours has in common."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.log import log_response

from stepwell.web.accounts.unreachable import UNREACHABLE
from stepwell.web.config.problems import not_now


class NeverStored:
    """Ask every browser and every proxy to keep no page: each may hold a draft."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and mark the answer."""
        response = self.get_response(request)
        response["Cache-Control"] = "no-store"
        return response


class NotNow:
    """Says in words of ours that the database does not answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        """Say it instead of a page; anything else is a mistake of ours."""
        if not isinstance(exception, UNREACHABLE):
            return None
        response = not_now(request)
        log_response(
            "%s", "not now", response=response, request=request, exception=exception
        )
        return response
