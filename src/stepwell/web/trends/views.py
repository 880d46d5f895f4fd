"""Pages of trends: the charts of a space, and their picture."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from stepwell.interop.errors import InputError
from stepwell.journal.journal import Journal
from stepwell.web.journal import queries as journals
from stepwell.web.plans import queries as plans
from stepwell.web.spaces.clock import local_today
from stepwell.web.spaces.entering import SpaceRequest, in_space
from stepwell.web.trends.history import History
from stepwell.web.trends.page import RANGES, USUAL, trends_context, trends_picture


@in_space
@require_safe
def trends(request: SpaceRequest, shown: str = USUAL) -> HttpResponse:
    """Show how it has been in the last days of a range."""
    _or_404(shown)
    journal, today = journals.whole(request.user), local_today(request.space)
    history, problem = _history(request, journal)
    context = trends_context(
        journal,
        history.schedule,
        history.request,
        history.formulary,
        today,
        shown=shown,
        address=lambda name: reverse("trends-range", args=[name]),
        picture=reverse("trends-picture", args=[shown]),
    )
    said = {"place": "trends", "problem": problem}
    return render(request, "trends.html", context | said)


@in_space
@require_safe
def picture(request: SpaceRequest, shown: str) -> HttpResponse:
    """Draw the same for browsers without scripts and for paper."""
    _or_404(shown)
    journal, today = journals.whole(request.user), local_today(request.space)
    history, _problem = _history(request, journal)
    drawn = trends_picture(journal, history.schedule, today, shown)
    if not drawn:
        raise Http404("there is nothing to draw")
    return HttpResponse(drawn, content_type="image/svg+xml")


def _or_404(shown: str) -> None:
    if shown not in RANGES:
        raise Http404(f"no range is called {shown}")


def _history(request: SpaceRequest, journal: Journal) -> tuple[History, str]:
    """What was planned, and why doses are missing that were."""
    today = local_today(request.space)
    unplanned = History.without_plan(journal, today)
    try:
        return History.of(plans.versions(request.user), today) or unplanned, ""
    except InputError as problem:
        return unplanned, str(problem)
