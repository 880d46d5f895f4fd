"""The hand-written C program, compiled when it is asked for and called in process.

`summaries.c` says what it does.  One person at a time is how most would write it;
people side by side fill the processor's vectors.
"""

import ctypes
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.kinetics_peers.workload import Workload
from stepwell.kinetics.model import DOSE
from stepwell.kinetics.rates import Floats


SOURCE = Path(__file__).with_name("summaries.c")
FLAGS = ("-O3", "-march=native", "-fopenmp", "-shared", "-fPIC")
SIDE_BY_SIDE = 16


def averages(work: Workload, lanes: int = 1) -> Callable[[], Floats]:
    """Everybody's means, of people whose rates and amplitudes are known."""
    program = Program(work, lanes)
    program.set_up()
    return program.averages


def averages_anew(work: Workload, lanes: int = 1) -> Callable[[], Floats]:
    """The same, rates and amplitudes included."""
    program = Program(work, lanes)

    def run() -> Floats:
        program.set_up()
        return program.averages()

    return run


class Program:
    """The compiled program with its arguments."""

    def __init__(self, work: Workload, lanes: int) -> None:
        self.library = _compiled(lanes)
        self.work = work
        names = [DOSE, *work.model.names]
        self.analytes = np.array(
            [
                (body.cl_l_per_h, body.v1_l, body.q_l_per_h, body.v2_l, made.mass_yield)
                for each in work.model.analytes
                for body, made in [(each.disposition, each.formation)]
            ]
        )
        self.sources = np.array(
            [names.index(each.formation.source) - 1 for each in work.model.analytes],
            dtype=np.int32,
        )
        modes = 1 + 2 * len(self.analytes)
        self.rates = np.empty((work.people, modes))
        self.amplitudes = np.empty((work.people, len(self.analytes), modes))

    def set_up(self) -> None:
        """Find each person's rates and amplitudes."""
        people = self.work.population
        self.library.set_up(
            len(people),
            *map(_pointer, (people.clearance, people.volume)),
            ctypes.c_double(self.work.model.absorptions[0].ka_per_h),
            *map(_pointer, (self.analytes, self.sources, self.rates, self.amplitudes)),
        )

    def averages(self) -> Floats:
        """Means (people, intervals, analytes) in ng/mL."""
        times, doses = self.work.arrivals, self.work.history.dose_mg
        edges = self.work.edges
        found = np.empty((self.work.people, len(edges) - 1, len(self.analytes)))
        self.library.averages(
            self.work.people,
            *map(_pointer, (self.rates, self.amplitudes)),
            len(times),
            *map(_pointer, (times, doses)),
            len(edges) - 1,
            *map(_pointer, (edges, found)),
        )
        return found


def _pointer(values: Any) -> ctypes.c_void_p:
    return ctypes.c_void_p(values.ctypes.data)


def _compiled(lanes: int) -> ctypes.CDLL:
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "summaries.so"
        command = ["cc", *FLAGS, f"-DLANES={lanes}", SOURCE, "-o", library, "-lm"]
        subprocess.run(command, check=True)
        return ctypes.CDLL(str(library))
