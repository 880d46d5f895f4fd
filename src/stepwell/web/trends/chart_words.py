"""The days of the charts in words: a sentence for each, and a table of all.

Both are made of the same exact doses; no number is read back from a drawing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from stepwell.documents.figures import percent
from stepwell.documents.lived_parts import HOUR_MINUTES
from stepwell.documents.wording import counted, day_words
from stepwell.journal.entry import HIGHEST_RATING
from stepwell.web.trends.chart_data import PER_CENT, Answer, ChartData, DoseDay


NOTHING_WRITTEN = "–"
"""A cell of the table of which nobody knows anything; it is no zero (H33)."""
SEVERAL_ENTRIES = "several entries"
NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class DayTable:
    """A row for each day; the cells are as many as the names of the header."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def cells(self) -> list[list[tuple[str, str]]]:
        """Each cell with the name of its column, for narrow pages."""
        return [list(zip(self.header, row, strict=True)) for row in self.rows]


def sentences(data: ChartData) -> tuple[str, ...]:
    """What each day was like, in one sentence a day."""
    return tuple(
        f"{day_words(day)}: {'; '.join(_said(data, place, day))}."
        for place, day in enumerate(data.days)
    )


def day_table(data: ChartData) -> DayTable:
    """The same days as a table."""
    header = ["Day"]
    for line in data.drugs:
        header += [f"{line.drug}, planned", f"{line.drug}, taken"]
    header += [symptom.name for symptom in data.symptoms]
    header += ["Sleep"] if data.sleep_minutes else []
    header += ["Modelled level"] if data.level is not None else []
    rows = (
        (day_words(day), *_cells(data, place, day))
        for place, day in enumerate(data.days)
    )
    return DayTable(tuple(header), tuple(rows))


def taken_words(dose: DoseDay) -> str:
    """What is known to have been taken: an exact dose, or that it is not known."""
    if dose.taken is None:
        return NOT_KNOWN if dose.answer is Answer.OPEN else ""
    least = "at least " if dose.answer is Answer.AT_LEAST else ""
    return f"{least}{dose.taken.mg_text} mg"


def sleep_words(minutes: int) -> str:
    """A time asleep: ``6 hours 10 minutes``."""
    hours, rest = divmod(minutes, HOUR_MINUTES)
    said = [counted(hours, "hour")] if hours or not rest else []
    return " ".join([*said, counted(rest, "minute")] if rest else said)


def _said(data: ChartData, place: int, day: date) -> Iterator[str]:
    for line in data.drugs:
        yield _dose_said(line.drug, line.days[place], is_before=day < data.start)
    lived = [*_night_said(data, place, day), *_ratings_said(data, place)]
    yield from lived or ["no sleep and no symptom written down"]
    level = None if data.level is None else data.level.typical[place]
    if level is not None:
        yield f"modelled level {percent(level / PER_CENT)} % of that before the plan"


def _dose_said(drug: str, dose: DoseDay, *, is_before: bool) -> str:
    when = "before the plan" if is_before else "planned"
    planned = f"{when} {dose.planned.mg_text} mg" if dose.planned else f"none {when}"
    said = f"{drug} {planned}"
    taken = taken_words(dose)
    if dose.answer is Answer.OPEN:
        return f"{said}, {NOT_KNOWN} if all of it was taken"
    return f"{said}, taken {taken}" if taken else said


def _night_said(data: ChartData, place: int, day: date) -> Iterator[str]:
    minutes = data.sleep_minutes[place] if data.sleep_minutes else None
    if minutes is not None:
        yield f"sleep {sleep_words(minutes)}"
    elif day in data.nights_in_doubt:
        yield f"sleep has {SEVERAL_ENTRIES}"


def _ratings_said(data: ChartData, place: int) -> Iterator[str]:
    for symptom in data.symptoms:
        rating = symptom.ratings[place]
        if rating is not None:
            name = symptom.name[0].lower() + symptom.name[1:]
            yield f"{name} {rating} of {HIGHEST_RATING}"


def _cells(data: ChartData, place: int, day: date) -> Iterator[str]:
    for line in data.drugs:
        yield f"{line.days[place].planned.mg_text} mg"
        yield taken_words(line.days[place]) or NOTHING_WRITTEN
    for symptom in data.symptoms:
        rating = symptom.ratings[place]
        yield NOTHING_WRITTEN if rating is None else str(rating)
    if data.sleep_minutes:
        minutes = data.sleep_minutes[place]
        doubt = SEVERAL_ENTRIES if day in data.nights_in_doubt else NOTHING_WRITTEN
        yield doubt if minutes is None else sleep_words(minutes)
    if data.level is not None:
        level = data.level.typical[place]
        yield NOTHING_WRITTEN if level is None else f"{percent(level / PER_CENT)} %"
