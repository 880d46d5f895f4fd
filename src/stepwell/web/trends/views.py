"""Pages of trends."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stepwell.web.spaces.entering import SpaceRequest, in_space


@in_space
@require_safe
def trends(request: SpaceRequest) -> HttpResponse:
    """Show the page."""
    return render(request, "trends.html", {"place": "trends"})
