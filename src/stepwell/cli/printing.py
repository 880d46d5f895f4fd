"""A plan on paper: the document that is asked for, with what it needs."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from stepwell.cli.print_options import SHEETS, PrintWish


if TYPE_CHECKING:
    from stepwell.cli.made import Source
    from stepwell.documents import PlanView
    from stepwell.documents.paper.prescriber_letter import OtherWay
    from stepwell.documents.paper.typeset import Sheet
    from stepwell.documents.paper.visit_report import Lived
    from stepwell.journal.journal import Journal
    from stepwell.plan.proposal import Proposal

HELP_FIRST = REFUSED = 3


@contextmanager
def heard(wish: PrintWish) -> "Iterator[Journal | None]":
    """Read the journal first, so that its red flags are heard whatever else is wrong.

    Raises InputError.
    """
    from stepwell.cli.journal import helping, read
    from stepwell.formulary import load_formulary

    if wish.journal is None:
        yield None
        return
    journal = read(wish.journal, load_formulary(), wish.zone)
    with helping(journal):
        yield journal


@dataclass(frozen=True, slots=True)
class Print:
    """What a print is made of."""

    source: "Source"
    proposal: "Proposal"
    view: "PlanView"
    wish: PrintWish
    journal: "Journal | None" = None

    @property
    def sheet(self) -> "Sheet":
        """The size of the paper."""
        from stepwell.documents.paper.typeset import Sheet

        return Sheet[SHEETS[self.wish.sheet or "a4"]]


def print_plan(what: Print, output: str | None) -> int:
    """Write the document; a refusal or a red flag is written, and said, too."""
    from stepwell.cli.files import put
    from stepwell.cli.screen import show
    from stepwell.documents import plan_text
    from stepwell.documents.journal_text import journal_text

    lived = lived_of(what)
    put(printed(what, lived), output)
    if lived is not None and lived.journal.flags:
        show(lambda width: journal_text(lived.journal, width), err=True)
        return HELP_FIRST
    if what.view.refused:
        show(lambda width: plan_text(what.view, width), err=True)
        return REFUSED
    return 0


def printed(what: Print, lived: "Lived | None" = None) -> bytes:
    """Set the document that is asked for; raises InputError."""
    wish = what.wish
    if wish.document == "visit":
        # Slow to import, like the letter: they draw.
        from stepwell.documents.paper.visit_report import visit_report_pdf

        return visit_report_pdf(what.view, _visit_day(what), lived, what.sheet)
    if wish.document == "letter":
        return _letter(what)
    if wish.document == "pharmacy":
        from stepwell.documents.paper.pharmacy_sheet import pharmacy_sheet_pdf

        return pharmacy_sheet_pdf(what.view, what.sheet)
    from stepwell.documents.paper.person_plan import Layout, person_plan_pdf

    return person_plan_pdf(what.view, what.sheet, Layout(wish.layout or "list"))


def _visit_day(what: Print) -> date:
    """The day that is named, or the one after the last entry, or the first of all."""
    from stepwell.interop.fields import read_day

    if what.wish.day is not None:
        return read_day(what.wish.day, "--on")
    written = [entry.day for entry in what.journal.entries] if what.journal else []
    return max(written) + timedelta(days=1) if written else what.view.start


def lived_of(what: Print) -> "Lived | None":
    """What the journal says, if there is one."""
    from stepwell.documents.journal_view import journal_view
    from stepwell.documents.lived_view import lived_view
    from stepwell.documents.paper.visit_report import Lived
    from stepwell.sources import load_bibliography

    if what.journal is None:
        return None
    plan = None if what.view.refused else what.proposal.plan
    return Lived(
        journal=journal_view(what.journal, plan, load_bibliography()),
        chart=lived_view(what.journal, plan) if plan is not None else None,
    )


def _letter(what: Print) -> bytes:
    from stepwell.documents.dose_view import dose_view
    from stepwell.documents.paper.prescriber_letter import prescriber_letter_pdf
    from stepwell.documents.plan_levels import plan_levels
    from stepwell.safety.scale import Scale

    plan, request = what.proposal.plan, what.source.request
    if plan is None or what.view.refused:
        return prescriber_letter_pdf(what.view, sheet=what.sheet)
    known = what.source.formulary.with_products(request.custom_products)
    scale = Scale.using(known, what.proposal.table)
    chart = dose_view(plan, plan_levels(plan, request, known, scale))
    others = tuple(_other_ways(what.source))
    return prescriber_letter_pdf(what.view, chart, others, what.sheet)


def _other_ways(source: "Source") -> "Iterator[OtherWay]":
    """The same request by the other method, with its outcome."""
    from stepwell.documents.paper.prescriber_letter import OtherWay
    from stepwell.planner.compare import other_methods

    for method in other_methods(source.request):
        request = replace(source.request, method=method)
        other = replace(source, request=request, plan=None)
        yield OtherWay(method, other.view(other.proposal()))
