"""How fast levels are found, beside other engines on the same work.

Run with the environment of `requirements/bench.txt` from the top of the repository:

    PYTHONPATH=src:. .venv/bench/bin/python benchmarks/kinetics_speed.py

The work is two years of diazepam three times a day with falling doses: 2,190 doses,
17,520 hourly samples, all four analytes (`kinetics_peers/workload.py`); for one person
and for a hundred every level, for ten thousand the exact mean of each analyte in each
fortnight.  Every engine runs in a process of its own.

Set-up (loading or compiling a model, numba's compilation, our decoupling unless a line
says that it is included) is not timed.  Errors are the largest relative deviation from
matrix exponentials in long doubles, where a level is above a millionth of its peak; a
peer further off than 1e-5 is not compared.  Beside the clock stands the time of all
cores, which other work on the machine hardly moves.

numbalsoda and the C program are the peers for many people; the others take as many
times longer as there are people.
"""

import argparse
import importlib
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.kinetics_peers.reference import deviation, reference
from benchmarks.kinetics_peers.workload import Workload


ONE, HUNDRED, MANY = 1, 100, 10_000
CHECKED = {ONE: [0], HUNDRED: [0, 49, 99], MANY: [0, 4_999, 9_999]}
"""Whose results are compared with the reference."""

LARGEST_ERROR = 1e-5
RUNS, SLOW_RUNS, MOST_RUNS = 5, 3, 101
SLOW_S, ENOUGH_S = 5.0, 1.5
COLD_RUNS = 5
MIB = 1024.0

COLD = """
import sys, time
begin = time.perf_counter()
import stepwell.kinetics.engine as engine
imported = time.perf_counter() - begin
from benchmarks.kinetics_peers.workload import Workload
work = Workload(1)
given = work.model, work.history, work.samples
begin = time.perf_counter()
engine.levels(*given)
curve = time.perf_counter() - begin
print(imported, curve, *{"numba", "scipy"} & sys.modules.keys())
"""


@dataclass(frozen=True)
class Engine:
    """Where an engine is found, for how many people, and what it is called."""

    people: int
    name: str
    words: str
    function: str
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def averages(self) -> bool:
        """Tell whether it gives means, not levels."""
        return self.people == MANY


@dataclass(frozen=True)
class Measured:
    """Seconds of set-up and of the median run (of the clock, of all cores).

    The largest relative error, and the most memory the process had, in MiB.
    """

    set_up: float
    run: float
    cpu: float
    runs: int
    error: float
    mib: float


BESIDE = {"lanes": 16}
ENGINES = (
    Engine(ONE, "numpy", "ours, NumPy alone, decoupling included", "ours.numpy_levels"),
    Engine(ONE, "compiled", "ours, compiled", "ours.compiled_levels"),
    Engine(
        ONE,
        "anew",
        "ours, compiled, decoupling included",
        "ours.compiled_levels_anew",
    ),
    Engine(ONE, "roadrunner", "libRoadRunner", "roadrunner_peer.levels"),
    Engine(ONE, "odeint", "SciPy odeint", "scipy_peer.odeint_levels"),
    Engine(ONE, "solve_ivp", "SciPy solve_ivp", "scipy_peer.solve_ivp_levels"),
    Engine(ONE, "numbalsoda", "numbalsoda", "numbalsoda_peer.levels"),
    Engine(HUNDRED, "numpy", "ours, NumPy alone", "ours.numpy_levels"),
    Engine(HUNDRED, "compiled", "ours, compiled", "ours.compiled_levels"),
    Engine(
        HUNDRED,
        "anew",
        "ours, compiled, decoupling included",
        "ours.compiled_levels_anew",
    ),
    Engine(HUNDRED, "numbalsoda", "numbalsoda, all cores", "numbalsoda_peer.levels"),
    Engine(MANY, "numpy", "ours, NumPy alone", "ours.numpy_averages"),
    Engine(MANY, "compiled", "ours, compiled", "ours.compiled_averages"),
    Engine(MANY, "c", "C, one person at a time", "c_peer.averages"),
    Engine(MANY, "c_beside", "C, people side by side", "c_peer.averages", BESIDE),
    Engine(
        MANY,
        "anew",
        "ours, compiled, decoupling included",
        "ours.compiled_averages_anew",
    ),
    Engine(MANY, "c_anew", "C, one at a time, set-up included", "c_peer.averages_anew"),
    Engine(
        MANY,
        "c_beside_anew",
        "C, side by side, set-up included",
        "c_peer.averages_anew",
        BESIDE,
    ),
)


