"""The swaps of a crossover close up: each drug and both together, day by day.

Importing this is slow (matplotlib), so it is imported only when a picture is made.
"""

from collections.abc import Iterator
from itertools import cycle
from math import ceil

import numpy as np
from matplotlib.axes import Axes

from stepwell.documents.curve_view import CurveView
from stepwell.documents.figures import figures
from stepwell.documents.pictures import BLACK, BLUE, GREY, day_number
from stepwell.documents.swap_view import SwapDays
from stepwell.documents.wording import MONTHS, day_words, listed
from stepwell.kinetics.forecast import Forecast
from stepwell.kinetics.quantities import NEGLIGIBLE


TITLE = "The swap, close up"
DASHES = ((0, (4, 3)), (0, (7, 2, 1, 2)), (0, (1, 2)))
"""One for each drug, from the first again if there are more."""
DARK_GREY = "#6e6e6e"
ROOM = 1.15
"""The height of the panel over the highest level in it: the swaps are named there."""
WEEK, MOST_DATES = 7, 10
"""Dates stand at weeks, and no more of them than fit beside each other."""


def draw_swap(axes: Axes, view: CurveView, swap: SwapDays) -> None:
    """Draw the mean level of each drug and of all together, with the people's band."""
    first = day_number(view.start)
    days, shown = first + np.arange(swap.shown), slice(swap.shown)
    slow = view.slow_mean[shown]
    band = "together, fast to slow eliminators"
    axes.fill_between(
        days, view.fast_mean[shown], slow, color=GREY, linewidth=0, label=band
    )
    typical, words = view.typical.mean[shown], "together, typical person"
    axes.plot(days, typical, color=BLACK, linewidth=2.6, label=words)
    for each, dashes in zip(view.levels.drawn, cycle(DASHES), strict=False):
        axes.plot(
            days,
            view.mean_of[each.drug][shown],
            color=BLUE,
            linewidth=1.4,
            linestyle=dashes,
            label=_label(each),
        )
    for number, place in enumerate(swap.begun, start=1):
        _mark(axes, first + place, "swap 1" if number == 1 else str(number))
    axes.set_xlim(days[0], days[-1])
    axes.set_ylim(0, ROOM * slow.max())
    _name(axes, view, swap)


def _name(axes: Axes, view: CurveView, swap: SwapDays) -> None:
    """Say what the panel, its axes and its lines are."""
    first, places = day_number(view.start), _dated(swap)
    axes.set_xticks(
        [first + each for each in places], [_date(view, each) for each in places]
    )
    days = f"Days from {day_words(view.start)}; each line is the mean of the day"
    axes.set_xlabel(days)
    axes.set_ylabel("Active level\n(diazepam 10 mg a day = 1)")
    axes.set_title(TITLE, loc="left")
    axes.legend(
        frameon=False, fontsize=8, bbox_to_anchor=(1.0, 1.0), loc="lower right", ncols=2
    )


def _dated(swap: SwapDays) -> range:
    """The first days of weeks, or of every few weeks where there are many."""
    weeks = ceil(swap.shown / (WEEK * MOST_DATES))
    return range(0, swap.shown, WEEK * weeks)


def _date(view: CurveView, place: int) -> str:
    day = view.day(place)
    return f"{day.day} {MONTHS[day.month - 1][:3]}\nday {place + 1}"


def _label(forecast: Forecast) -> str:
    alone = forecast.body.known.model.names == (forecast.drug,)
    return forecast.drug if alone else f"{forecast.drug} with its active metabolites"


def _mark(axes: Axes, day: int, words: str) -> None:
    axes.axvline(day, color=DARK_GREY, linewidth=0.6)
    axes.annotate(
        words,
        (day, 0.98),
        xycoords=("data", "axes fraction"),
        xytext=(3, 0),
        textcoords="offset points",
        va="top",
        fontsize=8,
    )


def swap_words(view: CurveView, swap: SwapDays) -> Iterator[str]:
    """What the close-up shows, in sentences: each swap, the lowest and the last day."""
    for number, place in enumerate(swap.begun, start=1):
        yield _told(view, place, f"swap {number} begins")
    lowest = int(np.argmin(view.typical.mean[: swap.shown]))
    yield _told(view, lowest, "the lowest level in it")
    yield _told(view, swap.last, "its last day")


def _told(view: CurveView, place: int, words: str) -> str:
    together = float(view.typical.mean[place])
    parts = [
        f"{drug} {_share(float(mean[place]), together)}"
        for drug, mean in view.mean_of.items()
    ]
    return (
        f"{TITLE}, on {day_words(view.day(place))} ({words}): {listed(parts)}, together"
        f" a mean level of {figures(together)} (fast eliminators"
        f" {figures(float(view.fast_mean[place]))}, slow"
        f" {figures(float(view.slow_mean[place]))})."
    )


def _share(part: float, together: float) -> str:
    return "almost nothing" if part <= NEGLIGIBLE * together else figures(part)
