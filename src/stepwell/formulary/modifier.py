"""What makes a drug leave the body faster or slower: age, liver, genes, co-drugs."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from stepwell.sources import Mark


AGE = "age"
APPLIES_TO = ("", "liver_disease", "cyp2c19_poor_metaboliser", AGE)
"""Whom a modifier concerns: nobody by itself, two flags of a person, or an age."""
BOUND = "or more"
"""Ends a multiplier of which only the lower bound is known."""


class ModifierKind(StrEnum):
    """What sort of thing changes how a drug moves."""

    AGE = "age"
    LIVER = "liver"
    GENOTYPE = "genotype"
    SEX = "sex"
    INHIBITOR = "inhibitor"
    INDUCER = "inducer"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Span:
    """Multipliers without a unit, above zero and in order; 1 changes nothing."""

    low: Decimal
    typical: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        if not 0 < self.low <= self.typical <= self.high:
            raise ValueError("the multipliers have to be above zero and in order")


@dataclass(frozen=True, slots=True)
class Modifier:
    """One published observation on an analyte, and what a model can use of it.

    ``parameter``, ``multiplier`` and ``observed`` are as written.  ``clearance``
    multiplies the clearance of the analyte, ``volume`` both its volumes and the flow
    between them.  ``co_drugs`` are the medicines whose start brings the change,
    ``applies_to`` is the flag it goes with, or ``"age"``: then it holds from the age
    of ``from_age`` years on.  With ``volume_age_divisor`` the multiplier of the
    volumes and the flow is the age in years divided by it.  ``passes`` when the change
    wears off within days, so that no lasting level can be drawn with it.
    """

    analyte: str
    factor: str
    kind: ModifierKind
    mark: Mark
    works: tuple[str, ...]
    parameter: str = ""
    multiplier: str = ""
    observed: str = ""
    note: str = ""
    clearance: Span | None = None
    volume: Span | None = None
    co_drugs: tuple[str, ...] = ()
    applies_to: str = ""
    from_age: int | None = None
    volume_age_divisor: int | None = None
    passes: bool = False

    def __post_init__(self) -> None:
        if not self.works:
            raise ValueError(f"{self.factor}: no work is named")
        if self.applies_to not in APPLIES_TO:
            raise ValueError(f'{self.factor}: "{self.applies_to}" is not known')
        if (self.applies_to == AGE) != (self.from_age is not None):
            raise ValueError(f"{self.factor}: from_age goes with applies_to age")
        if self.volume_age_divisor is not None and self.applies_to != AGE:
            raise ValueError(f"{self.factor}: the divisor goes with applies_to age")
        if self.applies_to and not self._is_usable:
            raise ValueError(f"{self.factor}: it applies and has no number")
        if any(name != plain_name(name) for name in self.co_drugs):
            raise ValueError(f"{self.factor}: a co-drug is not in small letters")

    @property
    def is_bound(self) -> bool:
        """Tell whether only the least size of the effect is known."""
        return self.multiplier.endswith(BOUND)

    @property
    def _is_usable(self) -> bool:
        numbers = (self.clearance, self.volume, self.volume_age_divisor)
        return any(number is not None for number in numbers)


def plain_name(name: str) -> str:
    """A medicine's name as it is compared: small letters, single spaces."""
    return " ".join(name.split()).casefold()
