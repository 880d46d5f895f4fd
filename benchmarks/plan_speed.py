"""How fast the plan is found, beside a general solver on the same problem.

Run with the test environment from the top of the repository:

    PYTHONPATH=src:. .venv/test/bin/python benchmarks/plan_speed.py [--limit SECONDS]

Prints, for each instance, the median time of `propose` (the whole call: triage,
pace, products, staircase, fit, review) and of the search alone, and what OR-tools
CP-SAT makes of the same stairs and costs within a time limit, in two forms: as a
path over the permitted changes (nearly a linear programme), and with the steps as
variables (`step_model`).  For each form: the seconds with how many of them went
into building the model, how it ended, whether it found the same five sums, and how
many times longer it took than our search.

A run stops with an AssertionError when a solver's optimum is not ours, or when it
finds a better plan.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Protocol

from ortools.sat.python import cp_model
from tests.planner.oracle import Arc, Instance, build_model

from benchmarks.step_model import build_step_model
from stepwell.formulary import load_formulary
from stepwell.plan.person import UseHistory
from stepwell.plan.request import CurrentDose, PaceWish, Request, Shape
from stepwell.plan.times import DoseTime
from stepwell.planner import propose
from stepwell.planner.curve import Curve
from stepwell.planner.descent import start_stair
from stepwell.planner.fit import Blocked, best_fit
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


class Model(Protocol):
    """The problem in one of the two forms, and the changes that a solution takes."""

    @property
    def form(self) -> str:
        """The form in a word."""

    @property
    def model(self) -> cp_model.CpModel:
        """What is solved."""

    def taken(self, solver: cp_model.CpSolver) -> list[Arc]:
        """The changes of a solution."""


@dataclass(frozen=True)
class PathModel:
    """One variable for each permitted change."""

    model: cp_model.CpModel
    used: list[cp_model.IntVar]
    arcs: list[Arc]
    form: str = "path"

    def taken(self, solver: cp_model.CpSolver) -> list[Arc]:
        """The changes whose variable is set."""
        both = zip(self.used, self.arcs, strict=True)
        return [arc for variable, arc in both if solver.boolean_value(variable)]


def build_path_model(instance: Instance) -> PathModel:
    """The easiest form: the cheapest path over the permitted changes."""
    model, used, arcs = build_model(instance)
    weighted = (
        variable * sum(w * c for w, c in zip(WEIGHTS, arc.cost, strict=True))
        for variable, arc in zip(used, arcs, strict=True)
    )
    model.minimize(sum(weighted))
    return PathModel(model, used, arcs)


@dataclass(frozen=True)
class Solved:
    """What the general solver did with one form; ``sums`` is None without a plan."""

    form: str
    building: float
    seconds: float
    ended: str
    sums: tuple[int, ...] | None


def general_solver(build: Callable[[], Model], limit: float) -> Solved:
    """Build and solve a form once."""
    begin = time.perf_counter()
    built = build()
    building = time.perf_counter() - begin
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = limit
    solver.parameters.num_workers = 2
    status = solver.solve(built.model)
    spent = time.perf_counter() - begin
    ended = solver.status_name(status).lower()
    has_plan = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    sums = sums_of(built.taken(solver)) if has_plan else None
    return Solved(built.form, building, spent, ended, sums)


def sums_of(arcs: list[Arc]) -> tuple[int, ...]:
    """The five sums of a plan."""
    return tuple(map(sum, zip(*(arc.cost for arc in arcs), strict=True)))


def cells_of(solved: Solved, ours: tuple[int, ...], search: float) -> str:
    """How a form did beside our search; stops where it did better."""
    assert solved.ended in ("optimal", "feasible", "unknown"), solved
    assert solved.ended != "optimal" or solved.sums == ours, solved
    assert solved.sums is None or solved.sums >= ours, solved
    found = {None: "no plan found", ours: "same sums"}.get(solved.sums, "worse sums")
    so_far = "" if solved.ended == "optimal" else "at least "
    return (
        f"{solved.form}: {solved.seconds:.2f} ({solved.building:.2f} building),"
        f" {solved.ended}, {found} | {so_far}{solved.seconds / search:.0f}"
    )


def row_of(named: Named, limit: float) -> str:
    """Measure one instance."""
    request = request_of(named)
    plan = propose(request, FORMULARY).plan
    assert plan is not None
    problem = instance_of(request)
    whole = seconds(lambda: propose(request, FORMULARY))
    search = seconds(lambda: best_fit(problem.rungs, problem.curve, problem.start))
    fit = best_fit(problem.rungs, problem.curve, problem.start)
    ours = fit.sums()
    assert ours is not None
    assert not isinstance(fit.path, Blocked)
    changes = len(fit.path) + 1
    forms: tuple[Callable[[], Model], ...] = (
        lambda: build_path_model(problem),
        lambda: build_step_model(problem, WEIGHTS, changes),
    )
    solved = [general_solver(form, limit) for form in forms]
    stairs = sum(len(rung.staircase.stairs) for rung in problem.rungs)
    cells = " | ".join(cells_of(each, ours, search) for each in solved)
    return (
        f"{named.name} | {len(plan.steps)} | {stairs} | {whole * 1000:.1f} |"
        f" {search * 1000:.1f} | {cells}"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=float, default=60.0)
    limit = parser.parse_args().limit
    print(
        "instance | steps | stairs | propose ms | search ms |"
        " CP-SAT path s | ratio | CP-SAT steps s | ratio"
    )
    for named in INSTANCES:
        print(row_of(named, limit), flush=True)


if __name__ == "__main__":
    main()
