"""Words of a note that may mean a red flag (H31, H32): they raise a question, no more.

What is found leads to a question and to the advice.  That nothing is found means
nothing: this list never says that there is no danger.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from stepwell.plan.person import RedFlag
from stepwell.safety.red_flag_list import Signs, WordList, load_words
from stepwell.safety.red_flag_patterns import Found, Pattern, Span, matches
from stepwell.safety.red_flag_reading import Word, read


REACH_BEFORE = 6
"""How many words a denial may stand before what it denies."""
REACH_AFTER = 8
"""How many words an answer such as "I said no" may stand after it."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A red flag that a note may speak of, and the words that led to it."""

    flag: RedFlag
    words: str


@dataclass(frozen=True, slots=True)
class Note:
    """A note with its words, what was found in it, and what is denied there."""

    text: str
    words: Sequence[Word]
    found: Found
    denials: frozenset[int]
    breaks: frozenset[int]
    answers: frozenset[int]
    replies: frozenset[int]


def flags_in(text: str) -> tuple[Heard, ...]:
    """The red flags that a note may speak of, each once, with the first such words."""
    known = load_words()
    note = _read(text, known)
    heard = (_heard(flag, signs, note) for flag, signs in known.signs.items())
    return tuple(each for each in heard if each)


def _read(text: str, known: WordList) -> Note:
    words = read(text, known.spelling)
    found = known.index.find(words)
    no_denials = _covered(known.no_denials, found, words)
    return Note(
        text=text,
        words=words,
        found=found,
        denials=_covered(known.denials, found, words) - no_denials,
        breaks=_covered(known.breaks, found, words),
        answers=_covered(known.answers, found, words),
        replies=_covered(known.replies, found, words),
    )


def _covered(
    sought: Sequence[Pattern], found: Found, words: Sequence[Word]
) -> frozenset[int]:
    """The places of all words that belong to one of the patterns."""
    found_ways = matches(sought, found, words)
    return frozenset(at for spans in found_ways for at in _places(spans))


def _places(spans: tuple[Span, ...]) -> Iterator[int]:
    for start, end in spans:
        yield from range(start, end)


def _heard(flag: RedFlag, signs: Signs, note: Note) -> Heard | None:
    """The first words that speak of a flag, are not denied and sound not harmless."""
    ways = (
        spans
        for spans in matches(signs.patterns, note.found, note.words)
        if not _is_denied(spans, note)
    )
    first = next(ways, None)
    if first is None:
        return None
    harmless = _covered(signs.harmless, note.found, note.words)
    for spans in chain([first], ways):
        if not _is_harmless(spans, harmless):
            return Heard(flag, _excerpt(spans, note))
    return None


def _is_harmless(spans: tuple[Span, ...], harmless: frozenset[int]) -> bool:
    """Whether half of it belongs to words that only sound like the flag."""
    own = set(_places(spans))
    return 2 * len(own & harmless) >= len(own)


def _excerpt(spans: tuple[Span, ...], note: Note) -> str:
    start = min(note.words[start].start for start, _ in spans)
    end = max(note.words[end - 1].end for _, end in spans)
    return note.text[start:end]


def _is_denied(spans: tuple[Span, ...], note: Note) -> bool:
    """Whether a denial covers it; one inside the expression itself does not."""
    own = set(_places(spans))
    if _denied_before(min(own), note):
        return True
    if own & note.denials:
        return False
    between = set(range(min(own), max(own))) - own
    return bool(between & note.denials) or _denied_after(max(own), note)


def _denied_before(start: int, note: Note) -> bool:
    for at in range(start - 1, max(start - 1 - REACH_BEFORE, -1), -1):
        if at in note.breaks or note.words[at].clause != note.words[start].clause:
            return False
        if at in note.denials:
            return True
    return False


def _denied_after(end: int, note: Note) -> bool:
    """Whether an answer ends its clause: "seizures no", "they asked and I said no"."""
    near = range(end + 1, min(end + 1 + REACH_AFTER, len(note.words)))
    given = {end + 1, end + 2} & note.denials | set(near) & note.answers
    given = {at for at in given if _same(at, end, note)}
    replies = {at for at in near if _is_reply(at, end, note)}
    return any(_ends_clause(at, note) for at in given | replies)


def _ends_clause(at: int, note: Note) -> bool:
    after = note.words[at + 1 : at + 2]
    return not after or after[0].clause != note.words[at].clause


def _is_reply(at: int, end: int, note: Note) -> bool:
    """Whether the next sentence takes it back: "Fits? No.", "A fit. Certainly not!"."""
    asked, reply = note.words[end], note.words[at]
    if reply.sentence != asked.sentence + 1:
        return False
    is_question = "?" in note.text[asked.end : reply.start]
    return at in note.replies or (is_question and at in note.denials)


def _same(one: int, other: int, note: Note) -> bool:
    """Whether two words stand in the same sentence."""
    return note.words[one].sentence == note.words[other].sentence
