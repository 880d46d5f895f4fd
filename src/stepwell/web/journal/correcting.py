"""Correcting an entry, and saying that it never happened: what stood there is kept."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from stepwell.journal.entry import (
    Clearance,
    CoDrugEntry,
    Contact,
    DoseEntry,
    Entry,
    LifeEvent,
    Note,
    RedFlagAnswers,
    SymptomRating,
    TakenBack,
)
from stepwell.journal.nights import Night
from stepwell.journal.scales import ScaleAnswers
from stepwell.web.journal import actions, queries
from stepwell.web.journal.after import keep
from stepwell.web.journal.clashing import clash
from stepwell.web.journal.days import Line
from stepwell.web.journal.forms import EntryForm
from stepwell.web.journal.moments import Now
from stepwell.web.journal.night_form import NightForm
from stepwell.web.journal.reading import entry_of_form
from stepwell.web.journal.scale_form import ScaleForm
from stepwell.web.journal.short_forms import (
    ContactForm,
    EventForm,
    MedicineForm,
    NoteForm,
    TakeBackForm,
)
from stepwell.web.journal.told_forms import (
    AnswersForm,
    ClearanceForm,
    DoseForm,
    RatingForm,
)
from stepwell.web.spaces.entering import SpaceRequest, in_space


FORMS: Mapping[type, type[EntryForm]] = MappingProxyType(
    {
        DoseEntry: DoseForm,
        SymptomRating: RatingForm,
        RedFlagAnswers: AnswersForm,
        Clearance: ClearanceForm,
        ScaleAnswers: ScaleForm,
        Night: NightForm,
        CoDrugEntry: MedicineForm,
        Contact: ContactForm,
        LifeEvent: EventForm,
        Note: NoteForm,
    }
)
"""The form of each kind that the person may write anew."""


@in_space
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: SpaceRequest, entry_id: str) -> HttpResponse:
    """Show an entry in its form, and keep what is sent instead of it."""
    entry = _entry(request, entry_id)
    if type(entry.content) not in FORMS:
        raise Http404
    options: dict[str, Any] = {}
    if isinstance(entry.content, ScaleAnswers):
        options["scale"] = entry.content.scale
    return _replaced(
        request, entry, FORMS[type(entry.content)], "correct.html", options
    )


@in_space
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: SpaceRequest, entry_id: str) -> HttpResponse:
    """Ask whether an entry never happened, and keep that it did not."""
    entry = _entry(request, entry_id)
    if isinstance(entry.content, TakenBack):
        raise Http404
    return _replaced(request, entry, TakeBackForm, "take_back.html", {})


def _entry(request: SpaceRequest, entry_id: str) -> Entry:
    known = queries.entry(request.user, entry_id)
    for entry in known.entries:
        if entry.id == entry_id:
            return entry
    raise Http404


def _replaced(
    request: SpaceRequest,
    entry: Entry,
    form_of_kind: type[EntryForm],
    template: str,
    options: dict[str, Any],
) -> HttpResponse:
    """Show the form of a correction, or keep it; 409 where another came before."""
    sent = request.POST if request.method == "POST" else None
    form = form_of_kind(sent, Now.of(request.space), replaces=entry, **options)
    wanted = entry_of_form(form) if form.is_bound else None
    if wanted is not None:
        try:
            return keep(request, [wanted])
        except actions.ClashError as problem:
            return clash(request, [wanted], problem)
    holding = queries.entry(request.user, entry.id).current
    if sent is None and entry not in holding:
        return clash(request, [], actions.ClashError(entry, holding))
    shown = {"place": "journal", "form": form, "line": Line(entry)}
    return render(request, f"journal/{template}", shown)
