"""The page of the second opinion: paste, look, and nothing stays."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from stepwell.documents.review_text import review_blocks
from stepwell.interop.errors import InputError
from stepwell.interop.fields import read_day
from stepwell.web.blocks import page_blocks
from stepwell.web.drafts import choices
from stepwell.web.drafts.fields import Field, Kind, Said, first, problems_with, sentence
from stepwell.web.drafts.shown import fields_shown
from stepwell.web.opinions.opinion import in_words, opinion


def day(text: str) -> object:
    """Read a day; raises InputError."""
    return read_day(text, "")


PASTED = Field(
    "text",
    _("Paste the schedule here"),
    Kind.LONG,
    hint=_("As it stands in the letter, one step a line, or as a table with commas."),
    needed=_("Paste the schedule."),
)
FIELDS = (
    PASTED,
    Field(
        "market",
        _("Where do you get your medicine?"),
        Kind.ONE,
        options=choices.options(choices.MARKETS),
        needed=_("Choose the country."),
    ),
    Field(
        "start",
        _("First day"),
        Kind.DAY,
        hint=_("Only if the letter does not say when the first step begins."),
        read=day,
    ),
    Field(
        "now",
        _("Taken now"),
        hint=format_lazy(
            _("Only if the letter does not say it: {doses}."),
            doses="5 mg morning, 10 mg night",
        ),
    ),
)
AT = {"--start": "start", "--now": "now"}


@require_http_methods(["GET", "HEAD", "POST"])
def second_opinion(request: HttpRequest) -> HttpResponse:
    """Ask for a schedule, or say what was found in it."""
    if request.method != "POST":
        return _form(request, {}, {})
    data = request.POST
    given = {field.name: data.getlist(field.name) for field in FIELDS}
    said = {name: values for name, values in given.items() if any(values)}
    if problems := problems_with(FIELDS, said):
        return _form(request, said, problems)
    try:
        start = first(said, "start")
        view = opinion(
            first(said, "text").replace("\r\n", "\n"),
            first(said, "market"),
            read_day(start, "--start") if start else None,
            first(said, "now") or None,
        )
    except InputError as problem:
        name = AT.get(problem.field, PASTED.name)
        return _form(request, said, {name: in_words(sentence(problem))})
    shown = {"view": view, "blocks": page_blocks(review_blocks(view))}
    return render(request, "opinion.html", shown)


def _form(request: HttpRequest, said: Said, problems: dict[str, str]) -> HttpResponse:
    shown = {"shown": fields_shown(FIELDS, said, problems)}
    return render(request, "second_opinion.html", shown)
