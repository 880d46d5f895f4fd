"""What ``./stepwell check`` runs, so that one command shows everything."""

import os
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

import pytest


ROOT = Path(__file__).parents[2]


def linters():
    loader = SourceFileLoader("launcher", str(ROOT / "stepwell"))
    launcher = module_from_spec(spec_from_loader("launcher", loader))
    loader.exec_module(launcher)
    return launcher.LINTERS


@pytest.mark.parametrize("name", linters())
def test_linter_is_content(name):
    """The whole tree passes each check of ``./stepwell check``."""
    done = subprocess.run(
        [sys.executable, *linters()[name]],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": "src"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
