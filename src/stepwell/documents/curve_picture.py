"""The curve as a picture: readable in black and white, with a text alternative.

Importing this is slow (matplotlib), so it is imported only when a picture is made.
"""

from itertools import cycle
from textwrap import fill

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from stepwell.documents.curve_view import CurveView, landmarks
from stepwell.documents.figures import figures
from stepwell.documents.pictures import (
    BLACK,
    BLUE,
    GREY,
    date_axis,
    day_number,
    drawn_png,
    drawn_svg,
)
from stepwell.documents.swap_picture import draw_swap, swap_words
from stepwell.documents.wording import DRAFT, NOT_A_PRESCRIBER, day_words, listed
from stepwell.kinetics.forecast import Forecast
from stepwell.kinetics.people import Eliminator
from stepwell.kinetics.rates import Floats


SIZE, HEIGHTS = (10.0, 8.0), [3, 2]
SIZE_SWAP, HEIGHTS_SWAP = (10.0, 12.0), [3, 3, 2]
"""Inches, and the shares of the panels from the top; with a crossover one more."""
TITLE_WIDTH = 88
CLOSE_UP_DAYS = 3
SAMPLES_AN_HOUR = 4
LINES = ("-", (0, (5, 1, 1, 1)), (0, (1, 2)), (0, (9, 2)))
"""One for each drug of the close-up, from the first again if there are more."""
FOOT = (
    "Modelled, not measured: average values from the literature. People differ more\n"
    "than any model shows. " + NOT_A_PRESCRIBER
)


def curve_svg(view: CurveView) -> bytes:
    """Draw the curve as SVG; its title and description say what it shows."""
    return drawn_svg(lambda: figure_of(view), _title(view), alternative(view))


def curve_png(view: CurveView) -> bytes:
    """Draw the curve as PNG; its description says what it shows."""
    return drawn_png(lambda: figure_of(view), _title(view), alternative(view))


def alternative(view: CurveView) -> str:
    """What the picture shows, in sentences."""
    said = [
        f"The modelled level on {day_words(view.day(place))} ({words}) is"
        f" {figures(float(view.typical.mean[place]))} on average, between"
        f" {figures(float(view.typical.low[place]))} and"
        f" {figures(float(view.typical.high[place]))}."
        for words, place in landmarks(view)
    ]
    swap = [] if view.swap is None else list(swap_words(view, view.swap))
    told = [sentence for drug in view.drugs for sentence in drug.sentences]
    undrawn = [
        f"No level of {drug.drug} is drawn: {drug.reason}."
        for drug in view.drugs
        if drug.reason
    ]
    return " ".join([NOT_A_PRESCRIBER, *view.notes, *said, *swap, *told, *undrawn])


def _title(view: CurveView) -> str:
    return f"{DRAFT}: {view.title}"


def figure_of(view: CurveView) -> Figure:
    """Draw the whole plan; below it the swaps of a crossover, and the first days."""
    swap = view.swap
    size, heights = (SIZE, HEIGHTS) if swap is None else (SIZE_SWAP, HEIGHTS_SWAP)
    figure = Figure(figsize=size, layout="constrained")
    whole, *between, close_up = figure.subplots(len(heights), 1, height_ratios=heights)
    figure.suptitle(fill(_title(view), TITLE_WIDTH), fontweight="bold")
    figure.supxlabel(FOOT, fontsize=8)
    _draw_whole(whole, view)
    if swap is not None:
        draw_swap(between[0], view, swap)
    _draw_close_up(close_up, view)
    return figure


def _draw_whole(axes: Axes, view: CurveView) -> None:
    typical = view.typical
    days = day_number(view.start) + np.arange(len(typical.mean))
    axes.fill_between(
        days,
        typical.low,
        typical.high,
        color=GREY,
        linewidth=0,
        label="lowest to highest of each day, typical person",
    )
    axes.plot(days, typical.mean, color=BLACK, linewidth=1.8, label="mean, typical")
    axes.plot(
        days, view.slow_mean, color=BLUE, linestyle="--", label="mean, slow eliminator"
    )
    axes.plot(
        days, view.fast_mean, color=BLUE, linestyle=":", label="mean, fast eliminator"
    )
    if view.plan.stop_date is not None:
        stop = day_number(view.plan.stop_date)
        axes.axvline(stop, color=BLACK, linewidth=0.8, linestyle="-.")
        axes.annotate(
            f"without it from {view.plan.stop_date.isoformat()}",
            (stop, 0.97),
            xycoords=("data", "axes fraction"),
            xytext=(-4, 0),
            textcoords="offset points",
            rotation=90,
            ha="right",
            va="top",
            fontsize=8,
        )
    date_axis(axes)
    axes.set_xlim(days[0], days[-1])
    axes.set_ylim(bottom=0)
    axes.set_ylabel("Active level\n(diazepam 10 mg a day = 1)")
    alone = f": {listed(view.drawn)} alone" if len(view.drugs) > len(view.drawn) else ""
    axes.set_title(f"The whole plan, day by day{alone}", loc="left")
    axes.legend(
        frameon=False, fontsize=8, bbox_to_anchor=(0.92, 1.0), loc="upper right"
    )


def _draw_close_up(axes: Axes, view: CurveView) -> None:
    """The first days hour by hour, in per cent of today's mean level."""
    count = SAMPLES_AN_HOUR * 24 * CLOSE_UP_DAYS
    hours: Floats = np.arange(count + 1, dtype=np.float64) / SAMPLES_AN_HOUR
    today = view.levels.mean_today(Eliminator.TYPICAL)
    for each, style in zip(view.levels.drawn, cycle(LINES), strict=False):
        label = f"{each.drug}, typical person"
        axes.plot(
            hours,
            _relative(each, hours, today),
            color=BLACK,
            linestyle=style,
            label=label,
        )
    compared = view.levels.compared
    if compared is not None:
        label = "the same plan on diazepam (a comparison, no advice)"
        axes.plot(
            hours,
            _relative(compared, hours, today),
            color=BLUE,
            linestyle="--",
            label=label,
        )
    axes.axhline(100, color=GREY, linewidth=0.8)
    axes.set_xlim(0, hours[-1])
    axes.set_ylim(bottom=0)
    axes.set_xticks(np.arange(0, hours[-1] + 1, 6))
    axes.set_xlabel("Hours from the first midnight")
    axes.set_ylabel("Per cent of\ntoday's mean level")
    axes.set_title(f"The first {CLOSE_UP_DAYS} days, hour by hour", loc="left")
    # A drug that is new begins at the bottom, where the words would stand.
    above = None if view.plan.crossover is None else (1.0, 1.0)
    axes.legend(
        frameon=False, fontsize=8, loc="lower right", ncols=2, bbox_to_anchor=above
    )


def _relative(forecast: Forecast, hours: Floats, today: float) -> Floats:
    """In per cent of its mean level today; of a new drug, of all drugs' of today.

    Where neither is known, in per cent of the new drug's own fullest day.
    """
    typical = forecast.typical
    mean = typical.mean_today or today or typical.usual.cavg
    return 100 * typical.active_at(hours) / mean
