"""How fast the plan is put on paper, beside what the plan itself takes.

Run with the test environment from the top of the repository:

    PYTHONPATH=src:.:tests .venv/test/bin/python benchmarks/paper_speed.py

Prints, for each example and each document, its pages, the median time of setting it
in a process that is warm, the same by the core's time (which other work on the machine
does not lengthen), and how many times as long as the page in words that took.  After
that the whole process `./stepwell plan --format pdf` beside `--format text`, both from
the start of Python to its end.
"""

import io
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

import pikepdf
from tests.documents.papers import DOCUMENTS, made_of

from stepwell.documents import PlanView, plan_text
from stepwell.plan.edition import FIRST


RUNS = 5
WARM_GOAL_S, PROCESS_GOAL_S = 0.5, 1.5
HERE = Path(__file__).parents[1]
KINDS = ("zopiclone-gb", "lorazepam-us", "diazepam-gb", "alprazolam-us", "micro")


@dataclass(frozen=True)
class Taken:
    """The median of some runs in seconds: by the clock, and by the cores' time."""

    seconds: float
    of_cores: float


def taken(work: Callable[[], object]) -> Taken:
    """Measure a piece of work, its child processes included."""
    runs = []
    for _ in range(RUNS):
        start, before = time.perf_counter(), os.times()
        work()
        after = os.times()
        of_cores = sum(after[:4]) - sum(before[:4])
        runs.append((time.perf_counter() - start, of_cores))
    clock, cores = zip(*runs, strict=True)
    return Taken(statistics.median(clock), statistics.median(cores))


def pages(content: bytes) -> int:
    """How many pages a PDF has."""
    with pikepdf.open(io.BytesIO(content)) as document:
        return len(document.pages)


def rows_of(kind: str) -> Iterator[str]:
    """The lines of the table for a plan."""
    made = made_of(kind)
    view = made.view(FIRST)
    words = taken(lambda: [list(plan_text(view)) for _ in range(10)]).of_cores / 10
    for document in DOCUMENTS:
        sides = pages(made.paper(view, document))
        found = taken(setting(made.paper, view, document))
        yield " | ".join(
            (
                f"{kind} | {len(view.steps)} | {document} | {sides}",
                f"{found.seconds * 1000:.0f} | {found.of_cores * 1000:.0f}",
                f"{found.of_cores / words:.0f} | {met(found, WARM_GOAL_S)}",
            )
        )


def met(found: Taken, goal: float) -> str:
    """How a goal in seconds went, by the cores' time where the machine was busy."""
    if found.seconds <= goal:
        return "met"
    return "met by the cores' time" if found.of_cores <= goal else "MISSED"


def setting(
    paper: Callable[[PlanView, str], bytes], view: PlanView, document: str
) -> Callable[[], bytes]:
    """The work of setting one document, each time for somebody else.

    The typesetter remembers what it has set; the same paper again would cost nothing.
    """
    names = (f"Person {number}" for number in count())
    return lambda: paper(
        replace(view, edition=replace(view.edition, person=next(names))), document
    )


def process(form: str, *options: str) -> Taken:
    """What a whole process takes."""
    request = str(HERE / "examples" / "lorazepam-us.toml")
    command = [sys.executable, "-m", "stepwell", "plan", request, "--format", form]
    return taken(
        lambda: subprocess.run(
            [*command, *options], check=True, stdout=subprocess.DEVNULL
        )
    )


def main() -> None:
    """Print the tables."""
    print("plan | steps | document | pages | ms | of a core | of the words | 500 ms")
    for kind in KINDS:
        for row in rows_of(kind):
            print(row, flush=True)
    print("whole process | seconds | of the cores | of --format text | 1.5 s")
    words = process("text").of_cores
    wishes = ((), ("--layout", "calendar"), ("--document", "letter"))
    for options in (*wishes, ("--document", "visit"), ("--document", "pharmacy")):
        found = process("pdf", *options)
        numbers = f"{found.seconds:.2f} | {found.of_cores:.2f}"
        name = " ".join(("--format pdf", *options))
        ratio = f"{found.of_cores / words:.1f}"
        print(
            f"{name} | {numbers} | {ratio} | {met(found, PROCESS_GOAL_S)}", flush=True
        )


if __name__ == "__main__":
    main()
