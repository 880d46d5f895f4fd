"""Symptoms and sleep beside the dose, as a picture for a page; gaps stay gaps.

Importing this is slow (matplotlib), so it is imported only when a picture is made.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import cycle
from math import nan
from textwrap import wrap
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from stepwell.documents.dose_axis import (
    CM,
    LEFT_CM,
    PANEL_CM,
    SMALL,
    WIDTH_CM,
    dated,
    head,
    stacked,
)
from stepwell.documents.dose_picture import (
    DARK_GREY,
    DASHES,
    ROOM,
    draw_stairs,
    milligrams,
)
from stepwell.documents.lived_parts import (
    HOUR_MINUTES,
    DrugDays,
    SleepDays,
    SymptomDays,
    WaveView,
)
from stepwell.documents.lived_view import LivedView
from stepwell.documents.lived_words import (
    MISSING,
    WAVE,
    WHEN_NOT_WHY,
    alternative,
    beside_words,
    in_doubt_words,
)
from stepwell.documents.pictures import BLACK, day_number, drawn_png, drawn_svg
from stepwell.documents.wording import counted, days_words, listed
from stepwell.journal.entry import HIGHEST_RATING
from stepwell.quantities import Mass
from stepwell.quantities.decimals import rounded_text


DAY = timedelta(days=1)
DOSE_CM, SYMPTOM_CM, SLEEP_CM, BETWEEN_CM, LINE_CM = 2.3, 1.75, 1.8, 0.75, 0.38
FOOT_WIDTH = 100
"""Characters."""
MARKERS = ("o", "s", "^", "D")
MARKER, SMALLEST_MARKER, DAYS_OF_FULL_SIZE, DAYS_MARKED = 3.2, 1.8, 60, 200
"""Points, the days beyond which marks become smaller, and then fewer."""
NOON = 0.5
"""What belongs to a day stands in its middle, a change of dose at its beginning."""
OPEN_PLACE = 0.06
MOST_LINES = 60
"""More changes than these would be a grey wall; the staircase shows them as well."""
HATCH, HATCHING = "/////", "#8c8c8c"
WAVE_ROOM = 3.6
"""Points of room above a rating of 10, where waves are named."""
APART_CM = 1.7
"""Two names of waves nearer than this would lie on each other."""
LEAST_HOURS = 9


def lived_svg(view: LivedView, *, as_paths: bool = False) -> bytes:
    """Draw the days as SVG; ``as_paths`` draws its text as shapes."""
    return drawn_svg(
        lambda: figure_of(view), view.title, alternative(view), as_paths=as_paths
    )


def lived_png(view: LivedView) -> bytes:
    """Draw the days as PNG; its description says what it shows."""
    return drawn_png(lambda: figure_of(view), view.title, alternative(view))


def figure_of(view: LivedView) -> Figure:
    """Draw a panel for each drug, each symptom there is room for, and sleep."""
    sleep = view.sleep if view.sleep is not None and view.sleep.minutes else None
    heights = [DOSE_CM] * len(view.drugs) + [SYMPTOM_CM] * len(view.drawn)
    heights += [] if sleep is None else [SLEEP_CM]
    foot = _foot(view)
    figure, panels = stacked(heights, BETWEEN_CM, LINE_CM * len(foot))
    for axes, drug, dashes in zip(panels, view.drugs, cycle(DASHES), strict=False):
        _draw_drug(axes, drug, dashes)
    rated = panels[len(view.drugs) :]
    for place, (axes, symptom) in enumerate(zip(rated, view.drawn, strict=False)):
        _draw_symptom(axes, symptom, view, place)
    if sleep is not None:
        _draw_sleep(panels[-1], sleep, view)
    for axes in panels:
        _draw_changes(axes, view)
    dated(panels, view.first, view.last + DAY)
    figure.text(
        LEFT_CM / WIDTH_CM,
        LINE_CM / 3 / (figure.get_figheight() / CM),
        "\n".join(foot),
        fontsize=SMALL,
        va="bottom",
        linespacing=1.2,
    )
    return figure


def _foot(view: LivedView) -> list[str]:
    """What the lines, the hatching and the gaps mean."""
    changes = len(view.changes)
    lines = (
        "Upright lines: a planned dose changes. " if 0 < changes <= MOST_LINES else ""
    )
    said = [f"{lines}{MISSING}"]
    if any(each.waves for each in view.drawn):
        said.append(f"Hatched: the highest week of a wave, {WAVE}. {WHEN_NOT_WHY}")
    said += beside_words(view)
    said += in_doubt_words(view.sleep) if view.sleep is not None else ()
    if view.undrawn:
        names = [f"{each.name} (highest {each.highest[0]})" for each in view.undrawn]
        said.append(f"Rated, but not drawn: {listed(names)}.")
    return [line for each in said for line in wrap(each, FOOT_WIDTH)]


def _draw_drug(axes: Axes, drug: DrugDays, dashes: Any) -> None:
    draw_stairs(axes, drug.stairs, dashes)
    known = [each for each in drug.differing if each.is_known]
    least = [each for each in drug.differing if not each.is_known]
    for days, marker, label in ((known, "D", "taken"), (least, "^", "at least taken")):
        if days:
            axes.plot(
                [day_number(each.day) + NOON for each in days],
                [milligrams(each.taken) for each in days],
                color=BLACK,
                linestyle="none",
                marker=marker,
                markersize=3.2,
                markerfacecolor=BLACK if marker == "D" else "white",
                label=label,
            )
    most = max((each.taken for each in drug.differing), default=Mass(0))
    stairs = max(each.total for each in drug.stairs.stretches)
    axes.set_ylim(0, ROOM * milligrams(max(most, stairs)))
    if drug.open_days:
        axes.plot(
            [day_number(day) + NOON for day in drug.open_days],
            [OPEN_PLACE] * len(drug.open_days),
            color=DARK_GREY,
            linestyle="none",
            marker="|",
            markersize=4,
            transform=axes.get_xaxis_transform(),
            label="no clear answer",
        )
    head(axes, f"{drug.stairs.drug}, mg a day")
    axes.legend(
        frameon=False,
        fontsize=SMALL,
        loc="lower right",
        ncols=4,
        bbox_to_anchor=(1.0, 1.03),
        borderaxespad=0.0,
        borderpad=0.0,
        handlelength=1.6,
        columnspacing=1.2,
    )


def _draw_symptom(
    axes: Axes, symptom: SymptomDays, view: LivedView, place: int
) -> None:
    known = {day: float(rating) for day, rating in symptom.ratings.items()}
    _draw_days(axes, view, known, place, symptom.name)
    axes.set_ylim(-0.6, HIGHEST_RATING + WAVE_ROOM)
    axes.set_yticks([0, HIGHEST_RATING // 2, HIGHEST_RATING])
    axes.spines["left"].set_bounds(0, HIGHEST_RATING)
    _draw_waves(axes, symptom.waves, view)
    rated = f"rated on {len(symptom.ratings)} of {days_words(view.days)}"
    head(axes, f"{symptom.name}, 0 to 10", f"{rated}, highest {symptom.highest[0]}")


def _draw_days(
    axes: Axes, view: LivedView, known: Mapping[date, float], place: int, label: str
) -> None:
    """Draw marks, and a line only between days with a value that are neighbours.

    The line has no dashes: their gaps would look like missing days (H33).
    """
    days = [view.first + timedelta(days=number) for number in range(view.days)]
    size = min(MARKER, max(SMALLEST_MARKER, MARKER * DAYS_OF_FULL_SIZE / view.days))
    axes.plot(
        [day_number(day) + NOON for day in days],
        [known.get(day, nan) for day in days],
        color=BLACK,
        linewidth=0.9,
        linestyle="-",
        marker=MARKERS[place % len(MARKERS)],
        markersize=size,
        markevery=[
            number for number, day in enumerate(days) if _is_marked(day, known, view)
        ],
        label=label,
    )


def _is_marked(day: date, known: Mapping[date, float], view: LivedView) -> bool:
    """Tell whether a day has a mark: each one; over many days one that has no line."""
    if day not in known:
        return False
    alone = day - DAY not in known and day + DAY not in known
    return alone or view.days <= DAYS_MARKED


def _draw_waves(axes: Axes, waves: Sequence[WaveView], view: LivedView) -> None:
    """Hatch the highest week of each wave, and say how far it rose, where it fits."""
    apart = APART_CM * view.days / PANEL_CM
    left, right = day_number(view.first) + apart / 2, day_number(view.last + DAY)
    free = left - apart / 2
    for wave in waves:
        begin, end = day_number(wave.week.first), day_number(wave.week.end)
        axes.axvspan(
            begin,
            end,
            facecolor="none",
            edgecolor=HATCHING,
            hatch=HATCH,
            linewidth=0.0,
            zorder=0,
        )
        place = min(max((begin + end) / 2, left), right - apart / 2)
        if place - apart / 2 >= free:
            axes.annotate(
                f"wave +{rounded_text(wave.amount, 1)}",
                (place, HIGHEST_RATING + WAVE_ROOM),
                ha="center",
                va="top",
                fontsize=SMALL,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6},
            )
            free = place + apart / 2


def _draw_sleep(axes: Axes, sleep: SleepDays, view: LivedView) -> None:
    hours = {day: minutes / HOUR_MINUTES for day, minutes in sleep.minutes.items()}
    _draw_days(axes, view, hours, 0, "hours asleep")
    axes.set_ylim(0, max(LEAST_HOURS, max(hours.values())) + 1)
    axes.set_yticks([0, 4, 8])
    head(
        axes,
        "Hours asleep, by the morning after",
        f"known of {len(hours)} of {counted(view.days, 'night')}",
    )


def _draw_changes(axes: Axes, view: LivedView) -> None:
    if len(view.changes) <= MOST_LINES:
        axes.vlines(
            [day_number(day) for day in view.changes],
            0,
            1,
            transform=axes.get_xaxis_transform(),
            color=DARK_GREY,
            linewidth=0.6,
            zorder=0.5,
        )
