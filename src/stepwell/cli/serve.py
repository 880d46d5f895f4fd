"""``stepwell serve``: the web site, from this machine."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click


if TYPE_CHECKING:
    from stepwell.web.serve import People


PORT = 8765


def usual_data() -> str:
    """The folder of what the site keeps."""
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return str(Path(base) / "stepwell")


@click.command("serve", short_help="Open the web site on this machine.")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=PORT,
    show_default=True,
    help="The port to listen at.",
)
@click.option(
    "--host",
    default="localhost",
    show_default=True,
    metavar="NAME",
    help="The name to listen at; 0.0.0.0 lets other machines in, by the names in"
    " STEPWELL_HOSTS. Without HTTPS in front, what they type travels unencrypted.",
)
@click.option(
    "--data",
    default=usual_data,
    metavar="DIR",
    help="The folder of what the site keeps; by default below your home.",
)
def command(port: int, host: str, data: str) -> int:
    """Open the web site: drafts and second opinions, and a space for each person.

    Without an account it keeps nothing: what somebody types stays in a cookie on
    their own device until they close the browser. There are no accounts to begin
    with; whoever opens one keeps plans and a journal in the folder --data, or in the
    PostgreSQL database that DATABASE_URL names. When other machines are let in, the
    command prints a code that is needed to open an account. What it makes is a draft
    to show to a prescriber. Stop it with Ctrl+C.

    \b
    Examples:
      stepwell serve
      stepwell serve --port 9000
      DATABASE_URL=postgresql://me:secret@localhost/stepwell stepwell serve
    """
    serve_site(host, port, data)
    return 0


def serve_site(
    host: str = "localhost",
    port: int = PORT,
    data: str = "",
    people: "People | None" = None,
) -> None:
    """Serve the site until it is stopped; raises InputError."""
    from stepwell.interop.errors import InputError
    from stepwell.web.problem import CannotServe
    from stepwell.web.serve import serve

    try:
        folder = Path(data or usual_data()).expanduser()
        serve(host, port, folder, click.echo, people)
    except CannotServe as problem:
        raise InputError(f"serve: {problem}") from None
