"""The journal itself, and help before it."""

from datetime import date, timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.journal.entry import CoDrugEntry
from stepwell.plan.person import RedFlag
from stepwell.safety.companion_words import cautions_about
from stepwell.web.journal import actions, queries
from stepwell.web.journal.after import keep
from stepwell.web.journal.clashing import clash
from stepwell.web.journal.days import PAGE_DAYS, Shown
from stepwell.web.journal.help_now import after_all, help_with
from stepwell.web.journal.moments import EARLIEST, Now
from stepwell.web.journal.reading import entry_of_form
from stepwell.web.journal.told_forms import ClearanceForm, QuestionForm
from stepwell.web.spaces.clock import local_today
from stepwell.web.spaces.entering import SpaceRequest, in_space


DAY = timedelta(days=1)
PAGE = timedelta(days=PAGE_DAYS)


@in_space
@require_safe
def journal(request: SpaceRequest) -> HttpResponse:
    """Show two weeks, the newest day first; signs that stand come before everything."""
    today = local_today(request.space)
    last = min(_day(request.GET.get("until", ""), today), today)
    first = last - PAGE + DAY
    raised = queries.raised(request.user)
    earlier = next(iter(queries.days_before(request.user, first, 1)), None)
    shown = Shown(queries.days(request.user, first, last), first, last)
    return render(
        request,
        "journal/journal.html",
        {
            "place": "journal",
            "days": shown.days,
            "contradictions": tuple(shown.contradictions),
            "help": help_with(request.space, raised) if raised else None,
            "is_empty": earlier is None and last == today and not shown.journal.entries,
            "older": earlier and (first - DAY if earlier >= first - PAGE else earlier),
            "is_gap": earlier is not None and earlier < first - PAGE,
            "newer": None if last == today else min(last + PAGE, today),
        },
    )


def _day(told: str, otherwise: date) -> date:
    try:
        day = date.fromisoformat(told)
    except ValueError:
        return otherwise
    return max(day, EARLIEST)


@in_space
@require_safe
def help_now(request: SpaceRequest) -> HttpResponse:
    """Help and nothing else, as long as a sign stands."""
    raised = queries.raised(request.user)
    if not raised:
        return redirect("journal")
    shown = {"place": "journal", "help": help_with(request.space, raised)}
    return render(request, "journal/now.html", shown)


@in_space
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: SpaceRequest) -> HttpResponse:
    """Ask about words that may mean a sign; only an answer settles that."""
    raised = queries.raised(request.user)
    found = help_with(request.space, raised)
    asked = {each.sign for each in found.asked} | _said_yes(request)
    if not asked:
        return redirect("journal-now" if found.actions else "journal")
    form = QuestionForm(
        request.POST if request.method == "POST" else None,
        after_all(Now.of(request.space), raised),
        asked=tuple(each for each in RedFlag if each in asked),
    )
    if form.is_bound and (entry := entry_of_form(form)):
        try:
            return keep(request, [entry])
        except actions.ClashError as problem:
            return clash(request, [entry], problem)
    shown = {"place": "journal", "help": found, "form": form}
    return render(request, "journal/question.html", shown)


def _said_yes(request: SpaceRequest) -> set[RedFlag]:
    """The signs that are answered with yes, also where nothing is asked any more."""
    return {each for each in RedFlag if request.POST.get(f"sign-{each}") == "yes"}


@in_space
@require_http_methods(["GET", "HEAD", "POST"])
def cleared(request: SpaceRequest) -> HttpResponse:
    """Write down that the care team has looked at the signs that stand."""
    raised = queries.raised(request.user)
    if not raised:
        return redirect("journal")
    form = ClearanceForm(
        request.POST if request.method == "POST" else None,
        after_all(Now.of(request.space), raised),
        standing={each.flag for each in raised},
    )
    if form.is_bound and (entry := entry_of_form(form)):
        try:
            return keep(request, [entry])
        except actions.ClashError as problem:
            return clash(request, [entry], problem)
    return render(request, "journal/cleared.html", {"place": "journal", "form": form})


@in_space
@require_safe
def beside(request: SpaceRequest, entry_id: str) -> HttpResponse:
    """Say what goes with another medicine, right after it was written down."""
    known = queries.entry(request.user, entry_id)
    found = next((each for each in known.current if each.id == entry_id), None)
    if found is None or not isinstance(found.content, CoDrugEntry):
        raise Http404
    medicine = found.content
    shown = {
        "place": "journal",
        "medicine": medicine,
        "cautions": list(cautions_about(medicine.name)) if medicine.starts else [],
    }
    return render(request, "journal/beside.html", shown)
