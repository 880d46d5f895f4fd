"""Writing single values so that `fields` reads back exactly the same ones."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from stepwell.quantities import Mass
from stepwell.quantities.decimals import scaled_text, whole_number


MOST_PLACES = 12
"""So many decimals a number of a document may have (see `documents_in`)."""
NOTHING: Mapping[str, Any] = {}


def unusual(
    said: Mapping[str, Any], usual: Mapping[str, Any] = NOTHING
) -> dict[str, Any]:
    """Leave out the keys that say what is usual; None is, where nothing else is."""
    return {key: value for key, value in said.items() if value != usual.get(key)}


def dose_text(mass: Mass | None) -> str | None:
    """Write a dose with its unit: ``0.75 mg``."""
    return None if mass is None else f"{mass.mg_text} mg"


def day_text(day: date | None) -> str | None:
    """Write a day: ``2027-01-04``."""
    return None if day is None else day.isoformat()


def word(choice: StrEnum | None) -> str | None:
    """Write a word of an enumeration."""
    return None if choice is None else choice.value


def decimal_text(amount: Fraction) -> str:
    """Write an exact decimal; raises ValueError for what has none, such as 1/3."""
    scaled = whole_number(amount * 10**MOST_PLACES, f"{amount}, scaled")
    return scaled_text(scaled, MOST_PLACES)


def plain_number(amount: Fraction | None) -> int | Decimal | None:
    """Give a number as JSON has it: whole, or an exact decimal; raises ValueError."""
    if amount is None:
        return None
    text = decimal_text(amount)
    return Decimal(text) if "." in text else int(text)
