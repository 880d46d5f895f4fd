"""Running the command line inside the test's own process."""

import io
import json
import sys
from dataclasses import dataclass
from types import SimpleNamespace

import pytest

from factories import request_document
from stepwell.cli.main import run


@dataclass(frozen=True)
class Run:
    """What a run of the program left behind."""

    status: int
    out: str
    err: str

    @property
    def sentence(self):
        """The one line of a complaint."""
        (line,) = self.err.splitlines()
        assert line.startswith("stepwell: ")
        return line.removeprefix("stepwell: ")


@pytest.fixture
def stepwell(capsys, monkeypatch, tmp_path):
    """Run ``stepwell`` with arguments, in an empty folder, and bytes as its input."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")

    def call(*arguments, stdin=b""):
        fake = SimpleNamespace(buffer=io.BytesIO(stdin))
        monkeypatch.setattr(sys, "stdin", fake)
        status = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Run(status, captured.out, captured.err)

    return call


@pytest.fixture
def request_file(tmp_path):
    """Write a request document, or plain bytes, and give the file."""

    def write(document=None, name="request.json"):
        path = tmp_path / name
        if isinstance(document, bytes):
            path.write_bytes(document)
        else:
            content = request_document() if document is None else document
            path.write_text(json.dumps(content, default=float), encoding="utf-8")
        return path

    return write
