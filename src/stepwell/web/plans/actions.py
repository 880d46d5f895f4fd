"""Writing plans: a version, its agreement, a hold, a review."""

from datetime import date
from typing import Any
from uuid import UUID

from stepwell.journal.journal import Journal
from stepwell.plan.edition import Status
from stepwell.web.accounts.models import User
from stepwell.web.journal.queries import days
from stepwell.web.plans.agreeing import (
    BEGUN_OTHERWISE,
    HELD_ALREADY,
    NO_DRAFT,
    NO_PLAN,
    NOTHING_LEFT,
    CannotAgreeError,
    is_begun_otherwise,
    why_not_agreed,
    why_not_go_on,
)
from stepwell.web.plans.following import DAY, Why
from stepwell.web.plans.holding import first_day_held
from stepwell.web.plans.models import (
    Change,
    Origin,
    Pause,
    Review,
    Turn,
    Version,
)
from stepwell.web.plans.queries import CONFIRMED, Kept, current, version
from stepwell.web.plans.vouched import change_text, pause_text, review_text
from stepwell.web.spaces.clock import local_today
from stepwell.web.spaces.writing import Work, writing


def keep_version(
    actor: User, space: UUID, *, seen: int, origin: Origin, document: str
) -> int:
    """Keep a new version as a draft; an open draft before it is put away.

    Gives its number; raises ChangedError.
    """
    with writing(actor, space, seen=seen) as work:
        return _keep(work, origin, document)


def keep_change(
    actor: User,
    space: UUID,
    *,
    seen: int,
    origin: Origin,
    document: str,
    hold_from: date,
) -> int:
    """Keep a change of the agreed plan as a draft, and hold the plan until then (H17).

    Gives its number; raises ChangedError, and CannotAgreeError without a plan.
    """
    with writing(actor, space, seen=seen) as work:
        held = _agreed(actor)
        if held.held_from is None:
            _hold(work, held, hold_from)
        return _keep(work, origin, document)


def _keep(work: Work, origin: Origin, document: str) -> int:
    last = work.space.versions.order_by("-number").first()
    if last is not None and not last.changes.exists():
        _turn(work, last, Turn.PUT_AWAY)
    made = Version.objects.create(
        space=work.space,
        number=last.number + 1 if last is not None else 1,
        origin=origin,
        document=document,
        made_by=work.actor,
        made_at=work.at,
    )
    work.counts_as_change()
    work.record("plan.made", f"version {made.uid}", made.document)
    return made.number


def agree(
    actor: User,
    space: UUID,
    number: int,
    *,
    seen: int,
    agreed_with: str,
    agreed_on: date,
    today: date,
    is_known: bool = False,
) -> None:
    """Record that a draft was agreed; the version before it is superseded.

    ``is_known`` says that the prescriber knows how it differs from what is in force.

    Raises ChangedError, and CannotAgreeError with a sentence.
    """
    with writing(actor, space, seen=seen) as work:
        draft, before = version(actor, number), current(actor)
        assert draft is not None  # its revision was seen
        why_not = why_not_agreed(draft, before, agreed_on, today, is_known=is_known)
        if why_not or is_begun_otherwise(
            draft, before, today, days(actor, today, today)
        ):
            raise CannotAgreeError(why_not or str(BEGUN_OTHERWISE))
        if before is not None:
            _turn(work, _row(work, before), Turn.SUPERSEDED, superseded_by=number)
        said = {"agreed_with": agreed_with, "agreed_on": agreed_on}
        _turn(work, _row(work, draft), Turn.AGREED, **said)


def put_away(actor: User, space: UUID, number: int, *, seen: int) -> None:
    """Put a draft away; raises ChangedError."""
    with writing(actor, space, seen=seen) as work:
        draft = work.space.versions.get(number=number)
        if draft.changes.exists():
            raise CannotAgreeError(str(NO_DRAFT))
        _turn(work, draft, Turn.PUT_AWAY)


def hold_for_help(work: Work, today: date, journal: Journal) -> None:
    """Hold the plan in force within a piece of work that raised a red flag (H31).

    It is a row, so that no step is jumped to once the flag is cleared; the person lets
    the plan go on, or makes it anew with their prescriber.
    """
    kept = current(work.actor)
    if kept is None or kept.held_from is not None:
        return
    day = first_day_held(kept, today, journal)
    if kept.in_force(day - DAY).why is not Why.ENDED:
        _pause(work, kept, day, is_held=True)


def hold(actor: User, space: UUID, *, seen: int, day: date) -> None:
    """Hold the agreed plan: from the morning of a day on nothing changes."""
    with writing(actor, space, seen=seen) as work:
        held = _agreed(actor)
        if held.held_from is not None:
            raise CannotAgreeError(str(HELD_ALREADY))
        _hold(work, held, day)


def _hold(work: Work, held: Kept, day: date) -> None:
    if held.in_force(day - DAY).why is Why.ENDED:
        raise CannotAgreeError(str(NOTHING_LEFT))
    _pause(work, held, day, is_held=True)


def go_on(actor: User, space: UUID, *, seen: int, day: date) -> None:
    """End a hold, if no change of the plan was due in the meantime."""
    with writing(actor, space, seen=seen) as work:
        held = _agreed(actor)
        if why_not := why_not_go_on(held, day):
            raise CannotAgreeError(why_not)
        _pause(work, held, day, is_held=False)


def record_review(
    actor: User, space: UUID, *, seen: int, reviewed_with: str, reviewed_on: date
) -> None:
    """Record that the plan was looked at together with a prescriber."""
    with writing(actor, space, seen=seen) as work:
        looked_at = _agreed(actor)
        row = Review.objects.create(
            version=_row(work, looked_at),
            reviewed_with=reviewed_with,
            reviewed_on=reviewed_on,
            told_on=local_today(work.space),
            by=actor,
            at=work.at,
        )
        work.counts_as_change()
        work.record("plan.reviewed", f"review {row.pk}", review_text(row))


def _agreed(actor: User) -> Kept:
    found = current(actor)
    if found is None or found.status is not Status.AGREED:
        raise CannotAgreeError(str(NO_PLAN))
    return found


def _row(work: Work, kept: Kept) -> Version:
    return work.space.versions.get(number=kept.number)


def _turn(work: Work, row: Version, turn: Turn, **said: Any) -> None:
    made = Change.objects.create(
        version=row, turn=turn, by=work.actor, at=work.at, **said
    )
    work.counts_as_change()
    work.record(f"plan.{turn}", f"change {made.pk}", change_text(made))


def _pause(work: Work, kept: Kept, day: date, *, is_held: bool) -> None:
    row = Pause.objects.create(
        version=_row(work, kept), is_held=is_held, day=day, by=work.actor, at=work.at
    )
    work.counts_as_change()
    verb = "plan.held" if is_held else "plan.goes_on"
    work.record(verb, f"pause {row.pk}", pause_text(row))


def confirm(actor: User, space: UUID, *, seen: int) -> None:
    """Record that the plan in force still holds, after an older copy was put back."""
    with writing(actor, space, seen=seen) as work:
        work.counts_as_change()
        work.record(CONFIRMED, f"space {space}")
