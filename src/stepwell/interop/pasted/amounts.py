"""Amounts in a pasted line: milligrams, tablets of a strength, measured liquids."""

from decimal import Decimal
from fractions import Fraction

from stepwell.interop.pasted.items import Amount, Pattern, Strength
from stepwell.interop.pasted.tokens import Line
from stepwell.interop.pasted.words import (
    COUNTS,
    DASHES,
    DAY_UNITS,
    LIQUIDS,
    MASS_UNITS,
    SPREAD,
    TABLETS,
    UNSAFE_UNITS,
    VOLUME_UNITS,
)
from stepwell.quantities import Mass, QuantityError, Volume, read_mass
from stepwell.quantities.reading import read_number


TIMES_SIGNS = frozenset(("x", "×", "*"))
PARTS = {
    "1/2": Fraction(1, 2),
    "1/4": Fraction(1, 4),
    "3/4": Fraction(3, 4),
    "½": Fraction(1, 2),
    "¼": Fraction(1, 4),
    "¾": Fraction(3, 4),
}
SPOKEN_PARTS = {
    ("a", "half"): Fraction(1, 2),
    ("a", "quarter"): Fraction(1, 4),
    ("three", "quarters"): Fraction(3, 4),
    ("half",): Fraction(1, 2),
    ("quarter",): Fraction(1, 4),
}
MOST_PARTS = 4
NO_UNIT = 'it has no unit; write mg behind it, such as "5 mg"'
SIDE_BY_SIDE = (
    "two numbers stand side by side, and could be one that lost its point; put a"
    " colon or the word x between them"
)
RANGE = "this is a range; write the one dose that is taken"
TABLETS_ONLY = "tablets without their strength are no dose; write it in mg"
VOLUME_ONLY = (
    "millilitres are no milligrams; write the dose in mg, or the concentration with"
    ' it, such as "2.5 ml of 2 mg/5 ml"'
)
PER_TABLET_OR_DAY = "this can be two tablets or two doses; write the whole dose in mg"

Found = tuple[Amount | Pattern | Strength, int]
"""What was read, and the token after it."""


def read_amount(line: Line, at: int) -> Found | None:
    """Read an amount where one begins; raises InputError for half of one."""
    if line.kind_at(at) == "number":
        return _from_number(line, at)
    counted = read_count(line, at)
    return _from_count(line, at, *counted) if counted else None


def plain_mass(line: Line, at: int, past: int) -> Mass:
    """Read the tokens ``2 mg`` as a mass, zero included; raises InputError."""
    number, unit = line.texts(at, 2)
    try:
        if not read_number(number):
            return Mass(0)
        return read_mass(f"{number} {unit}")
    except QuantityError as problem:
        return line.refuse(at, past, str(problem))


def plain_number(line: Line, at: int) -> Decimal:
    """Read one token as a plain number; raises InputError."""
    try:
        return read_number(line.text_at(at))
    except QuantityError as problem:
        return line.refuse(at, at + 1, str(problem).rpartition("; write")[0])


def read_count(line: Line, at: int) -> tuple[Fraction, int] | None:
    """Read a number of tablets in words or digits: ``one and a half``, ``1 1/2``."""
    text = line.text_at(at)
    if line.kind_at(at) == "number":
        whole = Fraction(plain_number(line, at))
        part = PARTS.get(line.text_at(at + 1))
        if part is not None and whole.denominator == 1:
            return whole + part, at + 2
        return whole, at + 1
    if text in PARTS:
        return PARTS[text], _past_article(line, at + 1)
    for words, value in SPOKEN_PARTS.items():
        if line.texts(at, len(words)) == words:
            return value, _past_article(line, at + len(words))
    if text in COUNTS:
        return _spoken(line, at)
    return (Fraction(1), at + 1) if text in ("a", "an") else None