@dataclass(frozen=True)
class Goal:
    """Ours has to take at most this share of a peer's time."""

    people: int
    ours: str
    peer: str
    most: float
    words: str


GOALS = (
    Goal(ONE, "numpy", "roadrunner", 1 / 50, "one person, NumPy alone"),
    Goal(ONE, "numpy", "odeint", 1 / 100, "one person, NumPy alone"),
    Goal(ONE, "compiled", "roadrunner", 1 / 1000, "one person, compiled"),
    Goal(HUNDRED, "compiled", "numbalsoda", 1 / 50, "a hundred people, compiled"),
    Goal(MANY, "compiled", "c", 3, "ten thousand, set-up excluded"),
    Goal(MANY, "compiled", "c_beside", 3, "ten thousand, set-up excluded"),
    Goal(MANY, "anew", "c_anew", 3, "ten thousand, set-up included"),
    Goal(MANY, "anew", "c_beside_anew", 3, "ten thousand, set-up included"),
)
OUR_ERROR = 1e-9
MOST_MIB = 1024.0
IMPORT_S, CURVE_S = 0.5, 0.010

Results = dict[tuple[int, str], Measured]


def measure(engine: Engine, folder: Path) -> Measured:
    """Set an engine up, run it once to warm it, then time it."""
    work = Workload(engine.people)
    begin = time.perf_counter()
    module, function = engine.function.split(".")
    peer = importlib.import_module(f"benchmarks.kinetics_peers.{module}")
    run = getattr(peer, function)(work, **engine.settings)
    found = run()
    set_up = time.perf_counter() - begin
    expected = np.load(folder / f"{engine.people}.npz")
    truth = expected["means" if engine.averages else "levels"]
    error = max(map(deviation, found[CHECKED[engine.people]], truth))
    if engine.averages:
        np.save(folder / f"{engine.name}.npy", found)
    del found
    taken = list(_timed(run))
    clock, cpu = map(statistics.median, zip(*taken, strict=True))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB
    return Measured(set_up, clock, cpu, len(taken), error, peak)


def _timed(run: Callable[[], object]) -> Iterator[tuple[float, float]]:
    """Seconds of each run, clock and cores: at least five, or three of a slow one."""
    total, least = 0.0, RUNS
    for count in range(MOST_RUNS):
        if count >= least and total >= ENOUGH_S:
            return
        begin, cpu = time.perf_counter(), time.process_time()
        run()
        taken = time.perf_counter() - begin
        yield taken, time.process_time() - cpu
        total += taken
        least = SLOW_RUNS if taken > SLOW_S else RUNS


def measure_apart(engine: Engine, folder: Path) -> Measured | str:
    """Measure in a process of its own; or the reason why that cannot be."""
    here = str(ENGINES.index(engine))
    command = [sys.executable, __file__, "--engine", here, "--folder", str(folder)]
    # Threads that wait for others do not spin, so that the cores' time is work.
    settings = {**os.environ, "OMP_WAIT_POLICY": "passive"}
    done = subprocess.run(command, capture_output=True, text=True, env=settings)
    if done.returncode:
        return (done.stderr.strip() or "no reason given").splitlines()[-1]
    return Measured(**json.loads(done.stdout.splitlines()[-1]))


def write_references(folder: Path) -> None:
    """Write the tight references down for the processes to read."""
    for people, places in CHECKED.items():
        work = Workload(people)
        levels, means = zip(*(reference(work, each) for each in places), strict=True)
        np.savez(folder / f"{people}.npz", levels=levels, means=means)


