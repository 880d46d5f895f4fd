"""The plan: dated steps from the present regimen to an agreed end."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from stepwell.plan.crossover import DIAZEPAM, Crossover
from stepwell.plan.regimen import Regimen
from stepwell.plan.times import DoseTime
from stepwell.quantities import Concentration, Mass, Volume
from stepwell.quantities.mass import total


SOLID, LIQUID = [True, True, False, False], [False, False, True, True]


@dataclass(frozen=True, slots=True)
class Part:
    """Some of one product within a dose: a count of tablets, or a volume.

    Either the first two values are set or the last two, never anything between.
    """

    product: str
    strength: Mass | None = None
    count: Fraction | None = None
    concentration: Concentration | None = None
    volume: Volume | None = None

    def __post_init__(self) -> None:
        values = (self.strength, self.count, self.concentration, self.volume)
        if [value is not None for value in values] not in (SOLID, LIQUID):
            raise ValueError(f"{self.product}: give a count of a strength or a volume")
        if not self.amount:
            raise ValueError(f"{self.product}: a part of a dose is above zero")

    @property
    def amount(self) -> Mass:
        """The exact mass of drug in it."""
        if self.strength is not None and self.count is not None:
            return self.strength.times(self.count)
        assert self.concentration is not None  # liquid, checked when it was made
        assert self.volume is not None
        return self.concentration.mass_in(self.volume)


@dataclass(frozen=True, slots=True)
class Dose:
    """An amount of one drug taken on one occasion, and what makes it."""

    time: DoseTime
    drug: str
    amount: Mass
    parts: tuple[Part, ...]

    def __post_init__(self) -> None:
        if not self.amount:
            raise ValueError(f"{self.drug}: a dose is above zero")
        if total(tuple(part.amount for part in self.parts)) != self.amount:
            raise ValueError(f"{self.drug}: the parts do not make {self.amount.words}")


@dataclass(frozen=True, slots=True)
class Step:
    """A period of whole days during which one regimen is in force."""

    number: int
    start: date
    days: int
    doses: tuple[Dose, ...]
    reasons: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.days < 1 or not self.doses:
            raise ValueError(f"step {self.number}: a step has days and doses")

    @property
    def end(self) -> date:
        """The first day after the step."""
        return self.start + timedelta(days=self.days)

    @property
    def last_day(self) -> date:
        """The last day on which it is in force."""
        return self.end - timedelta(days=1)

    @property
    def regimen(self) -> Regimen:
        """What is taken on each of its days."""
        return Regimen.of((dose.drug, dose.time, dose.amount) for dose in self.doses)


@dataclass(frozen=True, slots=True)
class Plan:
    """Steps without gap or overlap in which no dose ever rises.

    ``stop_date`` is the first day without the medicine, or None when the goal is
    a lower dose, which then simply goes on.  Only in the swaps of a ``crossover`` does
    diazepam rise, and then the old drug falls in the same step.
    """

    start: date
    before: Regimen
    steps: tuple[Step, ...]
    stop_date: date | None
    crossover: Crossover | None = None

    def __post_init__(self) -> None:
        if not self.steps:
            raise ValueError("a plan has at least one step")
        earlier, day = self.before, self.start
        for number, step in enumerate(self.steps, start=1):
            if step.number != number or step.start != day:
                raise ValueError(f"step {step.number} leaves a gap or an overlap")
            if self._raises(step, earlier):
                raise ValueError(f"step {step.number} raises a dose")
            earlier, day = step.regimen, step.end
        if self.stop_date is not None and self.stop_date != day:
            raise ValueError("the stop date is the day after the last step")

    def _raises(self, step: Step, earlier: Regimen) -> bool:
        risen = {drug for drug, _ in step.regimen.rises_over(earlier)}
        swap = self.crossover
        if swap is None or step.number > swap.last_step or risen != {DIAZEPAM}:
            return bool(risen)
        return step.regimen.total(swap.old) >= earlier.total(swap.old)

    @property
    def end(self) -> date:
        """The first day after the last step."""
        return self.steps[-1].end

    @property
    def final_dose(self) -> Regimen:
        """The last regimen above zero."""
        return self.steps[-1].regimen
