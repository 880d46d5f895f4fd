"""Ask whether the tests of a room notice mistakes.

    .venv/test/bin/python tests/mutation.py safety planner [--sample 300]

mutmut plants the mistakes, one mutant each, and only the room's own tests count.
They are collected once, and a fork of that session meets each mutant with the tests
that reach it, quickest first: that takes milliseconds where a session for each mutant
would take seconds. A sample is drawn with a fixed seed.
The folder ``mutants`` keeps what was found, room by room; ``mutmut show NAME`` shows a
mutant.
"""

import argparse
import contextlib
import gc
import json
import os
import signal
import sys
import time
from collections import Counter
from functools import _lru_cache_wrapper
from pathlib import Path
from random import Random

import pytest


ROOMS = ("quantities", "plan", "dispensing", "journal", "safety", "planner")
PATIENCE = 10  # times what the tests take without a mistake, before a mutant is hung
GRACE_S = 5
UNREACHED = 2
CAUGHT = ("killed", "hung")
READS_THE_SOURCE = (
    "tests/safety/test_review.py::test_every_source_is_in_the_bibliography"
)
WORKERS = os.cpu_count() or 1


class Mutants:
    """A plugin of pytest: what the tests reach, then how they meet each mutant."""

    def __init__(self, names, found):
        self.names = names
        self.found = found
        self.failed = False
        self.reached_by = {}
        self.seconds = {}

    def pytest_runtest_logreport(self, report):
        self.failed = self.failed or report.failed

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session):
        self.survey(session)
        self.attack(session)
        return True

    def survey(self, session):
        """Run every test unharmed, and keep which functions it reaches."""
        from mutmut.mutation.trampoline import set_mutant_under_test
        from mutmut.state import state

        set_mutant_under_test("stats")
        for item in session.items:
            state()._stats.clear()
            before = time.perf_counter()
            self.run(item)
            if self.failed:
                raise pytest.UsageError(f"{item.nodeid} fails without any mistake")
            self.seconds[item] = time.perf_counter() - before
            for function in state()._stats:
                self.reached_by.setdefault(function, []).append(item)

    def attack(self, session):
        running = {}
        todo = list(self.names)
        while todo or running:
            while todo and len(running) < WORKERS:
                name = todo.pop()
                running[self.fork(name)] = name
            child, status = os.wait()
            name = running.pop(child)
            self.found[name] = verdict(status)
            if self.found[name] not in CAUGHT:
                print(self.found[name], name, flush=True)
            show(self.found, len(todo))

    def fork(self, name):
        child = os.fork()
        if child == 0:
            try:
                os._exit(self.meet(name))
            finally:
                os._exit(1)
        return child

    def meet(self, name):
        """Give 0 if every test that reaches the mutant passes."""
        from mutmut.mutation.trampoline import set_mutant_under_test
        from mutmut.utils.format_utils import mangled_name_from_mutant_name

        silence()
        items = self.reached_by.get(mangled_name_from_mutant_name(name), ())
        if not items:
            return UNREACHED
        signal.alarm(int(PATIENCE * sum(map(self.seconds.get, items)) + GRACE_S))
        forget_what_was_computed()
        set_mutant_under_test(name)
        for item in sorted(items, key=self.seconds.get):
            self.run(item)
            if self.failed:
                return 1
        return 0

    def run(self, item):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)


def verdict(status):
    if os.WIFSIGNALED(status):
        return "hung" if os.WTERMSIG(status) == signal.SIGALRM else "killed"
    return {0: "survived", 1: "killed", UNREACHED: "unreached"}[os.WEXITSTATUS(status)]


def silence():
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


def forget_what_was_computed():
    """Empty the caches, which hold what the unharmed functions gave."""
    for thing in gc.get_objects():
        if isinstance(thing, _lru_cache_wrapper) and in_a_room(thing):
            thing.cache_clear()


def in_a_room(function):
    return str(function.__module__).startswith(tuple(f"stepwell.{r}." for r in ROOMS))


def show(found, left):
    if left % 50 == 0:
        print(f"{left} left, {dict(Counter(found.values()))}", flush=True)


def plant():
    """Write the mutants of all rooms, and give their names."""
    from mutmut import __main__ as mutmut

    with contextlib.redirect_stdout(None):
        mutmut.copy_src_dir()
        mutmut.copy_also_copy_files()
        mutmut.create_mutants(WORKERS)
    mutants, _ = mutmut.collect_source_file_mutation_data(mutant_names=())
    return [name for _, name, _ in mutants]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rooms", nargs="*", help=f"some of {', '.join(ROOMS)}")
    parser.add_argument("--only", nargs="+", help="of these modules: adapt remade")
    parser.add_argument("--sample", type=int, help="so many mutants of each room")
    asked = parser.parse_args()
    if unknown := set(asked.rooms) - set(ROOMS):
        parser.error(f"{', '.join(unknown)} is no room whose mutants are written")
    Path("mutants").mkdir(exist_ok=True)
    names = plant()
    home = Path.cwd() / "mutants"
    os.chdir(home)
    os.environ["STEPWELL_HYPOTHESIS"] = "mutants"
    sys.path[:0] = [str(home / "src"), str(home / "tests")]
    for room in asked.rooms or ROOMS:
        own = [name for name in names if is_asked(name, room, asked.only)]
        own = sampled(own, asked.sample)
        child = os.fork()
        if child == 0:
            os._exit(examine(room, own))
        _, status = os.waitpid(child, 0)
        if status:
            sys.exit(f"the mutants of {room} were not met")


def sampled(names, size):
    return names if size is None else Random(1).sample(names, min(size, len(names)))


def examine(room, names):
    plugin = Mutants(names, found={})
    options = ["--no-gates", "-p", "no:cacheprovider", "-p", "no:xdist"]
    options += ["-p", "no:terminal", "--deselect", READS_THE_SOURCE]
    status = pytest.main([*options, f"tests/{room}"], plugins=[plugin])
    if status == pytest.ExitCode.OK:
        keep(Path(f"{room}.json"), room, plugin.found)
    return status


def is_asked(name, room, only):
    _, own_room, module, *_ = name.split(".")
    return own_room == room and (not only or module in only)


def keep(path, room, found):
    path.write_text(json.dumps(found, indent=1, sort_keys=True, ensure_ascii=False))
    counts = Counter(found.values())
    caught = sum(counts[each] for each in CAUGHT)
    print(f"{room}: {caught} of {len(found)} mutants caught", dict(counts), flush=True)


if __name__ == "__main__":
    main()
