"""What is read of accounts: the ways to sign in, and where somebody is signed in."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.account.internal.userkit import get_user_by_username
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from stepwell.web.accounts.models import User
from stepwell.web.accounts.names import spelled
from stepwell.web.spaces.queries import own_space


@dataclass(frozen=True, slots=True)
class Ways:
    """With what somebody can sign in."""

    has_pass_phrase: bool
    passkeys: int
    has_codes: bool
    has_recovery_codes: bool

    @property
    def only_one(self) -> bool:
        """Whether losing one thing would shut the person out."""
        return self.has_pass_phrase + self.passkeys < 2


def account_named(name: str) -> User | None:
    """The account of a name; None if there is none."""
    found: User | None = get_user_by_username(spelled(name))
    return found


def account_of(uid: UUID) -> User | None:
    """The account of a number; None if there is none."""
    return User.objects.filter(uid=uid).first()


def ways_of(viewer: User) -> Ways:
    """The ways to sign in of the person who looks."""
    kinds = list(
        Authenticator.objects.filter(user=viewer).values_list("type", flat=True)
    )
    return Ways(
        has_pass_phrase=viewer.has_usable_password(),
        passkeys=kinds.count(Authenticator.Type.WEBAUTHN),
        has_codes=Authenticator.Type.TOTP in kinds,
        has_recovery_codes=Authenticator.Type.RECOVERY_CODES in kinds,
    )


def zone_of(viewer: User) -> str:
    """The time zone of the person who looks; UTC before they named one."""
    space = own_space(viewer)
    return space.zone if space else "UTC"


@dataclass(frozen=True, slots=True)
class Place:
    """A browser in which somebody is signed in."""

    number: int
    agent: str
    address: str
    began: datetime
    seen: datetime
    is_here: bool


def places_of(viewer: User, here: str | None) -> list[Place]:
    """Where the person who looks is signed in, this browser first."""
    found = [
        Place(
            number=each.pk,
            agent=each.user_agent,
            address=each.ip,
            began=each.created_at,
            seen=each.last_seen_at,
            is_here=each.session_key == here,
        )
        for each in UserSession.objects.purge_and_list(viewer)
    ]
    return sorted(found, key=lambda each: (not each.is_here, -each.seen.timestamp()))