def _spoken(line: Line, at: int) -> tuple[Fraction, int]:
    whole = Fraction(COUNTS[line.text_at(at)])
    if line.text_at(at + 1) == "and":
        for words, value in SPOKEN_PARTS.items():
            if line.texts(at + 2, len(words)) == words:
                return whole + value, at + 2 + len(words)
    return whole, at + 1


def _past_article(line: Line, at: int) -> int:
    if line.text_at(at) == "of":
        at += 1
    return at + 1 if line.text_at(at) in ("a", "an") else at


def _from_number(line: Line, at: int) -> Found | None:
    after = line.text_at(at + 1)
    if after in MASS_UNITS:
        return _from_mass(line, at)
    if after in UNSAFE_UNITS:
        hint = 'this unit is misread; write "mg" or "micrograms" in full'
        line.refuse(at, at + 2, hint)
    if after in VOLUME_UNITS:
        return _volume(line, at)
    if after in DASHES or after in ("to", "or"):
        return _from_series(line, at)
    if line.kind_at(at + 1) == "number":
        line.refuse(at, at + 2, SIDE_BY_SIDE)
    counted = read_count(line, at)
    return _from_count(line, at, *counted) if counted else None


def _from_mass(line: Line, at: int) -> Found:
    mass, past = plain_mass(line, at, at + 2), at + 2
    after = line.text_at(past)
    if after == "/" and _is_volume(line, past + 1):
        return _concentration_first(line, at)
    if after in TABLETS:
        words = line.text[line.tokens[at].start : line.tokens[past].end]
        return Strength(words), past + 1
    between = after in DASHES or after in ("to", "or")
    if between and _is_mass(line, past + 1):
        line.refuse(at, past + 3, RANGE)
    lasting = line.text_at(past + 2) in DAY_UNITS or line.kind_at(past + 1) == "part"
    if after in TIMES_SIGNS and not lasting:
        line.refuse(at, past + 2, PER_TABLET_OR_DAY)
    return Amount(mass), past


def _from_series(line: Line, at: int) -> Found | None:
    """Doses joined by dashes: three or four are those of a day, two are a range."""
    past, numbers = at + 1, [at]
    if line.text_at(past) in ("to", "or") and _is_mass(line, past + 1):
        line.refuse(at, past + 3, RANGE)
    while _goes_on(line, past) and len(numbers) < MOST_PARTS + 1:
        numbers.append(past + 1)
        past += 2
    unit = line.text_at(past)
    if len(numbers) < min(SPREAD) + 1:
        if unit in MASS_UNITS or unit in TABLETS:
            line.refuse(at, past + 1, RANGE)
        return None
    if unit not in MASS_UNITS or len(numbers) > MOST_PARTS:
        sentence = "numbers with dashes can be tablets or mg; write each dose in mg"
        line.refuse(at, past, sentence)
    masses = [_mass_of(line, number, past) for number in numbers]
    times = SPREAD[len(numbers)]
    named = ", ".join(time.value for time in times)
    note = f"doses joined by dashes are read as those of {named}"
    return Pattern(tuple(zip(times, masses, strict=True)), note), past + 1


def _goes_on(line: Line, past: int) -> bool:
    return line.text_at(past) in DASHES and line.kind_at(past + 1) == "number"


def _mass_of(line: Line, number: int, unit: int) -> Mass:
    value = plain_number(line, number)
    if not value:
        return Mass(0)
    try:
        return read_mass(f"{value} {line.text_at(unit)}")
    except QuantityError as problem:
        return line.refuse(number, unit + 1, str(problem))


