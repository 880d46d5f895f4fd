"""Panels over the same dates, for a page's column; placed by hand, which is quick.

Importing this is slow (matplotlib), so it is imported only when a picture is made.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from stepwell.documents.pictures import day_number
from stepwell.documents.wording import MONTHS


WIDTH_CM = 17.0
LEFT_CM, RIGHT_CM, TOP_CM, BOTTOM_CM = 1.7, 0.35, 0.65, 1.1
PANEL_CM = WIDTH_CM - LEFT_CM - RIGHT_CM
CM = 1 / 2.54
"""Inches."""
TEXT, SMALL = 8.5, 8.0
"""Points at the size at which it is printed."""
MOST_DATES = 12
"""More than these would touch each other."""
LAST_SHARE = 0.02
"""In the last part of the days no date has room."""
DAYS_APART = (1, 2, 7, 14)
MONTHS_APART = (1, 2, 3, 6, 12, 24, 60, 120)
YEAR = 12


def stacked(
    heights_cm: Sequence[float], between_cm: float, below_cm: float = 0.0
) -> tuple[Figure, list[Axes]]:
    """A figure with panels of these heights from the top, and room below them."""
    gaps = between_cm * (len(heights_cm) - 1)
    height = TOP_CM + sum(heights_cm) + gaps + BOTTOM_CM + below_cm
    figure = Figure(figsize=(WIDTH_CM * CM, height * CM))
    panels, top = [], height - TOP_CM
    for each in heights_cm:
        place = (
            LEFT_CM / WIDTH_CM,
            (top - each) / height,
            PANEL_CM / WIDTH_CM,
            each / height,
        )
        panels.append(figure.add_axes(place))
        top -= each + between_cm
    return figure, panels


def dated(panels: Sequence[Axes], first: date, end: date) -> None:
    """Give all panels the same days, and the lowest their dates.

    The year stands below the first date and below each first one of a year.
    """
    edge = end - (end - first) * LAST_SHARE
    ticks = [day for day in dates(first, end) if day <= edge]
    years = [day.year for day in ticks]
    fresh = [year not in years[:place] for place, year in enumerate(years)]
    short = ticks[1:] and (ticks[1] - ticks[0]).days in DAYS_APART
    labels = [
        f"{_name(day, by_day=bool(short))}\n{day.year if is_new else ''}".rstrip()
        for day, is_new in zip(ticks, fresh, strict=True)
    ]
    for axes in panels:
        axes.set_xlim(day_number(first), day_number(end))
        axes.tick_params(labelsize=SMALL, length=2.5, pad=2)
        axes.set_xticks([day_number(day) for day in ticks], labels)
        axes.tick_params(labelbottom=axes is panels[-1])


def dates(first: date, end: date) -> Iterator[date]:
    """The dates to name: days or weeks, else firsts of months; 12 at most."""
    length = (end - first).days
    for apart in DAYS_APART:
        if length <= apart * MOST_DATES:
            monday = first + timedelta(days=-first.weekday() % 7 if apart >= 7 else 0)
            return _days(monday, end, apart)
    firsts = [
        date(number // YEAR, number % YEAR + 1, 1)
        for number in range(_month(first), _month(end) + 1)
    ]
    inside = [day for day in firsts if first <= day < end]
    for apart in MONTHS_APART:
        found = [day for day in inside if _month(day) % apart == 0]
        if len(found) <= MOST_DATES:
            break
    return iter(found)


def head(axes: Axes, left: str, right: str = "") -> None:
    """Say above a panel what it shows, and at its right end a few numbers."""
    axes.set_title(left, loc="left", fontsize=TEXT, fontweight="bold", pad=4)
    axes.set_title(right, loc="right", fontsize=SMALL, pad=4)


def _days(first: date, end: date, apart: int) -> Iterator[date]:
    days = range(0, (end - first).days, apart)
    return (first + timedelta(days=number) for number in days)


def _month(day: date) -> int:
    return day.year * YEAR + day.month - 1


def _name(day: date, *, by_day: bool) -> str:
    month = MONTHS[day.month - 1][:3]
    return f"{day.day} {month}" if by_day else month
