"""How a note is cut into words: folded, spelt out, mended, with fillers left out."""

import re
import unicodedata
from bisect import bisect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract


STRAIGHT = str.maketrans(dict.fromkeys("\u2019\u2018\u02bc`\u00b4\uff07", "'"))
WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:'[^\W_]+)*")
SENTENCE_END = re.compile(r"(?<!\.)\.(?![.\w])|[!?;\n\r]")
SOME_WORDS = r"(?:\s+[\w']+){1,3}"
IN_A_LIST = rf"{SOME_WORDS}(?:,{SOME_WORDS}){{0,4}},?\s+n?or\b"
CLAUSE_END = re.compile(rf",(?!{IN_A_LIST})|[^\w\s,'](?!\w)|[\u2013\u2014(/\n\r]")
"""Punctuation that ends what a denial covers; not the commas of "no a, b or c"."""
JOINT = re.compile(r"[ \t'-]+")
"""What may stand between two words that are one."""
SHORTENED = re.compile(r"'(?:s|m|re|ve|ll|d)$")
SHORTEST_MENDED = 5
TWO_EDITS_FROM = 7
LONGEST_MENDED = 24
"""Letters: shorter words are too alike, and longer ones are no words."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a note: as it may be read, where it stands, in which part of it."""

    readings: tuple[str, ...]
    start: int
    end: int
    sentence: int
    clause: int


@dataclass(frozen=True, eq=False)
class Spelling:
    """What is known about words: those to leave out, to spell out, and to mend to.

    ``settled`` are the words that are never taken for a slip: the known ones, and
    ordinary ones that look like them.
    """

    fillers: frozenset[str]
    spellings: Mapping[str, tuple[str, ...]]
    joined: Mapping[tuple[str, str], str]
    settled: frozenset[str] = frozenset()
    known: tuple[str, ...] = ()


def read(text: str, spelling: Spelling) -> tuple[Word, ...]:
    """Cut a text into words; those that say nothing are left out."""
    plain = text.translate(STRAIGHT)
    sentences = [each.start() for each in SENTENCE_END.finditer(plain)]
    clauses = [each.start() for each in CLAUSE_END.finditer(plain)]
    return tuple(
        Word(readings, start, end, bisect(sentences, start), bisect(clauses, start))
        for folded, start, end in _joined(plain, spelling)
        for readings in _readings(folded, spelling)
    )


def _joined(text: str, spelling: Spelling) -> Iterator[tuple[str, int, int]]:
    """Each word folded, with its place; "can not" is one word."""
    found = [(fold(each[0]), each.start(), each.end()) for each in WORD.finditer(text)]
    joined_at = 0
    for (word, start, end), (after, at, after_end) in pairwise([*found, ("", 0, 0)]):
        both = JOINT.fullmatch(text, end, at) and spelling.joined.get((word, after))
        if start >= joined_at:
            joined_at = after_end if both else end
            yield both or word, start, joined_at


def fold(word: str) -> str:
    """A word without case, accents, apostrophes, and endings such as 's and 've."""
    plain = SHORTENED.sub("", unicodedata.normalize("NFKD", word.casefold()))
    return "".join(letter for letter in plain if letter.isalnum() or letter in ".,")


@lru_cache(maxsize=20_000)
def _readings(word: str, spelling: Spelling) -> tuple[tuple[str, ...], ...]:
    """How a word may be read, one tuple for each word that it stands for."""
    spelt = spelling.spellings.get(word, (word,))
    kept = [each for each in spelt if each not in spelling.fillers]
    return tuple(_mended(each, spelling) for each in kept)


def _mended(word: str, spelling: Spelling) -> tuple[str, ...]:
    """A word, or what it may be a slip of the finger for."""
    if word in spelling.settled or not word.isalpha():
        return (word,)
    if not SHORTEST_MENDED - 1 <= len(word) <= LONGEST_MENDED:
        return (word,)
    edits = 1 + (len(word) >= TWO_EDITS_FROM)
    near = extract(
        word, spelling.known, scorer=OSA.distance, score_cutoff=edits, limit=None
    )
    slips = [(away, meant) for meant, away, _ in near if _is_slip(word, meant)]
    nearest = min(slips, default=(0, ""))[0]
    return (word, *(meant for away, meant in slips if away == nearest))


def _is_slip(word: str, meant: str) -> bool:
    """Slips seldom spare the first letter; short words are mended where two swapped."""
    if word[0] != meant[0] and sorted(word[:2]) != sorted(meant[:2]):
        return False
    return len(meant) >= SHORTEST_MENDED or sorted(word) == sorted(meant)
