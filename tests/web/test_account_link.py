"""``stepwell account-link``: the person who runs the server lets somebody in."""

import os
import re
import subprocess
import sys

import pytest

from account_steps import OTHER, browser, is_in, sign_up, with_space
from stepwell.cli.main import run
from stepwell.web.accounts.queries import account_named
from stepwell.web.audit.queries import events_of


@pytest.fixture(autouse=True)
def _same_environment(monkeypatch):
    """What the command sets is undone."""
    monkeypatch.setenv("STEPWELL_DATA", os.environ.get("STEPWELL_DATA", ""))


@pytest.fixture
def robin(database):
    """Robin, who has a space and lost the pass phrase."""
    return with_space_of(browser())


def with_space_of(client):
    sign_up(client)
    return with_space(client)


def test_the_link_lets_the_person_set_a_pass_phrase(robin, tmp_path, capsys):
    """Its address is that of the site; the person sees that it was made."""
    arguments = ["--data", str(tmp_path), "--site", "https://site.example/"]
    assert run(["account-link", "Robin", *arguments]) == 0
    told = capsys.readouterr()
    assert "one hour" in told.err
    assert re.fullmatch(r"https://site\.example/account/way-in/\S+/\n", told.out)
    place = told.out.strip().removeprefix("https://site.example")
    fresh = browser()
    fresh.post(place, {"password1": OTHER, "password2": OTHER})
    assert is_in(fresh)
    verbs = [each.verb for each in events_of(account_named("robin"), 9)]
    assert "account.way-in-made" in verbs


def test_an_unknown_name_is_said(database, tmp_path, capsys):
    """One sentence, and the exit status of bad input."""
    assert run(["account-link", "nobody", "--data", str(tmp_path)]) == 2
    assert "no account of this name" in capsys.readouterr().err


def test_a_folder_without_a_site_is_said(tmp_path):
    """A process of its own, in a folder where nothing was served yet."""
    environment = {**os.environ, "DATABASE_URL": ""}
    environment.pop("STEPWELL_SECRET_KEY", None)
    command = [sys.executable, "-P", "-m", "stepwell", "account-link", "robin"]
    done = subprocess.run(
        [*command, "--data", str(tmp_path)],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert "no site was served from this folder yet" in done.stderr
