"""The parts of a journal's view: conflicts, questionnaires, symptoms and nights."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from statistics import median_high

from stepwell.journal.journal import ConflictKind, Journal
from stepwell.journal.nights import Night
from stepwell.journal.scales import CLINICIAN_SCALES, ClinicianTotal, ScaleAnswers
from stepwell.journal.series import ratings_by_symptom
from stepwell.journal.standing import RECENT_DAYS
from stepwell.library.symptoms import load_symptoms
from stepwell.quantities.decimals import rounded_text
from stepwell.sources import Mark


FEWEST_NIGHTS = 3
MINUTE = timedelta(minutes=1)
NOT_RATED = "missing"
NIGHT_WORK = "carney2012"
UNVERIFIED = {Mark.UNVERIFIED: " (unverified)"}
WAYS_OUT = {
    ConflictKind.SAME_ID: (
        "both are kept, and one new entry that corrects this id replaces both"
    ),
    ConflictKind.EARLY_CORRECTION: (
        "it replaces nothing; write it again with the time at which it is written"
    ),
    ConflictKind.TWO_CORRECTIONS: "both are kept; take the wrong one back",
    ConflictKind.SAME_DOSE: "both are kept; correct the wrong one or take it back",
    ConflictKind.SAME_NIGHT: "both are kept; correct the wrong one or take it back",
}
"""How each contradiction can be settled by whoever knows what is right."""


def conflict_lines(journal: Journal) -> Iterator[str]:
    """Each contradiction, with the entries that somebody has to choose between."""
    for conflict in journal.conflicts:
        ids = ", ".join(dict.fromkeys(each.id for each in conflict.entries))
        yield (
            f"{conflict.day.isoformat()}: {conflict.kind} ({ids}):"
            f" {WAYS_OUT[conflict.kind]}."
        )


def scale_lines(journal: Journal) -> Iterator[str]:
    """Each questionnaire with its total; what nobody has checked is marked."""
    for entry, filled in journal.of_kind(ScaleAnswers):
        scale = filled.scale
        most = len(scale.items) * (len(scale.options) - 1)
        mark = UNVERIFIED.get(scale.bands_mark, "")
        yield (
            f"{entry.day.isoformat()}: {scale.name} {filled.total} of {most} points,"
            f' in the band "{filled.band.name}"{mark}{_harm(filled)}'
        )
    for entry, total in journal.of_kind(ClinicianTotal):
        known = CLINICIAN_SCALES[total.scale_name]
        mark = UNVERIFIED.get(known.mark, "")
        yield (
            f"{entry.day.isoformat()}: {known.name} {total.total} of {known.highest}"
            f" points{mark}, filled in by a clinician"
        )


def _harm(filled: ScaleAnswers) -> str:
    if not filled.thoughts_of_harm:
        return ""
    return (
        f"; question {filled.scale.harm_item}, thoughts of death or of hurting"
        " yourself, is not 0, and that comes before any total"
    )


def scale_works(journal: Journal) -> Iterator[str]:
    """The works behind the questionnaires that were filled in."""
    for _, filled in journal.of_kind(ScaleAnswers):
        yield from filled.scale.works
    for _, total in journal.of_kind(ClinicianTotal):
        yield CLINICIAN_SCALES[total.scale_name].work


def symptom_rows(journal: Journal, until: date) -> Iterator[tuple[str, ...]]:
    """Name, days rated, typical and highest rating, and the last days by themselves."""
    names = load_symptoms()
    for symptom, days in sorted(ratings_by_symptom(journal).items()):
        recent = [
            rating
            for day, rating in days.items()
            if day > until - timedelta(days=RECENT_DAYS)
        ]
        yield (
            names[symptom].name,
            f"{len(days)} of {(until - min(days)).days + 1}",
            str(median_high(days.values())),
            str(max(days.values())),
            str(median_high(recent)) if recent else NOT_RATED,
            f"{len(recent)} of {RECENT_DAYS}",
        )


def night_rows(journal: Journal, until: date) -> Iterator[tuple[str, str]]:
    """The typical night, of at least three."""
    dated = list(journal.of_kind(Night))
    if not dated:
        return
    days, nights = {entry.day for entry, _ in dated}, [night for _, night in dated]
    yield "Nights written down", f"{len(days)} of {(until - min(days)).days + 1}"
    if len(days) < FEWEST_NIGHTS:
        yield "Typical night", f"not known: at least {FEWEST_NIGHTS} are needed"
        return
    yield "Typical time asleep", _typical(night.total_sleep for night in nights)
    yield "Typical time in bed", _typical(night.time_in_bed for night in nights)
    shares = sorted(night.efficiency_percent for night in nights)
    share = f"{rounded_text(_middle(shares), 0)} %"
    yield "Typically asleep of the time in bed", share
    yield "Typical time until asleep", _typical(night.latency for night in nights)
    awake = _typical(night.wake_after_onset for night in nights)
    yield "Typically awake in the night", awake


def _typical(spans: Iterable[timedelta]) -> str:
    minutes = median_high(span // MINUTE for span in spans)
    hours, rest = divmod(minutes, 60)
    said = [f"{hours} h"] if hours else []
    return " ".join([*said, f"{rest} min"] if rest or not hours else said)


def _middle(values: Sequence[Fraction]) -> Fraction:
    """The upper median of sorted values."""
    return values[len(values) // 2]
