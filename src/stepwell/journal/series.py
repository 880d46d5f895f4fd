"""Values a day, for trends: a day without an entry is absent, never zero."""

from datetime import date

from stepwell.journal.entry import SymptomRating
from stepwell.journal.journal import Journal


Series = dict[date, int]


def ratings_by_symptom(journal: Journal) -> dict[str, Series]:
    """The highest rating (0 to 10) of each day, for each symptom in the journal."""
    found: dict[str, Series] = {}
    for entry, rated in journal.of_kind(SymptomRating):
        days = found.setdefault(rated.symptom, {})
        days[entry.day] = max(rated.rating, days.get(entry.day, 0))
    return found


def worst_by_day(journal: Journal) -> Series:
    """The highest rating of any symptom, day by day."""
    found: Series = {}
    for days in ratings_by_symptom(journal).values():
        for day, rating in days.items():
            found[day] = max(rating, found.get(day, 0))
    return found
