"""Times of a journal: local ones in a zone, or with their offset from UTC.

A local time that the clocks skipped or showed twice is refused: only whoever was there
knows which moment is meant.  What is kept is the offset and not the zone, so that an
entry stays as it is when somebody changes the rules of the zone.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, timezone
from functools import cache
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from stepwell.interop.errors import InputError, nearest_called, shown
from stepwell.interop.fields import DAY, FIRST_YEAR, LAST_YEAR, read_day, read_text


TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?"
    r"(Z|[+-][0-9]{2}:[0-9]{2}(:[0-9]{2})?)?",
    re.ASCII,
)
NOON = time(12)
NO_PLACES = {"localtime", "Factory"}
"""Names that stand for another zone on every machine, or for none."""
AS_TIME = "write it as 2027-01-05T21:30, or with its offset as 2027-01-05T21:30+01:00"
NO_ZONE = (
    "nobody said in which time zone this is; give a zone such as Europe/London, or"
    " write the time with its offset, such as 2027-01-05T21:30+01:00"
)
NO_HOUR = "the hour matters here; write the day with its time, such as 2027-01-05T21:30"


@dataclass(frozen=True, slots=True)
class Clock:
    """Reads times; those without an offset are local to ``zone``, if there is one."""

    zone: ZoneInfo | None = None

    def read_moment(self, value: Any, field: str) -> datetime:
        """Read a moment of which the hour matters."""
        if is_day(value):
            raise InputError.at(field, NO_HOUR)
        moment = _parsed(value, field)
        return moment if moment.tzinfo else self._local(moment, field)

    def read_moment_or_day(self, value: Any, field: str) -> datetime:
        """Read a moment, or a day, which counts at noon where the person was."""
        if is_day(value):
            day = read_day(value, field)
            return self._local(datetime.combine(day, NOON), field)
        return self.read_moment(value, field)

    def _local(self, told: datetime, field: str) -> datetime:
        """The moment at which the clocks of the zone showed a time."""
        if self.zone is None:
            raise InputError.at(field, NO_ZONE)
        earlier, later = (
            _with_offset_alone(told.replace(tzinfo=self.zone, fold=fold))
            for fold in (0, 1)
        )
        if earlier < later:
            raise InputError.at(field, _shown_twice(self.zone, earlier, later))
        if earlier > later:
            raise InputError.at(field, _skipped(self.zone, told, earlier))
        return earlier


def is_day(value: Any) -> bool:
    """Tell whether a day without a time was written."""
    return isinstance(value, str) and DAY.fullmatch(value) is not None


def read_zone(value: Any, field: str) -> ZoneInfo:
    """Read the name of a time zone, such as ``Europe/London``."""
    name = read_text(value, field)
    known = _zones()
    if name not in known.values():
        way_out = nearest_called(name, known, "write it as in Europe/London")
        sentence = f"{shown(name)} is not a time zone; {way_out}"
        raise InputError.at(field, sentence)
    return ZoneInfo(name)


def time_text(moment: datetime) -> str:
    """Write a moment with its offset, as short as it can be: 2027-01-05T21:30+01:00."""
    whole = not (moment.second or moment.microsecond)
    return moment.isoformat(timespec="minutes" if whole else "auto")


@cache
def _zones() -> Mapping[str, str]:
    """Every zone by its name and by its last part, in small letters."""
    names = sorted(available_timezones() - NO_PLACES)
    cities = {name.rpartition("/")[2].casefold(): name for name in names}
    return MappingProxyType({**cities, **{name.casefold(): name for name in names}})


def _parsed(value: Any, field: str) -> datetime:
    try:
        if not isinstance(value, str) or not TIME.fullmatch(value):
            raise ValueError
        moment = datetime.fromisoformat(value)
    except ValueError:
        sentence = f"{shown(value)} is not a time; {AS_TIME}"
        raise InputError.at(field, sentence) from None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        sentence = f"the year has to be {FIRST_YEAR} to {LAST_YEAR}"
        raise InputError.at(field, sentence)
    return moment


def _with_offset_alone(moment: datetime) -> datetime:
    offset = moment.utcoffset() or timedelta(0)
    return moment.replace(tzinfo=timezone(offset), fold=0)


def _shown_twice(zone: ZoneInfo, first: datetime, second: datetime) -> str:
    return (
        f"the clocks of {zone.key} showed this time twice; write {time_text(first)} for"
        f" the first or {time_text(second)} for the second"
    )


def _skipped(zone: ZoneInfo, told: datetime, counted_on: datetime) -> str:
    """Suggest what the clocks showed when an unchanged one would have shown this."""
    really = _with_offset_alone(counted_on.astimezone(UTC).astimezone(zone))
    return (
        f"the clocks of {zone.key} went forward over {told:%Y-%m-%dT%H:%M}; write the"
        f" time that they showed, with its offset, such as {time_text(really)}"
    )
