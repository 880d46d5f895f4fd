"""No file of the project names a package registry or the machine it was made on."""

import os
import re
from functools import cache
from pathlib import Path

import pytest


ROOT = Path(__file__).parents[2]
MADE = {"__pycache__", "build", "dist", "htmlcov", "mutants", "node_modules", "var"}
HIDDEN_BUT_OURS = {".ci", ".github"}

# Put together from parts, so that this file passes its own test.
HOSTS = [
    ".".join(parts)
    for parts in (
        ("archive", "ubuntu", "com"),
        ("deb", "debian", "org"),
        ("files", "pythonhosted", "org"),
        ("proxy", "golang", "org"),
        ("pypi", "org"),
        ("registry", "npmjs", "org"),
        ("registry", "yarnpkg", "com"),
        ("security", "debian", "org"),
        ("static", "crates", "io"),
    )
]
FOLDERS = [f"/{name}/" for name in ("work", "root", "home")]
OPTIONS = ["--" + name for name in ("find-links", "index-url", "extra-index-url")]


def is_ours(folder):
    hidden = folder.startswith(".") and folder not in HIDDEN_BUT_OURS
    return not hidden and folder not in MADE


@cache
def texts():
    return list(read_texts())


def read_texts():
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if is_ours(name)]
        for name in names:
            path = Path(folder) / name
            try:
                yield path.relative_to(ROOT), path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue  # a picture or a font


def naming(pattern):
    return [str(path) for path, text in texts() if re.search(pattern, text)]


@pytest.mark.parametrize("host", HOSTS)
def test_no_registry_is_named(host):
    """Which registry is used is the machine's affair, so no file names one."""
    assert naming(rf"\b{re.escape(host)}\b") == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_folder_of_a_machine_is_named(folder):
    """No file holds a path that is true on one machine only."""
    assert naming(rf"(?<![\w.~}}-]){folder}") == []


@pytest.mark.parametrize("option", OPTIONS)
def test_locks_hold_no_options(option):
    """The locks say what to install and never where from."""
    locks = [*(ROOT / "requirements").glob("*.txt")]
    assert locks
    assert not any(option in lock.read_text() for lock in locks)
