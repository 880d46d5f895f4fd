"""Patterns of words: what the list of red-flag words is written in, and its search.

A pattern is read from left to right.  ``<name>`` stands for any expression of a family,
``a|b`` for one of two expressions (``car_park`` is one of two words), ``#130-260`` for
a number in that range.  What stands side by side follows directly, fillers aside;
``..`` lets up to four words come between, ``...`` up to ten, and ``&`` asks for the
rest anywhere within twenty words.
"""

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from stepwell.safety.red_flag_reading import Spelling, Word, read


GAPS = {"..": 4, "...": 10}
NEAR = 20
"""How many words may lie between the two sides of an ``&``."""
LONGEST_NUMBER = 4
"""Digits: more of them measure nothing that is looked for."""
NUMBER = re.compile(r"#(\d+)-(\d+)")
CHOICE = re.compile(r"\(([^()]*)\)")

Phrase = tuple[str, ...]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a pattern, and how many words may come before it."""

    name: str
    gap: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """Runs of parts; each run stands within one sentence."""

    runs: tuple[tuple[Part, ...], ...]
    names: frozenset[str]


def pattern(written: str) -> Pattern:
    """Read a pattern; a ValueError when nothing stands on one side of a gap."""
    runs = tuple(_run(each, written) for each in written.split(" & "))
    return Pattern(runs, frozenset(part.name for run in runs for part in run))


def _run(written: str, whole: str) -> tuple[Part, ...]:
    parts = []
    gap = 0
    for item in written.split():
        if item in GAPS:
            gap = GAPS[item]
        else:
            parts.append(Part(item, gap))
            gap = 0
    if not parts or gap or written.split()[0] in GAPS:
        raise ValueError(f'"{whole}" has a gap without a word beside it')
    return tuple(parts)


def expressions(written: str) -> Iterator[str]:
    """The expressions of a family: "fit(|s), took a turn" has three."""
    for item in filter(None, map(str.strip, written.split(","))):
        pieces = CHOICE.split(item)
        choices = [
            piece.split("|") if index % 2 else [piece]
            for index, piece in enumerate(pieces)
        ]
        for chosen in itertools.product(*choices):
            yield "".join(chosen)


@cache
def phrase(written: str, spelling: Spelling) -> Phrase:
    """The words of an expression, as they are in a note that was read."""
    words = tuple(word.readings[0] for word in read(written, spelling))
    if not words:
        raise ValueError(f'"{written}" holds nothing but fillers')
    return words


class Found:
    """What of the patterns stands in a note: spans, each with all its names."""

    def __init__(self, stands: Sequence[tuple[Span, frozenset[str]]]) -> None:
        self.stands = stands
        self.names = frozenset().union(*(names for _, names in stands))
        self._spans: dict[str, list[Span]] = {}

    def spans(self, name: str) -> list[Span]:
        """Where one of the names stands, in the order of the text."""
        if name not in self._spans:
            self._spans[name] = [span for span, names in self.stands if name in names]
        return self._spans[name]


class Index:
    """Finds every family, word and number of the patterns in a note at once."""

    def __init__(self, named: Mapping[str, Iterable[Phrase]]) -> None:
        names: dict[Phrase, set[str]] = {}
        for name, phrases in named.items():
            for each in phrases:
                names.setdefault(each, set()).add(name)
        self.by_first: dict[str, list[tuple[Phrase, frozenset[str]]]] = {}
        for each, its in names.items():
            self.by_first.setdefault(each[0], []).append((each[1:], frozenset(its)))
        self.numbers = [
            (frozenset({name}), range(int(ends[1]), int(ends[2]) + 1))
            for name in named
            if (ends := NUMBER.fullmatch(name))
        ]

    def find(self, words: Sequence[Word]) -> Found:
        """Look for everything, word by word."""
        return Found([each for at in range(len(words)) for each in self._at(at, words)])

    def _at(
        self, at: int, words: Sequence[Word]
    ) -> Iterator[tuple[Span, frozenset[str]]]:
        for reading in words[at].readings:
            for rest, names in self.by_first.get(reading, ()):
                if not rest or _stands(rest, words, at + 1):
                    yield (at, at + 1 + len(rest)), names
        written = words[at].readings[0]
        if written.isdecimal():
            for names, values in self.numbers:
                if int(written[:LONGEST_NUMBER]) in values:
                    yield (at, at + 1), names


def _stands(rest: Phrase, words: Sequence[Word], at: int) -> bool:
    """Whether a phrase goes on like this, within the sentence in which it began."""
    if at + len(rest) > len(words):
        return False
    sentence = words[at - 1].sentence
    for each in rest:
        if each not in words[at].readings or words[at].sentence != sentence:
            return False
        at += 1
    return True


def matches(
    patterns: Iterable[Pattern], found: Found, words: Sequence[Word]
) -> Iterator[tuple[Span, ...]]:
    """Each way in which a pattern stands in a note: the spans of its parts."""
    here = [one for one in patterns if one.names <= found.names]
    anywhere = range(len(words))
    return (spans for one in here for spans in _runs(one.runs, found, words, anywhere))


def _runs(
    runs: tuple[tuple[Part, ...], ...],
    found: Found,
    words: Sequence[Word],
    places: range,
) -> Iterator[tuple[Span, ...]]:
    """Each way in which runs stand in a note, all near to the first."""
    if not runs:
        yield ()
        return
    for spans in _run_from(runs[0], found, words, places):
        start = spans[0][0]
        near = range(start - NEAR, start + NEAR + 1)
        for rest in _runs(runs[1:], found, words, near):
            yield spans + rest


def _run_from(
    parts: tuple[Part, ...], found: Found, words: Sequence[Word], places: range
) -> Iterator[tuple[Span, ...]]:
    """Each way in which a run goes on in one sentence, from one of the places on."""
    if not parts:
        yield ()
        return
    for span in _starting(found.spans(parts[0].name), places):
        end = span[1]
        following = parts[1].gap + 1 if len(parts) > 1 else 1
        nexts = range(end, end + following)
        for rest in _run_from(parts[1:], found, words, nexts):
            if not rest or _same_sentence(end - 1, rest[0][0], words):
                yield (span, *rest)


def _starting(spans: list[Span], places: range) -> Iterator[Span]:
    """Those of the spans, in the order of the text, that start in these places."""
    for at in range(bisect_left(spans, (places.start,)), len(spans)):
        if spans[at][0] >= places.stop:
            return
        yield spans[at]


def _same_sentence(one: int, other: int, words: Sequence[Word]) -> bool:
    return words[one].sentence == words[other].sentence
