"""``stepwell curve``: a request in, the modelled level over its plan out."""

import sys
from typing import TYPE_CHECKING

import click


if TYPE_CHECKING:
    from stepwell.documents.curve_view import CurveView
    from stepwell.documents.views import PlanView

REFUSED = 3
PICTURES = ("svg", "png")


@click.command("curve", short_help="Show the modelled level over a plan.")
@click.argument("request_file", metavar="REQUEST")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv", *PICTURES]),
    default="text",
    show_default=True,
    help="What to make of the curve.",
)
@click.option(
    "-o", "--output", metavar="FILE", help="Write to FILE, whole or not at all."
)
def command(request_file: str, form: str, output: str | None) -> int:
    """Model the level of the medicine over the plan of REQUEST.

    The level is modelled from average values in the literature, never measured; it
    shows how a medicine swings between doses and how slowly it leaves. It is no
    advice; ask your prescriber what it means for you. Where too little is known, it
    says so and draws nothing. A plan that is refused is refused here, too: status 3.

    \b
    Examples:
      stepwell curve examples/lorazepam-us.toml
      stepwell curve examples/lorazepam-us.toml --format svg -o level.svg
      stepwell curve examples/diazepam-gb.toml --format csv -o level.csv
    """
    from stepwell.cli.files import refuse_to_replace
    from stepwell.cli.plan import deliver
    from stepwell.interop.errors import InputError

    refuse_to_replace(request_file, output)
    if form == "png" and output is None and sys.stdout.isatty():
        raise InputError("--format png: this is no text; name a file with -o")
    plan, curve = made(request_file)
    if curve is None:
        deliver(plan, form, output)
        return REFUSED
    if form in PICTURES and not curve.is_drawn:
        raise InputError(f"--format {form}: no level is drawn: {curve.why_not}")
    _deliver(curve, form, output)
    return 0


def made(request_file: str) -> "tuple[PlanView, CurveView | None]":
    """Read a request, plan, and model the levels unless the plan is refused."""
    from stepwell.cli.made import read_source
    from stepwell.documents.curve_view import CurveView
    from stepwell.documents.plan_levels import plan_levels
    from stepwell.interop.errors import InputError
    from stepwell.plan.request import Method
    from stepwell.safety.scale import Scale

    source = read_source(request_file)
    request = source.request
    if request.method is Method.COMPARE:
        sentence = "a curve is of one plan; ask for direct or crossover"
        raise InputError(f"method: {sentence}")
    proposal = source.proposal()
    view = source.view(proposal)
    if view.refused or proposal.plan is None:
        return view, None
    known = source.formulary.with_products(request.custom_products)
    scale = Scale.using(known, proposal.table)
    levels = plan_levels(proposal.plan, request, known, scale)
    return view, CurveView(view.title, proposal.plan, levels)


def _deliver(curve: "CurveView", form: str, output: str | None) -> None:
    from stepwell.cli.files import put
    from stepwell.cli.screen import show

    if form == "text" and output is None:
        from stepwell.documents.curve_text import curve_text

        show(lambda width: curve_text(curve, width))
    else:
        put(rendered(curve, form), output)


def rendered(curve: "CurveView", form: str) -> bytes:
    """The document of a curve in one of the formats."""
    from stepwell.cli.screen import PLAIN_WIDTH
    from stepwell.documents.blocks import plain

    if form == "text":
        from stepwell.documents.curve_text import curve_text

        return plain(curve_text(curve, PLAIN_WIDTH)).encode()
    if form in PICTURES:
        from stepwell.documents.curve_picture import curve_png, curve_svg

        return curve_svg(curve) if form == "svg" else curve_png(curve)
    from stepwell.documents.curve_json import curve_csv, curve_json

    return (curve_json(curve) if form == "json" else curve_csv(curve)).encode()
