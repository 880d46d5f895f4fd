"""The kinds of journal entries and the keys of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from stepwell.interop.journal_contents import (
    ContentReader,
    co_drug_reader,
    dose_reader,
    read_clearance,
    read_contact,
    read_life_event,
    read_note,
    read_red_flags,
    read_scale,
    read_scale_total,
    read_symptom_rating,
    read_taken_back,
)
from stepwell.interop.journal_nights import NIGHT_KEYS, read_night
from stepwell.journal.entry import Intake


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of entry; where the hour does not matter, a day is time enough."""

    keys: tuple[str, ...]
    read: ContentReader
    hour_matters: bool = False


DOSE_KEYS = {
    Intake.TAKEN: ("drug", "time", "amount"),
    Intake.LATE: ("drug", "time", "amount"),
    Intake.MISSED: ("drug", "time"),
    Intake.EXTRA: ("drug", "amount"),
}
HOUR_OF_DOSE = (Intake.LATE, Intake.EXTRA)


def _dose(intake: Intake) -> Kind:
    keys = DOSE_KEYS[intake]
    return Kind(keys, dose_reader(intake, keys), intake in HOUR_OF_DOSE)


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        **{f"dose_{intake}": _dose(intake) for intake in Intake},
        "symptom": Kind(("symptom", "rating"), read_symptom_rating),
        "red_flags": Kind(("yes", "no"), read_red_flags, hour_matters=True),
        "cleared": Kind(("flags", "by"), read_clearance, hour_matters=True),
        "scale": Kind(("scale", "answers"), read_scale),
        "scale_total": Kind(("scale", "total"), read_scale_total),
        "night": Kind(NIGHT_KEYS, read_night),
        "co_drug_started": Kind(("name",), co_drug_reader(starts=True)),
        "co_drug_stopped": Kind(("name",), co_drug_reader(starts=False)),
        "contact": Kind(("text",), read_contact),
        "life_event": Kind(("text",), read_life_event),
        "note": Kind(("text",), read_note),
        "taken_back": Kind(("reason",), read_taken_back, hour_matters=True),
    }
)
COMMON = ("id", "author", "occurred_at", "recorded_at", "zone", "kind", "corrects")
KEYS = (*COMMON, *dict.fromkeys(key for kind in KINDS.values() for key in kind.keys))
"""Every key of a record: those of every entry, then those of some kinds."""
