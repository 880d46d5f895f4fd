"""``stepwell compare``: several requests in, their plans side by side out."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click


if TYPE_CHECKING:
    from stepwell.cli.made import Source
    from stepwell.documents.comparison_view import Column, ComparisonView

REFUSED = 3
MOST_PLANS = 4


@click.command("compare", short_help="Lay several plans side by side.")
@click.argument("request_files", metavar="REQUEST...", nargs=-1, required=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "svg", "png"]),
    default="text",
    show_default=True,
    help="What to make of the comparison.",
)
@click.option(
    "-o", "--output", metavar="FILE", help="Write to FILE, whole or not at all."
)
def command(request_files: tuple[str, ...], form: str, output: str | None) -> int:
    """Lay the plans of two to four requests side by side: paces, methods, products.

    A request with the method compare counts for two: the direct way and the crossover.
    Nothing says which is better: that is for you and your prescriber to choose.

    \b
    Examples:
      stepwell compare slow.toml quick.toml
      stepwell compare both.toml --format svg -o both.svg
    """
    from stepwell.cli.files import refuse_to_replace
    from stepwell.interop.errors import InputError

    if form == "png" and output is None and sys.stdout.isatty():
        raise InputError("--format png: this is no text; name a file with -o")
    for name in request_files:
        refuse_to_replace(name, output)
    view = compared(request_files)
    deliver(view, form, output)
    return REFUSED if view.all_refused else 0


def compared(request_files: tuple[str, ...]) -> "ComparisonView":
    """Read the requests, plan each, and compare; raises InputError."""
    from stepwell.cli.made import read_source
    from stepwell.documents.comparison_view import comparison_view
    from stepwell.documents.wording import counted
    from stepwell.interop.errors import InputError

    found: list[Column] = []
    stems = [Path(name).stem for name in request_files]
    for name, stem in zip(request_files, stems, strict=True):
        found += columns(stem if stems.count(stem) == 1 else name, read_source(name))
    if not 2 <= len(found) <= MOST_PLANS:
        raise InputError(
            f"REQUEST: this makes {counted(len(found), 'plan')}, and 2 to {MOST_PLANS}"
            ' can be compared; give another request, or one with "method": "compare"'
        )
    return comparison_view(tuple(found))


def columns(name: str, source: "Source") -> "list[Column]":
    """The plans of a request, named by its file (and the method, of two)."""
    from stepwell.documents.comparison_view import Column
    from stepwell.planner.compare import proposals

    given = source.plan is not None
    request = source.request
    made = (
        {request.method.value: source.proposal()}
        if given
        else proposals(request, source.formulary)
    )
    return [
        Column(
            name=f"{name} ({method})" if len(made) > 1 else name,
            view=source.view(proposal),
            plan=proposal.plan,
        )
        for method, proposal in made.items()
    ]


def deliver(view: "ComparisonView", form: str, output: str | None) -> None:
    """Print or write a comparison; without any plan only JSON is written."""
    from stepwell.cli.files import put
    from stepwell.cli.screen import show
    from stepwell.documents.comparison_text import comparison_text

    to_screen = form == "text" and output is None
    if not to_screen and (form == "json" or not view.all_refused):
        put(rendered(view, form), output)
    if to_screen or (view.all_refused and (form != "json" or output is not None)):
        show(lambda width: comparison_text(view, width), err=not to_screen)


def rendered(view: "ComparisonView", form: str) -> bytes:
    """The document of a comparison in one of the formats."""
    from stepwell.cli.screen import PLAIN_WIDTH
    from stepwell.documents.blocks import plain
    from stepwell.documents.comparison_json import comparison_json
    from stepwell.documents.comparison_text import comparison_text

    if form == "json":
        return comparison_json(view).encode()
    if form == "text":
        return plain(comparison_text(view, PLAIN_WIDTH)).encode()
    from stepwell.documents.comparison_picture import comparison_png, comparison_svg

    return comparison_svg(view) if form == "svg" else comparison_png(view)
