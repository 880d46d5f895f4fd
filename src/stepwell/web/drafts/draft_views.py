"""The draft: read back, shown, on paper; and the page with which help comes first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.documents.plan_text import CURVE, plan_blocks
from stepwell.web.blocks import page_blocks
from stepwell.web.drafts import checking, way
from stepwell.web.drafts.cookie import keep, read
from stepwell.web.drafts.finished import finished
from stepwell.web.drafts.help import actions
from stepwell.web.drafts.papers import download, offered
from stepwell.web.drafts.read_back import read_back
from stepwell.web.drafts.spoken import dose_sentences


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Read every answer back; a POST says that the doses are those on the box."""
    answers = read(request)
    if answers.red_flags or way.first_open(answers):
        return redirect(way.next_address(answers))
    wrong = checking.misfit(answers)
    if request.method == "POST" and wrong is None:
        response = redirect("draft")
        keep(request, response, answers.compared())
        return response
    shown = {
        "doses": dose_sentences(answers),
        "rows": read_back(answers),
        "wrong": wrong,
        "wrong_address": way.address(answers, wrong.slug) if wrong else "",
    }
    return render(request, "check.html", shown)


@require_safe
def draft(request: HttpRequest) -> HttpResponse:
    """Show everything that is proposed, in the words that every document has."""
    proposed = finished(read(request))
    if isinstance(proposed, str):
        return redirect(proposed)
    view = proposed.view
    shown = {
        "view": view,
        "blocks": page_blocks(each for each in plan_blocks(view) if each != CURVE),
        "papers": offered(proposed),
    }
    name = "emergency.html" if view.needs_help_now else "draft.html"
    return render(request, name, shown)


@require_safe
def paper(request: HttpRequest, name: str) -> HttpResponse:
    """Make one file of the draft."""
    proposed = finished(read(request))
    if isinstance(proposed, str):
        return redirect(proposed)
    return download(proposed, name)


@require_safe
def help_now(request: HttpRequest) -> HttpResponse:
    """Say what to do now, and nothing else."""
    signs = read(request).red_flags
    if not signs:
        return redirect("home")
    return render(request, "help.html", {"actions": actions(signs)})
