"""The plan in force: shown, held, gone on with, and looked at together."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from stepwell.web.drafts.help import actions as help_actions
from stepwell.web.journal import queries as journals
from stepwell.web.plans import actions, queries
from stepwell.web.plans.agreeing import why_not_go_on
from stepwell.web.plans.forms import NamedForm
from stepwell.web.plans.helping import without_a_flag
from stepwell.web.plans.holding import first_day_held
from stepwell.web.plans.page import plan_shown
from stepwell.web.plans.saying import saying
from stepwell.web.spaces.clock import local_today
from stepwell.web.spaces.entering import SpaceRequest, in_space, seen_revision


@in_space
@require_safe
def plan(request: SpaceRequest) -> HttpResponse:
    """Show what is agreed, where it is today, and the draft that waits."""
    found, today = queries.standing(request.user), local_today(request.space)
    kept = found.current
    shown = {
        "place": "plan",
        "help": help_actions(journals.flags(request.user)),
        "plan": plan_shown(kept, today) if kept is not None else None,
        "draft": found.draft,
        "has_versions": found.has_versions,
        "may_go_on": kept is not None and not why_not_go_on(kept, today),
    }
    return render(request, "plans/plan.html", shown)


@in_space
@require_POST
def hold(request: SpaceRequest) -> HttpResponse:
    """Hold the plan: from today, or from tomorrow if today's step was begun."""
    kept, today = queries.current(request.user), local_today(request.space)
    if kept is not None:
        journal = journals.days(request.user, today, today)
        day, seen = first_day_held(kept, today, journal), seen_revision(request)
        with saying(request, _("The plan is held. Nothing changes until you say so.")):
            actions.hold(request.user, request.space.uid, seen=seen, day=day)
    return redirect("plan")


@in_space
@require_POST
@without_a_flag
def go_on(request: SpaceRequest) -> HttpResponse:
    """End a hold, where no change was due meanwhile."""
    day, seen = local_today(request.space), seen_revision(request)
    with saying(request, _("The plan goes on as agreed.")):
        actions.go_on(request.user, request.space.uid, seen=seen, day=day)
    return redirect("plan")


@in_space
@require_http_methods(["GET", "HEAD", "POST"])
@without_a_flag
def review(request: SpaceRequest) -> HttpResponse:
    """Ask with whom and when the plan was looked at, and record it."""
    today = local_today(request.space)
    if queries.current(request.user) is None:
        return redirect("plan")
    form = NamedForm(request.POST or None, today=today)
    if request.method == "POST" and form.is_valid():
        actions.record_review(
            request.user,
            request.space.uid,
            seen=seen_revision(request),
            reviewed_with=form.cleaned_data["who"],
            reviewed_on=form.cleaned_data["day"],
        )
        messages.success(request, _("The review is recorded."))
        return redirect("plan")
    return render(request, "plans/review.html", {"place": "plan", "form": form})
