"""Doses as pictures: tablets with their pieces, capsules, a liquid in a syringe.

A picture is drawn from the dose sentence, and only where it can show the very amount;
otherwise the words stand alone (H37).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from stepwell.dispensing import part_words
from stepwell.dispensing.syringes import SYRINGES, Syringe
from stepwell.dispensing.words import SaidPart, read_dose_sentence
from stepwell.formulary import load_formulary
from stepwell.formulary.product import Score
from stepwell.quantities import Volume, count_text


WHOLE = 4
"""Quarters in a tablet."""
MOST_DRAWN = 10
"""More pieces than this are not counted at a glance: words only."""
IN_A_ROW, CELL = 5, 56
REMEMBERED = 5_000
"""So many doses of some hundred people: what a sentence looks like never changes."""
BARREL = 300
"""The length of a syringe's barrel, which every distance of marks divides."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One tablet, a part of one, or a capsule, at its place in the picture."""

    shape: str
    quarters: int
    has_line: bool
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark on a syringe, with its volume where that is written beside it."""

    x: int
    words: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A syringe, filled as far as ``level`` of `BARREL`; ``words`` stand there."""

    size: Volume
    level: int
    words: str
    marks: tuple[Mark, ...]

    @property
    def side(self) -> str:
        """To which side the words end, so that they stay within the picture."""
        return "end" if self.level * 2 > BARREL else "start"


@dataclass(frozen=True, slots=True)
class Picture:
    """One part of a dose: what it is in words, and the same drawn."""

    words: str
    pieces: tuple[Piece, ...] = ()
    syringe: Filled | None = None

    @property
    def width(self) -> int:
        """Its width in the units of the drawing."""
        return CELL * min(len(self.pieces), IN_A_ROW)

    @property
    def height(self) -> int:
        """Its height in the units of the drawing."""
        return CELL * -(-len(self.pieces) // IN_A_ROW)


def pictures_of(text: str, take: Sequence[Mapping[str, Any]]) -> tuple[Picture, ...]:
    """The pictures of a dose: one for each part, or none at all."""
    told = tuple(
        (part["product"], part.get("count", ""), part.get("volume_ml", ""))
        for part in take
    )
    return _pictures(text, told)


@lru_cache(maxsize=REMEMBERED)
def _pictures(text: str, take: tuple[tuple[str, str, str], ...]) -> tuple[Picture, ...]:
    try:
        said = read_dose_sentence(text)
    except ValueError:
        return ()
    if [_amount(part) for part in said.parts] != [told[1:] for told in take]:
        return ()
    drawn = [
        _drawn(part, product)
        for part, (product, _, _) in zip(said.parts, take, strict=True)
    ]
    whole = tuple(picture for picture in drawn if picture is not None)
    return whole if len(whole) == len(drawn) else ()


def _amount(part: SaidPart) -> tuple[str, str]:
    """The count and the volume of a part, as a plan document writes them."""
    count = "" if part.count is None else count_text(part.count)
    return count, "" if part.volume is None else part.volume.ml_text


def _drawn(part: SaidPart, product: str) -> Picture | None:
    words = part_words(part, part.form)
    if part.volume is not None:
        filled = _filled(part.volume)
        return Picture(words, syringe=filled) if filled is not None else None
    pieces = _pieces(part, product)
    return Picture(words, pieces=pieces) if pieces else None


def _pieces(part: SaidPart, product: str) -> tuple[Piece, ...]:
    assert part.count is not None  # a part is a count or a volume
    shape = next((each for each in ("capsule", "tablet") if each in part.form), "")
    quarters = part.count * WHOLE
    whole, rest = divmod(int(quarters), WHOLE)
    parts = [WHOLE] * whole + [rest] * bool(rest)
    if not shape or quarters.denominator != 1 or len(parts) > MOST_DRAWN:
        return ()
    if shape == "capsule" and rest:
        return ()
    has_line = shape == "tablet" and _is_scored(product)
    return tuple(
        Piece(shape, taken, has_line, CELL * (at % IN_A_ROW), CELL * (at // IN_A_ROW))
        for at, taken in enumerate(parts)
    )


def _is_scored(product: str) -> bool:
    known = load_formulary().products.get(product)
    return known is not None and known.score is Score.SCORED


def _filled(volume: Volume) -> Filled | None:
    """The smallest syringe that has a mark for a volume."""
    fitting = [each for each in SYRINGES if _measures(each, volume)]
    if not fitting:
        return None
    syringe = fitting[0]
    size, mark = syringe.size.microlitres, syringe.mark.microlitres
    apart = BARREL * mark // size
    written = {size // 2: Volume(size // 2).ml_text, size: syringe.size.ml_text}
    marks = tuple(
        Mark(apart * at, written.get(mark * at, ""))
        for at in range(1, size // mark + 1)
    )
    level = apart * (volume.microlitres // mark)
    return Filled(syringe.size, level, volume.ml_text, marks)


def _measures(syringe: Syringe, volume: Volume) -> bool:
    within = syringe.least <= volume <= syringe.size
    return within and volume.microlitres % syringe.mark.microlitres == 0
