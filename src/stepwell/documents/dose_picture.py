"""The doses of a plan over its dates as a picture for a page, with the modelled level.

Importing this is slow (matplotlib), so it is imported only when a picture is made.
"""

from datetime import date
from itertools import cycle
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from stepwell.documents.dose_axis import SMALL, dated, head, stacked
from stepwell.documents.dose_stairs import Staircase, Stretch
from stepwell.documents.dose_view import DoseChartView, alternative
from stepwell.documents.pictures import (
    BLACK,
    GREY,
    day_number,
    drawn_png,
    drawn_svg,
)
from stepwell.documents.wording import DRAFT, listed
from stepwell.quantities import Mass


DOSE_CM, LEVEL_CM, BETWEEN_CM = 3.1, 2.8, 0.75
DASHES: tuple[Any, ...] = ("-", (0, (5, 1.5)), (0, (1.5, 1.2)), (0, (7, 1.5, 1.5, 1.5)))
"""One for each drug, from the first again if there are more."""
DARK_GREY = "#6e6e6e"
ROOM = 1.25
"""The height of a panel over the highest dose in it: doses are written there."""
NANOGRAMS_PER_MG = Mass.mg(1).nanograms
MODELLED_HERE = "Modelled, not measured"


def dose_svg(view: DoseChartView, *, as_paths: bool = False) -> bytes:
    """Draw the doses as SVG; ``as_paths`` draws its text as shapes."""
    return drawn_svg(
        lambda: figure_of(view), _title(view), alternative(view), as_paths=as_paths
    )


def dose_png(view: DoseChartView) -> bytes:
    """Draw the doses as PNG; its description says what it shows."""
    return drawn_png(lambda: figure_of(view), _title(view), alternative(view))


def _title(view: DoseChartView) -> str:
    return f"{DRAFT}: {view.title}"


def figure_of(view: DoseChartView) -> Figure:
    """Draw a panel for each drug, and below them the level."""
    heights = [DOSE_CM] * len(view.stairs)
    if view.levels is not None:
        heights.append(LEVEL_CM)
    figure, panels = stacked(heights, BETWEEN_CM)
    for axes, stairs, dashes in zip(panels, view.stairs, cycle(DASHES), strict=False):
        draw_stairs(axes, stairs, dashes)
        _label_doses(axes, stairs, view)
        _mark_end(axes, stairs, view)
        head(axes, f"{stairs.drug}, mg a day as planned")
    if view.levels is not None:
        _draw_levels(panels[-1], view)
    dated(panels, view.first, view.end)
    return figure


def milligrams(mass: Mass) -> float:
    """An exact mass as a place on an axis, and for nothing else."""
    return mass.nanograms / NANOGRAMS_PER_MG


def draw_stairs(axes: Axes, stairs: Staircase, dashes: Any) -> None:
    """Draw the total daily dose of a drug as a staircase."""
    first = stairs.stretches
    days = [*(day_number(each.first) for each in first), day_number(first[-1].end)]
    doses = [*(milligrams(each.total) for each in first)]
    axes.step(
        days,
        [*doses, doses[-1]],
        where="post",
        color=BLACK,
        linewidth=1.5,
        linestyle=dashes,
        solid_capstyle="butt",
        label="planned",
    )
    axes.set_ylim(0, ROOM * (max(doses) or 1))
    axes.locator_params(axis="y", nbins=4)


def _label_doses(axes: Axes, stairs: Staircase, view: DoseChartView) -> None:
    """Write the first dose and the highest beside them; an early end says it itself."""
    first, ended = stairs.stretches[0], _is_early(stairs.stretches[-1], view)
    for stretch in dict.fromkeys((first, stairs.highest)):
        if stretch.total and not (ended and len(stairs.stretches) > 1):
            axes.annotate(
                f"{stretch.total.mg_text} mg",
                (day_number(stretch.first), milligrams(stretch.total)),
                xytext=(2, 2.5),
                textcoords="offset points",
                va="bottom",
                fontsize=SMALL,
            )


def _mark_end(axes: Axes, stairs: Staircase, view: DoseChartView) -> None:
    """Mark the first day without a drug, or from which on it stays on a dose."""
    last, early = stairs.stretches[-1], _is_early(stairs.stretches[-1], view)
    if len(stairs.stretches) == 1:
        return
    _end_line(axes, last.first)
    axes.annotate(
        _end_words(stairs, early=early),
        (day_number(last.first), 0.98),
        xycoords=("data", "axes fraction"),
        xytext=(3 if early else -3, 0),
        textcoords="offset points",
        ha="left" if early else "right",
        va="top",
        fontsize=SMALL,
        linespacing=1.1,
    )


def _end_words(stairs: Staircase, *, early: bool) -> str:
    last, day = stairs.stretches[-1], stairs.stretches[-1].first.isoformat()
    final = stairs.stretches[-2] if not last.total else last
    before = f"{stairs.highest.total.mg_text} mg at most, " if early else ""
    if last.total:
        return f"{before}{last.total.mg_text} mg, the goal,\nfrom {day}"
    return f"{before}last dose {final.total.mg_text} mg a day,\nnone from {day}"


def _is_early(last: Stretch, view: DoseChartView) -> bool:
    """Tell whether what comes last begins where words fit only after it."""
    return (last.first - view.first) * 3 < view.end - view.first


def _end_line(axes: Axes, day: date) -> None:
    axes.axvline(day_number(day), color=BLACK, linewidth=0.8, linestyle="-.")


def _draw_levels(axes: Axes, view: DoseChartView) -> None:
    levels = view.levels
    assert levels is not None  # asked before
    days = day_number(view.start) + np.arange(len(levels.mean))
    axes.fill_between(
        days,
        levels.low,
        levels.high,
        color=GREY,
        linewidth=0,
        label="lowest to highest of each day, typical person",
    )
    axes.plot(days, levels.mean, color=BLACK, linewidth=1.3, label="mean of the day")
    if view.stop_date is not None:
        _end_line(axes, view.stop_date)
    axes.set_ylim(0, ROOM * levels.high.max())
    axes.locator_params(axis="y", nbins=4)
    axes.set_ylabel("diazepam 10 mg\na day = 1", fontsize=SMALL)
    head(axes, MODELLED_HERE)
    if view.undrawn:
        _whose(axes, listed(list(view.drawn)))
    axes.legend(
        frameon=False,
        fontsize=SMALL,
        loc="lower right",
        ncols=2,
        bbox_to_anchor=(1.0, 1.03),
        borderaxespad=0.0,
        borderpad=0.0,
        handlelength=1.6,
        columnspacing=1.2,
    )


def _whose(axes: Axes, drugs: str) -> None:
    """Say whose level it is, where another drug has none: above the highest level."""
    axes.annotate(
        f"the level of {drugs} alone",
        (0.99, 0.97),
        xycoords="axes fraction",
        ha="right",
        va="top",
        fontsize=SMALL,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6},
    )
