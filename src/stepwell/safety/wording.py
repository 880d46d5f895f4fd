"""Small words that the sentences of several rules share."""

from collections.abc import Sequence
from fractions import Fraction

from stepwell.quantities.decimals import rounded_text


def listing(things: Sequence[str]) -> str:
    """Things in a row: ``a``, ``a and b``, ``a, b and c``."""
    *before, last = things
    return f"{', '.join(before)} and {last}" if before else last


def capital(name: str) -> str:
    """A medicine's name at the beginning of a sentence: ``Fluvoxamine``."""
    return name[0].upper() + name[1:].lower()


def counted_days(days: int) -> str:
    """So many days: ``1 day``, ``6 days``."""
    return "1 day" if days == 1 else f"{days} days"


def mg_range(low: Fraction, high: Fraction) -> str:
    """A shown amount or range in mg, to one decimal: ``10 mg``, ``10 to 20 mg``."""
    return f"{number_range(low, high, 1)} mg"


def number_range(low: Fraction, high: Fraction, places: int) -> str:
    """Both ends, rounded to show them, or one where they look alike: ``1.3 to 1.6``."""
    ends = [rounded_text(end, places) for end in (low, high)]
    return " to ".join(dict.fromkeys(ends))
