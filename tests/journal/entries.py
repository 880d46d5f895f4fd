"""Small helpers that write journals for tests: a person with lorazepam at bedtime."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta

from stepwell.journal.entry import (
    Content,
    DoseEntry,
    Entry,
    EntryAuthor,
    Intake,
    RedFlagAnswers,
    SymptomRating,
)
from stepwell.journal.journal import Journal
from stepwell.journal.nights import Night
from stepwell.journal.scales import PHQ_9, ScaleAnswers
from stepwell.plan.person import RedFlag
from stepwell.plan.regimen import Regimen
from stepwell.plan.times import DoseTime
from stepwell.quantities import Mass


DAY = date(2027, 1, 4)


def at(day: date = DAY, hour: int = 20, minute: int = 0) -> datetime:
    """A moment of a day, by the clock of UTC."""
    return datetime.combine(day, time(hour, minute, tzinfo=UTC))


def later(days: int, day: date = DAY) -> date:
    """So many days later."""
    return day + timedelta(days=days)


def entry(
    content: Content,
    day: date = DAY,
    *,
    corrects: Entry | None = None,
    author: EntryAuthor = EntryAuthor.PERSON,
    occurred: datetime | None = None,
    recorded: datetime | None = None,
    name: str | None = None,
) -> Entry:
    """An entry about the evening of a day, written at once; other days, other ids."""
    occurred = occurred or at(day)
    recorded = recorded or occurred
    replaced = corrects.id if corrects else None
    made = name or f"{author} {occurred} {recorded} {replaced} {content}"
    return Entry(made, author, occurred, recorded, content, replaced)


def journal(*entries: Entry) -> Journal:
    """A journal of entries."""
    return Journal.of(entries)


def dose(
    mg: str | int = 1,
    drug: str = "lorazepam",
    when: str = "bedtime",
    intake: Intake = Intake.TAKEN,
) -> DoseEntry:
    """A dose that was taken as planned."""
    return DoseEntry(intake, drug, DoseTime(when), Mass.mg(mg))


def missed(drug: str = "lorazepam", when: str = "bedtime") -> DoseEntry:
    """A dose that was missed."""
    return DoseEntry(Intake.MISSED, drug, DoseTime(when))


def extra(mg: str | int = 1, drug: str = "lorazepam") -> DoseEntry:
    """A dose on top of the planned ones."""
    return DoseEntry(Intake.EXTRA, drug, None, Mass.mg(mg))


def regimen(**mg: str | int) -> Regimen:
    """Lorazepam at some times of the day, in mg."""
    return Regimen.of(
        ("lorazepam", DoseTime(when), Mass.mg(amount)) for when, amount in mg.items()
    )


def rating(number: int, symptom: str = "anxiety") -> SymptomRating:
    """How strong a symptom was."""
    return SymptomRating(symptom, number)


def rated(days: Mapping[date, int]) -> Journal:
    """A journal with one rating on each of some days."""
    return journal(*(entry(rating(number), day) for day, number in days.items()))


def answers(yes: Iterable[RedFlag] = (), no: Iterable[RedFlag] = ()) -> RedFlagAnswers:
    """Answers to the red-flag questions."""
    return RedFlagAnswers(frozenset(yes), frozenset(no))


def phq9(ninth: int, others: int = 0) -> ScaleAnswers:
    """A PHQ-9 with an answer to its ninth question, and another to the rest."""
    return ScaleAnswers(PHQ_9, (*[others] * 8, ninth))


def night(
    morning: date,
    slept: timedelta = timedelta(hours=8),
    quality: int | None = None,
    note: str = "",
    drinks: str = "",
) -> Night:
    """A night in bed until 8, asleep for so long, with no time awake in between."""
    up = at(morning, 8)
    down = up - slept
    return Night(down, down, up, up, 0, 0, 0, quality, None, note, drinks)
