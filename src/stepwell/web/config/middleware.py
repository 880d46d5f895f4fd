"""What every answer of ours has in common."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class NeverStored:
    """Ask every browser and every proxy to keep no page: each may hold a draft."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and mark the answer."""
        response = self.get_response(request)
        response["Cache-Control"] = "no-store"
        return response
