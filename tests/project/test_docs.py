"""What is not in the docs is broken: keys, flags, commands and links."""

import re
from pathlib import Path

import pytest

from stepwell.cli.main import COMMANDS
from stepwell.plan.person import Flag, RedFlag


ROOT = Path(__file__).parents[2]
REQUEST = (ROOT / "docs/reference/request.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")
PAGES = [
    path
    for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))
    if ".venv" not in path.parts
]


@pytest.mark.parametrize("flag", [*Flag, *RedFlag])
def test_every_flag_is_documented(flag: Flag | RedFlag) -> None:
    """The request page names each flag."""
    assert f"`{flag.value}`" in REQUEST


def test_the_readme_begins_with_what_it_is_and_the_two_commands() -> None:
    """What it is, what it is not, then the two commands."""
    places = [
        README.index(part)
        for part in ("helps a person", "not a substitute", "./stepwell demo")
    ]
    assert places == sorted(places)
    assert "./stepwell test" in README


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_is_in_the_readme(command: str) -> None:
    """A command that the readme does not name is not found by anybody."""
    assert f"./stepwell {command}" in README


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    """Every relative link names a file of the repository."""
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), f"{page.name}: {target}"
