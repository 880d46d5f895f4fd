"""The visit: the report on the page and on paper; nobody sees it until it is shown."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stepwell.documents.wording import day_words
from stepwell.web.blocks import page_blocks
from stepwell.web.drafts.help import actions as help_actions
from stepwell.web.journal import queries as journals
from stepwell.web.plans import queries
from stepwell.web.plans.page import plan_shown, version_shown
from stepwell.web.plans.reading import if_readable
from stepwell.web.spaces.clock import local_today
from stepwell.web.spaces.entering import SpaceRequest, in_space
from stepwell.web.visit.report import Report


NAME = "stepwell-visit.pdf"


@in_space
@require_safe
@if_readable
def visit(request: SpaceRequest) -> HttpResponse:
    """Show what to take along, and what the journal says since the last review."""
    report = _report(request)
    kept = report.kept
    in_force = kept is not None and kept.edition.agreed_on is not None
    shown = {
        "place": "visit",
        "help": help_actions(journals.flags(request.user)),
        "report": report,
        "since": day_words(report.since) if report.since else "",
        "version": version_shown(kept) if kept is not None else None,
        "plan": plan_shown(kept, report.today)
        if kept is not None and in_force
        else None,
        "blocks": page_blocks(report.blocks()) if report.journal.entries else None,
    }
    return render(request, "visit/visit.html", shown)


@in_space
@require_safe
@if_readable
def paper(request: SpaceRequest) -> HttpResponse:
    """Make the sheet for the visit."""
    report = _report(request)
    if report.kept is None:
        raise Http404
    response = HttpResponse(report.pdf(), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{NAME}"'
    return response


def _report(request: SpaceRequest) -> Report:
    user = request.user
    found = queries.standing(user)
    kept = found.current or found.draft
    return Report.of(kept, journals.whole(user), local_today(request.space))
