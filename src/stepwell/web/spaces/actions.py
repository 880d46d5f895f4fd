"""Opening a space, and its settings."""

from uuid import UUID

from django.db import transaction

from stepwell.web.accounts.models import User
from stepwell.web.spaces.models import Space
from stepwell.web.spaces.writing import writing


SETTINGS = ("name", "market", "zone", "is_short")


def open_space(actor: User, market: str, zone: str) -> Space:
    """Open the space of a person; gives the one they have if there is one."""
    with transaction.atomic():
        space, is_new = Space.objects.get_or_create(
            owner=actor, defaults={"market": market, "zone": zone}
        )
        if not is_new:
            return space
        with writing(actor, space.uid) as work:
            work.record("space.opened", f"space {space.uid}")
            return work.space


def change_settings(actor: User, space: UUID, **changed: str | bool) -> None:
    """Change some of the settings (`SETTINGS`); what is as it was is not written."""
    if unknown := set(changed) - set(SETTINGS):
        raise ValueError(f"no setting: {min(unknown)}")
    with writing(actor, space) as work:
        for name, value in changed.items():
            setattr(work.space, name, value)
        work.space.save(update_fields=list(changed))
        if "zone" in changed:  # another day may have begun: what pages showed is stale
            work.counts_as_change()
        work.record("space.settings", f"space {space}")
