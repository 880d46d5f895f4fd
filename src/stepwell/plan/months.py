"""Calendar months, in which reviews are counted."""

from calendar import monthrange
from datetime import date


YEAR_MONTHS = 12


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, YEAR_MONTHS)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
