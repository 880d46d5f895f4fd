"""Several plans in one picture: their doses over time, readable in black and white."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from stepwell.documents.comparison_view import Column, ComparisonView
from stepwell.documents.pictures import (
    BLACK,
    date_axis,
    day_number,
    drawn_png,
    drawn_svg,
)
from stepwell.documents.wording import DRAFT, NOT_A_PRESCRIBER


LINES = ("-", "--", ":", "-.")
MARKERS = ("o", "s", "^", "D")


def comparison_svg(view: ComparisonView) -> bytes:
    """Draw the comparison as SVG."""
    return drawn_svg(lambda: _figure(view), _title(view), alternative(view))


def comparison_png(view: ComparisonView) -> bytes:
    """Draw the comparison as PNG."""
    return drawn_png(lambda: _figure(view), _title(view), alternative(view))


def alternative(view: ComparisonView) -> str:
    """What the picture shows, in sentences."""
    said = []
    for place, column in enumerate(view.columns):
        rows = {label: cells[place] for label, cells in view.rows}
        told = "; ".join(f"{label}: {cell}" for label, cell in rows.items())
        said.append(f"{column.name}. {told}.")
    return " ".join([*said, NOT_A_PRESCRIBER])


def _title(view: ComparisonView) -> str:
    return f"{DRAFT}: {len(view.columns)} plans side by side"


def _figure(view: ComparisonView) -> Figure:
    figure = Figure(figsize=(10.0, 6.0), layout="constrained")
    axes = figure.subplots()
    figure.suptitle(_title(view), fontweight="bold")
    figure.supxlabel(NOT_A_PRESCRIBER, fontsize=8)
    for place, column in enumerate(view.columns):
        _draw(axes, column, place)
    date_axis(axes)
    axes.set_ylim(bottom=0)
    axes.set_ylabel("Diazepam equivalent, mg a day\n(the higher of two tables)")
    axes.legend(frameon=False, fontsize=9)
    return figure


def _draw(axes: Axes, column: Column, place: int) -> None:
    steps = column.view.steps
    if column.view.refused or not steps:
        axes.plot([], [], linestyle="none", label=f"{column.name}: refused")
        return
    days = [day_number(step.start) for step in steps]
    doses = [float(step.high) for step in steps]
    last = steps[-1]
    days.append(days[-1] + last.days)
    doses.append(0.0 if column.view.stop_date else doses[-1])
    axes.step(
        days,
        doses,
        where="post",
        color=BLACK,
        linewidth=1.2,
        linestyle=LINES[place % len(LINES)],
        marker=MARKERS[place % len(MARKERS)],
        markevery=max(1, len(days) // 8),
        markersize=4,
        label=column.name,
    )
