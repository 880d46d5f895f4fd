"""How fast a crossover to diazepam is proposed, beside a plan for diazepam alone.

Run with the test environment from the top of the repository:

    PYTHONPATH=src:. .venv/test/bin/python benchmarks/crossover_speed.py

Prints, for each instance, the steps of the crossover plan, the median time of `propose`
for it (the whole call: triage, swaps, products, staircase, fit, review), the same for
the reduction of diazepam alone, and how many times longer the crossover took, a step
for a step.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from stepwell.formulary import load_formulary
from stepwell.plan.crossover import DIAZEPAM, CrossoverWish
from stepwell.plan.person import UseHistory
from stepwell.plan.plan import Plan
from stepwell.plan.request import (
    Author,
    CurrentDose,
    Method,
    PaceWish,
    Request,
    Shape,
)
from stepwell.plan.times import DoseTime
from stepwell.planner import propose
from stepwell.quantities import Mass


FORMULARY = load_formulary()
RUNS = 7
START = date(2027, 1, 4)
THREE = (DoseTime.MORNING, DoseTime.MIDDAY, DoseTime.BEDTIME)


@dataclass(frozen=True)
class Named:
    """An instance by name; `parts` is in how many swaps each dose changes over."""

    name: str
    market: str
    drug: str
    milligrams: str
    times: tuple[DoseTime, ...]
    parts: int
    percent: str


INSTANCES = (
    Named("lorazepam 3 mg, gb", "gb", "lorazepam", "1", THREE, 2, "10"),
    Named("alprazolam 1.5 mg, us, slow", "us", "alprazolam", "0.5", THREE, 2, "5"),
    Named("nitrazepam 10 mg, gb", "gb", "nitrazepam", "10", THREE[-1:], 2, "5"),
    Named("lorazepam 3 mg, au, slow", "au", "lorazepam", "1", THREE, 2, "5"),
)


def crossover_of(named: Named) -> Request:
    """A prescriber's request for the crossover of an instance."""
    amount = Mass.mg(named.milligrams)
    return Request(
        start=START,
        market=named.market,
        current=tuple(CurrentDose(named.drug, time, amount) for time in named.times),
        use=UseHistory(date(2026, 1, 1)),
        method=Method.CROSSOVER,
        author=Author.PRESCRIBER,
        crossover=CrossoverWish(parts=named.parts),
        pace=PaceWish(
            shape=Shape.PROPORTIONAL,
            reduction=Fraction(named.percent) / 100,
            step_days=14,
        ),
    )


def direct_of(crossover: Request, plan: Plan) -> Request:
    """A request for reducing diazepam itself, from the dose its last swap leads to."""
    if plan.crossover is None:
        raise AssertionError("the plan is no crossover")
    swapped = plan.steps[plan.crossover.last_step - 1].regimen
    amount = swapped.total(DIAZEPAM)
    return replace(
        crossover,
        current=(CurrentDose(DIAZEPAM, DoseTime.BEDTIME, amount),),
        method=Method.DIRECT,
        crossover=CrossoverWish(),
    )


def median_ms(work: Callable[[], object]) -> float:
    """The median time of some runs, in milliseconds."""
    work()
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def planned(request: Request) -> Plan:
    """The plan of a request that can be planned."""
    plan = propose(request, FORMULARY).plan
    if plan is None:
        raise AssertionError(f"no plan for {request.current[0].drug}")
    return plan


def row_of(named: Named) -> str:
    """The line of the table for an instance."""
    crossover = crossover_of(named)
    plan = planned(crossover)
    direct = direct_of(crossover, plan)
    steps, plain = len(plan.steps), len(planned(direct).steps)
    ms = median_ms(lambda: propose(crossover, FORMULARY))
    plain_ms = median_ms(lambda: propose(direct, FORMULARY))
    ratio = (ms / steps) / (plain_ms / plain)
    cells = named.name, steps, f"{ms:.1f}", plain, f"{plain_ms:.1f}", f"{ratio:.1f}"
    return " | ".join(map(str, cells))


def main() -> None:
    """Print the table."""
    print(
        "instance | steps | crossover ms | diazepam steps | diazepam ms | ratio a step"
    )
    for named in INSTANCES:
        print(row_of(named), flush=True)


if __name__ == "__main__":
    main()
