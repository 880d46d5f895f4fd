"""Writing down what became of a dose, as the page showed the dose."""

from uuid import UUID

from django.db import transaction

from stepwell.journal.entry import Entry
from stepwell.web.accounts.models import User
from stepwell.web.journal.actions import ClashError, add
from stepwell.web.journal.queries import entry as entry_and_corrections
from stepwell.web.spaces.queries import visible
from stepwell.web.spaces.writing import ChangedError


def write(actor: User, space: UUID, entry: Entry, *, seen: int | None = None) -> None:
    """Keep an entry once, however often it is sent.

    ``seen`` is the revision of the plans that the page showed; raises ChangedError
    when another came between, so that nobody answers for a dose they did not see
    (H14), and ClashError where something else is written of the same dose.
    """
    with transaction.atomic():
        locked = visible(actor).select_for_update().get(uid=space)
        if is_written(actor, entry):
            return
        if seen is not None and locked.revision != seen:
            raise ChangedError
        add(actor, space, [entry])


def is_written(actor: User, entry: Entry) -> bool:
    """Tell whether the same was sent before: its times differ, and nothing else."""
    return any(
        (each.id, each.content, each.corrects)
        == (entry.id, entry.content, entry.corrects)
        for each in entry_and_corrections(actor, entry.id).entries
    )


__all__ = ["ChangedError", "ClashError", "is_written", "write"]
