"""The command ``stepwell``: exit status 0 done, 2 bad input, 3 refused for safety."""

import contextlib
import os
import sys
from importlib import import_module
from typing import TextIO

import click

from stepwell import __version__
from stepwell.interop.errors import InputError


COMMANDS = {
    "plan": "stepwell.cli.plan",
    "review": "stepwell.cli.review",
    "compare": "stepwell.cli.compare",
    "curve": "stepwell.cli.curve",
    "journal": "stepwell.cli.journal",
    "adapt": "stepwell.cli.adapt",
    "drugs": "stepwell.cli.drugs",
    "equivalents": "stepwell.cli.equivalents",
    "sources": "stepwell.cli.sources",
    "check-data": "stepwell.cli.check_data",
    "demo": "stepwell.cli.demo",
    "serve": "stepwell.cli.serve",
    "account-link": "stepwell.cli.account_link",
    "audit": "stepwell.cli.audit",
}
"""Every command is a module that imports nothing heavy until it runs."""

BAD_INPUT, INTERRUPTED, BROKEN_PIPE = 2, 130, 141


class LazyGroup(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order they are explained."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name]).command
        return command


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88},
)
@click.version_option(__version__, prog_name="stepwell")
@click.pass_context
def stepwell(ctx: click.Context) -> None:
    """Plan and review a gradual reduction of a benzodiazepine or Z-drug.

    Stepwell makes drafts to discuss. It is not a substitute for a prescriber: show
    what it prints to yours before you change anything.

    \b
    Examples:
      stepwell plan examples/lorazepam-us.toml
      stepwell review examples/schedules/too-fast.csv
      stepwell equivalents lorazepam "1 mg"

    Exit status: 0 done; 2 bad input, with one sentence that names the field; 3
    refused for safety, with the reason.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def main() -> None:
    """Run the command line and leave with its exit status."""
    for stream in (sys.stdout, sys.stderr):
        _speak_utf8(stream)
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run the command line; every foreseen problem becomes one sentence."""
    try:
        status = stepwell.main(arguments, "stepwell", standalone_mode=False)
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except InputError as problem:
        return _complain(str(problem))
    except click.ClickException as problem:
        return _complain(problem.format_message())
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        _forget_stdout()
        return BROKEN_PIPE


def _complain(sentence: str) -> int:
    line = " ".join(sentence.split())
    safe = "".join(mark if mark.isprintable() else "?" for mark in line)
    click.echo(f"stepwell: {safe}", err=True)
    return BAD_INPUT


def _speak_utf8(stream: TextIO) -> None:
    """The same bytes on every system, also under an old Windows code page."""
    with contextlib.suppress(AttributeError, ValueError):
        stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")  # type: ignore[attr-defined]


def _forget_stdout() -> None:
    """Keep Python from complaining at exit that nobody reads any more."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
