"""The locks: complete, hashed and true to pyproject.toml."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
PIN = re.compile(
    r"^([\w.-]+)(?:\[([\w,-]+)\])?==(\S+)([^\n]*(?:\n    [^\n]*)*)", re.MULTILINE
)


def pins(name):
    """Give the versions that a lock holds, by package; markers may ask for two."""
    found: dict[str, set[str]] = {}
    for package, _, version, _ in PIN.findall(lock_text(name)):
        found.setdefault(package, set()).add(version)
    return found


def lock_text(name):
    return (ROOT / f"requirements/{name}.txt").read_text()


@pytest.mark.parametrize("name", ["run", "test"])
def test_every_pin_has_a_hash(name):
    """Each pinned package comes with the hashes of its files."""
    rests = [rest for *_, rest in PIN.findall(lock_text(name))]
    assert rests
    assert all("--hash=sha256:" in rest for rest in rests)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("run", PROJECT["dependencies"]),
        ("test", PROJECT["dependencies"]),
        ("test", PROJECT["optional-dependencies"]["test"]),
    ],
)
def test_lock_holds_what_the_project_asks_for(name, wanted):
    """Each requirement in pyproject.toml is pinned to a version that it allows."""
    pinned = pins(name)
    for requirement in map(Requirement, wanted):
        versions = pinned.get(canonicalize_name(requirement.name), set())
        assert versions, f"{requirement} is not in requirements/{name}.txt"
        assert all(requirement.specifier.contains(version) for version in versions)


def test_a_pin_names_the_extras_that_are_asked_for():
    """Without them, pip takes a newer release for the extra and finds no hash."""
    extras = {
        name: set(found.split(","))
        for name, found, *_ in PIN.findall(lock_text("test"))
    }
    for requirement in map(Requirement, PROJECT["optional-dependencies"]["test"]):
        assert requirement.extras <= extras[canonicalize_name(requirement.name)]


def test_tests_run_what_people_run():
    """Every package that people get is tested in the same version."""
    tested = pins("test")
    assert {name: tested.get(name) for name in pins("run")} == pins("run")
