"""Doses, symptoms and sleep day by day, in sentences: what the picture shows."""

from collections.abc import Iterator, Sequence

from stepwell.documents.dose_stairs import stair_words
from stepwell.documents.journal_view import A_READING
from stepwell.documents.lived_parts import (
    Differing,
    DrugDays,
    Mean,
    SleepDays,
    SymptomDays,
)
from stepwell.documents.lived_view import LivedView
from stepwell.documents.wording import counted, day_words, days_words, listed
from stepwell.journal.spans import WEEK_DAYS
from stepwell.quantities.decimals import rounded_text


MOST_NAMED = 5
"""So many days are named one by one; the others are counted."""
WAVE = "a rise after a change that is more than the person's own noise"
WHEN_NOT_WHY = "It says when, not why."
TAKEN_WITHOUT_PLAN = "Taken, with no plan beside it"
MISSING = "Days without an entry are missing, not good days."
NO_WAVE = "No wave is marked; that does not say that nothing was felt."


def alternative(view: LivedView) -> str:
    """What the picture shows, in sentences; nothing in it claims a cause."""
    return " ".join(_sentences(view))


def _sentences(view: LivedView) -> Iterator[str]:
    yield (
        f"{days_words(view.days)}, from {day_words(view.first)} to"
        f" {day_words(view.last)}."
    )
    for drug in view.drugs:
        yield from stair_words(drug.stairs)
    if view.asked_days:
        yield (
            "Every planned dose has a clear answer on"
            f" {view.known_days} of {days_words(view.asked_days)}."
        )
    for drug in view.drugs:
        yield from _taken(drug)
    yield from beside_words(view)
    for symptom in view.symptoms:
        yield from _symptom(symptom, view)
    if view.undrawn:
        yield f"Not in the picture: {listed([each.name for each in view.undrawn])}."
    if view.symptoms:
        waves = any(each.waves for each in view.symptoms)
        yield f"A wave is {WAVE}. {WHEN_NOT_WHY}" if waves else NO_WAVE
    if view.sleep is not None:
        yield from _sleep(view.sleep, view)
    yield MISSING
    yield A_READING


def _taken(drug: DrugDays) -> Iterator[str]:
    name, known = drug.stairs.drug, [each for each in drug.differing if each.is_known]
    if known:
        yield (
            f"On {days_words(len(known))} another amount of {name} was taken than"
            f" planned: {_named(known, '')}."
        )
    least = [each for each in drug.differing if not each.is_known]
    if least:
        yield (
            f"On {days_words(len(least))} a planned dose of {name} has no clear answer,"
            f" and still more was written down: {_named(least, 'at least ')}."
        )


def beside_words(view: LivedView) -> Iterator[str]:
    """Drugs that were taken and are no part of the plan (H11)."""
    if view.beside:
        said = [f"{drug} on {days_words(days)}" for drug, days in view.beside]
        what = "Taken, but not in the plan" if view.has_plan else TAKEN_WITHOUT_PLAN
        yield f"{what}: {listed(said)}."


def _named(days: Sequence[Differing], before: str) -> str:
    said = [
        f"{each.day.isoformat()} {before}{each.taken.mg_text} mg, planned"
        f" {each.planned.mg_text} mg"
        for each in days[:MOST_NAMED]
    ]
    more = len(days) - len(said)
    return "; ".join([*said, f"and {counted(more, 'more day')}"] if more else said)


def _symptom(symptom: SymptomDays, view: LivedView) -> Iterator[str]:
    rating, day = symptom.highest
    if len(symptom.ratings) == 1:
        yield f"{symptom.name} is rated once: {rating} of 10 on {day_words(day)}."
        return
    yield (
        f"{symptom.name} is rated on {len(symptom.ratings)} of"
        f" {days_words(view.days)}: {_week(symptom.first_week)} in the {WEEK_DAYS} days"
        f" from its first rating on, {_week(symptom.last_week)} in the last"
        f" {WEEK_DAYS} days, highest {rating} of 10 on {day_words(day)}."
    )
    for wave in symptom.waves:
        yield (
            f"After the change on {day_words(wave.cut)} it has a wave: {wave.said}. Its"
            f" highest week begins on {day_words(wave.week.first)}."
        )


def _week(mean: Mean) -> str:
    if mean.value is None:
        return "no rating"
    return f"{rounded_text(mean.value, 1)} on average ({mean.known} rated)"


def _sleep(sleep: SleepDays, view: LivedView) -> Iterator[str]:
    nights = len(sleep.minutes)
    if nights:
        yield (
            f"The time asleep is known of {nights} of {counted(view.days, 'night')}:"
            f" {_hours(sleep, nights)}."
        )
    yield from in_doubt_words(sleep)


def in_doubt_words(sleep: SleepDays) -> Iterator[str]:
    """Nights with several entries, which nobody has chosen between (H22)."""
    nights = len(sleep.in_doubt)
    if nights:
        yield (
            f"{counted(nights, 'night')} with several entries"
            f" {'is' if nights == 1 else 'are'} left out until somebody settles which"
            " one holds."
        )


def _hours(sleep: SleepDays, nights: int) -> str:
    first, last = sleep.first.value, sleep.last.value
    assert first is not None  # there are nights
    assert last is not None
    if nights <= WEEK_DAYS:
        return f"{rounded_text(first, 1)} hours on average"
    return (
        f"{rounded_text(first, 1)} hours on average in the first {WEEK_DAYS} of these"
        f" nights and {rounded_text(last, 1)} hours in the last {WEEK_DAYS}"
    )
