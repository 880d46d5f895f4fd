"""The one error of this room, and how foreign words are shown in it."""

import difflib
from collections.abc import Iterable, Mapping


LONGEST_SHOWN = 40


class InputError(ValueError):
    """Input that cannot be read; one sentence that names the field and the way out.

    ``field`` and ``sentence`` are its two parts where the field is known.
    """

    field: str = ""
    sentence: str = ""

    @classmethod
    def at(cls, field: str, sentence: object) -> "InputError":
        """Make the error of a field such as ``current[0].dose``."""
        problem = cls(f"{field}: {sentence}" if field else str(sentence))
        problem.field, problem.sentence = field, str(sentence)
        return problem


def shown(value: object) -> str:
    """Quote something foreign: short, on one line, nothing a terminal would obey."""
    text = value if isinstance(value, str) else str(value)
    short = text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 3] + "..."
    safe = "".join(mark if mark.isprintable() else "?" for mark in short)
    return f'"{safe}"'


def exactly(word: str, known: Iterable[str]) -> str:
    """Offer the spelling of a word that is wrong only in capitals or spaces."""
    folded = word[:80].strip().casefold()
    matching = [name for name in known if name.casefold() == folded]
    return f'write it exactly so: "{matching[0]}"' if matching else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """Say which known words come nearest, or which exist at all."""
    names = list(known)
    exact = exactly(word, names)
    if exact:
        return exact
    close = difflib.get_close_matches(word[:80].lower(), names, n=3, cutoff=0.6)
    if close:
        return f"the nearest: {', '.join(close)}"
    return f"it is one of {', '.join(names)}"


def nearest_called(word: str, names: Mapping[str, str], otherwise: str) -> str:
    """Say which names come nearest, found by anything that they are called.

    ``names`` has each name by its spellings, in small letters.
    """
    exact = exactly(word, names.values())
    if exact:
        return exact
    close = difflib.get_close_matches(word[:80].strip().casefold(), names, 3, 0.6)
    found = dict.fromkeys(names[each] for each in close)
    return f"the nearest: {', '.join(found)}" if found else otherwise
