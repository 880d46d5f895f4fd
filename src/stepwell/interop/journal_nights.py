"""A night of the sleep diary, as a record of the journal has it."""

from typing import Any

from stepwell.interop.errors import InputError
from stepwell.interop.fields import Fields, read_free_text, read_whole
from stepwell.interop.journal_contents import Readers
from stepwell.journal import nights
from stepwell.journal.nights import QUALITIES, Night


TIMES = ("bed_time", "lights_out", "final_wake", "out_of_bed")
COUNTS = ("latency_min", "awakenings", "awake_min")
OPTIONAL = {
    "quality": read_whole(QUALITIES[0], QUALITIES[-1]),
    "naps_min": read_whole(0, nights.MOST),
}
TEXTS = ("medicine_note", "caffeine_alcohol")
NIGHT_KEYS = (*TIMES, *COUNTS, *OPTIONAL, *TEXTS)
AMISS = {
    nights.NOT_IN_ORDER: "lights_out",
    nights.NO_TIME: "out_of_bed",
    nights.TOO_LONG: "out_of_bed",
    nights.TOO_MUCH_AWAKE: "awake_min",
}
"""The key to look at for each thing that a night cannot be."""


def read_night(fields: Fields, readers: Readers) -> Night:
    """Read a night; raises InputError also when its parts do not fit together."""
    read_count = read_whole(0, nights.MOST)
    said: dict[str, Any] = {
        **{key: fields.required(key, readers.clock.read_moment) for key in TIMES},
        **{key: fields.required(key, read_count) for key in COUNTS},
        **{key: fields.optional(key, read, None) for key, read in OPTIONAL.items()},
        **{key: fields.optional(key, read_free_text, "") for key in TEXTS},
    }
    try:
        return Night(**said)
    except ValueError as problem:
        raise InputError.at(fields.at(AMISS[str(problem)]), problem) from None
