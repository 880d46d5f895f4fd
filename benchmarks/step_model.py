"""The same problem with the steps as variables, as a modeller would write it.

For each change of the plan a variable says which stair is stood on after it; the end
is a stair of its own and may be reached at any change, so a plan may be shorter than
the horizon.  What is permitted and what it costs comes from `oracle.list_arcs`, so
this form and the path form state one problem, and both minimise the same five sums
with the same weights.

Consecutive stairs are tied together in one of two ways:

- by a *table* of the permitted pairs with their costs, the form that CP-SAT solves
  best here, as long as its rows over all changes fit into memory;
- otherwise by *elements*: total, doses, rung and bounds are looked up by the stair,
  and inequalities between two steps say what is permitted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from ortools.sat.python import cp_model
from tests.planner.oracle import Arc, Instance, agreed_and_allowed, list_arcs

from stepwell.planner.rungs import Rung
from stepwell.planner.staircase import Stair


SPARE_CHANGES = 4
"""The horizon is the length of our plan and these; a solver alone would not know it."""

MOST_ROWS = 1_000_000
"""So many rows over all changes take CP-SAT between one and two gigabytes."""

Columns = dict[str, list[int]]
Looked = dict[str, cp_model.IntVar]


@dataclass(frozen=True)
class StepModel:
    """A model and how to read it: the stair after each change, every permitted pair."""

    form: str
    model: cp_model.CpModel
    stands: list[cp_model.IntVar]
    arcs: dict[tuple[int, int], Arc]

    def taken(self, solver: cp_model.CpSolver) -> list[Arc]:
        """The changes that a solution takes, the last one to the end."""
        nodes = [solver.value(stand) for stand in self.stands]
        return [self.arcs[pair] for pair in pairwise(nodes) if pair[0] != pair[1]]


def build_step_model(
    instance: Instance, weights: Sequence[int], changes: int
) -> StepModel:
    """State the problem over a plan of ``changes`` changes, and some to spare."""
    arcs, end = list_arcs(instance)
    horizon = changes + SPARE_CHANGES
    model = cp_model.CpModel()
    stands = [model.new_int_var(0, end, f"stands{t}") for t in range(horizon + 1)]
    model.add(stands[0] == 0)
    model.add(stands[-1] == end)
    form = "table" if len(arcs) * horizon <= MOST_ROWS else "elements"
    if form == "table":
        costs = _costs_by_table(model, stands, arcs, end, weights)
    else:
        columns = _columns_of(instance, arcs, end, weights)
        costs = _costs_by_elements(model, stands, instance, columns, weights)
    model.minimize(sum(costs))
    return StepModel(form, model, stands, {(arc.tail, arc.head): arc for arc in arcs})


def _weighted(arc: Arc, weights: Sequence[int]) -> int:
    return sum(w * c for w, c in zip(weights, arc.cost, strict=True))


def _costs_by_table(
    model: cp_model.CpModel,
    stands: Sequence[cp_model.IntVar],
    arcs: Sequence[Arc],
    end: int,
    weights: Sequence[int],
) -> Sequence[cp_model.LinearExpr]:
    rows = [(arc.tail, arc.head, _weighted(arc, weights)) for arc in arcs]
    rows.append((end, end, 0))
    dearest = max(cost for *_, cost in rows)
    costs = []
    for here, there in pairwise(stands):
        cost = model.new_int_var(0, dearest, f"cost of {there.name}")
        model.add_allowed_assignments([here, there, cost], rows)
        costs.append(cost)
    return costs


def _costs_by_elements(
    model: cp_model.CpModel,
    stands: Sequence[cp_model.IntVar],
    instance: Instance,
    columns: Columns,
    weights: Sequence[int],
) -> Sequence[cp_model.LinearExpr]:
    looked = [_looked_up(model, stand, columns) for stand in stands]
    climbs = _permitted_climbs(instance)
    costs = []
    for here, there in pairwise(looked):
        model.add(there["total"] >= here["lowest"])
        model.add(there["total"] <= here["highest"])
        model.add_allowed_assignments([here["rung"], there["rung"]], climbs)
        for dose in _dose_names(instance):
            model.add(there[dose] <= here[dose])
        tenths = _tenths_left_out(model, here, there, instance.start.total)
        costs.append(here["forced"] + there["standing"] + weights[2] * tenths)
    return costs


def _looked_up(
    model: cp_model.CpModel, stand: cp_model.IntVar, columns: Columns
) -> Looked:
    looked = {}
    for name, values in columns.items():
        domain = cp_model.Domain.from_values(values)
        looked[name] = model.new_int_var_from_domain(domain, f"{name} of {stand.name}")
        model.add_element(stand, values, looked[name])
    return looked


def _tenths_left_out(
    model: cp_model.CpModel, here: Looked, there: Looked, most: int
) -> cp_model.IntVar:
    left_out = model.new_int_var(0, 10 * most, "ten times what is left out")
    tenths = model.new_int_var(0, 9, "tenths left out")
    model.add(left_out == 10 * (there["total"] - here["lowest"]))
    model.add_division_equality(tenths, left_out, here["cut"])
    return tenths


def _columns_of(
    instance: Instance, arcs: Sequence[Arc], end: int, weights: Sequence[int]
) -> Columns:
    """What is looked up by node: 0 is today, the last is the end; in nanograms."""
    rungs = instance.rungs
    stairs = [(at, stair) for at, rung in enumerate(rungs) for stair in _stairs(rung)]
    patterns = [instance.start.amounts, *(stair.amounts for _, stair in stairs)]
    totals = [*(sum(pattern) for pattern in patterns), 0]
    standing = [
        weights[1] * int(rungs[at].kind)
        + weights[3] * stair.pieces
        + weights[4] * stair.products
        for at, stair in stairs
    ]
    doses = {
        name: [*(pattern[place] for pattern in patterns), 0]
        for place, name in enumerate(_dose_names(instance))
    }
    bounds = _bounds_of(instance, arcs, end, totals)
    return {
        "total": totals,
        "rung": [len(rungs), *(at for at, _ in stairs), len(rungs) + 1],
        "standing": [0, *standing, 0],
        **doses,
        "lowest": [bound.lowest for bound in bounds],
        "highest": [bound.highest for bound in bounds],
        "cut": [bound.cut for bound in bounds],
        "forced": [weights[0] * bound.forced for bound in bounds],
    }


class Bounds(NamedTuple):
    """The lowest and highest next total, the agreed cut, whether it is forced.

    In nanograms; the cut is 1 where no tenths of it are counted.
    """

    lowest: int
    highest: int
    cut: int
    forced: int


IS_THE_END = Bounds(0, 0, 1, 0)
LEADS_NOWHERE = Bounds(1, 0, 1, 0)


def _bounds_of(
    instance: Instance, arcs: Sequence[Arc], end: int, totals: Sequence[int]
) -> list[Bounds]:
    """The bounds of each node, from one of the changes that begin there.

    Where a cut is forced or the plan ends, all of them lead to the same total.
    """
    onward = {arc.tail: arc for arc in arcs}
    bounds = []
    for node, total in enumerate(totals):
        arc = onward.get(node)
        if arc is None:
            bounds.append(IS_THE_END if node == end else LEADS_NOWHERE)
        elif arc.head == end or arc.cost[0]:
            to = totals[arc.head]
            bounds.append(Bounds(to, to, 1, arc.cost[0]))
        else:
            agreed = int(agreed_and_allowed(instance, total)[0])
            bounds.append(Bounds(agreed, total - 1, total - agreed, 0))
    return bounds


def _permitted_climbs(instance: Instance) -> list[tuple[int, int]]:
    """From rung to rung; after the rungs come today's doses and the end."""
    kinds = [rung.kind for rung in instance.rungs]
    today, end = len(kinds), len(kinds) + 1
    up = [
        (here, there)
        for here in range(len(kinds))
        for there in range(len(kinds))
        if here == there or kinds[there] > kinds[here]
    ]
    first = [(today, there) for there in range(len(kinds))]
    return [*first, *up, *((here, end) for here in range(end + 1))]


def _dose_names(instance: Instance) -> list[str]:
    """One name a dose of the day; none for a single dose, which is the total."""
    count = len(instance.start.amounts)
    return [f"dose{place}" for place in range(count)] if count > 1 else []


def _stairs(rung: Rung) -> tuple[Stair, ...]:
    return rung.staircase.stairs
