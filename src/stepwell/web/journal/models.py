"""Entries of a journal, each as the record that every document has."""

from typing import ClassVar

from django.db import models

from stepwell.web.spaces.models import Space


class Entry(models.Model):
    """One entry, never changed; what was wrong is corrected by another.

    ``entry`` is the id that the page made, so that the same thing sent twice is kept
    once.  ``root`` is the entry at which a chain of corrections begins.
    ``is_flag`` marks what raises a red flag or settles one, so that these are found
    at once.
    """

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="entries")
    entry = models.CharField(max_length=80)
    root = models.CharField(max_length=80)
    corrects = models.CharField(max_length=80, blank=True)
    day = models.DateField()
    kind = models.CharField(max_length=20)
    is_flag = models.BooleanField(default=False)
    record = models.TextField()
    kept_at = models.DateTimeField()

    class Meta:
        """Asked by day, and by what a correction corrects."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint("space", "entry", name="entry_of_space"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index("space", "day", name="entry_by_day"),
            models.Index("space", "root", name="entry_by_root"),
            models.Index(
                "space", name="entry_of_flags", condition=models.Q(is_flag=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.day}"
