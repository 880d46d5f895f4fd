"""A number or a fact that carries where it came from."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Mark(StrEnum):
    """How far a value was checked.

    ``verified``: seen in a source.  ``derived``: computed from verified values.
    ``unverified``: general knowledge or a source seen at second hand; it is shown
    as such wherever it is shown.
    """

    VERIFIED = "verified"
    DERIVED = "derived"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Sourced:
    """A value with its unit, works and mark; ``text`` where no number is certain."""

    mark: Mark
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    text: str = ""
    unit: str = ""
    works: tuple[str, ...] = ()
