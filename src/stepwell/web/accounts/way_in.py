"""A single-use way in, for somebody who lost their pass phrase.

The person who runs the server makes it and hands it over.  It holds for an hour, and
dies as soon as the pass phrase is changed or somebody signs in.
"""

from uuid import UUID

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from stepwell.web.accounts.actions import note
from stepwell.web.accounts.models import User
from stepwell.web.accounts.queries import account_of


SALT = "stepwell.web.accounts.way_in"
OLDEST_SECONDS = 60 * 60


def make(owner: User) -> str:
    """Make the last part of a link, and record that it was made."""
    note(owner, "way-in-made")
    return signing.dumps([str(owner.uid), _state(owner)], salt=SALT)


def owner_of(token: str) -> User | None:
    """Whose link it is; None if it is none, or does not hold any more."""
    try:
        uid, state = signing.loads(token, salt=SALT, max_age=OLDEST_SECONDS)
        owner = account_of(UUID(uid))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if owner is None or not constant_time_compare(state, _state(owner)):
        return None
    return owner


def _state(owner: User) -> str:
    """What changes when the link was used."""
    now = f"{owner.password} {owner.last_login}"
    return salted_hmac(SALT, now, algorithm="sha256").hexdigest()
