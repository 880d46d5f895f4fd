"""Versions of a plan, and what became of each: rows that are never changed."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models

from stepwell.web.spaces.models import Space


class Origin(models.TextChoices):
    """What a version was made from."""

    DRAFT = "draft"
    HELD = "hold"
    SLOWED = "slow"
    STEPPED_BACK = "step_back"
    REMADE = "replan"


class Version(models.Model):
    """One version of a plan: its document, as it was made and in all its words.

    ``document`` is the JSON that ``stepwell plan --format json`` writes.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    origin = models.CharField(max_length=10, choices=Origin.choices)
    document = models.TextField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    made_at = models.DateTimeField()

    class Meta:
        """A number is given once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint("space", "number", name="version_of_space"),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"


class Turn(models.TextChoices):
    """What may become of a version, in this order or not at all."""

    AGREED = "agreed"
    SUPERSEDED = "superseded"
    PUT_AWAY = "put_away"


class Change(models.Model):
    """That a version was agreed, superseded by a later one, or put away as a draft.

    ``agreed_with`` and ``agreed_on`` are what the person recorded.
    """

    version = models.ForeignKey(
        Version, on_delete=models.PROTECT, related_name="changes"
    )
    turn = models.CharField(max_length=10, choices=Turn.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    at = models.DateTimeField()
    agreed_with = models.CharField(max_length=100, blank=True)
    agreed_on = models.DateField(null=True)
    superseded_by = models.PositiveSmallIntegerField(null=True)

    class Meta:
        """Nothing happens to a version twice."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint("version", "turn", name="turn_of_version"),
        ]

    def __str__(self) -> str:
        return self.turn


class Pause(models.Model):
    """That an agreed plan was held from a day on, or goes on again.

    The latest row of a version counts; while it is held, no step advances (H17).
    """

    version = models.ForeignKey(
        Version, on_delete=models.PROTECT, related_name="pauses"
    )
    is_held = models.BooleanField()
    day = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{'held' if self.is_held else 'goes on'} {self.day}"


class Review(models.Model):
    """That the person and a prescriber looked at an agreed plan together (G34).

    ``told_on`` is the day where the person was when they recorded it; it stays, also
    when they travel, because what is in force depends on it (H18).
    """

    version = models.ForeignKey(
        Version, on_delete=models.PROTECT, related_name="reviews"
    )
    reviewed_with = models.CharField(max_length=100)
    reviewed_on = models.DateField()
    told_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"reviewed {self.reviewed_on}"
