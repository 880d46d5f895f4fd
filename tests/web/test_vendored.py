"""What others wrote and the site serves is what the lock says, and is in the wheel."""

import hashlib
import re
import tomllib
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders


ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "src" / "stepwell" / "web" / "static" / "vendor"
LOCK = FOLDER / "vendor.lock.toml"
PACKAGES = tomllib.loads(LOCK.read_text(encoding="utf-8"))["package"]
FILES = [(each["name"], file) for each in PACKAGES for file in each["files"]]


@pytest.mark.parametrize(("package", "file"), FILES)
def test_a_file_of_others_is_the_one_of_the_lock(package, file):
    """Its hash is the one that was written down when it was read."""
    content = (FOLDER / file["name"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == file["sha256"], package


def test_nothing_else_lies_beside_them():
    """A file that the lock does not know would be served all the same."""
    found = {path.name for path in FOLDER.iterdir()}
    assert found == {LOCK.name, *(file["name"] for _, file in FILES)}


@pytest.mark.parametrize("package", PACKAGES, ids=lambda each: each["name"])
def test_a_package_says_what_it_is(package):
    """An exact version, an integrity as npm has it, and the text of its licence."""
    assert re.fullmatch(r"\d+\.\d+\.\d+", package["version"])
    assert re.fullmatch(r"sha512-[A-Za-z0-9+/]{86}==", package["integrity"])
    (text,) = [each for each in package["files"] if "LICENSE" in each["name"]]
    assert package["licence"] in (FOLDER / text["name"]).read_text(encoding="utf-8")


@pytest.mark.parametrize(("package", "file"), FILES)
def test_a_script_of_others_builds_no_code_from_text(package, file):
    """The policy of the site would stop it, and nobody could read it before."""
    if file["name"].endswith(".js"):
        script = (FOLDER / file["name"]).read_text(encoding="utf-8")
        assert not re.search(r"\beval\(|new Function|document\.write", script), package


@pytest.mark.parametrize(("package", "file"), FILES)
def test_the_site_finds_it(package, file):
    """It lies in the package itself, so that the wheel has it as well."""
    assert finders.find(f"vendor/{file['name']}") == str(FOLDER / file["name"]), package
