"""``stepwell journal check``: what a journal says, red flags first."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stepwell.cli.options import zone_option


if TYPE_CHECKING:
    from stepwell.documents.journal_view import JournalView
    from stepwell.formulary import Formulary
    from stepwell.journal.journal import Journal
    from stepwell.plan.plan import Plan

PICTURES = ("svg", "png")
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
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", *PICTURES]),
    default="text",
    show_default=True,
    help="How to show it; svg and png draw doses, symptoms and sleep day by day, and"
    " need --plan.",
)
@click.option(
    "-o", "--output", metavar="FILE", help="Write to FILE, whole or not at all."
)
def check(
    journal_file: str,
    plan_file: str | None,
    zone: str | None,
    form: str,
    output: str | None,
) -> int:
    """Say what FILE holds (.csv, .json, or -): red flags first, then the rest.

    A day without an entry is missing, never a good day. It does not tell anybody what
    it finds, and it is not a substitute for a prescriber. Exit status 3 when a red flag
    stands.

    \b
    Examples:
      stepwell journal check journal.csv --zone Europe/London
      stepwell journal check examples/journals/lorazepam-us-hard.csv \\
          --plan examples/lorazepam-us.toml
      stepwell journal check examples/journals/lorazepam-us-hard.csv \\
          --plan examples/lorazepam-us.toml --format svg -o days.svg
    """
    from stepwell.cli.files import put, refuse_to_replace
    from stepwell.cli.screen import show
    from stepwell.documents.journal_text import journal_text
    from stepwell.documents.journal_view import journal_view
    from stepwell.sources import load_bibliography

    refuse_to_replace(journal_file, output, "the journal")
    if plan_file is not None:
        refuse_to_replace(plan_file, output, "the plan")
    journal, plan = read_both(journal_file, plan_file, zone)
    view = journal_view(journal, plan, load_bibliography())
    if form == "text" and output is None:
        show(lambda width: journal_text(view, width))
    else:
        with helping(journal):
            content = (
                drawn(journal, plan, form, output)
                if form in PICTURES
                else rendered(view, form)
            )
        if view.flags and (output is not None or form in PICTURES):
            show(lambda width: journal_text(view, width), err=True)
        put(content, output)
    return HELP_FIRST if view.flags else 0


def described(
    journal_file: str, plan_file: str | None = None, zone: str | None = None
) -> "JournalView":
    """Read a journal, and a plan if there is one; raises InputError."""
    from stepwell.documents.journal_view import journal_view
    from stepwell.sources import load_bibliography

    return journal_view(*read_both(journal_file, plan_file, zone), load_bibliography())


def read_both(
    journal_file: str, plan_file: str | None = None, zone: str | None = None
) -> "tuple[Journal, Plan | None]":
    """Read a journal, and a plan if there is one; raises InputError.

    The journal is read first, so that its red flags are heard whatever the plan is.
    """
    from stepwell.cli.files import refuse_two_inputs
    from stepwell.cli.made import agreed_plan
    from stepwell.formulary import load_formulary

    refuse_two_inputs((journal_file, plan_file))
    formulary = load_formulary()
    journal = read(journal_file, formulary, zone)
    with helping(journal):
        plan = agreed_plan(plan_file)[1] if plan_file is not None else None
    return journal, plan


def rendered(view: "JournalView", form: str) -> bytes:
    """The document of a journal as text or JSON."""
    from stepwell.cli.screen import PLAIN_WIDTH
    from stepwell.documents.blocks import plain
    from stepwell.documents.journal_json import journal_json
    from stepwell.documents.journal_text import journal_text

    if form == "json":
        return journal_json(view).encode()
    return plain(journal_text(view, PLAIN_WIDTH)).encode()


def drawn(
    journal: "Journal", plan: "Plan | None", form: str, output: str | None
) -> bytes:
    """The picture of the days of a journal; raises InputError where there is none."""
    from stepwell.documents.lived_view import lived_view
    from stepwell.interop.errors import InputError

    if form == "png" and output is None and sys.stdout.isatty():
        raise InputError("--format png: this is no text; name a file with -o")
    if plan is None:
        sentence = "the picture shows a journal beside its plan; name one with --plan"
        raise InputError(f"--format {form}: {sentence}")
    view = lived_view(journal, plan)
    if view is None:
        sentence = "no dose, rating or night from two weeks before the plan on"
        raise InputError(f"--format {form}: nothing is drawn: {sentence}")
    from stepwell.documents.lived_picture import lived_png, lived_svg

    return lived_svg(view) if form == "svg" else lived_png(view)


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
