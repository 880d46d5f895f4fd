"""A crossover: part of a plan in which diazepam takes the place of another drug."""

from dataclasses import dataclass

from stepwell.plan.times import DoseTime
from stepwell.quantities import Mass


DIAZEPAM = "diazepam"

NIGHT_FIRST = (
    DoseTime.BEDTIME,
    DoseTime.EVENING,
    DoseTime.MORNING,
    DoseTime.MIDDAY,
)
"""The order in which doses change over unless another is asked for."""

SHORTEST_SWAP_DAYS, LONGEST_SWAP_DAYS = 7, 28
USUAL_SWAP_DAYS, USUAL_SETTLE_DAYS = 7, 14


@dataclass(frozen=True, slots=True)
class Swap:
    """An amount of the old drug, at one time of day, that diazepam takes over.

    ``equal`` is the mass of the old drug that counts as 10 mg of diazepam for this
    swap; None leaves it as it was.
    """

    time: DoseTime
    amount: Mass
    equal: Mass | None = None


@dataclass(frozen=True, slots=True)
class CrossoverWish:
    """How a crossover is to go: one daily dose at a time.

    ``parts`` is in how many swaps each dose changes over; ``swaps`` says them one by
    one instead of ``order`` and ``parts``.  ``equal`` is the mass of the old drug
    that counts as 10 mg of diazepam; None takes it from the table in use, at the end
    that adds less diazepam.  ``most_daily`` is the most diazepam a day: what is left
    of the old drug then is reduced as it is.  ``settle_days`` is how long the last
    swap is held before the reduction goes on.
    """

    order: tuple[DoseTime, ...] = NIGHT_FIRST
    parts: int = 1
    swap_days: int = USUAL_SWAP_DAYS
    settle_days: int = USUAL_SETTLE_DAYS
    swaps: tuple[Swap, ...] = ()
    equal: Mass | None = None
    most_daily: Mass | None = None


@dataclass(frozen=True, slots=True)
class Crossover:
    """What a plan says of its crossover: the drug it leaves and the last swap step."""

    old: str
    last_step: int