def _from_count(line: Line, at: int, count: Fraction, past: int) -> Found | None:
    spoken = line.kind_at(at) == "word"
    after = line.text_at(past)
    if after in MASS_UNITS and spoken and line.text_at(at) not in ("a", "an"):
        unit = read_mass(f"1 {after}")
        return Amount(_times(line, at, past + 1, unit, count)), past + 1
    if after in MASS_UNITS and line.text_at(at) not in ("a", "an"):
        line.refuse(
            at, past + 1, "a dose has no fraction; write it as 0.5 mg or 1.5 mg"
        )
    if after in TABLETS:
        return _tablets_first(line, at, count, past + 1)
    strength = past + 1 if after in TIMES_SIGNS or after == "of" else past
    if _is_mass(line, strength) and line.text_at(strength + 2) in TABLETS:
        if strength == past and not spoken:
            line.refuse(at, strength + 2, SIDE_BY_SIDE)
        mass = plain_mass(line, strength, strength + 2)
        return Amount(_times(line, at, strength + 2, mass, count)), strength + 3
    if _is_mass(line, strength) and strength > past:
        line.refuse(at, strength + 2, PER_TABLET_OR_DAY)
    return None


def _tablets_first(line: Line, at: int, count: Fraction, past: int) -> Found:
    bracket = line.text_at(past) == "("
    strength = past + 1 if bracket or line.text_at(past) in ("of", "@", "x") else past
    if strength == past or not _is_mass(line, strength):
        line.refuse(at, past, TABLETS_ONLY)
    end = strength + 2
    if bracket:
        if line.text_at(end) != ")":
            line.refuse(at, end, TABLETS_ONLY)
        end += 1
    mass = plain_mass(line, strength, strength + 2)
    return Amount(_times(line, at, end, mass, count)), end


def _times(line: Line, at: int, past: int, mass: Mass, count: Fraction) -> Mass:
    if count.denominator not in (1, 2, 4):
        line.refuse(at, past, "a tablet has halves and quarters only; write mg")
    try:
        return mass.times(count)
    except ValueError:
        return line.refuse(at, past, "this is less than can be measured")


def _is_mass(line: Line, at: int) -> bool:
    return line.kind_at(at) == "number" and line.text_at(at + 1) in MASS_UNITS


def _is_volume(line: Line, at: int) -> bool:
    """Tell whether ``ml`` or ``5 ml`` stands here."""
    if line.kind_at(at) == "number":
        at += 1
    return line.text_at(at) in VOLUME_UNITS


def _concentration(line: Line, at: int) -> tuple[Fraction, int]:
    """Read ``2 mg/ml`` or ``2 mg/5 ml`` as nanograms in a microlitre."""
    mass, past = plain_mass(line, at, at + 2), at + 3
    volume = Fraction(1)
    if line.kind_at(past) == "number":
        volume, past = Fraction(plain_number(line, past)), past + 1
    if not volume or not mass:
        line.refuse(at, past + 1, "this is no concentration")
    return Fraction(mass.nanograms) / (volume * 1000), past + 1


def _volume(line: Line, at: int) -> Found:
    past = at + 2
    while line.text_at(past) in ("of", "(", "@") or line.text_at(past) in LIQUIDS:
        past += 1
    strong = _is_mass(line, past) and line.text_at(past + 2) == "/"
    if not strong or not _is_volume(line, past + 3):
        line.refuse(at, at + 2, VOLUME_ONLY)
    concentration, past = _concentration(line, past)
    if line.text_at(past) == ")":
        past += 1
    return Amount(_dissolved(line, at, past, at, concentration)), past


def _concentration_first(line: Line, at: int) -> Found:
    concentration, past = _concentration(line, at)
    while line.text_at(past) in ("oral", ",", ":") or line.text_at(past) in LIQUIDS:
        past += 1
    measured = line.kind_at(past) == "number"
    if not measured or line.text_at(past + 1) not in VOLUME_UNITS:
        line.refuse(at, past, "this is a concentration and no dose; write mg")
    return Amount(_dissolved(line, at, past + 2, past, concentration)), past + 2


def _dissolved(
    line: Line, at: int, past: int, volume_at: int, concentration: Fraction
) -> Mass:
    try:
        volume = Volume.ml(plain_number(line, volume_at))
        nanograms = volume.microlitres * concentration
        return Mass.mg(nanograms / 1_000_000)
    except ValueError:
        return line.refuse(at, past, "this is no exact mass; write the dose in mg")
