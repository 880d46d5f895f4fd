"""``stepwell plan``: a request in, a draft plan or a refusal out."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from stepwell.plan.person import Flag, RedFlag


if TYPE_CHECKING:
    from stepwell.documents import PlanView
    from stepwell.formulary import Formulary
    from stepwell.plan.request import Request

REFUSED = 3
COMPARED = ("text", "json")
NOT_YET = {
    "pdf": "this version does not make PDF yet; use --format text and print it",
    "fhir": "this version does not make FHIR yet; use --format json",
}


FLAGS = (
    f"Flags of a person: {', '.join(Flag)}. Red flags, with which there is no plan but"
    f" what to do now: {', '.join(RedFlag)}."
)


@click.command(
    "plan", short_help="Draft a gradual reduction, or say why not.", epilog=FLAGS
)
@click.argument("request_file", metavar="REQUEST")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv", "ics", *NOT_YET]),
    default="text",
    show_default=True,
    help="What to make of the plan.",
)
@click.option(
    "-o", "--output", metavar="FILE", help="Write to FILE, whole or not at all."
)
@click.option(
    "--detailed-calendar",
    is_flag=True,
    help="With ics: write the doses into the events. Others may read a calendar.",
)
def command(
    request_file: str, form: str, output: str | None, detailed_calendar: bool
) -> int:
    """Draft a gradual reduction from REQUEST (.toml, .json, or - for JSON on input).

    The draft is something to discuss with a prescriber, not a plan to follow by
    yourself. A refusal exits with status 3 and says why and what would help.

    \b
    Examples:
      stepwell plan examples/lorazepam-us.toml
      stepwell plan my-request.json --format json -o plan.json
      stepwell plan my-request.toml --format ics -o plan.ics
    """
    from stepwell.cli.files import refuse_to_replace
    from stepwell.interop.errors import InputError
    from stepwell.plan.request import Method

    if form in NOT_YET:
        raise InputError(f"--format {form}: {NOT_YET[form]}")
    if detailed_calendar and form != "ics":
        raise InputError("--detailed-calendar: this goes with --format ics only")
    refuse_to_replace(request_file, output)
    request, formulary = read(request_file)
    if request.method is Method.COMPARE:
        return _compared(request_file, request, formulary, form, output)
    view = described(request, formulary)
    deliver(view, form, output, detailed_calendar)
    return REFUSED if view.refused else 0


def made(request_file: str) -> "PlanView":
    """Read a request and describe the proposal made from it; raises InputError."""
    return described(*read(request_file))


def read(request_file: str) -> "tuple[Request, Formulary]":
    """Read a request with the formulary that it is planned with; raises InputError."""
    from stepwell.cli.files import read_document
    from stepwell.formulary import load_formulary
    from stepwell.interop.request_reader import read_request

    formulary = load_formulary()
    return read_request(read_document(request_file), formulary), formulary


def described(request: "Request", formulary: "Formulary") -> "PlanView":
    """Plan a request and describe the proposal."""
    from stepwell.documents import plan_view
    from stepwell.interop.request_writer import request_document
    from stepwell.planner import propose
    from stepwell.sources import load_bibliography

    proposal, works = propose(request, formulary), load_bibliography()
    return plan_view(proposal, formulary, works, request_document(request))


def _compared(
    name: str, request: "Request", formulary: "Formulary", form: str, output: str | None
) -> int:
    """Lay the direct way and the crossover side by side, as the request asks."""
    from stepwell.cli import compare
    from stepwell.documents.comparison_view import comparison_view
    from stepwell.interop.errors import InputError

    if form not in COMPARED:
        raise InputError(
            f"--format {form}: two plans are compared as {' or '.join(COMPARED)}; ask"
            ' for "method": "direct" or "crossover" to get one of them'
        )
    columns = compare.columns(Path(name).stem, request, formulary)
    view = comparison_view(tuple(columns))
    compare.deliver(view, form, output)
    return REFUSED if view.all_refused else 0


def deliver(
    view: "PlanView", form: str, output: str | None, detailed: bool = False
) -> None:
    """Print or write a view; a refusal is written as JSON only, and always said."""
    from stepwell.cli.files import write_whole
    from stepwell.cli.screen import show
    from stepwell.documents import plan_text

    if view.refused and form != "json":
        show(lambda width: plan_text(view, width), err=form != "text" or bool(output))
    elif output is not None:
        write_whole(output, rendered(view, form, detailed))
        if view.refused:
            show(lambda width: plan_text(view, width), err=True)
    elif form == "text":
        show(lambda width: plan_text(view, width))
    else:
        click.echo(rendered(view, form, detailed), nl=False)


def rendered(view: "PlanView", form: str, detailed: bool = False) -> str:
    """The document of a view in one of the formats."""
    from stepwell.cli.screen import PLAIN_WIDTH
    from stepwell.documents import plan_csv, plan_json, plan_text
    from stepwell.documents.blocks import plain

    if form == "json":
        return plan_json(view)
    if form == "csv":
        return plan_csv(view)
    if form == "ics":
        from stepwell.documents.plan_ics import plan_ics  # slow to import

        return plan_ics(view, detailed=detailed)
    return plain(plan_text(view, PLAIN_WIDTH))
