"""``./stepwell serve`` and ``demo``: from nothing to an open site."""

import os
import socket
import stat
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from environment import ENVIRONMENT
from stepwell.cli import demo
from stepwell.cli import serve as command
from stepwell.cli.main import run
from stepwell.interop.errors import InputError
from stepwell.web import serve


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch):
    monkeypatch.setenv("STEPWELL_HOSTS", "")


def test_the_key_is_made_once_and_for_its_owner_only(tmp_path):
    """Nobody else on the machine can sign a draft."""
    data = tmp_path / "made" / "data"
    key = serve.kept_key(data)
    assert len(key) > 50
    assert serve.kept_key(data) == key
    assert serve.kept_key(tmp_path / "other") != key
    assert stat.S_IMODE((data / serve.KEY_FILE).stat().st_mode) == 0o600
    assert stat.S_IMODE(data.stat().st_mode) == 0o700


def test_a_key_that_is_no_key_is_said(tmp_path):
    """An empty file, a folder that cannot be: a sentence each."""
    (tmp_path / serve.KEY_FILE).write_text("")
    with pytest.raises(serve.CannotServe, match="it is empty; delete it"):
        serve.kept_key(tmp_path)
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(serve.CannotServe, match="name another folder"):
        serve.kept_key(file)


@contextmanager
def taken_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


def test_a_port_that_is_taken_is_said(tmp_path, capsys):
    """One sentence, and the exit status of bad input."""
    with taken_port() as port:
        arguments = ["--host", "127.0.0.1", "--port", str(port)]
        status = run(["serve", *arguments, "--data", str(tmp_path)])
    assert status == 2
    assert "name another port" in capsys.readouterr().err


def test_a_name_of_another_machine_is_said():
    """A sentence that names the host."""
    with pytest.raises(serve.CannotServe, match="no such name"):
        serve.bound("nowhere.invalid", 0)


def test_an_address_that_is_switched_off_is_passed_over(monkeypatch):
    """Many containers call ::1 localhost, and have none."""
    there = (socket.AF_INET, ("127.0.0.1", 0))
    off = (socket.AF_INET6, ("2001:db8::1", 0, 0, 0))
    monkeypatch.setattr(serve, "_addresses", lambda host, port: [off, there])
    (made,) = serve.bound("localhost", 0)
    assert made.getsockname()[0] == "127.0.0.1"
    made.close()


class Server:
    """Stands in for waitress."""

    def __init__(self, application, sockets, **said):
        for each in sockets:
            each.close()

    def run(self):
        """Return at once, as if stopped."""


@pytest.mark.parametrize(
    ("host", "shown", "hosts"),
    [
        ("localhost", "localhost", ""),
        ("0.0.0.0", "localhost", ""),
        ("box.example", "box.example", ",box.example"),
    ],
)
def test_it_says_where_it_is_open_and_how_to_stop(
    tmp_path, monkeypatch, capsys, host, shown, hosts
):
    """By the name that a browser takes for safe, and that it keeps nothing."""
    monkeypatch.setattr("waitress.create_server", Server)
    monkeypatch.setattr(serve, "bound", lambda host, port: [])
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert run(["serve", "--host", host, "--port", "9000"]) == 0
    out = capsys.readouterr().out
    assert f"http://{shown}:9000" in out
    assert "keeps nothing" in out
    assert "Ctrl+C" in out
    assert os.environ["STEPWELL_HOSTS"] == hosts
    assert (tmp_path / "stepwell" / serve.KEY_FILE).exists() or (
        "STEPWELL_SECRET_KEY" in os.environ
    )


def test_its_help_says_what_it_keeps():
    """Before anybody starts it."""
    page = CliRunner().invoke(command.command, ["--help"]).output
    assert "keeps nothing" in page
    assert "8765" in page


def test_the_demo_opens_the_site_at_the_end(tmp_path, monkeypatch, capsys):
    """After its files; for scripts there is --no-serve."""
    served = []
    monkeypatch.setattr(command, "serve_site", lambda: served.append(True))
    monkeypatch.setattr(demo, "_planned", lambda request, folder: [])
    monkeypatch.setattr(demo, "_reviewed", lambda schedule, folder: [])
    monkeypatch.setattr(demo, "_lived", lambda journal, day, folder: [])
    monkeypatch.setattr(demo, "_papers", lambda folder: [])
    assert run(["demo", "--into", str(tmp_path)]) == 0
    assert served == [True]
    assert run(["demo", "--into", str(tmp_path), "--no-serve"]) == 0
    assert served == [True]


def test_a_demo_whose_port_is_taken_still_shows_its_files(
    tmp_path, monkeypatch, capsys
):
    """It says so, and how to open the site elsewhere."""

    def refuse():
        raise InputError("serve: localhost, port 8765: something else is served there")

    for name in ("_planned", "_reviewed", "_lived", "_papers"):
        monkeypatch.setattr(demo, name, lambda *said: [])
    monkeypatch.setattr(command, "serve_site", refuse)
    assert run(["demo", "--into", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "The site is not open: " in out
    assert "./stepwell serve --port" in out


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def test_the_command_serves_pages_and_styles(tmp_path):
    """A process of its own: a key is made, the first page and the styles come."""
    port = free_port()
    arguments = ["serve", "--port", str(port), "--data", str(tmp_path)]
    inherited = {**ENVIRONMENT, "PYTHONUNBUFFERED": "1"}
    inherited.pop("STEPWELL_SECRET_KEY", None)
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "stepwell", *arguments],
        env=inherited,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            line = process.stdout.readline()
            assert line == f"Stepwell is open at http://localhost:{port}\n"
            for place, words in (
                ("", "Going slowly"),
                ("static/stepwell.css", ":root"),
            ):
                address = f"http://localhost:{port}/{place}"
                with urllib.request.urlopen(address) as answer:
                    assert words in answer.read().decode()
                    assert "Server" not in answer.headers
        finally:
            process.terminate()
    assert [each.name for each in Path(tmp_path).iterdir()] == [serve.KEY_FILE]
