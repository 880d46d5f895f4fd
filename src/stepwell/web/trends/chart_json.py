"""The charts as the script of the page takes them: places on axes, and words.

The only room of the charts with floats: a place is drawn and never read aloud.  Days
are counted from 1970 as whole numbers, so no time zone can move one (H18).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from stepwell.documents.lived_parts import HOUR_MINUTES
from stepwell.documents.pictures import day_number
from stepwell.documents.wording import MONTHS
from stepwell.journal.entry import HIGHEST_RATING
from stepwell.quantities import Mass
from stepwell.web.trends.chart_data import Answer, ChartData, DrugLine, SymptomLine
from stepwell.web.trends.chart_words import (
    NO_ENTRY,
    dose_words,
    level_words,
    night_words,
    rating_words,
    sentences,
)


MOST_LINES = 60
"""More changes than these would be a grey wall; the staircase shows them as well."""
LINES = ("line", "long dashes", "dots", "dashes and dots")
MARKS = ("round marks", "squares", "triangles", "diamonds")
LEAST_HOURS = 9
NANOGRAMS_PER_MG = Mass.mg(1).nanograms


@dataclass(frozen=True, slots=True)
class Panel:
    """One chart: what stands above it, what it draws, and a few words for each day."""

    id: str
    title: str
    legend: str
    drawn: dict[str, Any]
    says: tuple[str, ...]


def panels(data: ChartData) -> tuple[Panel, ...]:
    """A chart for each drug, for the level, each symptom and sleep."""
    return tuple(_panels(data))


def page_data(data: ChartData, shown: tuple[Panel, ...]) -> dict[str, Any]:
    """All that the script is given."""
    changes = data.changes if len(data.changes) <= MOST_LINES else ()
    return {
        "first": day_number(data.first),
        "says": sentences(data),
        "changes": [day_number(day) for day in changes],
        "months": [month[:3] for month in MONTHS],
        "charts": [{"id": each.id, "says": each.says, **each.drawn} for each in shown],
    }


def _panels(data: ChartData) -> Iterator[Panel]:
    for number, drug in enumerate(data.drugs):
        yield _drug(number, drug, data)
    if data.level is not None:
        drawn = {
            "kind": "band",
            "values": _rounded(data.level.typical),
            "low": _rounded(data.level.low),
            "high": _rounded(data.level.high),
        }
        legend = (
            "Line: somebody in the middle. Shaded: people in whom it goes faster or"
            " slower."
        )
        title = "Modelled level, % of that before the plan"
        says = tuple(map(level_words, data.level.typical))
        yield Panel("level", title, legend, drawn, _written(says))
    for number, symptom in enumerate(data.symptoms):
        yield _symptom(number, symptom)
    if data.has_sleep:
        yield _sleep(data)


def _sleep(data: ChartData) -> Panel:
    hours = [
        None if minutes is None else round(minutes / HOUR_MINUTES, 3)
        for minutes in data.sleep_minutes
    ]
    drawn = {
        "kind": "days",
        "values": hours,
        "mark": 0,
        "most": max(LEAST_HOURS, *(each for each in hours if each is not None)),
        "splits": [0, 4, 8],
        "waves": [],
    }
    legend = "Each mark is a night, at the day of its morning."
    says = tuple(night_words(data, place) for place in range(data.length))
    return Panel("sleep", "Hours asleep", legend, drawn, _written(says))


def _drug(number: int, line: DrugLine, data: ChartData) -> Panel:
    differing = {
        answer: [
            _milligrams(day.taken) if day.differs and day.answer is answer else None
            for day in line.days
        ]
        for answer in (Answer.TAKEN, Answer.AT_LEAST)
    }
    still_open = [
        place for place, day in enumerate(line.days) if day.answer is Answer.OPEN
    ]
    said = [f"{LINES[number % len(LINES)].capitalize()}: planned."]
    if any(each is not None for each in differing[Answer.TAKEN]):
        said.append("Filled diamonds: taken, where it was not as planned.")
    if any(each is not None for each in differing[Answer.AT_LEAST]):
        said.append("Empty triangles: at least so much was taken.")
    if still_open:
        said.append("Crosses at the bottom: not known what was taken.")
    drawn = {
        "kind": "steps",
        "dash": number % len(LINES),
        "values": [_milligrams(day.planned) for day in line.days],
        "taken": differing[Answer.TAKEN],
        "atLeast": differing[Answer.AT_LEAST],
        "open": still_open,
    }
    says = tuple(
        dose_words(dose, is_before=day < data.start)
        for day, dose in zip(data.days, line.days, strict=True)
    )
    title = f"{line.drug}, mg a day"
    return Panel(f"dose-{number}", title, " ".join(said), drawn, says)


def _symptom(number: int, symptom: SymptomLine) -> Panel:
    mark = number % len(MARKS)
    legend = f"{MARKS[mark].capitalize()}. {HIGHEST_RATING}: as strong as can be."
    drawn = {
        "kind": "days",
        "values": list(symptom.ratings),
        "mark": mark,
        "most": HIGHEST_RATING,
        "splits": [0, HIGHEST_RATING // 2, HIGHEST_RATING],
        "waves": [
            [day_number(each.first), day_number(each.end)] for each in symptom.waves
        ],
    }
    title = f"{symptom.name}, 0 to {HIGHEST_RATING}"
    says = tuple(map(rating_words, symptom.ratings))
    return Panel(f"symptom-{number}", title, legend, drawn, _written(says))


def _written(says: tuple[str, ...]) -> tuple[str, ...]:
    """The words of each day, or that there is none: an empty place would be a zero."""
    return tuple(words or NO_ENTRY for words in says)


def _milligrams(mass: Mass | None) -> float | None:
    """An exact mass as a place on an axis, and for nothing else."""
    return None if mass is None else mass.nanograms / NANOGRAMS_PER_MG


def _rounded(shares: tuple[float | None, ...]) -> list[float | None]:
    return [None if share is None else round(share, 1) for share in shares]
