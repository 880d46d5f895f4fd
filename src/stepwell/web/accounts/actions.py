"""What is written of accounts, each with an event in the space of the person."""

from uuid import UUID

from allauth.mfa.recovery_codes.internal.flows import auto_generate_recovery_codes
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.base import SessionBase
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone

from stepwell.web.accounts.models import User
from stepwell.web.spaces.queries import own_space
from stepwell.web.spaces.writing import writing


class NameTakenError(Exception):
    """Somebody else has this name."""


def note(actor: User, verb: str, about: str = "") -> None:
    """Record what happened in an account, once its person has a space."""
    space = own_space(actor)
    if space is None:
        return
    with writing(actor, space.uid) as work:
        work.record(f"account.{verb}", about)


def open_account(name: str, uid: UUID) -> User:
    """Open an account without a pass phrase; raises NameTakenError."""
    made = User(name=name, uid=uid)
    made.set_unusable_password()
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        raise NameTakenError(name) from None
    return made


def set_pass_phrase(actor: User, phrase: str, verb: str) -> None:
    """Set a pass phrase, which ends every session that began with another."""
    with transaction.atomic():
        actor.set_password(phrase)
        actor.save(update_fields=["password"])
        note(actor, verb)


def give_recovery_codes(request: HttpRequest) -> None:
    """Make recovery codes for the person who signed in, if there are none."""
    auto_generate_recovery_codes(request)


def seen_in(session: SessionBase) -> None:
    """Keep a session with its sign of life."""
    found = UserSession.objects.filter(session_key=session.session_key)
    with transaction.atomic():
        session.save()
        found.update(last_seen_at=timezone.now())


def keep_session(before: str | None, now: str | None) -> None:
    """Note that a session goes on under another number."""
    UserSession.objects.filter(session_key=before).update(session_key=now)


def forget_session(session: str | None) -> None:
    """Forget where a session was that has ended."""
    UserSession.objects.filter(session_key=session).delete()


def end_session(actor: User, number: int) -> bool:
    """End one session of the person; False if it is not there any more."""
    found = UserSession.objects.filter(user=actor, pk=number).first()
    if found is None:
        return False
    with transaction.atomic():
        found.end()
        note(actor, "session-ended")
    return True


def end_other_sessions(actor: User, here: str | None) -> int:
    """End every session of the person but this one; gives how many there were."""
    others = UserSession.objects.filter(user=actor).exclude(session_key=here)
    with transaction.atomic():
        ended = [each.end() for each in others]
        if ended:
            note(actor, "other-sessions-ended")
    return len(ended)
