"""Every paper of every kind of plan, and what readers of PDF find in them."""

import io
import re
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2

from factories import FORMULARY, make_person, make_request
from stepwell.cli.files import read_document
from stepwell.documents import plan_view
from stepwell.documents.dose_view import dose_view
from stepwell.documents.journal_view import journal_view
from stepwell.documents.lived_view import lived_view
from stepwell.documents.paper.person_plan import Layout, person_plan_pdf
from stepwell.documents.paper.pharmacy_sheet import pharmacy_sheet_pdf
from stepwell.documents.paper.prescriber_letter import OtherWay, prescriber_letter_pdf
from stepwell.documents.paper.typeset import Sheet
from stepwell.documents.paper.visit_report import Lived, visit_report_pdf
from stepwell.documents.plan_levels import plan_levels
from stepwell.interop.journal_reader import read_journal
from stepwell.interop.request_reader import read_request
from stepwell.interop.request_writer import request_document
from stepwell.plan.edition import FIRST
from stepwell.plan.person import RedFlag
from stepwell.plan.request import Author, Goal, Method, PaceWish
from stepwell.planner import propose
from stepwell.quantities import Mass
from stepwell.safety.scale import Scale
from stepwell.sources import load_bibliography


WORKS = load_bibliography()
EXAMPLES = Path(__file__).parents[2] / "examples"
JOURNAL = (EXAMPLES / "journals" / "lorazepam-us-hard.csv").read_text()
ON = date(2027, 4, 12)
PERSON = "Robin Example, born 1980-02-29"

DOCUMENTS = ("list", "calendar", "visit", "journal", "letter", "pharmacy")
"""The papers: two layouts of a person's plan, two visits, a letter, a sheet."""
FOR_PEOPLE = ("list", "calendar")
NAMED = replace(FIRST, person=PERSON)
AGREED = replace(NAMED, agreed_with="Dr Example", agreed_on=date(2027, 1, 2))
EDITIONS = {
    "nobody": FIRST,
    "draft": NAMED,
    "agreed": AGREED,
    "second": replace(NAMED, version=2),
    "superseded": replace(AGREED, superseded_by=3),
    "superseded draft": replace(NAMED, superseded_by=2),
}
REFUSED = ("temazepam-us", "emergency", "crossover refused")


def example(name):
    """The request of an example."""
    return read_request(read_document(str(EXAMPLES / f"{name}.toml")), FORMULARY)


def crossover(**changes):
    """A request for a crossover in Britain."""
    current = {("lorazepam", "morning"): "1 mg", ("lorazepam", "bedtime"): "1.5 mg"}
    return make_request(current, market="gb", method=Method.CROSSOVER, **changes)


OWN = {
    "micro": lambda: make_request(
        {("diazepam", "bedtime"): "10 mg"},
        market="gb",
        pace=PaceWish(step_days=14, change_days=1),
    ),
    "crossover": lambda: crossover(author=Author.PRESCRIBER),
    "crossover refused": crossover,
    "goal": lambda: make_request(goal=Goal(reduce_to=Mass.mg("1"))),
    "emergency": lambda: make_request(person=make_person(red_flags=[RedFlag.SEIZURE])),
}
KINDS = (*sorted(path.stem for path in EXAMPLES.glob("*.toml")), *OWN)
PROPOSED = tuple(kind for kind in KINDS if kind not in REFUSED)


@dataclass(frozen=True)
class Made:
    """A proposal, and the papers of it."""

    proposal: object

    @property
    def known(self):
        """The products, compounded ones included."""
        return FORMULARY.with_products(self.proposal.request.custom_products)

    def view(self, edition):
        """What is shown of it as a version."""
        document = request_document(self.proposal.request)
        return plan_view(self.proposal, FORMULARY, WORKS, document, edition)

    def paper(self, view, document, sheet=Sheet.A4, journal=JOURNAL, day=ON):
        """One of its papers."""
        if document in FOR_PEOPLE:
            return person_plan_pdf(view, sheet, Layout(document))
        if document == "pharmacy":
            return pharmacy_sheet_pdf(view, sheet)
        if document == "letter":
            return self._letter(view, sheet)
        lived = self._lived(view, journal) if document == "journal" else None
        return visit_report_pdf(view, day, lived, sheet)

    def _lived(self, view, journal):
        read = read_journal(journal, FORMULARY, zone="America/New_York")
        plan = None if view.refused else self.proposal.plan
        chart = lived_view(read, plan) if plan else None
        return Lived(journal_view(read, plan, WORKS), chart)

    def _letter(self, view, sheet):
        plan, request = self.proposal.plan, self.proposal.request
        if view.refused:
            return prescriber_letter_pdf(view, sheet=sheet)
        scale = Scale.using(self.known, self.proposal.table)
        chart = dose_view(plan, plan_levels(plan, request, self.known, scale))
        others = [_other_way(request)] if request.market == "gb" else []
        return prescriber_letter_pdf(view, chart, others, sheet)


@cache
def _other_way(request):
    is_direct = request.method is Method.DIRECT
    method = Method.CROSSOVER if is_direct else Method.DIRECT
    other = made(replace(request, method=method))
    return OtherWay(method, other.view(FIRST))


def made(request):
    """What is proposed for a request."""
    return Made(propose(request, FORMULARY))


@cache
def made_of(kind):
    """What is proposed for a kind of request."""
    return made(OWN[kind]() if kind in OWN else example(kind))


@cache
def view_of(kind, edition="draft"):
    """What is shown of a kind of request as a version."""
    return made_of(kind).view(EDITIONS[edition])


@cache
def paper(kind, document, sheet=Sheet.A4, edition="draft"):
    """A paper as bytes."""
    return made_of(kind).paper(view_of(kind, edition), document, sheet)


def editions_of(kind):
    """The versions in which a kind of plan can be printed."""
    if kind in REFUSED:
        return ("nobody", "draft", "second")
    agreed_too = not made_of(kind).proposal.needs_prescriber
    return tuple(
        name
        for name, edition in EDITIONS.items()
        if agreed_too or edition.agreed_on is None
    )


@contextmanager
def opened(content):
    """A PDF as pikepdf sees it, closed afterwards."""
    with pikepdf.open(io.BytesIO(content)) as document:
        yield document


@contextmanager
def seen(content):
    """A PDF as the engine of a browser sees it, closed afterwards."""
    document = pypdfium2.PdfDocument(content)
    try:
        yield document
    finally:
        document.close()


def raw_pages(content):
    """The text of each page as it is found there."""
    with seen(content) as document:
        return [page.get_textpage().get_text_range() for page in document]


BROKEN_AT_HYPHEN = re.compile("\ufffe\\s*|-\\s*\n")
"""Where a line ends within a word; the engine writes a sign of its own for it."""


def plain(text):
    """A text on one line, without what only allows a break."""
    whole = BROKEN_AT_HYPHEN.sub("-", text.replace("\u200b", ""))
    return " ".join(whole.split())


def pages_of(content):
    """The text of each page, on one line."""
    return [plain(text) for text in raw_pages(content)]


def text_of(content):
    """The text of all pages, on one line."""
    return " ".join(pages_of(content))


def assert_on_the_page(content, where):
    """No letter of any text lies outside its page, nor over the edge of it."""
    with seen(content) as file:
        for each in file:
            width, height = each.get_size()
            text = each.get_textpage()
            boxes = [text.get_charbox(at) for at in range(text.count_chars())]
            lefts, belows, rights, aboves = zip(*boxes, strict=True)
            assert min(lefts) >= 0, where
            assert min(belows) >= 0, where
            assert max(rights) <= width, where
            assert max(aboves) <= height, where
