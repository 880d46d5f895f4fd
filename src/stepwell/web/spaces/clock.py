"""Now, in one place, so that tests can say when it is."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from stepwell.web.spaces.models import Space


def now() -> datetime:
    """This moment."""
    return timezone.now()


def local_now(space: Space) -> datetime:
    """This moment, by the clock where the person is."""
    return now().astimezone(ZoneInfo(space.zone))


def local_today(space: Space) -> date:
    """The day where the person is; a dose belongs to this day (H18)."""
    return local_now(space).date()
