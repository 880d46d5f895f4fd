"""Each hazard that we hold off has a test in its name, where CONTRIBUTING says."""

import re
from pathlib import Path

import pytest


ROOT = Path(__file__).parents[2]
HAZARDS = (
    "H01 H02 H03 H04 H05 H06 H07 H08 H09 H10 H11 H12 H13"
    " H14 H15 H16 H17 H18 H20 H22 H25 H27 H28 H29 H30 H31 H32 H33 H34 H37"
).split()
TABLE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def row_of(hazard: str) -> str:
    """The line of the table for a hazard."""
    return next(line for line in TABLE.splitlines() if line.startswith(f"| {hazard} "))


@pytest.mark.parametrize("hazard", HAZARDS)
def test_every_hazard_is_held_by_a_named_test(hazard: str) -> None:
    """The files that the table names each hold a test with the hazard's id."""
    files = re.findall(r"`(tests/[^`]+)`", row_of(hazard))
    assert files
    for file in files:
        names = re.findall(r"def (test_\w+)", (ROOT / file).read_text("utf-8"))
        assert any(hazard in name for name in names), f"{file} names no {hazard}"


def test_no_test_of_a_hazard_is_skipped() -> None:
    """A hazard is not held off by a test that does not run."""
    for file in (ROOT / "tests").rglob("test_*.py"):
        text = file.read_text("utf-8")
        skipped = re.findall(r"@pytest\.mark\.(?:skip|xfail)[^\n]*\ndef (\w+)", text)
        assert not [name for name in skipped if re.search(r"H\d\d", name)]
