"""Drugs and their formulations, as data with sources."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from stepwell.formulary.modifier import Modifier, plain_name
from stepwell.sources import Sourced


HYPNOTIC_ATC = ("N05CD", "N05CF")
"""WHO's groups of benzodiazepines and Z-drugs for sleep (work ``who_atc_2026``)."""


@dataclass(frozen=True, slots=True)
class Formulation:
    """One way a drug is released; its kinetic parameters by name, each sourced.

    Units stand in each value: 1/h, h, L/h, L, per cent, days.  ``inputs`` are the
    portions of an extended release, as written: each with its ``fraction``, ``ka``
    and ``lag``.
    """

    id: str
    form: str
    extended_release: bool
    model: str
    grade: str
    works: tuple[str, ...]
    values: Mapping[str, Sourced]
    grade_note: str = ""
    inputs: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Drug:
    """A benzodiazepine or Z-drug.

    ``course`` is short, intermediate or long: how soon symptoms may follow a cut.
    ``metabolites`` and ``codes`` are the checked data as written.
    """

    id: str
    group: str
    course: Sourced
    formulations: tuple[Formulation, ...]
    brand_names: tuple[str, ...] = ()
    also_written: tuple[str, ...] = ()
    note: str = ""
    metabolites: tuple[Mapping[str, Any], ...] = ()
    modifiers: tuple[Modifier, ...] = ()
    codes: Mapping[str, Any] = field(default_factory=dict)

    @property
    def analytes(self) -> tuple[str, ...]:
        """The drug itself and its active metabolites."""
        return (self.id, *(each["name"] for each in self.metabolites))

    def modifiers_by(self, co_drug: str) -> tuple[Modifier, ...]:
        """What a co-drug, named in capitals or small letters, is known to change."""
        name = plain_name(co_drug)
        return tuple(each for each in self.modifiers if name in each.co_drugs)

    @property
    def is_z_drug(self) -> bool:
        """Tell whether it is zolpidem, zopiclone, eszopiclone or zaleplon."""
        return self.group == "z-drug"

    @property
    def is_hypnotic(self) -> bool:
        """Tell whether WHO classes it as a sleeping tablet."""
        code: str = self.codes.get("atc", {}).get("code", "")
        return code.startswith(HYPNOTIC_ATC)

    @property
    def is_short_acting(self) -> bool:
        """Tell whether its level swings between doses."""
        return self.course.text == "short"
