"""Who signs in: a name that the person chose, and nothing else about them."""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


LONGEST_NAME = 60


class User(AbstractBaseUser):
    """An account; no e-mail address and no real name is asked for."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=LONGEST_NAME, unique=True)
    is_active = models.BooleanField(default=True)
    opened_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "name"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = BaseUserManager()

    def __str__(self) -> str:
        return self.name
