"""``./stepwell serve`` and ``demo``: from nothing to an open site."""

import os
import re
import socket
import sqlite3
import stat
import subprocess
import sys
import time
import urllib.error
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
from stepwell.web import keys, serve, sockets
from stepwell.web.problem import CannotServe


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch):
    monkeypatch.setenv("STEPWELL_HOSTS", "")
    monkeypatch.setenv("STEPWELL_DATA", "")
    monkeypatch.setenv("STEPWELL_SIGN_UP_CODE", "")
    monkeypatch.delenv("STEPWELL_SIGN_UP_CODE")
    monkeypatch.setattr("os.umask", lambda mask: 0o022)


def test_the_key_is_made_once_and_for_its_owner_only(tmp_path):
    """Nobody else on the machine can sign a draft."""
    data = tmp_path / "made" / "data"
    key = keys.kept_key(data)
    assert len(key) > 50
    assert keys.kept_key(data) == key
    assert keys.kept_key(tmp_path / "other") != key
    assert stat.S_IMODE((data / keys.KEY_FILE).stat().st_mode) == 0o600
    assert stat.S_IMODE(data.stat().st_mode) == 0o700


def test_a_key_that_is_no_key_is_said(tmp_path):
    """An empty file, a folder that cannot be: a sentence each."""
    (tmp_path / keys.KEY_FILE).write_text("")
    with pytest.raises(CannotServe, match="it is empty; delete it"):
        keys.kept_key(tmp_path)
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(CannotServe, match="name another folder"):
        keys.kept_key(file)


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
    with pytest.raises(CannotServe, match="no such name"):
        sockets.bound("nowhere.invalid", 0)


def test_an_address_that_is_switched_off_is_passed_over(monkeypatch):
    """Many containers call ::1 localhost, and have none."""
    there = (socket.AF_INET, ("127.0.0.1", 0))
    off = (socket.AF_INET6, ("2001:db8::1", 0, 0, 0))
    monkeypatch.setattr(sockets, "_addresses", lambda host, port: [off, there])
    (made,) = sockets.bound("localhost", 0)
    assert made.getsockname()[0] == "127.0.0.1"
    made.close()


@pytest.mark.parametrize(
    ("host", "shown", "hosts", "needs_code"),
    [
        ("localhost", "localhost", "", False),
        ("0.0.0.0", "localhost", "", True),
        ("box.example", "box.example", ",box.example", True),
    ],
)
def test_it_says_where_it_is_open_and_how_to_stop(
    tmp_path, monkeypatch, capsys, host, shown, hosts, needs_code
):
    """By the name that a browser takes for safe; others need a code to come in."""
    monkeypatch.setattr("stepwell.web.ready.make_ready", lambda now: ["a file"])
    monkeypatch.setattr("stepwell.web.ready.note_the_end", lambda: None)
    monkeypatch.setattr("stepwell.web.servers.run", lambda sockets: None)
    monkeypatch.setattr(serve, "bound", lambda host, port: [])
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert run(["serve", "--host", host, "--port", "9000"]) == 0
    out = capsys.readouterr().out
    assert f"http://{shown}:9000" in out
    assert "a file" in out
    assert "Ctrl+C" in out
    assert ("needs this code: " in out) is needs_code
    assert os.environ["STEPWELL_HOSTS"] == hosts
    assert (tmp_path / "stepwell" / keys.KEY_FILE).exists() or (
        "STEPWELL_SECRET_KEY" in os.environ
    )


def test_its_help_says_what_it_keeps():
    """Before anybody starts it."""
    page = CliRunner().invoke(command.command, ["--help"]).output
    assert "keeps nothing" in page
    assert "DATABASE_URL" in page
    assert "8765" in page


def test_the_demo_opens_the_site_at_the_end(tmp_path, monkeypatch, capsys):
    """After its files; for scripts there is --no-serve."""
    served = []
    monkeypatch.setattr(
        command, "serve_site", lambda **said: served.append("people" in said)
    )
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

    def refuse(**said):
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


@contextmanager
def served(tmp_path, **environment):
    """The command in a process of its own; gives its address and its first lines."""
    port = free_port()
    arguments = ["serve", "--port", str(port), "--data", str(tmp_path)]
    inherited = {**ENVIRONMENT, "PYTHONUNBUFFERED": "1", **environment}
    for name in ("STEPWELL_SECRET_KEY", "STEPWELL_DATA"):
        inherited.pop(name, None)
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "stepwell", *arguments],
        env=inherited,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            lines = [process.stdout.readline() for _ in range(2)]
            yield f"http://localhost:{port}", lines
        finally:
            process.terminate()


