"""Pages of today."""

from uuid import NAMESPACE_URL, uuid5

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from stepwell.interop.errors import InputError
from stepwell.journal.entry import DoseEntry, Entry, EntryAuthor, TakenBack
from stepwell.web.days import day_words
from stepwell.web.drafts.cookie import read
from stepwell.web.drafts.way import next_address
from stepwell.web.journal.actions import ClashError, add
from stepwell.web.journal.queries import entry as entry_and_corrections
from stepwell.web.plans import actions as plans
from stepwell.web.plans.queries import put_back_on, version
from stepwell.web.spaces.actions import change_settings
from stepwell.web.spaces.entering import SpaceRequest, in_space, seen_revision
from stepwell.web.spaces.writing import ChangedError
from stepwell.web.today.answers import words_of
from stepwell.web.today.doses import DayDose, doses_of, doses_on
from stepwell.web.today.forms import ExtraForm
from stepwell.web.today.page import DAY, Page
from stepwell.web.today.sent import LONGEST, Sent


@in_space
@require_safe
def today(request: SpaceRequest) -> HttpResponse:
    """Show the doses of this day, and what became of each."""
    page = Page.of(request.user, request.space)
    put_back = put_back_on(request.user) if page.kept is not None else None
    if put_back is not None:
        day = day_words(put_back.astimezone(page.zone).date())
        shown = {"place": "today", "page": page, "kept": page.kept, "put_back": day}
        return render(request, "today/confirm.html", shown)
    return _today(request, page, is_whole="all" in request.GET)


@in_space
@require_POST
def confirm(request: SpaceRequest) -> HttpResponse:
    """Take note that the plan holds, after an older copy was put back."""
    plans.confirm(request.user, request.space.uid, seen=seen_revision(request))
    return redirect("today")


def _today(request: SpaceRequest, page: Page, **also: object) -> HttpResponse:
    shown = {"place": "today", "page": page, "kept": page.kept}
    if page.kept is None:
        shown["begin"] = next_address(read(request))
    return render(request, "today/today.html", shown | also)


@in_space
@require_POST
def mark(request: SpaceRequest) -> HttpResponse:
    """Write down what became of a dose, or show why not."""
    sent, page = Sent.of(request.POST), Page.of(request.user, request.space)
    dose = _meant(sent, page)
    if dose is None:
        return _stale(request, sent, page)
    try:
        entry = sent.entry_about(dose, page.now, page.zone)
        add(page.viewer, page.space.uid, [entry], seen=seen_revision(request))
    except InputError:
        return _today(request, page, is_whole=True, wrong=_anchor(page, dose))
    except ChangedError:
        return _stale(request, sent, page)
    except ClashError as clash:
        again = _again(sent, page, clash)
        return _clash(request, page, clash, again=again, about=dose.text)
    return redirect(f"{reverse('today')}#{_anchor(page, dose)}")


def _meant(sent: Sent, page: Page) -> DayDose | None:
    """The dose that is meant, of this day or the last; None for a page of before."""
    if sent.page_day != page.day or page.kept is None:
        return None
    if sent.version != page.kept.number:
        return None
    if sent.day not in (page.day, page.day - DAY):
        raise BadRequest("a day that no page asks for")
    return sent.among(doses_on(page.kept, sent.day))


def _anchor(page: Page, dose: DayDose) -> str:
    """Where the dose stands on the page."""
    cards = (*page.cards, *page.yesterday)
    return next((card.anchor for card in cards if card.dose == dose), "main")


def _stale(request: SpaceRequest, sent: Sent, page: Page) -> HttpResponse:
    """Show what the page said, and what holds now (H14)."""
    showed = version(request.user, sent.version)
    try:
        then = sent.among(doses_of(showed, sent.step, sent.day)) if showed else None
    except IndexError:
        then = None
    shown = {
        "place": "today",
        "page": page,
        "kept": page.kept,
        "sent": sent,
        "said": then.text if then else "",
        "page_day": day_words(sent.page_day),
    }
    return render(request, "today/stale.html", shown, status=409)


def _again(sent: Sent, page: Page, clash: ClashError) -> str:
    """What a form sends that corrects what is written; empty where that is unclear."""
    if len(clash.kept) != 1:
        return ""
    return sent.again(page.said_by_forms, clash.kept[0].id)


def _clash(
    request: SpaceRequest, page: Page, clash: ClashError, **also: object
) -> HttpResponse:
    """Show both entries about one dose, and let the person choose."""
    shown = {
        "place": "today",
        "wanted": words_of([clash.wanted], page.zone),
        "others": words_of(clash.kept, page.zone),
        "intake": getattr(clash.wanted.content, "intake", ""),
    }
    return render(request, "today/clash.html", shown | also, status=409)


@in_space
@require_POST
def undo(request: SpaceRequest) -> HttpResponse:
    """Take an answer about a dose back; the journal keeps both."""
    target, page = request.POST.get("entry", ""), Page.of(request.user, request.space)
    if len(target) > LONGEST or not target.isprintable():
        raise BadRequest("not an entry")
    chain = entry_and_corrections(request.user, target).entries
    if not any(isinstance(each.content, DoseEntry) for each in chain):
        raise BadRequest("not an answer about a dose")
    once = uuid5(NAMESPACE_URL, target).hex
    back = Entry(once, EntryAuthor.PERSON, page.now, page.now, TakenBack(), target)
    try:
        add(request.user, request.space.uid, [back])
    except ClashError as clash:
        if clash.kept:
            return _clash(request, page, clash)
    return redirect("today")


@in_space
@require_http_methods(["GET", "HEAD", "POST"])
def extra(request: SpaceRequest) -> HttpResponse:
    """Write down something that was taken on top of the plan (H11)."""
    page = Page.of(request.user, request.space)
    if page.kept is None:
        return redirect("today")
    form = ExtraForm(request.POST or None, page.kept, page.now)
    if request.method != "POST" or not form.is_valid():
        shown = {"place": "today", "page": page, "form": form}
        return render(request, "today/extra.html", shown)
    try:
        add(request.user, request.space.uid, [form.made])
    except ClashError as clash:
        return _clash(request, page, clash)
    return redirect(f"{reverse('today')}#extras")


@in_space
@require_POST
def short(request: SpaceRequest) -> HttpResponse:
    """Make the pages short and large, or whole again."""
    is_short = request.POST.get("is_short") == "yes"
    change_settings(request.user, request.space.uid, is_short=is_short)
    return redirect("today")
