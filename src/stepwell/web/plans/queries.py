"""Reading plans: the versions of a space, and the one that is in force."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet

from stepwell.plan.edition import Edition, Status
from stepwell.web.accounts.models import User
from stepwell.web.audit.queries import has_happened
from stepwell.web.keeping.restored import confirm_since
from stepwell.web.plans.following import InForce, Reviewed, in_force
from stepwell.web.plans.models import Change, Pause, Review, Turn, Version
from stepwell.web.spaces.queries import visible


CONFIRMED = "plan.confirmed"


@dataclass(frozen=True)
class Kept:
    """A version as it is kept, with what became of it."""

    number: int
    uid: UUID
    origin: str
    text: str = field(repr=False)
    made_at: datetime
    changes: tuple[Change, ...]
    pauses: tuple[Pause, ...]
    reviews: tuple[Review, ...]
    zone: str

    @classmethod
    def of(cls, version: Version) -> "Kept":
        """A row with its rows."""
        return cls(
            version.number,
            version.uid,
            version.origin,
            version.document,
            version.made_at,
            tuple(version.changes.all()),
            tuple(sorted(version.pauses.all(), key=lambda each: each.pk)),
            tuple(version.reviews.all()),
            version.space.zone,
        )

    @property
    def made_on(self) -> date:
        """The day on which it was made, where the person is."""
        return self.made_at.astimezone(ZoneInfo(self.zone)).date()

    @cached_property
    def document(self) -> Mapping[str, Any]:
        """The plan, as it was written when it was made."""
        found: Mapping[str, Any] = json.loads(self.text)
        return found

    def turned(self, turn: Turn) -> Change | None:
        """The change that made it agreed, superseded or put away."""
        return next((each for each in self.changes if each.turn == turn), None)

    @property
    def status(self) -> Status:
        """A draft until somebody agreed, superseded once there is a later one."""
        if self.turned(Turn.SUPERSEDED):
            return Status.SUPERSEDED
        return Status.AGREED if self.turned(Turn.AGREED) else Status.DRAFT

    @property
    def is_put_away(self) -> bool:
        """Tell whether it is a draft that nobody wants any more."""
        return self.turned(Turn.PUT_AWAY) is not None

    @property
    def held_from(self) -> date | None:
        """The first day without a change; None while it is not held."""
        last = self.pauses[-1] if self.pauses else None
        return last.day if last is not None and last.is_held else None

    @property
    def reviewed(self) -> tuple[Reviewed, ...]:
        """Its reviews, each with the day on which it was recorded."""
        return tuple(Reviewed(each.reviewed_on, each.told_on) for each in self.reviews)

    @property
    def edition(self) -> Edition:
        """Its version, person and agreement, as every document says them."""
        told, agreed = self.document["edition"], self.turned(Turn.AGREED)
        later = self.turned(Turn.SUPERSEDED)
        return Edition(
            version=self.number,
            person=told["person"] or "",
            agreed_with=agreed.agreed_with if agreed else None,
            agreed_on=agreed.agreed_on if agreed else None,
            superseded_by=later.superseded_by if later else None,
            series=told["series"] or "",
            entries=told["calendar_entries"] or 0,
        )

    def in_force(self, day: date) -> InForce:
        """Which of its doses hold on a day."""
        return in_force(
            self.document, day, held_from=self.held_from, reviewed=self.reviewed
        )


def _versions(viewer: User) -> QuerySet[Version]:
    return Version.objects.filter(space__in=visible(viewer))


def _with_rows(found: QuerySet[Version]) -> QuerySet[Version]:
    rows = found.select_related("space")
    return rows.prefetch_related("changes", "pauses", "reviews")


def current(viewer: User) -> Kept | None:
    """The agreed version that no later one has taken the place of."""
    agreed = _versions(viewer).filter(changes__turn=Turn.AGREED)
    latest = agreed.order_by("-number")[:1]
    found = next(iter(_with_rows(latest)), None)
    return Kept.of(found) if found is not None else None


def version(viewer: User, number: int) -> Kept | None:
    """One version by its number."""
    found = _with_rows(_versions(viewer).filter(number=number)).first()
    return Kept.of(found) if found is not None else None


def versions(viewer: User) -> list[Kept]:
    """Every version, the newest first."""
    return [Kept.of(each) for each in _with_rows(_versions(viewer).order_by("-number"))]


def newest(viewer: User) -> Kept | None:
    """The version that was made last, whatever became of it."""
    found = _with_rows(_versions(viewer).order_by("-number")[:1])
    return next((Kept.of(each) for each in found), None)


@dataclass(frozen=True)
class Standing:
    """What stands: the version in force, and the draft that waits for agreement."""

    current: Kept | None
    draft: Kept | None
    has_versions: bool


def standing(viewer: User) -> Standing:
    """What stands now; the newest version alone mostly says it."""
    last = newest(viewer)
    if last is None:
        return Standing(None, None, has_versions=False)
    if last.status is Status.AGREED:
        return Standing(last, None, has_versions=True)
    draft = None if last.changes else last
    return Standing(current(viewer), draft, has_versions=True)


def open_draft(viewer: User) -> Kept | None:
    """The newest version, if it is a draft that still waits for an agreement."""
    return standing(viewer).draft


def put_back_on(viewer: User) -> datetime | None:
    """When an older copy of everything was put back; None once the plan was confirmed.

    Until then nobody knows whether a later version was lost (H23).
    """
    since = confirm_since(settings.DATA)
    if since is None or has_happened(viewer, (CONFIRMED, "plan.agreed"), since):
        return None
    return since
