"""A plan on paper: which document, which sheet, and what else it needs."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click


if TYPE_CHECKING:
    from stepwell.cli.made import Source
    from stepwell.documents import PlanView
    from stepwell.documents.paper.prescriber_letter import OtherWay
    from stepwell.documents.paper.typeset import Sheet
    from stepwell.plan.proposal import Proposal

REFUSED = 3
DOCUMENTS = ("plan", "visit", "letter", "pharmacy")
SHEETS = {"a4": "A4", "letter": "LETTER"}


@dataclass(frozen=True, slots=True)
class PrintWish:
    """What the options say of a print; None where they say nothing."""

    document: str | None
    sheet: str | None
    layout: str | None
    journal: str | None
    zone: str | None
    day: str | None


def print_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of a print."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


OPTIONS = (
    click.option(
        "--document",
        type=click.Choice(DOCUMENTS),
        help="With pdf: the person's plan (default), the report for a visit, the letter"
        " to the prescriber, or the sheet for the pharmacy.",
    ),
    click.option(
        "--paper", "sheet", type=click.Choice([*SHEETS]), help="With pdf: default a4."
    ),
    click.option(
        "--layout",
        type=click.Choice(["list", "calendar"]),
        help="With the person's plan: step by step (default), or a box for each day.",
    ),
    click.option(
        "--journal",
        metavar="FILE",
        help="With visit: what was taken, and how it went beside the dose.",
    ),
    click.option(
        "--zone",
        metavar="ZONE",
        help="The time zone of the journal, such as Europe/London.",
    ),
    click.option(
        "--on",
        "day",
        metavar="DATE",
        help="With visit: the day of the visit; without it, the day after the last"
        " entry of the journal, or the start of the plan.",
    ),
)
NAMES = {
    "document": "--document",
    "sheet": "--paper",
    "layout": "--layout",
    "journal": "--journal",
    "zone": "--zone",
    "day": "--on",
}


def print_wish(options: dict[str, Any]) -> PrintWish:
    """Take the options of a print out of all options."""
    return PrintWish(**{name: options.pop(name) for name in NAMES})


def check_print_wish(wish: PrintWish, form: str, output: str | None) -> None:
    """Raise InputError for an option that does not go with what is asked for."""
    from stepwell.interop.errors import InputError

    for name, option in NAMES.items():
        if getattr(wish, name) is not None and form != "pdf":
            raise InputError(f"{option}: this goes with --format pdf only")
    for name in ("journal", "day", "zone"):
        if getattr(wish, name) is not None and wish.document != "visit":
            raise InputError(f"{NAMES[name]}: this goes with --document visit only")
    if wish.layout is not None and wish.document not in (None, "plan"):
        raise InputError("--layout: this goes with the person's plan only")
    if form == "pdf" and output is None and sys.stdout.isatty():
        raise InputError("--format pdf: this is no text; name a file with -o")


def print_plan(
    source: "Source",
    proposal: "Proposal",
    view: "PlanView",
    wish: PrintWish,
    output: str | None,
) -> int:
    """Write the document; a refusal is written, and said, too: exit status 3."""
    from stepwell.cli.files import put
    from stepwell.cli.screen import show
    from stepwell.documents import plan_text

    put(printed(source, proposal, view, wish), output)
    if view.refused:
        show(lambda width: plan_text(view, width), err=True)
    return REFUSED if view.refused else 0


def printed(
    source: "Source", proposal: "Proposal", view: "PlanView", wish: PrintWish
) -> bytes:
    """Set the document that is asked for; raises InputError."""
    from stepwell.documents.paper.person_plan import Layout, person_plan_pdf
    from stepwell.documents.paper.pharmacy_sheet import pharmacy_sheet_pdf
    from stepwell.documents.paper.typeset import Sheet

    sheet = Sheet[SHEETS[wish.sheet or "a4"]]
    if wish.document == "visit":
        return _visit(source, proposal, view, wish, sheet)
    if wish.document == "letter":
        return _letter(source, proposal, view, sheet)
    if wish.document == "pharmacy":
        return pharmacy_sheet_pdf(view, sheet)
    return person_plan_pdf(view, sheet, Layout(wish.layout or "list"))


def _visit(
    source: "Source",
    proposal: "Proposal",
    view: "PlanView",
    wish: PrintWish,
    sheet: "Sheet",
) -> bytes:
    from datetime import timedelta

    from stepwell.cli.journal import read
    from stepwell.documents.journal_view import journal_view
    from stepwell.documents.lived_view import lived_view
    from stepwell.documents.paper.visit_report import Lived, visit_report_pdf
    from stepwell.interop.fields import read_day
    from stepwell.sources import load_bibliography

    day = read_day(wish.day, "--on") if wish.day is not None else None
    if wish.journal is None or proposal.plan is None:
        return visit_report_pdf(view, day or view.start, None, sheet)
    journal = read(wish.journal, source.formulary, wish.zone)
    last = max((each.day for each in journal.entries), default=view.start)
    lived = Lived(
        journal=journal_view(journal, proposal.plan, load_bibliography()),
        chart=lived_view(journal, proposal.plan),
    )
    return visit_report_pdf(view, day or last + timedelta(days=1), lived, sheet)


def _letter(
    source: "Source", proposal: "Proposal", view: "PlanView", sheet: "Sheet"
) -> bytes:
    from stepwell.documents.dose_view import dose_view
    from stepwell.documents.paper.prescriber_letter import prescriber_letter_pdf
    from stepwell.documents.plan_levels import plan_levels
    from stepwell.safety.scale import Scale

    if proposal.plan is None or view.refused:
        return prescriber_letter_pdf(view, sheet=sheet)
    known = source.formulary.with_products(source.request.custom_products)
    scale = Scale.using(known, proposal.table)
    chart = dose_view(
        proposal.plan, plan_levels(proposal.plan, source.request, known, scale)
    )
    return prescriber_letter_pdf(view, chart, list(_other_ways(source)), sheet)


def _other_ways(source: "Source") -> "list[OtherWay]":
    """The same request by the other method, with its outcome."""
    from dataclasses import replace

    from stepwell.cli.made import Source
    from stepwell.documents.paper.prescriber_letter import OtherWay
    from stepwell.plan.request import Method

    names = {
        Method.DIRECT: "The same drug, smaller and smaller",
        Method.CROSSOVER: "A crossover to diazepam first",
    }
    ways = []
    for method, name in names.items():
        if method is not source.request.method:
            other = Source(replace(source.request, method=method), source.formulary)
            ways.append(OtherWay(name, other.view(other.proposal())))
    return ways
