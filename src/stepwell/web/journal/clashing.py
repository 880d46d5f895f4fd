"""What is shown where something else stands already: both, and nothing is lost."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import render

from stepwell.journal.entry import Entry
from stepwell.web.journal import queries
from stepwell.web.journal.actions import ClashError
from stepwell.web.journal.days import Line
from stepwell.web.journal.help_now import help_with
from stepwell.web.spaces.entering import SpaceRequest


CONFLICT = 409


def clash(
    request: SpaceRequest, sent: Iterable[Entry], problem: ClashError | None = None
) -> HttpResponse:
    """Show what was sent beside what stands; nothing of it was kept."""
    entries = list(sent)
    standing = problem.kept if problem is not None else ()
    raised = queries.raised(request.user)
    shown = {
        "place": "journal",
        "sent": [Line(each) for each in entries],
        "standing": [Line(each) for each in standing],
        "help": help_with(request.space, raised) if raised else None,
    }
    return render(request, "journal/clash.html", shown, status=CONFLICT)
