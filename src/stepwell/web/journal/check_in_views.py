"""The page of the check-in: under a minute, and help before everything else."""

from dataclasses import replace
from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from stepwell.web.journal import actions, queries
from stepwell.web.journal.after import keep
from stepwell.web.journal.check_in import CheckInForm, recent
from stepwell.web.journal.clashing import clash
from stepwell.web.journal.days import PAGE_DAYS
from stepwell.web.journal.forms import new_id
from stepwell.web.journal.help_now import help_for
from stepwell.web.journal.moments import Now
from stepwell.web.journal.reading import entries_of, entry_of_record
from stepwell.web.journal.told_forms import RATINGS
from stepwell.web.spaces.entering import SpaceRequest, in_space


@in_space
@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: SpaceRequest) -> HttpResponse:
    """Ask how somebody is, or keep what they say."""
    now = Now.of(request.space)
    if request.method != "POST":
        return _asked(request, CheckInForm(None, now))
    form = CheckInForm(request.POST, now)
    entries = entries_of(form, form.records(), now) if form.is_valid() else None
    if entries is None:
        return _refused(request, form)
    try:
        return keep(request, entries)
    except actions.ClashError as problem:
        return clash(request, entries, problem)


def _refused(request: SpaceRequest, form: CheckInForm) -> HttpResponse:
    """Ask again, with everything typed; a sign is kept, and help is shown, at once."""
    ticked = form.signs_ticked()
    if ticked:
        _keep_signs(request, form)
    return _asked(request, form, form.flags_shown(), new_id() if ticked else "")


def _keep_signs(request: SpaceRequest, form: CheckInForm) -> None:
    """Keep the ticked signs; beside those that were ticked before, never instead."""
    entry = entry_of_record(form.sign_record(), form.now)
    try:
        actions.add(request.user, request.space.uid, [entry])
    except actions.ClashError:
        other = replace(entry, id=new_id())
        actions.add(request.user, request.space.uid, [other])


def _asked(
    request: SpaceRequest,
    form: CheckInForm,
    signs: frozenset[str] = frozenset(),
    sent: str = "",
) -> HttpResponse:
    before = form.now.today - timedelta(days=PAGE_DAYS - 1)
    own = recent(queries.days(request.user, before, form.now.today))
    return render(
        request,
        "journal/check_in.html",
        {
            "place": "journal",
            "form": form,
            "sent": sent or form["sent"].value(),
            "symptoms": form.symptoms(own),
            "ratings": RATINGS,
            "help": help_for(request.space, signs) if signs else None,
        },
    )
