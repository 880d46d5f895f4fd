"""Which database keeps the spaces: SQLite by default, PostgreSQL by ``DATABASE_URL``.

Both answer only after what was written is on the disk: SQLite with
``synchronous=FULL``, PostgreSQL with ``synchronous_commit`` on.
"""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


FILE = "stepwell.sqlite3"
BUSY_MILLISECONDS = 5_000
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY_MILLISECONDS}",
)
POSTGRES = ("postgres", "postgresql")


class DatabaseUrlError(ValueError):
    """``DATABASE_URL`` names no database of ours; the message says what would."""


def database(url: str, data: Path) -> dict[str, Any]:
    """The settings of the database that a URL names, or of a file in ``data``."""
    return postgresql(url) if url else sqlite(data / FILE)


def sqlite(file: Path) -> dict[str, Any]:
    """The settings of a SQLite file: one writer at a time, which waits its turn."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "init_command": "; ".join(PRAGMAS),
        },
    }


def postgresql(url: str) -> dict[str, Any]:
    """The settings of a PostgreSQL database; raises DatabaseUrlError.

    What stands after the question mark goes to PostgreSQL's own client.
    """
    parts = urlsplit(url)
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme not in POSTGRES or not name:
        raise DatabaseUrlError(
            "DATABASE_URL: write postgresql://name:password@host:5432/database,"
            " or leave it out for SQLite"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query))
        | {"options": "-c synchronous_commit=on"},
    }
