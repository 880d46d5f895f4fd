"""How does it go: what the agreed rule proposes, and what may be made of a wish."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stepwell.documents import plan_json
from stepwell.documents.adaptation_text import adaptation_blocks
from stepwell.documents.adaptation_view import AdaptationView
from stepwell.documents.blocks import Block, Para
from stepwell.documents.plan_json import plan_document
from stepwell.documents.wording import DRAFT
from stepwell.planner.asked import Wish
from stepwell.web.blocks import page_blocks
from stepwell.web.journal import queries as journals
from stepwell.web.plans import actions, queries
from stepwell.web.plans.agreeing import CannotAgreeError
from stepwell.web.plans.following import DAY
from stepwell.web.plans.forms import StartForm
from stepwell.web.plans.helping import help_first
from stepwell.web.plans.holding import first_day_held
from stepwell.web.plans.models import Origin
from stepwell.web.plans.page import version_shown
from stepwell.web.plans.queries import Kept
from stepwell.web.plans.reading import if_readable
from stepwell.web.plans.remaking import ORIGINS, edition_after, looked_at, resumed
from stepwell.web.plans.steps_shown import StepShown, steps_shown
from stepwell.web.spaces.clock import local_today
from stepwell.web.spaces.entering import SpaceRequest, in_space, seen_revision


BY_RULE = "rule"
WISHES: dict[str, Wish | None] = {
    BY_RULE: None,
    **{each.value.replace("_", "-"): each for each in Wish},
}
ASKED_FOR = f"{DRAFT} | What may be made of your wish"
IN_THE_DRAFT = "the draft has all of them, once you keep it"
FIRST_STEPS = 3
USUAL_WAIT = timedelta(days=7)


@in_space
@require_http_methods(["GET", "HEAD", "POST"])
@if_readable
def after(request: SpaceRequest, wish: str = BY_RULE) -> HttpResponse:
    """Show what is proposed; a POST keeps it as a draft and holds the plan."""
    kept = queries.current(request.user)
    if kept is None:
        return redirect("plan")
    if wish not in WISHES:
        raise Http404
    if journals.flags(request.user):
        return help_first(request)
    view = _view(request, kept, WISHES[wish])
    may_keep = view.plan is not None and not view.plan.refused
    may_keep = may_keep and view.action in ORIGINS
    if request.method == "POST" and may_keep:
        return _keep(request, kept, view)
    shown = {
        "place": "plan",
        "wish": wish,
        "view": view,
        "blocks": page_blocks(_blocks(view, wish)),
        "may_keep": may_keep,
        "steps": _first_steps(view),
        "is_by_rule": wish == BY_RULE,
    }
    return render(request, "plans/next.html", shown)


def _blocks(view: AdaptationView, wish: str) -> list[Block]:
    """What is proposed in words; the title says whether it was asked for."""
    blocks = adaptation_blocks(view, IN_THE_DRAFT)
    if wish == BY_RULE:
        return blocks
    return [Para(ASKED_FOR, "title") if _is_title(each) else each for each in blocks]


def _is_title(block: Block) -> bool:
    return isinstance(block, Para) and block.style == "title"


def _first_steps(view: AdaptationView) -> tuple[StepShown, ...]:
    """The first steps of what is proposed, with every dose in words."""
    if view.plan is None or view.plan.refused:
        return ()
    return steps_shown(plan_document(view.plan), {}).here[:FIRST_STEPS]


def _view(request: SpaceRequest, kept: Kept, wish: Wish | None) -> AdaptationView:
    edition = edition_after(queries.newest(request.user), request.space.name)
    journal, today = journals.whole(request.user), local_today(request.space)
    return looked_at(kept, wish, journal, today, edition)


def _keep(request: SpaceRequest, kept: Kept, view: AdaptationView) -> HttpResponse:
    assert view.plan is not None  # it may be kept
    return _kept_change(request, kept, ORIGINS[view.action], plan_json(view.plan))


def _kept_change(
    request: SpaceRequest, kept: Kept, origin: Origin, document: str
) -> HttpResponse:
    """Keep a change as a draft, hold the plan in force, and show what to agree."""
    today = local_today(request.space)
    journal = journals.days(request.user, today, today)
    try:
        number = actions.keep_change(
            request.user,
            request.space.uid,
            seen=seen_revision(request),
            origin=origin,
            document=document,
            hold_from=first_day_held(kept, today, journal),
        )
    except CannotAgreeError as problem:
        messages.error(request, str(problem))
        return redirect("plan")
    messages.success(
        request,
        _("It is kept as a draft. The plan in force is held until you agree to it."),
    )
    return redirect("plan-version", number)


@in_space
@require_http_methods(["GET", "HEAD", "POST"])
@if_readable
def resume(request: SpaceRequest) -> HttpResponse:
    """Make the rest of a held plan anew, with its next change on a day."""
    kept, today = queries.current(request.user), local_today(request.space)
    if kept is None:
        return redirect("plan")
    if journals.flags(request.user):
        return help_first(request)
    start = {"day": today + USUAL_WAIT}
    form = StartForm(request.POST or None, earliest=today + DAY, initial=start)
    if request.method == "POST" and form.is_valid():
        document = _resumed(request, kept, form.cleaned_data["day"])
        if document is not None:
            return _kept_change(request, kept, Origin.HELD, document)
        form.add_error(
            None,
            _(
                "What today's dose is made of is not known here, so no new version can"
                " be written. Make a new plan with your prescriber."
            ),
        )
    shown = {"place": "plan", "form": form, "version": version_shown(kept)}
    return render(request, "plans/resume.html", shown)


def _resumed(request: SpaceRequest, kept: Kept, change: date) -> str | None:
    edition = edition_after(queries.newest(request.user), request.space.name)
    journal, today = journals.whole(request.user), local_today(request.space)
    made = resumed(kept, journal, today, change, edition)
    return plan_json(made.view) if made is not None else None
