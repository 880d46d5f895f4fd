"""The catalogue of symptoms: what may be felt while reducing, in plain words."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from stepwell.sources import Mark


class SymptomGroup(StrEnum):
    """The part of life in which a symptom is felt, in the order of the catalogue."""

    FEELINGS = "Feelings"
    SLEEP = "Sleep"
    THINKING = "Thinking"
    NERVES_AND_SENSES = "Nerves and senses"
    MUSCLES = "Muscles"
    HEART_AND_BREATHING = "Heart and breathing"
    WHOLE_BODY = "Whole body"
    GUT_AND_BODY_FUNCTIONS = "Gut and body functions"
    PATTERNS = "Patterns"


class HelpLevel(StrEnum):
    """How soon to get help: within days, the same day, or at once."""

    SOON = "soon"
    URGENT = "urgent"
    EMERGENCY = "emergency"


TEXTS = ("name", "description", "how_common", "why", "red_flag_when")
LISTS = ("lay_names", "self_care", "could_also_be", "works")
PARTS = (*TEXTS, *LISTS)


@dataclass(frozen=True, slots=True)
class Symptom:
    """One symptom with what is known of it.

    ``how_common`` names the people in whom it was counted; ``why`` is what is thought,
    not known.  ``red_flag_when`` are warning signs, and ``level`` how soon to get help
    when one is there.  ``red_flag`` names the sign that stops all planning, where the
    symptom's mere presence is that sign.  ``mark`` holds for every part but those that
    are ``knowledge_only``: these rest on general knowledge.
    """

    id: str
    name: str
    lay_names: tuple[str, ...]
    group: SymptomGroup
    description: str
    how_common: str
    why: str
    self_care: tuple[str, ...]
    red_flag_when: str
    level: HelpLevel
    could_also_be: tuple[str, ...]
    works: tuple[str, ...]
    mark: Mark
    knowledge_only: tuple[str, ...] = ()
    red_flag: str | None = None

    def __post_init__(self) -> None:
        for part in PARTS:
            if not getattr(self, part):
                raise ValueError(f"{self.id}: {part} is empty")
        for part in self.knowledge_only:
            if part not in PARTS:
                raise ValueError(f'{self.id}: no part is called "{part}"')
        if self.red_flag is not None and self.level is not HelpLevel.EMERGENCY:
            raise ValueError(f"{self.id}: a red flag is an emergency")

    def mark_of(self, part: str) -> Mark:
        """Tell how far one part, named like its field, was checked."""
        return Mark.UNVERIFIED if part in self.knowledge_only else self.mark


@cache
def load_symptoms() -> Mapping[str, Symptom]:
    """Read every symptom by its id; the same mapping each time.

    Raises ValueError naming the symptom when one does not follow the schema.
    """
    text = files("stepwell.library").joinpath("data/symptoms.toml").read_text("utf-8")
    symptoms: dict[str, Symptom] = {}
    for entry in tomllib.loads(text)["symptom"]:
        symptom = _read(entry)
        if symptom.id in symptoms:
            raise ValueError(f'the symptom "{symptom.id}" stands twice')
        symptoms[symptom.id] = symptom
    return MappingProxyType(symptoms)


def _read(entry: dict[str, Any]) -> Symptom:
    try:
        return Symptom(
            **{
                **{key: _plain(value) for key, value in entry.items()},
                "group": SymptomGroup(entry["group"]),
                "level": HelpLevel(entry["level"]),
                "mark": Mark(entry["mark"]),
            }
        )
    except (KeyError, TypeError, ValueError) as problem:
        raise ValueError(f"symptom {entry.get('id')}: {problem}") from problem


def _plain(value: Any) -> Any:
    """A list becomes a tuple, so that a symptom cannot be changed."""
    return tuple(value) if isinstance(value, list) else value
