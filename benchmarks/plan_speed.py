"""How fast the plan is found, beside a general solver on the same problem.

Run with the test environment from the top of the repository:

    PYTHONPATH=src:. .venv/test/bin/python benchmarks/plan_speed.py [--limit SECONDS]

Prints, for each instance, the median time of `propose` (the whole call: triage,
pace, products, staircase, fit, review), of the search alone, and of OR-tools CP-SAT
on the same stairs and costs with a time limit; and the ratio of the two searches.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ortools.sat.python import cp_model
from tests.planner.oracle import Instance, build_model

from stepwell.formulary import load_formulary
from stepwell.plan.person import UseHistory
from stepwell.plan.request import CurrentDose, PaceWish, Request, Shape
from stepwell.plan.times import DoseTime
from stepwell.planner import propose
from stepwell.planner.curve import Curve
from stepwell.planner.descent import start_stair
from stepwell.planner.fit import best_fit
from stepwell.planner.pace import choose_pace
from stepwell.planner.rungs import ladder_for
from stepwell.quantities import Mass
from stepwell.safety.case import Case
from stepwell.safety.triage import triage


FORMULARY = load_formulary()
RUNS = 7
WEIGHTS = (10**13, 10**10, 10**6, 10**3, 1)
"""Large enough that a more important sum can never be outweighed on these sizes."""


@dataclass(frozen=True)
class Named:
    """An instance by name."""

    name: str
    market: str
    drug: str
    milligrams: str
    times: tuple[DoseTime, ...]
    percent: str


NIGHT = (DoseTime.BEDTIME,)
TWICE = (DoseTime.MORNING, DoseTime.BEDTIME)
THREE = (DoseTime.MORNING, DoseTime.MIDDAY, DoseTime.BEDTIME)
INSTANCES = (
    Named("alprazolam 6 mg, 3 times a day", "us", "alprazolam", "2", THREE, "5"),
    Named("lorazepam 3 mg, 3 times a day", "us", "lorazepam", "1", THREE, "10"),
    Named("clonazepam 1.5 mg", "us", "clonazepam", "1.5", NIGHT, "10"),
    Named("diazepam 40 mg, liquid", "us", "diazepam", "40", NIGHT, "10"),
    Named("diazepam 40 mg, liquid, slow", "us", "diazepam", "40", NIGHT, "4"),
    Named("diazepam 40 mg, gb, twice a day", "gb", "diazepam", "20", TWICE, "4"),
)


def request_of(named: Named) -> Request:
    """The request of an instance."""
    doses = tuple(
        CurrentDose(named.drug, time, Mass.mg(named.milligrams)) for time in named.times
    )
    pace = PaceWish(
        shape=Shape.PROPORTIONAL,
        reduction=Fraction(named.percent) / 100,
        step_days=14,
    )
    use = UseHistory(date(2026, 6, 1))
    return Request(date(2027, 1, 4), named.market, doses, use, pace=pace)


def instance_of(request: Request) -> Instance:
    """The problem as the search sees it."""
    drug = request.drugs[0]
    case = Case.of_request(request, FORMULARY)
    starts = {dose.time: dose.amount.nanograms for dose in request.current}
    start = start_stair(starts)
    pace = choose_pace(request, triage(request, FORMULARY), FORMULARY.drug(drug))
    curve = Curve.of(pace, drug, start.total, case.scale, request.goal)
    ladder = ladder_for(request, FORMULARY, drug, starts)
    return Instance(drug, ladder, curve, start, case.scale)


def seconds(call: Callable[[], object]) -> float:
    """The median of several runs."""
    times = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        call()
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def general_solver(instance: Instance, limit: float) -> tuple[float, str]:
    """Build and solve the same problem once; the time and how it ended."""
    begin = time.perf_counter()
    model, used, arcs = build_model(instance)
    weighted = (
        variable * sum(w * c for w, c in zip(WEIGHTS, arc.cost, strict=True))
        for variable, arc in zip(used, arcs, strict=True)
    )
    model.minimize(sum(weighted))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = limit
    solver.parameters.num_workers = 2
    status = solver.solve(model)
    return time.perf_counter() - begin, solver.status_name(status).lower()


def row_of(named: Named, limit: float) -> str:
    """Measure one instance."""
    request = request_of(named)
    plan = propose(request, FORMULARY).plan
    assert plan is not None
    problem = instance_of(request)
    whole = seconds(lambda: propose(request, FORMULARY))
    search = seconds(lambda: best_fit(problem.rungs, problem.curve, problem.start))
    solver_time, ended = general_solver(problem, limit)
    stairs = sum(len(rung.staircase.stairs) for rung in problem.rungs)
    return (
        f"{named.name} | {len(plan.steps)} | {stairs} | {whole * 1000:.1f} |"
        f" {search * 1000:.1f} | {solver_time:.2f} ({ended}) |"
        f" {solver_time / search:.0f}"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=float, default=60.0)
    limit = parser.parse_args().limit
    print("instance | steps | stairs | propose ms | search ms | CP-SAT s | ratio")
    for named in INSTANCES:
        print(row_of(named, limit), flush=True)


if __name__ == "__main__":
    main()
