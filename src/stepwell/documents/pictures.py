"""Pictures as bytes: the same look for all, with a title and a description inside.

Importing this is slow (matplotlib), so it is imported only when a picture is made.
"""

import io
from collections.abc import Callable
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

import matplotlib as mpl
import matplotlib.style
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.figure import Figure


Draw = Callable[[], Figure]

DOTS_PER_INCH = 150
BLACK, GREY, BLUE = "#000000", "#b8b8b8", "#0b559f"
STYLE: Any = {
    "font.family": "sans-serif",
    "font.size": 10,
    "text.parse_math": False,
    "svg.fonttype": "none",
    "svg.hashsalt": "stepwell",
    "axes.spines.top": False,
    "axes.spines.right": False,
}
DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
EPOCH = date(1970, 1, 1)


def drawn_svg(
    draw: Draw, title: str, description: str, *, as_paths: bool = False
) -> bytes:
    """Draw as SVG: an image with title and description, and nothing from outside.

    Text stays text, so that it can be searched and read aloud; ``as_paths`` draws it
    as shapes, for a document that has other fonts and other words beside it.
    """
    out = io.BytesIO()
    style = {**STYLE, "svg.fonttype": "path"} if as_paths else STYLE
    with mpl.style.context(style, after_reset=True):
        FigureCanvasSVG(draw()).print_figure(out, format="svg", metadata={"Date": None})
    drawn = out.getvalue().decode("utf-8")
    # Without what stands before: a document type that others would look up elsewhere.
    _, tag, rest = drawn.partition("<svg ")
    opening, _, inside = rest.partition(">")
    return (
        f'{DECLARATION}{tag}role="img" aria-labelledby="title desc" {opening}>'
        f'\n <title id="title">{escape(title)}</title>'
        f'\n <desc id="desc">{escape(description)}</desc>{inside}'
    ).encode()


def drawn_png(draw: Draw, title: str, description: str) -> bytes:
    """Draw as PNG; title and description stand in its text chunks."""
    out = io.BytesIO()
    about = {"Title": title, "Description": description, "Software": None}
    with mpl.style.context(STYLE, after_reset=True):
        FigureCanvasAgg(draw()).print_figure(
            out, dpi=DOTS_PER_INCH, format="png", metadata=about
        )
    return out.getvalue()


def day_number(day: date) -> int:
    """Days since 1970, as an axis of dates counts."""
    return (day - EPOCH).days


def date_axis(axes: Axes) -> None:
    """Label the horizontal axis with dates."""
    locator = AutoDateLocator()  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(
        ConciseDateFormatter(locator)  # type: ignore[no-untyped-call]
    )
