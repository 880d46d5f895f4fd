"""Sentences that carry the works they rest on."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence or two, and the works behind them, by id."""

    text: str
    works: tuple[str, ...] = ()

    def of(self, **words: str) -> "Said":
        """Fill in the words that depend on a plan."""
        return Said(self.text.format(**words), self.works)


def texts(sentences: Iterable[Said]) -> tuple[str, ...]:
    """The sentences alone."""
    return tuple(each.text for each in sentences)


def works_of(sentences: Iterable[Said]) -> tuple[str, ...]:
    """Their works, each once, in the order of first use."""
    return tuple(dict.fromkeys(work for each in sentences for work in each.works))
