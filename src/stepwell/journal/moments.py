"""Moments that know where they were: a time with a fixed distance from UTC."""

from datetime import datetime, timezone


def fixed(moment: datetime) -> datetime:
    """The same moment with its distance from UTC fixed.

    Python never holds two times around a clock change equal while they name a zone.
    A moment without any distance raises ValueError.
    """
    distance = moment.utcoffset()
    if distance is None:
        raise ValueError("a time needs its distance from UTC")
    return moment.replace(tzinfo=timezone(distance), fold=0)
