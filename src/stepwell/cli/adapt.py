"""``stepwell adapt``: a plan and a journal in, what the agreed rule proposes out."""

from datetime import date
from typing import TYPE_CHECKING

import click

from stepwell.cli.options import zone_option
from stepwell.plan.edition import FIRST


if TYPE_CHECKING:
    from stepwell.documents.adaptation_view import AdaptationView

HELP_FIRST = 3


@click.command("adapt", short_help="Go on, wait, hold, slow or step back?")
@click.argument("plan_file", metavar="PLAN")
@click.argument("journal_file", metavar="JOURNAL")
@click.option(
    "--on",
    "day",
    metavar="DATE",
    required=True,
    help="The day to look at, before its doses, such as 2027-02-14.",
)
@click.option(
    "--ask",
    "asked_for",
    type=click.Choice(["hold", "slow", "step-back", "from-taken"]),
    help="Ask for something instead: to hold, to slow down, to step back, or to remake"
    " the plan from what was really taken. Without it the agreed rule proposes.",
)
@zone_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "plan"]),
    default="text",
    show_default=True,
    help="How to show the proposal; plan writes the new plan alone, as JSON that"
    " review, journal check and adapt read.",
)
@click.option(
    "-o", "--output", metavar="FILE", help="Write to FILE, whole or not at all."
)
def command(
    plan_file: str,
    journal_file: str,
    day: str,
    asked_for: str | None,
    zone: str | None,
    form: str,
    output: str | None,
) -> int:
    """Say what the agreed rule proposes for PLAN after what JOURNAL holds.

    PLAN is a plan of ours in JSON, or a request; the rule stands in the request under
    agreed_rule. A proposal holds, slows or steps back and never speeds up; nothing
    changes before you, or your prescriber, accept it. With --ask, what may be made of
    what you ask for: a hold always; a step back that nobody agreed to beforehand only
    your prescriber can accept. It is not a substitute for a prescriber, and nobody is
    told. Exit status 3 when help comes first, whatever is asked.

    \b
    Examples:
      stepwell adapt plan.json journal.csv --on 2027-02-14
      stepwell adapt examples/lorazepam-us.toml \\
          examples/journals/lorazepam-us-hard.csv --on 2027-02-01
      stepwell adapt plan.json journal.csv --on 2027-02-14 --format plan -o new.json
      stepwell adapt plan.json journal.csv --on 2027-02-14 --ask hold
    """
    from stepwell.cli.files import refuse_to_replace

    refuse_to_replace(plan_file, output, "the plan")
    refuse_to_replace(journal_file, output, "the journal")
    view = described(plan_file, journal_file, day, zone, asked_for)
    deliver(view, form, output)
    return HELP_FIRST if view.needs_help_now else 0


def deliver(view: "AdaptationView", form: str, output: str | None) -> None:
    """Print or write a proposal.

    Help is always said, and so is that there is no new plan.
    """
    from stepwell.cli.files import put
    from stepwell.cli.screen import show
    from stepwell.documents.adaptation_text import adaptation_text

    no_plan = form == "plan" and view.plan is None
    if form == "text" and output is None:
        show(lambda width: adaptation_text(view, width))
        return
    if no_plan or (view.needs_help_now and output is not None):
        show(lambda width: adaptation_text(view, width), err=True)
    if not no_plan:
        put(rendered(view, form).encode(), output)


def rendered(view: "AdaptationView", form: str) -> str:
    """The document of a proposal in one of the formats."""
    from stepwell.cli.screen import PLAIN_WIDTH
    from stepwell.documents import plan_json
    from stepwell.documents.adaptation_json import adaptation_json
    from stepwell.documents.adaptation_text import adaptation_text
    from stepwell.documents.blocks import plain

    if form == "plan" and view.plan is not None:
        return plan_json(view.plan)
    if form == "json":
        return adaptation_json(view)
    return plain(adaptation_text(view, PLAIN_WIDTH))


def described(
    plan_file: str,
    journal_file: str,
    day: str,
    zone: str | None = None,
    asked_for: str | None = None,
) -> "AdaptationView":
    """Read a plan and a journal, and describe the proposal; raises InputError.

    ``asked_for`` is what the person asks for, as ``--ask`` says it. A red flag that
    stands in the journal comes first, also when it was written after the day.
    """
    from dataclasses import replace

    from stepwell.cli.files import refuse_two_inputs
    from stepwell.cli.journal import helping, read
    from stepwell.cli.made import agreed_plan
    from stepwell.documents.adaptation_view import adaptation_view
    from stepwell.formulary import load_formulary
    from stepwell.interop.errors import InputError
    from stepwell.interop.fields import read_day
    from stepwell.interop.request_writer import request_document
    from stepwell.planner.adapt import adapt
    from stepwell.planner.asked import Wish, asked
    from stepwell.safety.red_flags import raised_flags
    from stepwell.sources import load_bibliography

    refuse_two_inputs((plan_file, journal_file))
    formulary = load_formulary()
    journal = read(journal_file, formulary, zone)
    with helping(journal):
        on: date = read_day(day, "--on")
        source, plan = agreed_plan(plan_file)
        later = [entry for entry in journal.entries if entry.day > on]
        flagged = bool(later) and any(
            raised.entry.day > on for raised in raised_flags(journal)
        )
        if later and not flagged and len(later) == len(journal.entries):
            begins = min(entry.day for entry in later)
            sentence = f"the journal begins only after that day, on {begins}"
            raise InputError(f"--on {on}: {sentence}; name a later day")
    looked_at = max(entry.day for entry in later) if flagged else on
    request = source.request
    laid_out = (plan, request, journal, looked_at, formulary)
    wish = Wish(asked_for.replace("-", "_")) if asked_for else None
    found = adapt(*laid_out) if wish is None else asked(wish, *laid_out)
    proposed = replace(found, on=on)
    after = proposed.proposal
    return adaptation_view(
        proposed,
        plan,
        request.agreed_rule,
        formulary,
        load_bibliography(),
        request_document(after.request) if after is not None else None,
        edition=source.following() if after is not None else FIRST,
        later=len(later),
        wish=wish,
    )
