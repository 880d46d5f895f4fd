"""Hours that somebody may name, each a moment of its own even when clocks change.

A dose keeps the day that it belongs to (H18).  One that is taken after midnight is
written with the distance from UTC at which that day was not over yet: the moment is
exact, and so is the day.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from stepwell.interop.errors import InputError
from stepwell.interop.journal_times import Clock, time_text
from stepwell.journal.moments import fixed
from stepwell.web.days import day_words


HOUR = timedelta(hours=1)
NOON = 12
"""Until noon somebody may still say that they took what belongs to the day before."""
OUT_OF_REACH = "the hour is out of reach"


def hours_of(day: date, now: datetime) -> Iterator[tuple[str, str]]:
    """Full hours at which a dose of a day may have been taken, the latest first."""
    for moment in _full_hours(now):
        if _belongs(moment, day):
            yield time_text(fixed(moment)), _words(moment, now)
        elif moment.date() < day:
            return


def last_hours(now: datetime) -> list[tuple[str, str]]:
    """The full hours of a day and a night, the latest first."""
    found = zip(_full_hours(now), range(24), strict=False)
    return [(time_text(fixed(each)), _words(each, now)) for each, _count in found]


def read_hour(text: str, now: datetime) -> datetime:
    """Read a moment that was offered; raises InputError."""
    moment = Clock(None).read_moment(text, "")
    if not now - 2 * 24 * HOUR < moment <= now:
        raise InputError.at("", OUT_OF_REACH)
    return moment


def on_its_day(moment: datetime, day: date, zone: ZoneInfo) -> datetime:
    """A moment as one of the day of its dose; raises InputError when it is too late."""
    local = fixed(moment.astimezone(zone))
    if not _belongs(local, day):
        raise InputError.at("", OUT_OF_REACH)
    if local.date() == day:
        return local
    distance = local.utcoffset()
    assert distance is not None  # fixed above
    return local.astimezone(timezone(distance - (local.hour + 1) * HOUR))


def time_words(moment: datetime, zone: ZoneInfo) -> str:
    """The time where the person is: ``21:00``."""
    return f"{moment.astimezone(zone):%H:%M}"


def _full_hours(now: datetime) -> Iterator[datetime]:
    """Every full hour before a moment, by the local clock, the latest first."""
    zone = now.tzinfo
    moment = fixed(now.replace(minute=0, second=0, microsecond=0))
    while True:
        yield moment.astimezone(zone)
        moment -= HOUR


def _belongs(moment: datetime, day: date) -> bool:
    days = (moment.date() - day).days
    return days == 0 or (days == 1 and moment.hour < NOON)


def _words(moment: datetime, now: datetime) -> str:
    said = f"{moment:%H:%M}"
    if _is_shown_twice(moment):
        said = f"{said} ({moment:%Z})"
    if moment.date() == now.date():
        return _("about %(time)s") % {"time": said}
    values = {"time": said, "day": day_words(moment.date())}
    return _("about %(time)s on %(day)s") % values


def _is_shown_twice(moment: datetime) -> bool:
    other = moment.replace(fold=1 - moment.fold)
    return moment.utcoffset() != other.utcoffset()
