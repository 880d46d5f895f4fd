"""The versions of a plan: the list, one of them, what changed, and its papers."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stepwell.plan.edition import Status
from stepwell.web.drafts.papers import download, offered
from stepwell.web.plans import queries
from stepwell.web.plans.changes_shown import changes_shown
from stepwell.web.plans.following import Why
from stepwell.web.plans.page import version_shown
from stepwell.web.plans.queries import Kept
from stepwell.web.plans.reading import if_readable
from stepwell.web.plans.remaking import kept_proposal
from stepwell.web.plans.versions_shown import versions_shown
from stepwell.web.spaces.clock import local_today
from stepwell.web.spaces.entering import SpaceRequest, in_space


@in_space
@require_safe
def versions(request: SpaceRequest) -> HttpResponse:
    """List every version, the newest first."""
    rows = versions_shown(queries.versions(request.user))
    return render(request, "plans/versions.html", {"place": "plan", "rows": rows})


@in_space
@require_safe
def version(request: SpaceRequest, number: int) -> HttpResponse:
    """Show one version whole."""
    shown = version_shown(kept_version(request, number))
    return render(request, "plans/version.html", {"place": "plan", "version": shown})


@in_space
@require_safe
def changes(request: SpaceRequest, number: int) -> HttpResponse:
    """Show what changed against the version before."""
    after, before = kept_version(request, number), kept_version(request, number - 1)
    shown = {"place": "plan", "changes": changes_shown(before, after), "kept": after}
    return render(request, "plans/changes.html", shown)


@in_space
@require_safe
@if_readable
def papers(request: SpaceRequest, number: int) -> HttpResponse:
    """List the papers of a version."""
    kept = kept_version(request, number)
    waits = _waits(request, kept)
    shown = {
        "place": "plan",
        "kept": kept,
        "papers": offered(kept_proposal(kept), waits=waits),
        "waits": waits,
    }
    return render(request, "plans/papers.html", shown)


@in_space
@require_safe
@if_readable
def paper(request: SpaceRequest, number: int, name: str) -> HttpResponse:
    """Make one paper of a version."""
    kept = kept_version(request, number)
    return download(kept_proposal(kept), name, waits=_waits(request, kept))


def _waits(request: SpaceRequest, kept: Kept) -> bool:
    """Tell whether an agreed version stays on its dose whatever its dates say."""
    if kept.status is not Status.AGREED:
        return False
    now = kept.in_force(local_today(request.space))
    return now.why in (Why.HELD, Why.REVIEW_DUE)


def kept_version(request: SpaceRequest, number: int) -> Kept:
    """A version of the space; raises Http404 where there is none."""
    kept = queries.version(request.user, number)
    if kept is None:
        raise Http404
    return kept
