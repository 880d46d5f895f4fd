"""Making the database ready: it answers, and has every table."""

import os
from io import StringIO

import django
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, connections

from stepwell.web.config.database import DatabaseUrlError
from stepwell.web.problem import CannotServe


SETTINGS = "stepwell.web.config.settings"


def set_up() -> None:
    """Set Django up; raises CannotServe where the settings cannot be."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    try:
        django.setup()
    except DatabaseUrlError as problem:
        raise CannotServe(str(problem)) from None


def make_ready() -> str:
    """Make every table; gives in words where it is kept; raises CannotServe."""
    set_up()
    try:
        connection.ensure_connection()
        call_command("migrate", interactive=False, verbosity=0, stdout=StringIO())
    except DatabaseError as problem:
        told = str(problem).strip().splitlines()[0]
        raise CannotServe(f"the database does not answer: {told}") from None
    finally:
        connections.close_all()
    where = settings.DATABASES["default"]
    return str(where["NAME"]) if connection.vendor == "sqlite" else where["HOST"]
