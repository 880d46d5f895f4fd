"""Support now: whom to call, and what helps until then."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def support(request: HttpRequest) -> HttpResponse:
    """Show it to everybody; nothing is asked and nothing is kept."""
    return render(request, "support.html", {"place": "support"})
