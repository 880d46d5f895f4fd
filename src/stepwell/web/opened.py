"""Opening what the site keeps from the command line, without serving it."""

import os
from pathlib import Path

from stepwell.web.config.database import FILE, DatabaseUrlError


SETTINGS = "stepwell.web.config.settings"


class NothingKeptError(Exception):
    """There is no database to look into; the message is a sentence for people."""


def opened(data: Path) -> None:
    """Set Django up on the database of a folder, or on that of ``DATABASE_URL``.

    Raises NothingKeptError rather than make an empty database.
    """
    if not os.environ.get("DATABASE_URL") and not (data / FILE).is_file():
        sentence = "nothing is kept in this folder; name the folder of the site"
        raise NothingKeptError(f"{data}: {sentence}")
    os.environ["STEPWELL_DATA"] = str(data)
    try:
        set_up()
    except DatabaseUrlError as problem:
        raise NothingKeptError(str(problem)) from None


def set_up() -> None:
    """Set Django up as the environment says; raises DatabaseUrlError."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django

    django.setup()
