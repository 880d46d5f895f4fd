"""How the name of an account is spelled, so that one name is one account."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def spelled(name: str) -> str:
    """A name as it is kept: the same signs for the same letters, no spaces around."""
    return unicodedata.normalize("NFKC", name).strip()


def folded(name: str) -> str:
    """A name by which attempts are counted: large and small letters are the same."""
    return spelled(name).upper().casefold()


def checked(name: str) -> str:
    """A name that may be chosen; raises ValidationError."""
    name = spelled(name)
    if not name or not name.isprintable():
        raise ValidationError(_("Write your name with letters, on one line."))
    return name
