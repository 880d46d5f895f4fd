"""No binary float in the rooms where doses live."""

import ast
from pathlib import Path

import pytest


SOURCE = Path(__file__).parents[2] / "src" / "stepwell"
ROOMS = ("quantities", "plan", "dispensing", "safety", "planner")
MODULES = sorted(
    path.relative_to(SOURCE).as_posix()
    for room in ROOMS
    for path in (SOURCE / room).rglob("*.py")
)


def floats_in(source):
    """Give the lines that name ``float`` or write a number that is one."""
    for node in ast.walk(ast.parse(source)):
        named = isinstance(node, ast.Name) and node.id in ("float", "complex")
        written = isinstance(node, ast.Constant) and isinstance(
            node.value, float | complex
        )
        if named or written:
            yield node.lineno


@pytest.mark.parametrize("module", MODULES)
def test_H05_no_float_stands_in_a_room_of_exact_doses(module):
    """Neither the name ``float`` nor a literal such as 0.5 is written there."""
    source = (SOURCE / module).read_text("utf-8")
    assert list(floats_in(source)) == []


@pytest.mark.parametrize("line", ["a = 0.5", "def f(a: float): ...", "b = 1e3", "2j"])
def test_a_float_would_be_noticed(line):
    """The check above sees what it looks for."""
    assert list(floats_in(line)) == [1]


def test_text_and_whole_numbers_are_no_floats():
    """A decimal in quotes is how an exact number is written."""
    assert list(floats_in('a = Fraction("24.7") + 1')) == []
