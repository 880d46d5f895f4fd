"""The same problem for a general solver: OR-tools CP-SAT, an independent road.

The stairs are given; which changes are permitted and what each costs is worked out
here again in fractions, from the words of the objective in `planner.fit`.  Nothing
of the dynamic programme is used.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from ortools.sat.python import cp_model

from stepwell.formulary.occupancy import dose_below
from stepwell.plan.request import Shape
from stepwell.planner.curve import Curve
from stepwell.planner.rungs import Rung
from stepwell.planner.staircase import Stair
from stepwell.safety.cap import lowest_allowed
from stepwell.safety.scale import Scale


Sums = tuple[int, int, int, int, int]


@dataclass(frozen=True)
class Instance:
    """A small problem: stairs by rung, a pace, a starting pattern."""

    drug: str
    rungs: tuple[Rung, ...]
    curve: Curve
    start: Stair
    scale: Scale


@dataclass(frozen=True)
class Arc:
    """A permitted change of dose and what it costs."""

    tail: int
    head: int
    cost: Sums


def solve(instance: Instance) -> Sums | None:
    """Minimise the five sums in turn over all ways down; None when there is none."""
    model, used, arcs = build_model(instance)
    best: list[int] = []
    for place in range(5):
        goal = sum(u * arc.cost[place] for u, arc in zip(used, arcs, strict=True))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        model.minimize(goal)
        if solver.solve(model) != cp_model.OPTIMAL:
            return None
        best.append(round(solver.objective_value))
        model.add(goal == best[-1])
    return (best[0], best[1], best[2], best[3], best[4])


def build_model(
    instance: Instance,
) -> tuple[cp_model.CpModel, list[cp_model.IntVar], list[Arc]]:
    """One path from today to the end, over the permitted changes."""
    arcs, end = list_arcs(instance)
    model = cp_model.CpModel()
    used = [model.new_bool_var(f"arc{index}") for index in range(len(arcs))]
    into: dict[int, list[cp_model.IntVar]] = {}
    out: dict[int, list[cp_model.IntVar]] = {}
    for variable, arc in zip(used, arcs, strict=True):
        into.setdefault(arc.head, []).append(variable)
        out.setdefault(arc.tail, []).append(variable)
    for node in into.keys() | out.keys() | {0, end}:
        balance = sum(out.get(node, [])) - sum(into.get(node, []))
        model.add(balance == (node == 0) - (node == end))
    return model, used, arcs


def list_arcs(instance: Instance) -> tuple[list[Arc], int]:
    """Write down every permitted change: node 0 is today, the last is the end."""
    stairs = [
        (index, stair)
        for index, rung in enumerate(instance.rungs)
        for stair in rung.staircase.stairs
    ]
    end = len(stairs) + 1
    floor = instance.curve.floor_ng
    totals = [stair.total for _, stair in stairs if stair.total >= floor]
    target = min(totals, default=floor) if floor else 0
    arcs = []
    for node, (rung, stair) in enumerate([(0, instance.start), *stairs]):
        if target and stair.total == target:
            arcs.append(Arc(node, end, (0, 0, 0, 0, 0)))
            continue
        arcs += arcs_from(instance, node, rung, stair, stairs, end, target)
    return arcs, end


def arcs_from(
    instance: Instance,
    node: int,
    rung: int,
    stair: Stair,
    stairs: list[tuple[int, Stair]],
    end: int,
    target: int,
) -> Iterator[Arc]:
    """The changes from one pattern, by the words of the objective."""
    agreed, allowed = agreed_and_allowed(instance, stair.total)
    lower = [
        (place, other_rung, other)
        for place, (other_rung, other) in enumerate(stairs, start=1)
        if may_climb(instance, node, rung, other_rung)
        and target <= other.total < stair.total
        and all(a <= b for a, b in zip(other.amounts, stair.amounts, strict=True))
    ]
    if not target and may_stop(instance, stair.total):
        yield Arc(node, end, (0, 0, 0, 0, 0))
        return
    within = [entry for entry in lower if entry[2].total >= agreed]
    if within:
        for place, other_rung, other in within:
            tenths = int(10 * (other.total - agreed) / (stair.total - agreed))
            yield Arc(node, place, cost(instance, other_rung, other, 0, tenths))
        return
    if not lower:
        if not target and allowed <= 0:
            yield Arc(node, end, (1, 0, 0, 0, 0))
        return
    smallest = max(other.total for *_, other in lower)
    for place, other_rung, other in lower:
        if other.total == smallest >= allowed:
            yield Arc(node, place, cost(instance, other_rung, other, 1, 0))


def may_climb(instance: Instance, node: int, rung: int, other: int) -> bool:
    """Anywhere from today; then up only, and not from one liquid to another."""
    kinds = [each.kind for each in instance.rungs]
    return node == 0 or other == rung or kinds[other] > kinds[rung]


def cost(instance: Instance, rung: int, stair: Stair, forced: int, tenths: int) -> Sums:
    """Cautions, means, slowness, pieces, products of standing on a stair."""
    kind = int(instance.rungs[rung].kind)
    return (forced, kind, tenths, stair.pieces, stair.products)


def agreed_and_allowed(instance: Instance, total: int) -> tuple[Fraction, Fraction]:
    """The two bounds in nanograms, through diazepam and back: another road."""
    pace = instance.curve.pace
    per_mg = Fraction(instance.scale.equivalent(instance.drug).low.nanograms, 10)
    diazepam = total / per_mg
    allowed = lowest_allowed(diazepam) * per_mg
    if pace.points is not None:
        wanted = dose_below(diazepam, pace.points) * per_mg
    else:
        assert pace.reduction is not None
        base = instance.start.total if pace.shape is Shape.LINEAR else total
        wanted = total - base * pace.reduction
    agreed = max(wanted, allowed, Fraction(instance.curve.floor_ng), Fraction(1))
    return Fraction(-(-agreed // 1)), Fraction(-(-allowed // 1))


def may_stop(instance: Instance, total: int) -> bool:
    """At most the points of the tier, and at most 1.25 mg of diazepam."""
    pace = instance.curve.pace
    per_mg = Fraction(instance.scale.equivalent(instance.drug).low.nanograms, 10)
    diazepam = total / per_mg
    occupancy = 100 * diazepam / (diazepam + Fraction(247, 10))
    return occupancy <= pace.jump_points and diazepam <= Fraction(5, 4)
