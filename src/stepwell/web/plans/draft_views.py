"""The draft of the person's own device comes along into their space."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stepwell.documents import plan_json
from stepwell.web.drafts.cookie import forget, read
from stepwell.web.drafts.finished import finished
from stepwell.web.plans import actions, queries
from stepwell.web.plans.models import Origin
from stepwell.web.plans.remaking import edition_after
from stepwell.web.spaces.entering import SpaceRequest, in_space, seen_revision


@in_space
@require_http_methods(["GET", "HEAD", "POST"])
def from_draft(request: SpaceRequest) -> HttpResponse:
    """Show what the draft says, and keep it as a version."""
    answers, newest = read(request), queries.newest(request.user)
    if not answers.said:
        return redirect("plan")
    proposed = finished(answers, edition_after(newest, request.space.name))
    if isinstance(proposed, str):
        return redirect(proposed)
    if proposed.view.needs_help_now:
        return redirect("draft")
    if request.method != "POST":
        shown = {"place": "plan", "view": proposed.view, "newest": newest}
        return render(request, "plans/from_draft.html", shown)
    number = actions.keep_version(
        request.user,
        request.space.uid,
        seen=seen_revision(request),
        origin=Origin.DRAFT,
        document=plan_json(proposed.view),
    )
    messages.success(request, _("Your draft is kept in your space."))
    response = redirect("plan-version", number)
    forget(response)
    return response
