"""``stepwell journal check``: what a journal says, red flags first."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stepwell.cli.options import text_or_json, zone_option


if TYPE_CHECKING:
    from stepwell.documents.journal_view import JournalView
    from stepwell.formulary import Formulary
    from stepwell.journal.journal import Journal

HELP_FIRST = 3


@click.group(
    "journal",
    short_help="Look at a journal of doses, symptoms and nights.",
    invoke_without_command=True,
)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Look at a journal of doses, symptoms, sleep and notes.

    What it says is for you and your prescriber; it tells nobody else.

    \b
    Example:
      stepwell journal check examples/journals/lorazepam-us-smooth.csv
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@command.command("check", short_help="Red flags first, then what was understood.")
@click.argument("journal_file", metavar="FILE")
@click.option(
    "--plan",
    "plan_file",
    metavar="PLAN",
    help="A plan of ours in JSON, or a request: shows waves after each of its steps,"
    " and what was taken beside what was planned.",
)
@zone_option
@text_or_json("How to show it.")
def check(journal_file: str, plan_file: str | None, zone: str | None, form: str) -> int:
    """Say what FILE holds (.csv, .json, or -): red flags first, then the rest.

    A day without an entry is missing, never a good day. It does not tell anybody what
    it finds, and it is not a substitute for a prescriber. Exit status 3 when a red flag
    stands.

    \b
    Examples:
      stepwell journal check journal.csv --zone Europe/London
      stepwell journal check examples/journals/lorazepam-us-hard.csv \\
          --plan examples/lorazepam-us.toml
    """
    from stepwell.cli.screen import show
    from stepwell.documents.journal_json import journal_json
    from stepwell.documents.journal_text import journal_text

    view = described(journal_file, plan_file, zone)
    if form == "json":
        click.echo(journal_json(view), nl=False)
    else:
        show(lambda width: journal_text(view, width))
    return HELP_FIRST if view.flags else 0


def described(
    journal_file: str, plan_file: str | None = None, zone: str | None = None
) -> "JournalView":
    """Read a journal, and a plan if there is one; raises InputError.

    The journal is read first, so that its red flags are heard whatever the plan is.
    """
    from stepwell.cli.adapt import agreed_plan
    from stepwell.cli.files import refuse_two_inputs
    from stepwell.documents.journal_view import journal_view
    from stepwell.formulary import load_formulary
    from stepwell.sources import load_bibliography

    refuse_two_inputs((journal_file, plan_file))
    formulary = load_formulary()
    journal = read(journal_file, formulary, zone)
    with helping(journal):
        plan = agreed_plan(plan_file, formulary)[0] if plan_file is not None else None
    return journal_view(journal, plan, load_bibliography())


def read(name: str, formulary: "Formulary", zone: str | None = None) -> "Journal":
    """Read the journal of a file, or of standard input; raises InputError."""
    from stepwell.cli.files import read_text
    from stepwell.interop.errors import InputError
    from stepwell.interop.journal_limits import MOST_BYTES
    from stepwell.interop.journal_reader import read_journal
    from stepwell.interop.journal_times import read_zone

    if Path(name).suffix.lower() == ".toml":
        sentence = "this is the name of a request; a journal is a .csv or .json file"
        raise InputError(f"{name}: {sentence}")
    if zone is not None:
        read_zone(zone, "--zone")
    return read_journal(read_text(name, MOST_BYTES), formulary, zone=zone)


@contextmanager
def helping(journal: "Journal") -> Iterator[None]:
    """Put the help that a journal asks for before any fault of what goes with it."""
    from stepwell.interop.errors import InputError
    from stepwell.interop.red_flags import with_help
    from stepwell.safety.red_flags import raised_flags

    try:
        yield
    except InputError as problem:
        raised = raised_flags(journal)
        certain = {each.flag for each in raised if each.is_certain}
        raise with_help(certain, problem) from None
