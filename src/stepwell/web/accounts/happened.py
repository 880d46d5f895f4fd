"""What happened in an account, in plain words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.utils.translation import gettext_lazy as _

from stepwell.web.audit.models import Event


WORDS = {
    "account.signed-in known device": _("You signed in, on a device you used before."),
    "account.signed-in new device": _("You signed in, on a device that was new."),
    "account.signed-out": _("You signed out, or a session ended."),
    "account.sign-in-failed known device": _(
        "A wrong pass phrase was tried, on a device you used before."
    ),
    "account.sign-in-failed new device": _(
        "A wrong pass phrase was tried, on a device that was new."
    ),
    "account.code-failed": _("A wrong code was tried after the right pass phrase."),
    "account.webauthn-added": _("A passkey was added."),
    "account.webauthn-removed": _("A passkey was removed."),
    "account.totp-added": _("Codes from an app were switched on."),
    "account.totp-removed": _("Codes from an app were switched off."),
    "account.recovery_codes-added": _("Recovery codes were made."),
    "account.recovery_codes-renewed": _("New recovery codes were made."),
    "account.recovery_codes-removed": _("The recovery codes were deleted."),
    "account.recovery_codes-used": _("A recovery code was used up."),
    "account.pass-phrase-changed": _("The pass phrase was changed."),
    "account.pass-phrase-set-by-link": _("A new pass phrase was set by a single link."),
    "account.way-in-made": _(
        "The person who runs this server made a link with which a new pass phrase"
        " can be set."
    ),
    "account.session-ended": _("You ended a session on another device."),
    "account.other-sessions-ended": _("You ended all other sessions."),
    "space.opened": _("Your space was opened."),
    "space.settings": _("The settings were changed."),
}
OTHERS = {
    "plan": _("Something was changed in your plan."),
    "journal": _("Something was written in your journal."),
}
ELSE = _("Something was changed in your space.")


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that happened, perhaps several times in a row."""

    words: str
    last: datetime
    times: int


def told(events: Iterable[Event]) -> list[Happened]:
    """Say what happened, the newest first; the same in a row is said once."""
    grouped = (list(each) for __, each in groupby(events, key=_sentence))
    return [Happened(_sentence(group[0]), group[0].at, len(group)) for group in grouped]


def _sentence(event: Event) -> str:
    kind: Any = OTHERS.get(event.verb.partition(".")[0], ELSE)
    by_verb = WORDS.get(event.verb, kind)
    return str(WORDS.get(f"{event.verb} {event.about}", by_verb))
