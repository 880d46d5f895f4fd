"""Where a page leads once something is kept: to help, to a question, or back."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from stepwell.journal.entry import CoDrugEntry, Entry
from stepwell.web.journal import actions, queries
from stepwell.web.spaces.entering import SpaceRequest


def keep(request: SpaceRequest, entries: Iterable[Entry]) -> HttpResponse:
    """Keep some entries, and go where the person is needed next; raises ClashError."""
    kept = list(entries)
    actions.add(request.user, request.space.uid, kept)
    ids = {each.id for each in kept}
    raised = [each for each in queries.raised(request.user) if each.entry.id in ids]
    if any(each.is_certain for each in raised):
        return redirect("journal-now")
    if raised:
        return redirect("journal-question")
    for entry in kept:
        if isinstance(entry.content, CoDrugEntry):
            return redirect("journal-beside", entry.id)
    messages.success(request, _("It is kept."))
    return redirect("journal")