def page_of(address):
    """What a page says; gunicorn answers a moment after it says that it is open."""
    for _ in range(100):
        try:
            with urllib.request.urlopen(address) as answer:
                assert "waitress" not in str(answer.headers.get("Server"))
                return answer.read().decode()
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError(f"nothing answers at {address}")


def test_the_command_serves_pages_and_styles(tmp_path):
    """From nothing: a key and tables are made, nobody has an account, pages come."""
    with served(tmp_path) as (address, lines):
        assert lines[0] == f"Stepwell is open at {address}\n"
        assert str(tmp_path / "stepwell.sqlite3") in lines[1]
        assert "Going slowly" in page_of(f"{address}/")
        assert ":root" in page_of(f"{address}/static/stepwell.css")
        assert "<form" in page_of(f"{address}/account/login/")
    kept = {each.name: each for each in Path(tmp_path).iterdir()}
    assert {keys.KEY_FILE, "stepwell.sqlite3"} <= set(kept)
    assert "backups" not in kept  # there was nothing to copy
    for name in kept:
        assert stat.S_IMODE(kept[name].stat().st_mode) == 0o600
    with sqlite3.connect(kept["stepwell.sqlite3"]) as connection:
        assert (
            connection.execute("SELECT count(*) FROM accounts_user").fetchone()[0] == 0
        )
    connection.close()


def test_two_sites_of_one_user_share_nothing(tmp_path):
    """No socket outside of their own folders lets one stop the other."""
    runtime = tmp_path / "run"
    runtime.mkdir()
    place = {"XDG_RUNTIME_DIR": str(runtime)}
    with served(tmp_path / "data", **place) as (address, _lines):
        assert "Going slowly" in page_of(f"{address}/")
        assert list(runtime.iterdir()) == []


def test_the_command_serves_from_postgresql(tmp_path):
    """With several processes, and no file of data."""
    from databases import Postgres, why_not

    if reason := why_not("postgresql"):
        pytest.skip(reason)
    server = Postgres(durable=True)
    server.create("served")
    try:
        with served(tmp_path, DATABASE_URL=server.url("served")) as (address, lines):
            assert "served at 127.0.0.1" in lines[1]
            assert "<form" in page_of(f"{address}/account/login/")
    finally:
        server.remove()
    assert [each.name for each in Path(tmp_path).iterdir()] == [keys.KEY_FILE]


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("mysql://localhost/x", "write postgresql://"),
        ("postgresql://localhost", "write postgresql://"),
        ("postgresql://nobody@127.0.0.1:1/x", "the database does not answer: "),
    ],
)
def test_a_database_that_cannot_be_is_said(tmp_path, url, sentence):
    """One sentence, and the exit status of bad input."""
    environment = {**ENVIRONMENT, "DATABASE_URL": url}
    arguments = ["serve", "--port", str(free_port()), "--data", str(tmp_path)]
    done = subprocess.run(
        [sys.executable, "-P", "-m", "stepwell", *arguments],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert sentence in done.stderr


def test_a_demo_has_people_who_do_not_exist(tmp_path, monkeypatch, capsys):
    """Their names and a pass phrase are printed; they can sign in with it."""
    script = (
        "from stepwell.cli import demo, serve; from stepwell.web import servers;"
        "servers.run = lambda sockets: None;"
        f"serve.serve_site('localhost', {free_port()}, {str(tmp_path)!r},"
        " demo._people);"
        "from stepwell.web.accounts.models import User;"
        "print([each.name for each in User.objects.all()],"
        " User.objects.first().check_password(input()))"
    )
    with subprocess.Popen(
        [sys.executable, "-P", "-c", script],
        env={**ENVIRONMENT, "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        said = ""
        while "Stop it" not in said:
            line = process.stdout.readline()
            assert line, said
            said += line
        (password,) = re.findall(r"The pass phrase of all of them is (\S+)", said)
        out, _ = process.communicate(password + "\n")
    assert "nobody of them exists" in said
    assert "Sample Person" in out
    assert out.strip().endswith("True")
