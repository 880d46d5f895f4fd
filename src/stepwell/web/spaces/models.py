"""A space: what a person keeps here, with the settings that every page needs."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models

from stepwell.web.audit.chain import BEGINNING


LONGEST_NAME = 80


class Market(models.TextChoices):
    """Whose products, papers and emergency numbers."""

    US = "us"
    GB = "gb"
    CA = "ca"
    AU = "au"
    DE = "de"


class Space(models.Model):
    """What belongs to one person.

    ``name`` stands on papers: a name with a birth date, or a sign that was chosen.
    ``zone`` says which day it is where the person is.  ``revision`` counts the
    changes of plans, so that nobody changes what they have not seen; ``events`` and
    ``last_hash`` are the end of the audit.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    owner = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    name = models.CharField(max_length=LONGEST_NAME, blank=True)
    market = models.CharField(max_length=2, choices=Market.choices)
    zone = models.CharField(max_length=60)
    is_short = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0)
    events = models.PositiveIntegerField(default=0)
    last_hash = models.CharField(max_length=64, default=BEGINNING)

    class Meta:
        """The settings are few, so a row is locked whole."""

        verbose_name: ClassVar[str] = "space"

    def __str__(self) -> str:
        return str(self.uid)
