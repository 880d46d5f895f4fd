"""Options that several commands share, each said once."""

from collections.abc import Callable
from typing import Any

import click


Option = Callable[[Callable[..., Any]], Callable[..., Any]]

zone_option: Option = click.option(
    "--zone",
    metavar="ZONE",
    help="The time zone of times that name none, such as Europe/London.",
)


def text_or_json(what: str) -> Option:
    """The option of a command that shows something as text or as JSON."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help=what,
    )
