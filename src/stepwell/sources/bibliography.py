"""Load the bibliography from its data file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType

from stepwell.sources.sourced import Mark


@dataclass(frozen=True, slots=True)
class Work:
    """One published (or unpublished) work; ``seen`` says what of it was read."""

    id: str
    citation: str
    kind: str
    seen: str
    mark: Mark
    year: int | None = None
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    url: str = ""


Bibliography = Mapping[str, Work]


def load_bibliography() -> Bibliography:
    """Read every work; raises ValueError when an id stands twice."""
    text = files("stepwell.sources").joinpath("data/works.toml").read_text("utf-8")
    works: dict[str, Work] = {}
    for entry in tomllib.loads(text)["work"]:
        work = Work(**{**entry, "mark": Mark(entry["mark"])})
        if work.id in works:
            raise ValueError(f'the work "{work.id}" stands twice in the bibliography')
        works[work.id] = work
    return MappingProxyType(works)
