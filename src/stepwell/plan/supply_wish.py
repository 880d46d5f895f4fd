"""What somebody asks of the supply: periods, what is at home, limits that apply."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction


PERIODS_DAYS = (7, 14, 28, 30)
USUAL_PERIOD_DAYS = 28
ORDER_DAYS = 14
"""So many days before the first day that is not covered, more is asked for."""
STEP_BACK_DAYS = 14
"""So long the regimen of the step before is counted for a step back."""


@dataclass(frozen=True, slots=True)
class SupplyPolicy:
    """Limits on what may be prescribed and when it is handed out; None is no limit.

    Nothing is filled in: a limit is one that the request gives.  ``most_days`` is how
    many days a prescription covers; ``earliest_days`` how many days before the supply
    at hand ends the next one may be collected; ``most_units`` how many tablets or
    capsules of one product a prescription holds (millilitres are not counted).
    """

    most_days: int | None = None
    earliest_days: int | None = None
    most_units: int | None = None

    def __post_init__(self) -> None:
        if self.most_days is not None and self.most_days < 1:
            raise ValueError("a prescription covers at least one day")
        if self.earliest_days is not None and self.earliest_days < 0:
            raise ValueError("a prescription is not collected after the supply ended")
        if self.most_units is not None and self.most_units < 1:
            raise ValueError("a prescription holds at least one unit")

    @property
    def is_open(self) -> bool:
        """Tell whether no limit at all was given."""
        return self == SupplyPolicy()


@dataclass(frozen=True, slots=True)
class Cupboard:
    """What is at home on the morning of a day, before its first dose.

    ``amounts`` are tablets or capsules, or millilitres of a liquid, by product; of a
    product that is not named there is nothing.
    """

    counted_on: date
    amounts: tuple[tuple[str, Fraction], ...] = ()

    def __post_init__(self) -> None:
        products = [product for product, _ in self.amounts]
        if len(products) != len(set(products)):
            raise ValueError("each product is counted once")
        if any(amount < 0 for _, amount in self.amounts):
            raise ValueError("there is never less than nothing")

    def amount(self, product: str) -> Fraction:
        """How much of a product is there."""
        return dict(self.amounts).get(product, Fraction(0))


@dataclass(frozen=True, slots=True)
class SupplyWish:
    """How the supply is to be planned; ``cupboard`` is None if nobody counted."""

    period_days: int = USUAL_PERIOD_DAYS
    cupboard: Cupboard | None = None
    policy: SupplyPolicy = SupplyPolicy()

    def __post_init__(self) -> None:
        if self.period_days < 1:
            raise ValueError("a dispensing period has at least one day")

    @property
    def at_home(self) -> frozenset[str]:
        """The products that were counted, and of which there is something."""
        counted = self.cupboard.amounts if self.cupboard is not None else ()
        return frozenset(product for product, amount in counted if amount)

    @property
    def longest_days(self) -> int:
        """The most days that one prescription may cover."""
        return min(self.period_days, self.policy.most_days or self.period_days)
