"""A single-use way into an account, made by the person who runs the server."""

import os
from pathlib import Path

from stepwell.web.keys import kept_key
from stepwell.web.opened import set_up


class NoAccount(Exception):
    """There is no account of this name; the message is a sentence for people."""


def account_link(name: str, data: Path) -> str:
    """Make a link for the account of a name; raises NoAccount and CannotServe.

    ``data`` is the folder that the site is served from.
    """
    os.environ["STEPWELL_DATA"] = str(data)
    os.environ.setdefault("STEPWELL_SECRET_KEY", kept_key(data))
    set_up()
    from django.db import DatabaseError
    from django.urls import reverse

    from stepwell.web.accounts import queries, way_in

    try:
        owner = queries.account_named(name)
    except DatabaseError:
        raise NoAccount(f"{data}: no site was served from this folder yet") from None
    if owner is None:
        raise NoAccount(f"{name}: there is no account of this name; check the spelling")
    return reverse("way-in", args=[way_in.make(owner)])
