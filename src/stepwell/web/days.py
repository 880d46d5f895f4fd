"""Days and numbers as a page says them, in its own language."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import ngettext, pgettext

from stepwell.quantities import counts
from stepwell.web.english import is_english_page


def day_words(day: date) -> str:
    """Write a day out: ``Monday 4 January 2027``."""
    return date_format(day, pgettext("a day in the date format of Django", "l j F Y"))


def days_words(days: int) -> str:
    """Write a number of days out: ``1 day``, ``14 days``."""
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}


def count_words(count: int) -> str:
    """A small number in words where these are English, else in digits."""
    return counts.number_words(count) if is_english_page() else str(count)