def measure_all(folder: Path) -> Results:
    """Measure every engine and print its line."""
    results: Results = {}
    print("people | engine | set-up s | run ms | of all cores | runs | error | MiB")
    for engine in ENGINES:
        found = measure_apart(engine, folder)
        line = f"{engine.people:,} | {engine.words} | "
        if isinstance(found, str):
            print(f"{line}could not be run here: {found}", flush=True)
            continue
        results[engine.people, engine.name] = found
        print(
            f"{line}{found.set_up:.2f} | {_ms(found.run)} | {_ms(found.cpu)} |"
            f" {found.runs} | {found.error:.0e} | {found.mib:.0f}",
            flush=True,
        )
    return results


def judge(goal: Goal, results: Results) -> str:
    """One line: the ratio and whether it is the goal's."""
    ours = results.get((goal.people, goal.ours))
    peer = results.get((goal.people, goal.peer))
    words = next(
        each.words
        for each in ENGINES
        if (each.people, each.name) == (goal.people, goal.peer)
    )
    line = f"{goal.words}, beside {words}: "
    if ours is None or peer is None:
        return f"{line}not measured"
    if peer.error > LARGEST_ERROR:
        return f"{line}not compared, its error is {peer.error:.0e}"
    met = _met(ours.run, goal.most * peer.run)
    if goal.most < 1:
        clock, cores = peer.run / ours.run, peer.cpu / ours.cpu
        return (
            f"{line}{clock:,.0f} times faster, {cores:,.0f} by the cores' time"
            f" (goal {1 / goal.most:,.0f}): {met}"
        )
    clock, cores = ours.run / peer.run, ours.cpu / peer.cpu
    return (
        f"{line}{clock:.1f} times its time, {cores:.1f} of the cores' time"
        f" (goal {goal.most:g}): {met}"
    )


def print_goals(results: Results, folder: Path) -> None:
    """Print every goal with what was found."""
    for goal in GOALS:
        print(judge(goal, results))
    ours = {"numpy", "compiled", "anew"}
    error = max(found.error for (_, name), found in results.items() if name in ours)
    within = _met(error, OUR_ERROR)
    print(f"our largest error: {error:.0e} (goal {OUR_ERROR:.0e}): {within}")
    for name in ("numpy", "compiled"):
        if (MANY, name) in results:
            mib = results[MANY, name].mib
            print(
                f"peak memory, ten thousand people, {name}: {mib:.0f} MiB"
                f" (goal {MOST_MIB:.0f}): {_met(mib, MOST_MIB)}"
            )
    mine, theirs = folder / "compiled.npy", folder / "c.npy"
    if mine.exists() and theirs.exists():
        apart = max(map(deviation, np.load(theirs), np.load(mine)))
        print(f"all ten thousand people, C against ours: at most {apart:.0e} apart")


def print_cold() -> None:
    """Print how soon a fresh process has its first curve, with NumPy alone."""
    found = []
    for _ in range(COLD_RUNS):
        done = subprocess.run(
            [sys.executable, "-c", COLD], capture_output=True, text=True, check=True
        )
        imported, curve, *unwanted = done.stdout.split()
        assert not unwanted, f"{unwanted} should not be imported"
        found.append((float(imported), float(curve)))
    imported, curve = map(statistics.median, zip(*found, strict=True))
    print(
        f"fresh process, import of the engine: {imported:.2f} s (goal {IMPORT_S} s),"
        f" neither numba nor SciPy: {_met(imported, IMPORT_S)}"
    )
    print(
        f"fresh process, its first curve: {curve * 1000:.1f} ms"
        f" (goal {CURVE_S * 1000:.0f} ms): {_met(curve, CURVE_S)}"
    )


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:,.{0 if seconds >= 0.1 else 1 if seconds >= 0.01 else 2}f}"


def _met(found: float, most: float) -> str:
    return "met" if found <= most else "MISSED"


def main() -> None:
    """Print the table and the goals; or measure one engine for that."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.engine is not None:
        found = measure(ENGINES[given.engine], given.folder)
        print(json.dumps(asdict(found)))
        return
    with tempfile.TemporaryDirectory() as folder:
        write_references(Path(folder))
        results = measure_all(Path(folder))
        print_goals(results, Path(folder))
    print_cold()


if __name__ == "__main__":
    main()
