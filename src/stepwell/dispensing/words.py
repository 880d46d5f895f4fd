"""The grammar of a dose sentence: said for people, and read back exactly.

    Take one and a half 0.5 milligram tablets of lorazepam (0.75 milligrams) at bedtime

Every sentence that is printed can be read back into the same parts, so that plan,
tablets and words cannot disagree.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

from stepwell.plan.plan import Dose, Part
from stepwell.plan.times import DoseTime
from stepwell.quantities import Concentration, Mass, Volume, count_words
from stepwell.quantities.counts import LARGEST, is_plural
from stepwell.quantities.mass import total


COUNTS = {
    count_words(Fraction(quarters, 4)): Fraction(quarters, 4)
    for quarters in range(1, 4 * (LARGEST + 1))
}
SENTENCE = re.compile(
    r"Take (?P<things>.+) of (?P<drug>[a-z]+) "
    r"\((?P<mg>[0-9.]+) milligrams?\) (?P<when>in the \w+|at \w+)"
)
FORM = r"(?P<form>[a-z]+(?:[ -][a-z]+)*)"
TABLETS = re.compile(rf"(?P<count>[a-z -]+) (?P<mg>[0-9.]+) milligram {FORM}")
LIQUID = re.compile(
    r"(?P<ml>[0-9.]+) millilitres? of "
    rf"(?P<strength>[0-9.]+) milligram per millilitre {FORM}"
)


@dataclass(frozen=True, slots=True)
class SaidPart:
    """What a sentence says of one product: a count of a strength, or a volume."""

    form: str
    amount: Mass
    strength: Mass | None = None
    count: Fraction | None = None
    concentration: Concentration | None = None
    volume: Volume | None = None


@dataclass(frozen=True, slots=True)
class SaidDose:
    """What a dose sentence says."""

    drug: str
    time: DoseTime
    amount: Mass
    parts: tuple[SaidPart, ...]


def dose_sentence(dose: Dose, forms: dict[str, str]) -> str:
    """Say a dose; ``forms`` names the form of each product id."""
    said = [part_words(part, forms[part.product]) for part in dose.parts]
    return _sentence(said, dose)


def read_dose_sentence(sentence: str) -> SaidDose:
    """Read a dose sentence back; raises ValueError when it is not one.

    Only our own words are read, number by number as we write them (``.5``, ``5.0``
    and ``one tablets`` are not), and only when parts and milligrams agree.
    """
    match = SENTENCE.fullmatch(sentence)
    if match is None:
        raise ValueError(f'"{sentence}" is not a dose sentence')
    parts = tuple(_read_thing(thing) for thing in match["things"].split(" plus "))
    time = DoseTime(match["when"].rsplit(" ", 1)[1])
    said = SaidDose(match["drug"], time, Mass.mg(match["mg"]), parts)
    things = [part_words(part, part.form) for part in parts]
    if _sentence(things, said) != sentence:
        raise ValueError(f'"{sentence}" is not written as a dose sentence')
    if total(tuple(part.amount for part in parts)) != said.amount:
        raise ValueError(f'"{sentence}" contradicts itself')
    return said


def _sentence(things: list[str], dose: Dose | SaidDose) -> str:
    return (
        f"Take {' plus '.join(things)} of {dose.drug} ({dose.amount.words})"
        f" {dose.time.words}"
    )


def part_words(part: Part | SaidPart, form: str) -> str:
    """Say what is taken of one product: ``one and a half 0.5 milligram tablets``."""
    if part.volume is not None and part.concentration is not None:
        strength = f"{part.concentration.mg_per_ml_text} milligram per millilitre"
        return f"{part.volume.words} of {strength} {form}"
    assert part.strength is not None
    assert part.count is not None
    plural = "s" if is_plural(part.count) else ""
    said = count_words(part.count)
    return f"{said} {part.strength.mg_text} milligram {form}{plural}"


def _read_thing(thing: str) -> SaidPart:
    liquid = LIQUID.fullmatch(thing)
    if liquid:
        volume = Volume.ml(liquid["ml"])
        concentration = Concentration.mg_per_ml(liquid["strength"])
        return SaidPart(
            liquid["form"],
            concentration.mass_in(volume),
            concentration=concentration,
            volume=volume,
        )
    tablets = TABLETS.fullmatch(thing)
    if tablets is None or tablets["count"] not in COUNTS:
        raise ValueError(f'"{thing}" does not say how much of what')
    count, strength = COUNTS[tablets["count"]], Mass.mg(tablets["mg"])
    form = tablets["form"].removesuffix("s") if is_plural(count) else tablets["form"]
    return SaidPart(form, strength.times(count), strength=strength, count=count)
