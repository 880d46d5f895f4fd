"""The options of a print: which document, which sheet, and what else it needs."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import click


DOCUMENTS = ("plan", "visit", "letter", "pharmacy")
SHEETS = {"a4": "A4", "letter": "LETTER"}


@dataclass(frozen=True, slots=True)
class PrintWish:
    """What the options say of a print; None where they say nothing."""

    document: str | None = None
    sheet: str | None = None
    layout: str | None = None
    journal: str | None = None
    zone: str | None = None
    day: str | None = None


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
