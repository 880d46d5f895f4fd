"""Read the list of red-flag words from its file: every key known, or a ValueError."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from stepwell.formulary.load import load_formulary
from stepwell.plan.person import RedFlag
from stepwell.safety.red_flag_patterns import (
    NUMBER,
    Index,
    Pattern,
    Phrase,
    expressions,
    pattern,
    phrase,
)
from stepwell.safety.red_flag_reading import SHORTEST_MENDED, Spelling, fold


KEYS = {"reading", "denying", "families", "flags", "ordinary"}
READING_KEYS = {"fillers", "spellings", "joined"}
DENYING_KEYS = {"denials", "no_denials", "breaks", "answers", "replies"}
SIGNS_KEYS = {"patterns", "harmless"}
DRUG = "drug"
"""The family that the formulary fills: every name of every drug."""
FAMILY = re.compile(r"<(\w*)>")


@dataclass(frozen=True, slots=True)
class Signs:
    """How one flag is spoken of, and what only sounds like it."""

    patterns: tuple[Pattern, ...]
    harmless: tuple[Pattern, ...]


@dataclass(frozen=True, eq=False)
class WordList:
    """The list, ready for use.

    ``denials`` deny what follows; ``no_denials`` only look as if they did; ``breaks``
    end what a denial covers; ``answers`` deny what came before, and ``replies`` what
    stands in the sentence before.
    """

    spelling: Spelling
    index: Index
    signs: Mapping[RedFlag, Signs]
    denials: tuple[Pattern, ...]
    no_denials: tuple[Pattern, ...]
    breaks: tuple[Pattern, ...]
    answers: tuple[Pattern, ...]
    replies: tuple[Pattern, ...]


@cache
def load_words() -> WordList:
    """Read the list; the same object each time."""
    file = files("stepwell.safety").joinpath("data", "red_flag_words.toml")
    return word_list(tomllib.loads(file.read_text("utf-8")))


def word_list(entry: Mapping[str, Any]) -> WordList:
    """Make a list from what its file says; a ValueError when something is unknown."""
    _check_keys(entry, KEYS)
    _check_keys(entry["denying"], DENYING_KEYS)
    _check_keys(entry["flags"], set(RedFlag))
    _check_keys({DRUG, *entry["families"]}, {DRUG, *_asked_for(entry)})
    spelling = _spelling(entry["reading"])
    denying = {name: _patterns(lines) for name, lines in entry["denying"].items()}
    signs = {flag: _signs(entry["flags"][flag]) for flag in RedFlag}
    sought = [one for each in signs.values() for one in each.patterns]
    other = [one for each in signs.values() for one in each.harmless]
    other += [one for lines in denying.values() for one in lines]
    named = _named([*sought, *other], _families(entry["families"]), spelling)
    ordinary = {*entry["ordinary"]["words"].split(), *_words(other, named)}
    deny = {one.runs[0][0].name for one in denying["denials"] if len(one.names) == 1}
    meant = _words(sought, named) - {each[0] for name in deny for each in named[name]}
    return WordList(
        spelling=replace(
            spelling,
            settled=frozenset(meant | ordinary),
            known=tuple(sorted(filter(_is_long, meant))),
        ),
        index=Index(named),
        signs=MappingProxyType(signs),
        **denying,
    )


def _signs(entry: Mapping[str, Any]) -> Signs:
    _check_keys(entry, SIGNS_KEYS)
    return Signs(_patterns(entry["patterns"]), _patterns(entry["harmless"]))


def _patterns(lines: str) -> tuple[Pattern, ...]:
    """One pattern a line."""
    return tuple(map(pattern, filter(None, map(str.strip, lines.splitlines()))))


def _asked_for(entry: Mapping[str, Any]) -> Iterator[str]:
    """The families that are used somewhere, each as often as it is."""
    for table in (entry["denying"], entry["families"], *entry["flags"].values()):
        for written in table.values():
            yield from FAMILY.findall(written)


def _check_keys(found: Iterable[str], known: Iterable[str]) -> None:
    if odd := sorted(set(found) ^ set(known)):
        raise ValueError(f"unknown or missing: {', '.join(odd)}")


def _spelling(entry: Mapping[str, Any]) -> Spelling:
    _check_keys(entry, READING_KEYS)
    return Spelling(
        fillers=frozenset(entry["fillers"].split()),
        spellings={
            fold(slip): tuple(map(fold, meant.split()))
            for meant, slips in entry["spellings"].items()
            for slip in slips.split()
        },
        joined={
            tuple(two.split()): one
            for one, twos in entry["joined"].items()
            for two in twos.split(", ")
        },
    )


def _families(entry: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    """The expressions of each family; a family may hold others."""
    drugs = load_formulary().drugs.values()
    names = {name for drug in drugs for name in (drug.id, *drug.brand_names)}
    families: dict[str, tuple[str, ...]] = {DRUG: tuple(sorted(names))}
    for name, written in entry.items():
        families[name] = tuple(
            one
            for each in expressions(written)
            for one in (families[each[1:-1]] if each[0] == "<" else (each,))
        )
    return families


def _named(
    used: Iterable[Pattern],
    families: Mapping[str, tuple[str, ...]],
    spelling: Spelling,
) -> dict[str, set[Phrase]]:
    """What each part of the patterns stands for."""
    return {
        name: {phrase(each, spelling) for each in _meanings(name, families)}
        for name in sorted({name for one in used for name in one.names})
    }


def _meanings(name: str, families: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """The expressions of families and of words written out; none for a number."""
    for each in name.split("|"):
        if each.startswith("<"):
            yield from families[each[1:-1]]
        elif not NUMBER.fullmatch(each):
            yield each.replace("_", " ")


def _words(patterns: Iterable[Pattern], named: Mapping[str, set[Phrase]]) -> set[str]:
    """Every word that may belong to one of the patterns."""
    names = {name for one in patterns for name in one.names}
    return {word for name in names for each in named[name] for word in each}


def _is_long(word: str) -> bool:
    return len(word) >= SHORTEST_MENDED - 1
