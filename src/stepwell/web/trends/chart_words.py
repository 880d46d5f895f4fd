"""The days of the charts in words: a sentence for each, and a table of all.

Both are made of the same exact doses; no number is read back from a drawing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from stepwell.documents.figures import percent
from stepwell.documents.lived_parts import HOUR_MINUTES
from stepwell.documents.wording import MONTHS, counted, day_words
from stepwell.journal.entry import HIGHEST_RATING
from stepwell.web.trends.chart_data import PER_CENT, Answer, ChartData, DoseDay


NOTHING_WRITTEN = "–"
"""A cell of the table of which nobody knows anything; it is no zero (H33)."""
SEVERAL_ENTRIES = "several entries"
NOT_KNOWN = "not known"
NO_ENTRY = "no entry"


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
    rows = ((_date(day), *_cells(data, place)) for place, day in enumerate(data.days))
    return DayTable(tuple(header), tuple(rows))


def _date(day: date) -> str:
    """A date that is short enough for a column, with its month in letters."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


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


def dose_words(dose: DoseDay, *, is_before: bool) -> str:
    """One dose beside the plan: ``planned 1.64 mg, taken 1 mg``."""
    when = "before the plan" if is_before else "planned"
    planned = f"{when} {dose.planned.mg_text} mg" if dose.planned else f"none {when}"
    taken = taken_words(dose)
    if dose.answer is Answer.OPEN:
        return f"{planned}, {NOT_KNOWN} if all of it was taken"
    return f"{planned}, taken {taken}" if taken else planned


def night_words(data: ChartData, place: int) -> str:
    """The time asleep, that it has several entries, or nothing."""
    minutes = data.sleep_minutes[place] if data.sleep_minutes else None
    if minutes is not None:
        return sleep_words(minutes)
    in_doubt = data.days[place] in data.nights_in_doubt
    return SEVERAL_ENTRIES if in_doubt else ""


def rating_words(rating: int | None) -> str:
    """A rating on its scale, or nothing."""
    return "" if rating is None else f"{rating} of {HIGHEST_RATING}"


def level_words(share: float | None) -> str:
    """A modelled level in whole per cent, or nothing."""
    return "" if share is None else f"{percent(share / PER_CENT)} %"


def _said(data: ChartData, place: int, day: date) -> Iterator[str]:
    is_before = day < data.start
    for line in data.drugs:
        yield f"{line.drug} {dose_words(line.days[place], is_before=is_before)}"
    night = night_words(data, place)
    lived = [f"sleep {night}"] if night else []
    for symptom in data.symptoms:
        if rating := rating_words(symptom.ratings[place]):
            lived.append(f"{symptom.name[0].lower()}{symptom.name[1:]} {rating}")
    yield from lived or ["no sleep and no symptom written down"]
    if data.level is not None and (level := level_words(data.level.typical[place])):
        yield f"modelled level {level} of that before the plan"


def _cells(data: ChartData, place: int) -> Iterator[str]:
    for line in data.drugs:
        yield f"{line.days[place].planned.mg_text} mg"
        yield taken_words(line.days[place]) or NOTHING_WRITTEN
    for symptom in data.symptoms:
        rating = symptom.ratings[place]
        yield NOTHING_WRITTEN if rating is None else str(rating)
    if data.sleep_minutes:
        yield night_words(data, place) or NOTHING_WRITTEN
    if data.level is not None:
        yield level_words(data.level.typical[place]) or NOTHING_WRITTEN
