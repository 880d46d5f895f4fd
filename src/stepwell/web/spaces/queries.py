"""What may be seen, and by whom: everything else asks here first."""

from django.db.models import QuerySet

from stepwell.web.accounts.models import User
from stepwell.web.spaces.models import Space


def visible(viewer: User) -> QuerySet[Space]:
    """The spaces that somebody may look into: their own."""
    return Space.objects.filter(owner=viewer)


def own_space(viewer: User) -> Space | None:
    """The space of the person who looks; None before it was opened."""
    return visible(viewer).first()
