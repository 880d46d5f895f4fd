"""Counts of tablets: whole, halves and quarters, in digits and in words."""

import re
from fractions import Fraction


UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
PART_WORDS = {
    Fraction(1, 4): "a quarter",
    Fraction(1, 2): "a half",
    Fraction(3, 4): "three quarters",
}
ALONE = {
    Fraction(1, 4): "a quarter of a",
    Fraction(1, 2): "half a",
    Fraction(3, 4): "three quarters of a",
}
LARGEST = 99
COUNT = re.compile(r"[0-9]+|(?:[0-9]+ )?[0-9]+/[1-9][0-9]*", re.ASCII)


def count_text(count: Fraction) -> str:
    """Write a count in digits: ``1 1/2``, ``1/4``, ``42``.

    Raises ValueError below zero.
    """
    if count < 0:
        raise ValueError(f"{count} tablets cannot be counted")
    whole, part = divmod(count, 1)
    if not part:
        return str(whole)
    return f"{whole} {part}" if whole else str(part)


def read_count(text: str) -> Fraction:
    """Read what `count_text` wrote; raises ValueError for anything else."""
    if COUNT.fullmatch(text):
        count = sum((Fraction(piece) for piece in text.split(" ")), Fraction(0))
        if count_text(count) == text:
            return count
    raise ValueError(f'"{text}" is not a count of tablets')


def count_words(count: Fraction) -> str:
    """Say a count before its tablet: ``one and a half``, ``half a``.

    Raises ValueError for zero, for pieces other than quarters and above 99.
    """
    whole, part = divmod(count, 1)
    if not 0 < count < LARGEST + 1 or (part and part not in PART_WORDS):
        raise ValueError(f"{count} tablets cannot be said")
    if not whole:
        return ALONE[part]
    if not part:
        return number_words(whole)
    return f"{number_words(whole)} and {PART_WORDS[part]}"


def number_words(number: int) -> str:
    """Say a whole number from 0 to 99."""
    if number < len(UNITS):
        return UNITS[number]
    tens, units = divmod(number, 10)
    word = TENS[tens - 2]
    return f"{word}-{UNITS[units]}" if units else word


def is_plural(count: Fraction) -> bool:
    """Tell whether the tablet takes a plural: more than one of it."""
    return count > 1
