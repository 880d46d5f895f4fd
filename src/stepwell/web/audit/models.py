"""Events: each carries the hash of the one before, so none can be changed unseen."""

from typing import ClassVar

from django.db import models


class Event(models.Model):
    """What was done in a space, by whom, and to what.

    ``about`` names a row, ``digest`` is the SHA-256 of what was written in it.  No
    event holds free text: what somebody wrote stays in their journal.
    """

    space = models.UUIDField()
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor = models.UUIDField()
    verb = models.CharField(max_length=40)
    about = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, blank=True)
    before = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        """One chain for each space."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint("space", "number", name="event_of_chain"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.about}"
