"""Fictional people with a space, made through the actions as the site makes them."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY as PROVED_BY,
)
from django.test import Client
from django.utils import timezone

from stepwell.documents import plan_json
from stepwell.web.accounts.models import User
from stepwell.web.drafts.proposed import Proposed
from stepwell.web.plans import actions as plans
from stepwell.web.plans.models import Origin
from stepwell.web.spaces.actions import open_space
from stepwell.web.spaces.models import Space
from stepwell.web.spaces.queries import own_space


PASSWORD = "correct horse battery staple"
REQUEST = {
    "start": "2027-01-04",
    "market": "gb",
    "using_since": "2024-03",
    "current": [
        {"drug": "diazepam", "time": "morning", "dose": "5 mg"},
        {"drug": "diazepam", "time": "bedtime", "dose": "10 mg"},
    ],
}


@dataclass
class Person:
    """Somebody with an account and a space, and their browser."""

    user: User
    client: Client = field(default_factory=lambda: Client(SERVER_NAME="localhost"))

    @classmethod
    def made(cls, name, zone="Europe/London", market="gb"):
        """Make an account, open its space, and sign in."""
        user = User(name=name)
        user.set_password(PASSWORD)
        user.save()
        open_space(user, market, zone)
        found = cls(user)
        found.client.force_login(user)
        found.proves()
        return found

    def proves(self, ago=timedelta()):
        """Prove who they are, now or some time ago; an open browser does not."""
        at = (timezone.now() - ago).timestamp()
        session = self.client.session
        proof = {"method": "password", "at": at, "reauthenticated": True}
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [proof]
        session[PROVED_BY] = str(self.user.pk)
        session.save()

    @property
    def space(self) -> Space:
        """The space as it is now."""
        return own_space(self.user)

    def drafts(self, **changes):
        """Keep a draft of the usual request, with changes; gives its number."""
        proposed = Proposed.of_document(REQUEST | changes)
        space = self.space
        return plans.keep_version(
            self.user,
            space.uid,
            seen=space.revision,
            origin=Origin.DRAFT,
            document=plan_json(proposed.view),
        )

    def agrees(self, number=1, on=date(2027, 1, 1)):
        """Record that a version was agreed."""
        space = self.space
        plans.agree(
            self.user,
            space.uid,
            number,
            seen=space.revision,
            agreed_with="Dr Example",
            agreed_on=on,
            today=on,
            is_known=True,
        )

    def follows(self, **changes):
        """Draft a plan and agree to it."""
        self.agrees(self.drafts(**changes))
        return self


__all__ = ["PASSWORD", "REQUEST", "Person"]
