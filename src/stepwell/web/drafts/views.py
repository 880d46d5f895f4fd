"""The questions of a draft; every change is a POST, and leads to the next page."""

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from stepwell.web.drafts import checking, way
from stepwell.web.drafts.answers import SIGNS, Answers
from stepwell.web.drafts.cookie import fits, forget, keep, read
from stepwell.web.drafts.fields import Field, Said, first, ticked
from stepwell.web.drafts.help import actions
from stepwell.web.drafts.questions import (
    BY_SLUG,
    MEDICINES,
    QUESTIONS,
    medicine_fields,
)
from stepwell.web.drafts.shown import fields_shown
from stepwell.web.drafts.spoken import dose_sentences


MOST_MEDICINES = 6
TOO_MANY = format_lazy(
    _("Stepwell drafts for at most {count} medicines. With more, ask your prescriber."),
    count=MOST_MEDICINES,
)
FULL = _(
    "This is more than a draft can hold, so this answer was not kept."
    " Tick or write less, or start again."
)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Say what this is, and where to begin; who signed in is led to their day."""
    if request.user.is_authenticated:
        return redirect("today")
    answers = read(request)
    shown = {"is_begun": bool(answers.said), "go_on": way.next_address(answers)}
    return render(request, "home.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask one question, or take the answer to it."""
    if slug not in BY_SLUG:
        raise Http404
    answers, asked = read(request), BY_SLUG[slug]
    if not way.may_see(answers, slug):
        return redirect(way.next_address(answers))
    if request.method != "POST":
        return _asked(request, slug, answers, answers.of(slug), {})
    said = _typed(asked.fields(answers), request.POST)
    if slug == SIGNS and actions(ticked(said, SIGNS)):
        answers = Answers()  # a sign counts, whatever else was said
    elif problems := checking.problems(asked, answers, said):
        return _asked(request, slug, answers, said, problems)
    if slug == "goal" and first(said, "goal") == "unsure":
        return _asked(request, slug, answers, said, {})
    if slug == MEDICINES and first(said, "more") == "yes":
        return _one_more(request, answers, said)
    after = answers.saying(slug, said)
    if not fits(after):
        return _asked(request, slug, answers, said, {"": str(FULL)})
    return _going_on(request, after, way.next_address(after))


@require_http_methods(["GET", "HEAD", "POST"])
def medicine(request: HttpRequest, number: int) -> HttpResponse:
    """Ask for one medicine and its doses, or take the answer."""
    answers = read(request)
    if not way.may_add(answers):
        return redirect(way.next_address(answers))
    if not 1 <= number <= min(len(answers.medicines) + 1, MOST_MEDICINES):
        raise Http404
    if request.method != "POST":
        known = answers.medicines[number - 1 : number]
        return _medicine(request, number, answers, known[0] if known else {}, {})
    said = _typed(medicine_fields(answers), request.POST)
    after = answers.taking(number, said)
    problems = checking.medicine_problems(answers, number, said)
    if not problems and not fits(after):
        problems = {"": str(FULL)}
    if problems:
        return _medicine(request, number, answers, said, problems)
    return _going_on(request, after, way.address(after, MEDICINES))


@require_POST
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Take a medicine out of the draft."""
    answers = read(request)
    if not 1 <= number <= len(answers.medicines):
        raise Http404
    after = answers.without(number)
    return _going_on(request, after, way.address(after, MEDICINES))


@require_POST
def start_again(request: HttpRequest) -> HttpResponse:
    """Delete all answers."""
    response = redirect("home")
    forget(response)
    return response


def _going_on(request: HttpRequest, answers: Answers, address: str) -> HttpResponse:
    response = redirect(address)
    keep(request, response, answers)
    return response


def _one_more(request: HttpRequest, answers: Answers, said: Said) -> HttpResponse:
    number = len(answers.medicines) + 1
    if number > MOST_MEDICINES:
        return _asked(request, MEDICINES, answers, said, {"more": str(TOO_MANY)})
    return redirect("medicine", number)


def _typed(fields: tuple[Field, ...], data: QueryDict) -> Said:
    """What was typed, as it is; only plain spaces around it and empty fields go."""
    given = {
        field.name: [each.strip(" ") for each in data.getlist(field.name)]
        for field in fields
    }
    kept = {name: [each for each in all_ if each] for name, all_ in given.items()}
    return {name: values for name, values in kept.items() if values}


def _asked(
    request: HttpRequest,
    slug: str,
    answers: Answers,
    said: Said,
    problems: dict[str, str],
) -> HttpResponse:
    asked = BY_SLUG[slug]
    shown = {
        "question": asked,
        "shown": fields_shown(asked.fields(answers), said, problems),
        "number": way.SLUGS.index(slug) + 1,
        "count": len(QUESTIONS),
        "back": way.address_before(slug),
        "doses": dose_sentences(answers) if slug == MEDICINES else [],
        "is_unsure": slug == "goal" and first(said, "goal") == "unsure",
    }
    return render(request, "question.html", shown)


def _medicine(
    request: HttpRequest,
    number: int,
    answers: Answers,
    said: Said,
    problems: dict[str, str],
) -> HttpResponse:
    shown = {
        "shown": fields_shown(medicine_fields(answers), said, problems),
        "number": number,
        "is_known": number <= len(answers.medicines),
        "back": reverse("question", args=[MEDICINES if answers.medicines else "place"]),
    }
    return render(request, "medicine.html", shown)
