"""Reading what the user names, and writing so that nothing half-written remains."""

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from stepwell.interop.documents_in import (
    MOST_BYTES,
    decode,
    parse_json,
    parse_toml,
    too_large,
)
from stepwell.interop.errors import InputError


STDIN = "-"


def read_text(name: str, most: int = MOST_BYTES) -> str:
    """Read a file, or standard input for ``-``, of at most so many bytes.

    Raises InputError.
    """
    try:
        content = _stdin(most) if name == STDIN else _file(Path(name), most)
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        raise InputError(f"{name}: cannot be read: {reason}") from None
    return decode(content, "standard input" if name == STDIN else name, most)


def read_document(name: str) -> Any:
    """Read a .toml or .json file, or JSON from standard input; raises InputError."""
    suffix = Path(name).suffix.lower()
    if name != STDIN and suffix not in (".toml", ".json"):
        sentence = "the name has to end in .toml or .json, or be - for JSON on input"
        raise InputError(f"{name}: {sentence}")
    text = read_text(name)
    return parse_toml(text) if suffix == ".toml" else parse_json(text)


def refuse_to_replace(
    source: str, output: str | None, what: str = "the request"
) -> None:
    """Raise InputError when what is to be written would replace what is read."""
    if output is not None and Path(output).resolve() == Path(source).resolve():
        raise InputError(f"-o {output}: this is {what} itself; name another file")


def refuse_two_inputs(names: Iterable[str | None]) -> None:
    """Raise InputError when two files are both to come from standard input."""
    if sum(name == STDIN for name in names) > 1:
        raise InputError("-: standard input can be one of the two files only")


def put(content: bytes, output: str | None) -> None:
    """Write a document to a file, whole or not at all, or else to standard output."""
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
    else:
        write_whole(output, content)


def write_whole(name: str, content: str | bytes) -> None:
    """Write a file entirely or not at all; an existing one survives any failure."""
    path = Path(name).resolve()
    if path.exists() and not path.is_file():
        raise InputError(f"-o {name}: this is not a file; give the name of a file")
    try:
        _replace(path, content.encode() if isinstance(content, str) else content)
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        raise InputError(f"-o {name}: cannot be written: {reason}") from None


def _replace(path: Path, content: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".stepwell-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _file(path: Path, most: int) -> bytes:
    if path.stat().st_size > most:
        raise InputError(too_large(str(path), most))
    with path.open("rb") as file:
        return file.read(most + 1)


def _stdin(most: int) -> bytes:
    return sys.stdin.buffer.read(most + 1)
