"""The coverage gates: which run is judged, and what a missed gate says."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from coverage_gates import shortfalls


ROOT = Path(__file__).parents[2]
CODE = """\
def sign(number):
    if number < 0:
        return "-"
    return "+"
"""
TEST = """\
from stepwell.safety.sign import sign

def test_plus():
    assert sign(1) == "+"

def test_minus():
    assert sign(-1) == "-"
"""
PLUS_ALONE = TEST.split("def test_minus")[0]


@pytest.fixture
def tree(tmp_path):
    """A small project under the real gates, with one line that one test reaches."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "src/stepwell/safety").mkdir(parents=True)
    (tmp_path / "src/stepwell/__init__.py").touch()
    (tmp_path / "src/stepwell/safety/__init__.py").touch()
    (tmp_path / "src/stepwell/safety/sign.py").write_text(CODE)
    (tmp_path / "tests").mkdir()
    shutil.copy(ROOT / "tests/coverage_gates.py", tmp_path / "tests")
    shutil.copy(ROOT / "tests/conftest.py", tmp_path / "tests")
    return tmp_path


def run(tree, test, *options):
    (tree / "tests/test_sign.py").write_text(test)
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"]
    ours = {name: os.environ[name] for name in os.environ if "COV" not in name}
    return subprocess.run(
        [*command, "--cov", "--cov-report=", *options],
        cwd=tree,
        env=ours,
        capture_output=True,
        text=True,
    )


def file(covered, present):
    return {
        "summary": {
            "covered_lines": covered,
            "num_statements": present,
            "covered_branches": 0,
            "num_branches": 0,
        },
        "missing_lines": [*range(covered, present)],
        "missing_branches": [],
    }


def test_missed_gate_fails_a_whole_run(tree):
    """A missed gate fails the run, names the place and stands in the last line."""
    done = run(tree, PLUS_ALONE)
    assert done.returncode == 1
    assert "safety is covered to 4 of 6 lines and branches, and 100 %" in done.stdout
    assert "src/stepwell/safety/sign.py: 3, 2->3" in done.stdout
    assert "1 passed, 1 error in" in done.stdout.splitlines()[-1]


def test_met_gate_is_quiet(tree):
    """A run in which every room meets its gate ends as pytest always ends."""
    done = run(tree, TEST)
    assert done.returncode == 0
    assert "2 passed in" in done.stdout.splitlines()[-1]


@pytest.mark.parametrize(
    "options",
    [["--no-gates"], ["--no-cov"], ["-k", "plus"], ["tests/test_sign.py"]],
    ids=" ".join,
)
def test_chosen_tests_are_not_judged(tree, options):
    """A run of some tests, or one that says so, is not judged."""
    assert run(tree, PLUS_ALONE, *options).returncode == 0


def test_workers_are_judged_together(tree):
    """Tests spread over two processes are judged once, by their sum."""
    done = run(tree, TEST, "-n", "2")
    assert done.returncode == 0


def test_rooms_have_their_own_gates():
    """A room where a mistake hurts asks for all of it, the others for 95 %."""
    nearly = file(96, 100)
    files = {Path(f"{room}/a.py"): nearly for room in ("cli", "plan", "sources")}
    assert [sentence.split()[0] for sentence in shortfalls(files)] == ["plan"]


def test_files_of_a_room_are_judged_together():
    """A short file counts with its room, not by itself."""
    assert (
        shortfalls({Path("cli/a.py"): file(0, 1), Path("cli/b.py"): file(99, 99)}) == []
    )


def test_gates_do_not_round():
    """Just below the gate is below it."""
    assert len(shortfalls({Path("cli/a.py"): file(949, 1000)})) == 1
    assert shortfalls({Path("cli/a.py"): file(950, 1000)}) == []


def test_empty_room_is_content():
    """A room without a line of code misses nothing."""
    assert shortfalls({Path("safety/__init__.py"): file(0, 0)}) == []
