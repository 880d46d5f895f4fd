"""Judge coverage room by room at the end of a whole run of the tests.

A room below its gate becomes an error of the session, so that pytest's own closing
line counts it. A run of chosen tests, and one with ``--no-gates``, is not judged.
"""

import json
import tempfile
from collections import defaultdict
from pathlib import Path

import coverage
import pytest


WHOLE = 100
GATES = dict.fromkeys(["quantities", "plan", "dispensing", "safety", "planner"], WHOLE)
GATE_ELSEWHERE = 95
CHOOSING = (
    "collectonly",
    "deselect",
    "ignore",
    "ignore_glob",
    "keyword",
    "lf",
    "markexpr",
    "stepwise",
)


def pytest_addoption(parser):
    parser.addoption(
        "--no-gates", action="store_true", help="do not judge coverage room by room"
    )


def pytest_sessionfinish(session, exitstatus):
    if exitstatus == pytest.ExitCode.OK and is_whole_run(session.config):
        for sentence in shortfalls(measured(session.config.rootpath)):
            fail(session, sentence)


def is_whole_run(config):
    options = config.option
    return (
        bool(options.cov_source)
        and not options.no_cov
        and not options.no_gates
        and not hasattr(config, "workerinput")  # a worker of xdist sees a part
        and config.args_source != config.ArgsSource.ARGS
        and not any(getattr(options, name, None) for name in CHOOSING)
    )


def measured(root):
    """Give coverage's own summary of each file, by its path below the package."""
    data = coverage.Coverage(config_file=str(root / "pyproject.toml"))
    data.load()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "coverage.json"
        data.json_report(outfile=str(report))
        files = json.loads(report.read_text())["files"]
    package = Path("src/stepwell")
    return {Path(name).relative_to(package): file for name, file in files.items()}


def shortfalls(files):
    """Give a sentence for each room that is covered less than its gate asks."""
    rooms = defaultdict(dict)
    for path, file in files.items():
        rooms[path.parts[0] if len(path.parts) > 1 else "stepwell"][path] = file
    return [
        shortfall(room, rooms[room], GATES.get(room, GATE_ELSEWHERE))
        for room in sorted(rooms)
        if is_short(rooms[room].values(), GATES.get(room, GATE_ELSEWHERE))
    ]


def is_short(files, gate):
    covered, present = counts(files)
    return covered * WHOLE < gate * present


def counts(files):
    """Count what is covered and what there is, lines and branches together."""
    summaries = [file["summary"] for file in files]
    covered = sum(s["covered_lines"] + s["covered_branches"] for s in summaries)
    present = sum(s["num_statements"] + s["num_branches"] for s in summaries)
    return covered, present


def shortfall(room, files, gate):
    covered, present = counts(files.values())
    missing = "\n".join(
        f"  src/stepwell/{path.as_posix()}: {places(file)}"
        for path, file in sorted(files.items())
        if places(file)
    )
    return (
        f"{room} is covered to {covered} of {present} lines and branches, "
        f"and {gate} % are asked for:\n{missing}"
    )


def places(file):
    lines = [str(line) for line in file["missing_lines"]]
    branches = [f"{start}->{end}" for start, end in file["missing_branches"]]
    return ", ".join(lines + branches)


def fail(session, sentence):
    report = pytest.TestReport(
        nodeid="coverage gate",
        location=("coverage gate", None, "coverage gate"),
        keywords={},
        outcome="failed",
        longrepr=sentence,
        when="teardown",
    )
    session.config.hook.pytest_runtest_logreport(report=report)
    session.exitstatus = pytest.ExitCode.TESTS_FAILED
