"""Today, in one place, so that tests can say which day it is."""

from datetime import date


def today() -> date:
    """The day on this machine."""
    return date.today()
