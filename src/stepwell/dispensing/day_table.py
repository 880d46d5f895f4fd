"""How much of each product is taken on each day: the one source of all supply.

Tablets and capsules are counted, liquids are in millilitres; both are exact.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property

from stepwell.plan.plan import Part, Plan, Step
from stepwell.plan.schedule import Period
from stepwell.quantities import count_text
from stepwell.quantities.decimals import scaled_text


DAY = timedelta(days=1)
MICROLITRES = 1000


@dataclass(frozen=True, slots=True)
class Run:
    """Days in a row that take the same amount of a product.

    ``end`` is the first day after them; ``before`` is what all earlier days take.
    """

    first: date
    end: date
    daily: Fraction
    before: Fraction


@dataclass(frozen=True)
class DayTable:
    """What each day takes, by product; ``end`` is the first day after the last step.

    A plan that ends at a lower dose goes on with it: days after ``end`` then take
    what the last step takes.
    """

    steps: tuple[Step | Period, ...]
    goes_on: bool = False

    @classmethod
    def of(cls, plan: Plan) -> "DayTable":
        """The days of a plan."""
        return cls(plan.steps, goes_on=plan.stop_date is None)

    @property
    def start(self) -> date:
        """The first day."""
        return self.steps[0].start

    @property
    def end(self) -> date:
        """The first day after the last step."""
        return self.steps[-1].end

    @cached_property
    def runs(self) -> dict[str, tuple[Run, ...]]:
        """The days of each product, in order of the products' ids."""
        found: dict[str, list[Run]] = {}
        taken: dict[str, Fraction] = {}
        for step in self.steps:
            end = date.max if self.goes_on and step is self.steps[-1] else step.end
            for product, daily in _daily(step).items():
                before = taken.get(product, Fraction(0))
                run = Run(step.start, end, daily, before)
                found.setdefault(product, []).append(run)
                taken[product] = before + daily * step.days
        return {product: tuple(found[product]) for product in sorted(found)}

    @cached_property
    def liquids(self) -> frozenset[str]:
        """The products that are measured in millilitres."""
        parts = (p for step in self.steps for dose in step.doses for p in dose.parts)
        return frozenset(part.product for part in parts if part.volume is not None)

    def before(self, product: str, day: date) -> Fraction:
        """What all days before a day take of a product."""
        runs = self.runs.get(product, ())
        at = bisect_right(runs, day, key=lambda run: run.first) - 1
        if at < 0:
            return Fraction(0)
        run = runs[at]
        return run.before + run.daily * (min(day, run.end) - run.first).days

    def between(self, product: str, first: date, end: date) -> Fraction:
        """What the days from ``first`` to the day before ``end`` take of a product."""
        return self.before(product, end) - self.before(product, first)

    def on(self, product: str, day: date) -> Fraction:
        """What one day takes of a product."""
        return self.between(product, day, day + DAY)

    def first_short(self, product: str, amount: Fraction, since: date) -> date | None:
        """The first day that an amount at hand on ``since`` does not cover in full.

        None when it covers all days.
        """
        covered = self.before(product, since) + amount
        for run in self.runs.get(product, ()):
            days = (covered - run.before) // run.daily
            if days < (run.end - run.first).days:
                return run.first + timedelta(days=days)
        return None

    def written(self, product: str, amount: Fraction) -> str:
        """Write an amount: a count such as ``1 1/2``, or decimal millilitres."""
        if product in self.liquids:
            return scaled_text(int(amount * MICROLITRES), 3)
        return count_text(amount)

    def unit(self, product: str) -> str:
        """``ml`` for a liquid, else ``units``."""
        return "ml" if product in self.liquids else "units"


def _daily(step: Step | Period) -> dict[str, Fraction]:
    amounts: dict[str, Fraction] = {}
    for part in (part for dose in step.doses for part in dose.parts):
        known = amounts.get(part.product, Fraction(0))
        amounts[part.product] = known + amount_of(part)
    return amounts


def amount_of(part: Part) -> Fraction:
    """How many tablets a part of a dose takes, or how many millilitres."""
    if part.volume is not None:
        return Fraction(part.volume.microlitres, MICROLITRES)
    assert part.count is not None  # one of the two, by construction
    return part.count


def days_before(day: date, days: int) -> date:
    """The day so many days earlier."""
    return day - timedelta(days=days)


def overlapping(
    steps: Iterable[Step | Period], first: date, end: date
) -> list[Step | Period]:
    """The steps that are in force on a day from ``first`` to before ``end``."""
    return [step for step in steps if step.start < end and step.end > first]
