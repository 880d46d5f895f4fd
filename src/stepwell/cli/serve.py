"""``stepwell serve``: the web site, from this machine."""

import os
from pathlib import Path

import click


PORT = 8765


def usual_data() -> str:
    """The folder for the key that signs cookies."""
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
    help="The name to listen at; 0.0.0.0 lets other machines in, which then send what"
    " they type unencrypted. STEPWELL_HOSTS lists the names they may use.",
)
@click.option(
    "--data",
    default=usual_data,
    metavar="DIR",
    help="The folder of the key that signs cookies; by default below your home.",
)
def command(port: int, host: str, data: str) -> int:
    """Open the web site: a draft plan, one question a page, and a second opinion.

    It has no accounts and keeps nothing: what somebody types stays in a cookie on
    their own device until they close the browser. What it makes is a draft to show to
    a prescriber. Stop it with Ctrl+C.

    \b
    Examples:
      stepwell serve
      stepwell serve --port 9000
    """
    serve_site(host, port, data)
    return 0


def serve_site(host: str = "localhost", port: int = PORT, data: str = "") -> None:
    """Serve the site until it is stopped; raises InputError."""
    from stepwell.interop.errors import InputError
    from stepwell.web.serve import CannotServe, serve

    try:
        serve(host, port, Path(data or usual_data()).expanduser(), click.echo)
    except CannotServe as problem:
        raise InputError(f"serve: {problem}") from None
