"""Painting laid-out lines: with rich on a terminal, plain everywhere else."""

import os
import shutil
import sys
from collections.abc import Callable, Iterable

import click

from stepwell.documents.blocks import WIDEST, Line, plain


STYLES = {
    "title": "bold white on blue",
    "heading": "bold blue",
    "strong": "bold",
    "dim": "dim",
    "stop": "bold red",
    "lock": "bold magenta",
    "caution": "bold yellow",
    "info": "bold cyan",
    "rule": "blue",
}
PLAIN_WIDTH = 88


def show(lay_out: Callable[[int], list[Line]], *, err: bool = False) -> None:
    """Print lines laid out for the width at hand."""
    stream = sys.stderr if err else sys.stdout
    if is_plain(stream.isatty()):
        click.echo(plain(lay_out(PLAIN_WIDTH)), nl=False, err=err)
    else:
        width = min(shutil.get_terminal_size().columns, WIDEST)
        _paint(lay_out(width), err)


def is_plain(is_terminal: bool) -> bool:
    """Tell whether to leave colours out (a pipe, ``NO_COLOR``, a dumb terminal)."""
    return (
        not is_terminal
        or bool(os.environ.get("NO_COLOR"))
        or os.environ.get("TERM") == "dumb"
    )


def _paint(lines: Iterable[Line], err: bool) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=err, highlight=False)
    for line in lines:
        text = line.text.replace("-", "\u2500") if line.style == "rule" else line.text
        console.print(Text(text, STYLES.get(line.style, "")), soft_wrap=True)
