"""Bring the scripts and styles of others that the site serves, as the lock says.

Run from the top of the repository; it needs npm and the registry it is set up with:

    python3 tools/vendor_assets.py            bring every file anew
    python3 tools/vendor_assets.py --check    say whether they are those of the lock

A new version is written into the lock by hand, with the integrity that
``npm view NAME@VERSION dist.integrity`` prints; then the files are brought, their
hashes are written into the lock, and both are read before they are committed.
"""

import base64
import hashlib
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any


FOLDER = Path(__file__).parents[1] / "src" / "stepwell" / "web" / "static" / "vendor"
LOCK = FOLDER / "vendor.lock.toml"
Package = dict[str, Any]


class NotAsLockedError(Exception):
    """What was found is not what the lock says; the message is a sentence."""


def locked() -> list[Package]:
    """The packages of the lock."""
    return list(tomllib.loads(LOCK.read_text(encoding="utf-8"))["package"])


def wrong() -> Iterator[str]:
    """What is wrong with the files that are here, a sentence each."""
    named = {LOCK.name}
    for package in locked():
        for file in package["files"]:
            path = FOLDER / file["name"]
            named.add(path.name)
            if not path.exists():
                yield f"{path.name} is missing"
            elif sha256(path.read_bytes()) != file["sha256"]:
                yield f"{path.name} is not the file of {package['name']} in the lock"
    for path in sorted(FOLDER.iterdir()):
        if path.name not in named:
            yield f"{path.name} is not in the lock"


def bring(package: Package) -> None:
    """Fetch one package, judge it by its integrity, and copy its files."""
    with tempfile.TemporaryDirectory() as folder:
        archive = packed(f"{package['name']}@{package['version']}", Path(folder))
        if integrity(archive.read_bytes()) != package["integrity"]:
            raise NotAsLockedError(f"{package['name']}: the archive is another one")
        with tarfile.open(archive) as opened:
            for file in package["files"]:
                member = opened.extractfile(f"package/{file['path']}")
                if member is None:
                    raise NotAsLockedError(f"{file['path']} is no file of the archive")
                (FOLDER / file["name"]).write_bytes(member.read())


def packed(name: str, folder: Path) -> Path:
    """The archive of a package, as the registry of this machine has it."""
    asked = ["npm", "pack", "--silent", "--ignore-scripts", name]
    done = subprocess.run(
        asked, cwd=folder, check=True, stdout=subprocess.PIPE, text=True
    )
    return folder / done.stdout.split()[-1]


def integrity(archive: bytes) -> str:
    """The hash of an archive as npm writes it."""
    digest = hashlib.sha512(archive).digest()
    return f"sha512-{base64.b64encode(digest).decode('ascii')}"


def sha256(content: bytes) -> str:
    """The hash of a file as the lock has it."""
    return hashlib.sha256(content).hexdigest()


def main(arguments: list[str]) -> int:
    """Bring the files, or only check them; gives an exit status."""
    if arguments not in ([], ["--check"]):
        print("vendor_assets.py takes --check or nothing", file=sys.stderr)
        return 2
    try:
        for package in [] if arguments else locked():
            bring(package)
    except (OSError, subprocess.CalledProcessError, NotAsLockedError) as problem:
        print(f"vendor_assets.py: {problem}", file=sys.stderr)
        return 1
    found = list(wrong())
    for sentence in found:
        print(sentence, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
