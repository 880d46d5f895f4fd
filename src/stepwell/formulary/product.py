"""Products: what a pharmacy hands out, and how far each may be divided."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from stepwell.quantities import Concentration, Mass
from stepwell.sources import Mark


MARKETS = ("us", "gb", "ca", "au", "de")
NEVER_SPLIT = (
    "capsule",
    "-release",
    "film",
    "orally disintegrating",
    "orodispersible",
    "sublingual",
    "spray",
)
"""Words in a form that forbid any piece, whatever anybody asks (guardrail G14)."""

DIVISIBLE = ("film-coated", "immediate-release")
"""Words that hold one of them and forbid nothing by themselves."""


class SmallestPiece(StrEnum):
    """The smallest part of one tablet that may be taken."""

    WHOLE = "whole"
    HALF = "half"
    QUARTER = "quarter"

    @property
    def fraction(self) -> Fraction:
        """The piece as a fraction of a tablet."""
        return {"whole": Fraction(1), "half": Fraction(1, 2)}.get(
            self.value, Fraction(1, 4)
        )


class Score(StrEnum):
    """Whether the tablet has a line to break it along."""

    SCORED = "scored"
    UNSCORED = "unscored"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Product:
    """One strength of one form of one drug in one market.

    Exactly one of ``strength`` (mass in one unit) and ``concentration`` (of a
    liquid) is set.  A form that must not be divided is whole by construction.
    """

    id: str
    drug: str
    form: str
    works: tuple[str, ...]
    mark: Mark
    strength: Mass | None = None
    concentration: Concentration | None = None
    smallest_piece: SmallestPiece = SmallestPiece.WHOLE
    score: Score = Score.UNKNOWN
    score_mark: Mark = Mark.UNVERIFIED
    extended_release: bool = False
    off_licence_half: bool = False
    planned: bool = True
    reason_not_planned: str = ""
    brands: tuple[str, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        if (self.strength is None) == (self.concentration is None):
            raise ValueError(f"{self.id}: give a strength or a concentration, not both")
        if self.strength is not None and not self.strength:
            raise ValueError(f"{self.id}: the strength must be above zero")
        if self.smallest_piece is not SmallestPiece.WHOLE and self.must_stay_whole:
            raise ValueError(f"{self.id}: a {self.form} is never split")

    @property
    def must_stay_whole(self) -> bool:
        """Tell whether the form forbids any piece: liquids have none, too."""
        form = self.form.lower()
        for word in DIVISIBLE:
            form = form.replace(word, "")
        forbidden = any(word in form for word in NEVER_SPLIT)
        return self.extended_release or self.is_liquid or forbidden

    @property
    def is_liquid(self) -> bool:
        """Tell whether doses of it are volumes."""
        return self.concentration is not None

    @property
    def market(self) -> str:
        """The first part of the id: a market, or ``custom``."""
        return self.id.split("/", 1)[0]

    @property
    def name(self) -> str:
        """Strength and form in words: ``0.5 milligram tablet``."""
        if self.concentration is not None:
            amount = f"{self.concentration.mg_per_ml_text} milligram per millilitre"
        else:
            assert self.strength is not None  # one of the two is set
            amount = f"{self.strength.mg_text} milligram"
        return f"{amount} {self.form}"
