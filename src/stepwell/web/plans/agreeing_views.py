"""Agreeing to a draft, putting it away, and making it anew.

What changes the dose in force is guarded in ``urls.py``: who it is is asked once more.
"""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.documents import plan_json
from stepwell.interop.errors import InputError
from stepwell.web.days import day_words
from stepwell.web.plans import actions, queries
from stepwell.web.plans.agreeing import (
    CannotAgreeError,
    is_in_time,
    why_never_agreed,
)
from stepwell.web.plans.beginning import Beginning, beginning
from stepwell.web.plans.forms import AgreeForm, StartForm
from stepwell.web.plans.helping import without_a_flag
from stepwell.web.plans.models import Origin
from stepwell.web.plans.page import taken_words, version_shown
from stepwell.web.plans.queries import Kept
from stepwell.web.plans.remaking import edition_after, made_anew
from stepwell.web.plans.saying import saying
from stepwell.web.plans.version_views import kept_version
from stepwell.web.spaces.clock import local_today
from stepwell.web.spaces.entering import SpaceRequest, in_space, seen_revision


@in_space
@require_http_methods(["GET", "HEAD", "POST"])
@without_a_flag
def agree(request: SpaceRequest, number: int) -> HttpResponse:
    """Read the first step back, ask with whom and when, and record it."""
    draft, today = kept_version(request, number), local_today(request.space)
    before = queries.current(request.user)
    differs = beginning(draft, before, today)
    form = AgreeForm(request.POST or None, today=today, differs=not differs.is_plain)
    why_not = why_never_agreed(draft)
    if request.method == "POST" and not why_not and form.is_valid():
        try:
            _record(request, draft, form, today)
        except CannotAgreeError as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(
                request, _("It is recorded. This version is in force now.")
            )
            return redirect("plan")
    shown = {
        "place": "plan",
        "version": version_shown(draft),
        "first": version_shown(draft).steps.here[:1],
        "before": before,
        "now": _now(before, today),
        "differs": _differs(differs),
        "why_not": why_not,
        "is_late": not why_not and not is_in_time(draft, before, today),
        "form": form,
    }
    return render(request, "plans/agree.html", shown)


def _record(request: SpaceRequest, draft: Kept, form: AgreeForm, today: date) -> None:
    said = form.cleaned_data
    actions.agree(
        request.user,
        request.space.uid,
        draft.number,
        seen=seen_revision(request),
        agreed_with=said["who"],
        agreed_on=said["day"],
        today=today,
        is_known=said.get("is_known", False),
    )


def _now(before: Kept | None, today: date) -> list[str]:
    """What is taken by the version in force."""
    if before is None:
        return []
    step = before.in_force(today).step
    if step is None:
        return taken_words(before.document["current"])
    return [f"{each['text']}." for each in step.doses]


def _differs(found: Beginning) -> list[str]:
    """What somebody has to know of how a draft begins."""
    told = []
    if found.rises:
        told.append(
            _(
                "You would take more than now. After weeks on less, the body is no"
                " longer used to more. Only a prescriber can decide that."
            )
        )
    if found.is_other:
        told.append(
            _(
                "This draft begins from other doses than those of the plan in force."
                " Is what it begins from what you really take?"
            )
        )
    if found.sooner is not None and found.agreed_change is None:
        told.append(
            _(
                "It makes a dose smaller on %(sooner)s. The plan in force waits, and"
                " changes nothing by itself."
            )
            % {"sooner": day_words(found.sooner)}
        )
    if found.sooner is not None and found.agreed_change is not None:
        said = {
            "sooner": day_words(found.sooner),
            "agreed": day_words(found.agreed_change),
        }
        told.append(
            _(
                "It makes a dose smaller on %(sooner)s. The plan in force waits until"
                " %(agreed)s."
            )
            % said
        )
    return told


@in_space
@require_POST
def put_away(request: SpaceRequest, number: int) -> HttpResponse:
    """Put a draft away; what is in force stays."""
    kept_version(request, number)
    seen = seen_revision(request)
    with saying(request, _("The draft is put away. You find it in the versions.")):
        actions.put_away(request.user, request.space.uid, number, seen=seen)
    return redirect("plan")


@in_space
@require_http_methods(["GET", "HEAD", "POST"])
@without_a_flag
def anew(request: SpaceRequest, number: int) -> HttpResponse:
    """Plan the same wishes from today or a later day on, as a new draft."""
    draft, today = kept_version(request, number), local_today(request.space)
    if draft.origin != Origin.DRAFT:
        return redirect("plan-next")
    form = StartForm(request.POST or None, earliest=today, initial={"day": today})
    if request.method == "POST" and form.is_valid():
        newest = queries.versions(request.user)[0]
        edition = edition_after(newest, request.space.name)
        try:
            made = made_anew(draft, form.cleaned_data["day"], edition)
        except InputError as problem:
            form.add_error("day", str(problem))
        else:
            new = actions.keep_version(
                request.user,
                request.space.uid,
                seen=seen_revision(request),
                origin=Origin.DRAFT,
                document=plan_json(made.view),
            )
            return redirect("plan-version", new)
    shown = {"place": "plan", "kept": draft, "form": form}
    return render(request, "plans/anew.html", shown)
