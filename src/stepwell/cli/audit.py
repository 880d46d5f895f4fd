"""``stepwell audit``: whether anything was changed in what the site keeps."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from stepwell.cli.serve import usual_data


if TYPE_CHECKING:
    from stepwell.web.audit.verify import Verified

CHANGED = 1


@click.group("audit", short_help="Check that nothing was changed in what is kept.")
def command() -> None:
    """Check what the site keeps: no entry, plan or agreement is ever changed there.

    This shows changes made past the program. Whether a plan suits somebody only a
    prescriber can say.

    \b
    Example:
      stepwell audit verify
    """


@command.command("verify")
@click.option(
    "--data",
    default=usual_data,
    metavar="DIR",
    help="The folder of the site; with DATABASE_URL that database is checked.",
)
@click.option(
    "--expect",
    metavar="HEAD",
    help="The fingerprint of an earlier check: is everything still as it was then?",
)
def verify_command(data: str, expect: str | None) -> int:
    """Check every chain of events, and every row that they vouch for.

    What was changed, added or taken away past the program is named, one line each,
    with exit status 1. Otherwise a fingerprint of everything is printed. Write it down
    elsewhere: it also shows whether a whole chain was made anew, or an old copy put
    back. It changes with everything that is written.

    \b
    Examples:
      stepwell audit verify
      stepwell audit verify --data /srv/stepwell
    """
    from stepwell.interop.errors import InputError
    from stepwell.web.audit.verify import verify
    from stepwell.web.opened import NothingKeptError

    try:
        found = verify(Path(data).expanduser())
    except NothingKeptError as problem:
        raise InputError(f"audit: {problem}") from None
    lines = [*found.faults, *_unexpected(found, expect)]
    for line in lines:
        click.echo(line)
    if lines:
        return CHANGED
    counted = f"{_many(found.events, 'event')} in {_many(found.spaces, 'space')}"
    click.echo(f"{counted}: nothing was changed.")
    click.echo(f"Head: {found.head}")
    return 0


def _unexpected(found: "Verified", expect: str | None) -> list[str]:
    if expect is None or expect.strip().lower() == found.head:
        return []
    return [f"All spaces: the head is {found.head}, another than was expected."]


def _many(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"
