"""The launcher: what it says when it cannot work, and that it mends itself."""

import ast
import os
import shutil
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

import pytest


SCRIPT = Path(__file__).parents[2] / "stepwell"
MODULE = """\
import os, sys
print(sys.prefix, os.environ["PYTHONPATH"], sys.argv[1:])
sys.exit(7)
"""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the fakes are shell scripts")


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A small checkout, with a uv on PATH that installs nothing and says so."""
    shutil.copy(SCRIPT, tmp_path)
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements/run.txt").write_text("")
    (tmp_path / "src/stepwell").mkdir(parents=True)
    (tmp_path / "src/stepwell/__main__.py").write_text(MODULE)
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    monkeypatch.delenv("STEPWELL_VENVS", raising=False)
    fake_uv(tmp_path, "exit 0")
    return tmp_path


@pytest.fixture
def launcher(checkout, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "put back afterwards")
    return load(checkout / "stepwell")


def load(script):
    loader = SourceFileLoader("launcher", str(script))
    module = module_from_spec(spec_from_loader("launcher", loader))
    loader.exec_module(module)
    return module


def fake_uv(checkout, body):
    uv = checkout / "bin/uv"
    uv.write_text(f'#!/bin/sh\necho "$@" >> "{checkout}/installs"\n{body}\n')
    uv.chmod(0o755)


def installs(checkout):
    return len((checkout / "installs").read_text().splitlines())


def start(checkout, *arguments):
    return subprocess.Popen(
        [sys.executable, checkout / "stepwell", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def one_sentence(capsys, words):
    """Check that standard error ends in one sentence with these words in it."""
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.startswith("stepwell: ")
    assert words in last
    return True


def test_passes_everything_on(checkout):
    """Arguments go to the command line and its exit status comes back."""
    launched = start(checkout, "plan", "a b", "--format", "json")
    out, err = launched.communicate()
    assert launched.returncode == 7
    assert out == (
        f"{checkout}/.venv/run {checkout}/src ['plan', 'a b', '--format', 'json']\n"
    )
    assert err == f"stepwell: setting up {checkout}/.venv/run, once; a minute\n"


def test_second_run_sets_nothing_up(checkout):
    """A fresh environment is used as it is, without a word."""
    start(checkout).communicate()
    assert start(checkout).communicate()[1] == ""
    assert installs(checkout) == 1


def test_two_first_runs_take_turns(checkout):
    """Two first runs at once set the environment up once, and both run."""
    both = [start(checkout), start(checkout)]
    for launched in both:
        launched.communicate()
    assert [launched.returncode for launched in both] == [7, 7]
    assert installs(checkout) == 1


def test_hashes_are_required(checkout, launcher):
    """Nothing is installed whose hash is not in the lock."""
    launcher.environment("run")
    assert "--require-hashes -r" in (checkout / "installs").read_text()


def test_killed_setup_is_repaired(checkout, launcher):
    """An environment whose making was cut short is thrown away and made anew."""
    half_made = checkout / ".venv/run"
    (half_made / "bin").mkdir(parents=True)
    (half_made / "bin/python").symlink_to(sys.executable)
    (half_made / "left over").touch()
    launcher.environment("run")
    assert not (half_made / "left over").exists()
    assert (half_made / "stepwell-stamp").exists()


def test_changed_lock_is_noticed(checkout, launcher):
    """A new lock makes a new environment."""
    launcher.environment("run")
    (checkout / "requirements/run.txt").write_text("# another\n")
    launcher.environment("run")
    assert installs(checkout) == 2


def test_other_python_is_noticed(checkout, launcher, monkeypatch):
    """Another Python makes a new environment."""
    launcher.environment("run")
    monkeypatch.setattr(sys, "version", "another")
    launcher.environment("run")
    assert installs(checkout) == 2


def test_folder_can_be_chosen(checkout, launcher, monkeypatch):
    """STEPWELL_VENVS says where the environments go."""
    monkeypatch.setenv("STEPWELL_VENVS", str(checkout / "elsewhere"))
    python = launcher.environment("run")
    assert python == checkout / "elsewhere/run/bin/python"
    assert python.exists()


def test_old_python_is_told(launcher, monkeypatch, capsys):
    """A too old Python is told which one is needed, without a traceback."""
    monkeypatch.setattr(launcher, "OLDEST_PYTHON", (9, 0))
    assert launcher.main(["drugs"]) == 2
    assert one_sentence(capsys, "Python 9.0 or newer is needed and this is 3.")


def test_old_python_can_read_the_launcher():
    """The launcher is valid syntax for Pythons old enough to be refused."""
    ast.parse(SCRIPT.read_text(), feature_version=(3, 6))


@pytest.mark.parametrize("missing", ["venv", "ensurepip.__main__"])
def test_missing_venv_is_told(checkout, launcher, monkeypatch, capsys, missing):
    """A Python without venv or ensurepip is told what to install."""
    monkeypatch.setenv("PATH", "")
    monkeypatch.setitem(sys.modules, missing, None)
    assert launcher.main(["drugs"]) == 2
    assert one_sentence(capsys, "apt install python3-venv")


def test_failed_install_is_told(checkout, launcher, capsys):
    """No network: one sentence, the installer's words kept, and no stamp."""
    fake_uv(checkout, "echo no route to host; exit 1")
    assert launcher.main(["drugs"]) == 2
    assert one_sentence(capsys, "requirements/run.txt could not be installed")
    assert (checkout / ".venv/run.log").read_text() == "no route to host\n"
    assert not (checkout / ".venv/run/stepwell-stamp").exists()


def test_install_is_tried_again(checkout, launcher):
    """Once the network is back the same command works."""
    fake_uv(checkout, "exit 1")
    launcher.main(["drugs"])
    fake_uv(checkout, "exit 0")
    assert launcher.environment("run").exists()


def test_unwritable_folder_is_told(checkout, launcher, monkeypatch, capsys):
    """A folder that cannot be written to is named, with the way round it."""
    monkeypatch.setenv("STEPWELL_VENVS", str(checkout / "stepwell"))
    assert launcher.main(["drugs"]) == 2
    assert one_sentence(capsys, "set STEPWELL_VENVS to a folder that is")


def test_interruption_is_quiet(launcher, monkeypatch, capsys):
    """Ctrl-C during set-up leaves no traceback."""

    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(launcher, "make", interrupt)
    assert launcher.main(["drugs"]) == 130
    assert capsys.readouterr().err == ""
