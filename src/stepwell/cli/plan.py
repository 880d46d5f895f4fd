"""``stepwell plan``: a request in, a draft plan or a refusal out."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stepwell.cli.made import Told, edition_of, edition_options, read_source
from stepwell.cli.print_options import check_print_wish, print_options, print_wish
from stepwell.cli.printing import Print, heard, print_plan
from stepwell.plan.person import Flag, RedFlag


if TYPE_CHECKING:
    from stepwell.cli.made import Source
    from stepwell.documents import PlanView

REFUSED = 3
COMPARED = ("text", "json")
NOT_YET = {"fhir": "this version does not make FHIR yet; use --format json"}


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
    type=click.Choice(["text", "json", "csv", "ics", "pdf", *NOT_YET]),
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
    help="With ics: write the doses into the entries. Others may read a calendar.",
)
@print_options
@edition_options
def command(
    request_file: str,
    form: str,
    output: str | None,
    detailed_calendar: bool,
    **options: Any,
) -> int:
    """Draft a gradual reduction from REQUEST (.toml, .json, or - for JSON on input).

    REQUEST may also be a plan of ours in JSON, to print it again. The draft is
    something to discuss with a prescriber, not a plan to follow by yourself. A refusal
    exits with status 3 and says why and what would help.

    \b
    Examples:
      stepwell plan examples/lorazepam-us.toml
      stepwell plan my-request.json --format json -o plan.json
      stepwell plan plan.json --format pdf --for "Robin, born 1980" -o plan.pdf
      stepwell plan plan.json --format pdf --document visit \\
          --journal journal.csv -o visit.pdf
      stepwell plan new.json --replaces plan.json --format ics -o plan.ics
    """
    from stepwell.cli.files import refuse_to_replace, refuse_two_inputs
    from stepwell.interop.errors import InputError
    from stepwell.plan.request import Method

    printed, told = print_wish(options), Told(**options)
    if form in NOT_YET:
        raise InputError(f"--format {form}: {NOT_YET[form]}")
    if detailed_calendar and form != "ics":
        raise InputError("--detailed-calendar: this goes with --format ics only")
    check_print_wish(printed, form, output)
    refuse_two_inputs((request_file, printed.journal))
    refuse_to_replace(request_file, output)
    if printed.journal is not None:
        refuse_to_replace(printed.journal, output, "the journal")
    with heard(printed) as journal:
        source = read_source(request_file)
        if source.request.method is Method.COMPARE:
            return _compared(request_file, source, form, output)
        proposal = source.proposal()
        view = source.view(proposal, edition_of(source.edition, told))
        if form == "pdf":
            what = Print(source, proposal, view, printed, journal)
            return print_plan(what, output)
    deliver(view, form, output, detailed_calendar)
    return REFUSED if view.refused else 0


def _compared(name: str, source: "Source", form: str, output: str | None) -> int:
    """Lay the direct way and the crossover side by side, as the request asks."""
    from stepwell.cli import compare
    from stepwell.documents.comparison_view import comparison_view
    from stepwell.interop.errors import InputError

    if form not in COMPARED:
        raise InputError(
            f"--format {form}: two plans are compared as {' or '.join(COMPARED)}; ask"
            ' for "method": "direct" or "crossover" to get one of them'
        )
    columns = compare.columns(Path(name).stem, source)
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
    from stepwell.interop.errors import InputError

    if form == "ics" and not view.refused:
        from stepwell.documents.plan_ics import why_no_calendar  # slow to import

        if why := why_no_calendar(view):
            raise InputError(f"--format ics: {why}")
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
