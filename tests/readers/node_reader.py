"""Runs the reader written in JavaScript, which npm brings once for each lock.

Where there is no Node.js, or npm cannot bring the reader, tests that need it are
skipped and say why.
"""

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pytest


HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FILES = ("package.json", "package-lock.json", "expand.mjs")
PATIENCE_SECONDS = 120


def expanded(zone, first, last, cases):
    """What the reader shows in a zone: offsets in minutes, and entries of each case."""
    found = reader()
    if isinstance(found, str):
        pytest.skip(found)
    asked = {"first": str(first), "last": str(last), "cases": cases}
    done = subprocess.run(
        [shutil.which("node"), "expand.mjs"],
        cwd=found,
        env={**os.environ, "TZ": zone},
        input=json.dumps(asked).encode(),
        capture_output=True,
        timeout=PATIENCE_SECONDS,
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


@cache
def reader():
    """The folder of the reader, which is made once; or the reason why there is none."""
    for program in ("node", "npm"):
        if not shutil.which(program):
            return f"{program} is not on this machine"
    told = b"".join((HERE / name).read_bytes() for name in FILES)
    venvs = ROOT / (os.environ.get("STEPWELL_VENVS") or ".venv")
    place = venvs / f"readers-{hashlib.sha256(told).hexdigest()[:12]}"
    if place.exists():
        return place
    venvs.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=venvs, prefix="readers-") as folder:
        return bring(Path(folder) / "new", place)


def bring(new, place):
    """Let npm bring the reader into a new folder, and put that where it belongs."""
    new.mkdir()
    for name in FILES:
        shutil.copy(HERE / name, new)
    ask = [shutil.which("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    try:
        done = subprocess.run(
            ask, cwd=new, capture_output=True, text=True, timeout=PATIENCE_SECONDS
        )
    except subprocess.TimeoutExpired:
        return f"npm did not bring ical.js within {PATIENCE_SECONDS} seconds"
    if done.returncode:
        return f"npm cannot bring ical.js: {' '.join(done.stderr.split())[:200]}"
    try:
        new.rename(place)
    except OSError:
        if not place.exists():  # else another worker was faster
            raise
    return place
