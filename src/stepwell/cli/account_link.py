"""``stepwell account-link``: a single-use way into an account."""

from pathlib import Path

import click

from stepwell.cli.serve import PORT, usual_data


@click.command("account-link", short_help="Let somebody set a new pass phrase.")
@click.argument("name")
@click.option(
    "--data",
    default=usual_data,
    metavar="DIR",
    help="The folder that the site is served from; by default below your home.",
)
@click.option(
    "--site",
    default=f"http://localhost:{PORT}",
    show_default=True,
    metavar="ADDRESS",
    help="The address at which people reach the site.",
)
def command(name: str, data: str, site: str) -> int:
    """Print a link with which the owner of an account sets a new pass phrase.

    It works once, for one hour, and not after somebody signed in. A passkey or a code
    is still asked for where the account has one. The person sees in their account
    that the link was made. Hand it over in person: who has it can use it. It lets
    nobody change a plan: that is for the person and their prescriber.

    \b
    Example:
      stepwell account-link robin
    """
    from stepwell.interop.errors import InputError
    from stepwell.web.account_link import NoAccount, account_link
    from stepwell.web.problem import CannotServe

    try:
        place = account_link(name, Path(data).expanduser())
    except (NoAccount, CannotServe) as problem:
        raise InputError(f"account-link: {problem}") from None
    click.echo(f"{site.rstrip('/')}{place}")
    click.echo("It works once, until one hour from now.", err=True)
    return 0
