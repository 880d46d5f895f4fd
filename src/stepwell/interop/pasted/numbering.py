"""Bullets and numbers before the lines of a list."""

import re
from collections.abc import Sequence

from stepwell.interop.errors import InputError, shown


BULLET = re.compile(r"\s*(?:[•▪◦‣*o](?=\s)|[•▪◦‣](?=\S)|[-–—](?=\s))\s*")
NUMBER = re.compile(r"\s*\(?([0-9]{1,3})(\)\.?|\.)\s+(?=(.))")
STEP = re.compile(
    r"\s*(?:step|stage)\s+([0-9]{1,3})\s*[:)–—-](?:\s+|(?=[A-Za-z]))", re.I
)
UNSURE = (
    "this can be the number of a line or a dose; number the lines as 1) and 2), or take"
    " the numbers out"
)


def without_marks(lines: Sequence[str]) -> list[str]:
    """Take bullets and numbers away; raises InputError where it can be a dose.

    ``1. 5 mg`` could be 1.5 mg, so numbers with a point have to count 1, 2, 3.
    """
    lines = _without_steps(lines)
    numbered = [NUMBER.match(line) for line in lines]
    counts = [int(found[1]) for found in numbered if found]
    in_order = len(counts) > 1 and counts == list(range(1, len(counts) + 1))
    plain = []
    for place, (line, found) in enumerate(zip(lines, numbered, strict=True), start=1):
        if found is None:
            mark = BULLET.match(line)
            plain.append(line[mark.end() :] if mark else line)
            continue
        if found[2] == "." and found[3].isnumeric() and not in_order:
            sentence = f"{shown(line.strip())} is not understood: {UNSURE}"
            raise InputError.at(f"line {place}", sentence)
        plain.append(line[found.end() :])
    return plain


def _without_steps(lines: Sequence[str]) -> Sequence[str]:
    """Take ``Step 1:`` away where the steps count 1, 2, 3."""
    found = [STEP.match(line) for line in lines]
    counts = [int(each[1]) for each in found if each]
    if counts != list(range(1, len(counts) + 1)):
        place = next(at for at, each in enumerate(found, start=1) if each)
        sentence = "the numbers of the steps do not count 1, 2, 3; check that none is"
        raise InputError.at(f"line {place}", f"{sentence} missing")
    return [
        line[each.end() :] if each else line
        for line, each in zip(lines, found, strict=True)
    ]
