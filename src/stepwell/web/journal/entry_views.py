"""Pages that each ask for one entry: the night, a note, an event and the like."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from stepwell.interop.journal_contents import OWN_SCALES
from stepwell.journal.nights import Night
from stepwell.web.journal import actions, queries
from stepwell.web.journal.after import keep
from stepwell.web.journal.clashing import clash
from stepwell.web.journal.days import Line
from stepwell.web.journal.forms import EntryForm
from stepwell.web.journal.help_now import help_for
from stepwell.web.journal.moments import Now
from stepwell.web.journal.night_form import NightForm
from stepwell.web.journal.reading import entry_of_form
from stepwell.web.journal.scale_form import ScaleForm
from stepwell.web.journal.short_forms import (
    ContactForm,
    EventForm,
    MedicineForm,
    NoteForm,
)
from stepwell.web.spaces.entering import SpaceRequest, in_space


@dataclass(frozen=True, slots=True)
class Page:
    """What a page is called, what it says first, and its form."""

    form: type[EntryForm]
    title: Promise
    lead: Promise


PAGES: Mapping[str, Page] = MappingProxyType(
    {
        "note": Page(NoteForm, _("A note"), _("Write whatever you want to keep.")),
        "event": Page(
            EventForm,
            _("Something happened"),
            _("A loss, a move, a journey, an illness: what can be felt for days."),
        ),
        "contact": Page(
            ContactForm,
            _("I spoke with my prescriber"),
            _("This is for your own record. It is sent to nobody."),
        ),
        "medicine": Page(
            MedicineForm,
            _("Another medicine"),
            _("Write down what you started or stopped beside this medicine."),
        ),
    }
)
NIGHT = Page(
    NightForm,
    _("Last night"),
    _("Once a morning, from memory. Do not look at the clock for it at night."),
)


@in_space
@require_http_methods(["GET", "HEAD", "POST"])
def short(request: SpaceRequest, name: str) -> HttpResponse:
    """Ask one or two things, and keep them."""
    page = PAGES[name]
    form = page.form(_sent(request), Now.of(request.space))
    return _kept(request, form) or _asked(request, form, page)


@in_space
@require_http_methods(["GET", "HEAD", "POST"])
def night(request: SpaceRequest) -> HttpResponse:
    """Ask for the night that ended this morning, or on another one."""
    now = Now.of(request.space)
    day = _morning(request.GET.get("morning", ""), now.today)
    form = NightForm(_sent(request), now, initial={"day": day})
    nights = queries.days(request.user, day, day).of_kind(Night)
    standing = [Line(entry) for entry, _night in nights if entry.day == day]
    more = {"standing": [] if form.is_bound else standing, "day": day}
    return _kept(request, form) or _asked(request, form, NIGHT, "night.html", **more)


@in_space
@require_http_methods(["GET", "HEAD", "POST"])
def scale(request: SpaceRequest, word: str) -> HttpResponse:
    """Ask the questions of a questionnaire."""
    if word not in OWN_SCALES:
        raise Http404
    asked = OWN_SCALES[word]
    form = ScaleForm(_sent(request), Now.of(request.space), scale=asked)
    if answered := _kept(request, form):
        return answered
    signs = form.flags_shown()
    more = {"scale": asked, "help": help_for(request.space, signs) if signs else None}
    page = Page(ScaleForm, _("Questions"), _("These are the words of the form."))
    return _asked(request, form, page, "scale.html", **more)


def _sent(request: SpaceRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _kept(request: SpaceRequest, form: EntryForm) -> HttpResponse | None:
    """Keep the entry of a form that was sent; None where there is none to keep."""
    entry = entry_of_form(form) if form.is_bound else None
    if entry is None:
        return None
    try:
        return keep(request, [entry])
    except actions.ClashError as problem:
        return clash(request, [entry], problem)


def _asked(
    request: SpaceRequest,
    form: EntryForm,
    page: Page,
    template: str = "entry.html",
    **more: Any,
) -> HttpResponse:
    shown = {"place": "journal", "form": form, "page": page, **more}
    return render(request, f"journal/{template}", shown)


def _morning(told: str, otherwise: date) -> date:
    try:
        return min(date.fromisoformat(told), otherwise)
    except ValueError:
        return otherwise
