"""The way through the questions: which page comes next, and which may be seen."""

from django.urls import reverse

from stepwell.web.drafts.answers import Answers
from stepwell.web.drafts.questions import MEDICINES, QUESTIONS


SLUGS = [question.slug for question in QUESTIONS]


def first_open(answers: Answers) -> str:
    """The first page that is not answered; empty when all are."""
    return next((slug for slug in SLUGS if not _is_answered(answers, slug)), "")


def next_address(answers: Answers) -> str:
    """Where to go on: help, the first open page, or everything read back."""
    if answers.red_flags:
        return reverse("help")
    slug = first_open(answers)
    return address(answers, slug) if slug else reverse("check")


def address(answers: Answers, slug: str) -> str:
    """The address of a page; without any medicine, that of the first one."""
    if slug == MEDICINES and not answers.medicines:
        return reverse("medicine", args=[1])
    return reverse("question", args=[slug])


def may_add(answers: Answers) -> bool:
    """Tell whether medicines may be named: once the country is known."""
    return _is_reached(answers, MEDICINES) and not answers.red_flags


def may_see(answers: Answers, slug: str) -> bool:
    """Tell whether all pages before this one are answered, and none calls for help."""
    if answers.red_flags or (slug == MEDICINES and not answers.medicines):
        return False
    return _is_reached(answers, slug)


def address_before(slug: str) -> str:
    """The page before."""
    at = SLUGS.index(slug)
    return reverse("question", args=[SLUGS[at - 1]]) if at else reverse("home")


def _is_reached(answers: Answers, slug: str) -> bool:
    opened = first_open(answers)
    return not opened or SLUGS.index(slug) <= SLUGS.index(opened)


def _is_answered(answers: Answers, slug: str) -> bool:
    if slug == MEDICINES and not answers.medicines:
        return False
    return answers.has(slug)
