"""Whom to call: the numbers that this repository holds, and how far each was checked.

A number is shown only if a work of the bibliography has it; none is from memory.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stepwell.sources import Mark
from stepwell.sources.bibliography import load_bibliography
from stepwell.web.spaces.models import Market


@dataclass(frozen=True, slots=True)
class Number:
    """An emergency number and where it is answered."""

    country: Promise
    number: str


@dataclass(frozen=True, slots=True)
class Line:
    """A crisis line, its number, and the work of the bibliography that has it."""

    name: str
    number: str
    work: str

    @property
    def is_checked(self) -> bool:
        """Tell whether somebody read the number at its source."""
        return _marks()[self.work] is Mark.VERIFIED


@dataclass(frozen=True, slots=True)
class Country:
    """Whom to call in one country."""

    emergency: Number
    lines: tuple[Line, ...] = ()


COUNTRIES: Mapping[str, Country] = MappingProxyType(
    {
        Market.GB: Country(
            Number(_("United Kingdom"), "999"),
            (Line("Samaritans", "116 123", "cris_uk"),),
        ),
        Market.US: Country(
            Number(_("United States"), "911"),
            (Line("988 Suicide & Crisis Lifeline", "988", "cris_us"),),
        ),
        Market.CA: Country(Number(_("Canada"), "911")),
        Market.AU: Country(Number(_("Australia"), "000")),
        Market.DE: Country(Number(_("Germany"), "112")),
    }
)


def countries(first: str = "") -> list[Country]:
    """Every country, and where somebody is before the others."""
    order = sorted(COUNTRIES, key=lambda market: market != first)
    return [COUNTRIES[market] for market in order]


@cache
def _marks() -> Mapping[str, Mark]:
    return {work.id: work.mark for work in load_bibliography().values()}
