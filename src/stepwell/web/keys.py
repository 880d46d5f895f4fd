"""Secrets of this machine, made on first use so that only their owner reads them."""

import os
import secrets
from pathlib import Path

from stepwell.web.problem import CannotServe


KEY_FILE, CODE_FILE = "secret-key", "sign-up-code"
CODE_SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"


def kept_key(data: Path) -> str:
    """The key that signs cookies."""
    return _kept(data / KEY_FILE, secrets.token_urlsafe(64))


def kept_code(data: Path) -> str:
    """The code that somebody needs to open an account on a site for several people."""
    signs = "".join(secrets.choice(CODE_SIGNS) for _ in range(12))
    return _kept(data / CODE_FILE, "-".join((signs[:4], signs[4:8], signs[8:])))


def _kept(file: Path, fresh: str) -> str:
    data = file.parent
    try:
        if not file.exists():
            data.mkdir(mode=0o700, parents=True, exist_ok=True)
            opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(opened, "w", encoding="ascii") as written:
                written.write(fresh)
        kept = file.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        sentence = f"its file {file.name} cannot be read or made; name another folder"
        raise CannotServe(f"{data}: {sentence}") from None
    if not kept:
        raise CannotServe(f"{file}: it is empty; delete it, and a new one is made")
    return kept
