"""What is shown where something else stands already: both, and nothing is lost.

A sign is never thrown away with the rest: it is kept beside what stands.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render

from stepwell.journal.entry import Entry, Note, RedFlagAnswers
from stepwell.journal.journal import Journal
from stepwell.safety.red_flags import RaisedFlag, free_text, raised_flags
from stepwell.web.journal import actions, queries
from stepwell.web.journal.days import Line
from stepwell.web.journal.forms import new_id
from stepwell.web.journal.help_now import help_with
from stepwell.web.journal.moments import Now
from stepwell.web.spaces.entering import SpaceRequest


CONFLICT = 409


def clash(
    request: SpaceRequest, sent: Iterable[Entry], problem: actions.ClashError
) -> HttpResponse:
    """Show what was sent beside what stands; nothing of it was kept but its signs."""
    entries = list(sent)
    now = Now.of(request.space)
    for each in (*entries, *problem.kept):
        now = now.after(each.recorded_at)
    signs = list(_signs(entries, queries.raised(request.user), now))
    actions.add(request.user, request.space.uid, signs)
    raised = queries.raised(request.user)
    shown = {
        "place": "journal",
        "sent": [Line(each) for each in entries],
        "standing": [Line(each) for each in problem.kept],
        "is_sign_kept": bool(signs),
        "help": help_with(request.space, raised) if raised else None,
    }
    return render(request, "journal/clash.html", shown, status=CONFLICT)


def _signs(
    entries: Iterable[Entry], standing: Iterable[RaisedFlag], now: Now
) -> Iterator[Entry]:
    """The signs in some entries that do not stand yet, as entries of their own.

    What was said for certain is an answer; words stay words, and are asked about.
    """
    known = {each.flag for each in standing if each.is_certain}
    texts = {free_text(each.entry) for each in standing if not each.is_certain}
    for entry in entries:
        raised = raised_flags(Journal.of([entry]))
        alone = replace(entry, recorded_at=now.moment, corrects=None)
        certain = frozenset(each.flag for each in raised if each.is_certain) - known
        if certain:
            known |= certain
            answer = RedFlagAnswers(yes=certain)
            yield replace(alone, id=new_id(), occurred_at=now.moment, content=answer)
        text = free_text(entry)
        if text not in texts and not all(each.is_certain for each in raised):
            texts.add(text)
            yield replace(alone, id=new_id(), content=Note(text))
