"""What the audit vouches for of what became of a plan: the row, told in one text.

Who and when stand in the event itself.
"""

import json
from typing import Any

from stepwell.web.plans.models import Change, Pause, Review


def change_text(row: Change) -> str:
    """That a version was agreed, superseded or put away."""
    return _told(
        row,
        turn=row.turn,
        agreed_with=row.agreed_with,
        agreed_on=row.agreed_on,
        superseded_by=row.superseded_by,
    )


def pause_text(row: Pause) -> str:
    """That a version was held, or goes on."""
    return _told(row, is_held=row.is_held, day=row.day)


def review_text(row: Review) -> str:
    """That a version was looked at together."""
    return _told(
        row,
        reviewed_with=row.reviewed_with,
        reviewed_on=row.reviewed_on,
        told_on=row.told_on,
    )


def _told(row: Change | Pause | Review, **said: Any) -> str:
    of_version = {"version": row.version.uid, **said}
    return json.dumps(of_version, default=str, ensure_ascii=False, sort_keys=True)
