"""What of an entry stands in columns of its own, so that it is found at once."""

from typing import Any

from stepwell.journal.entry import DoseEntry, Entry, Intake
from stepwell.journal.journal import Journal
from stepwell.safety.red_flags import ANSWERS, raised_flags
from stepwell.web.journal.records import text_of


def columns(entry: Entry) -> dict[str, Any]:
    """The columns of a row that follow from its entry alone."""
    return {
        "corrects": entry.corrects or "",
        "day": entry.day,
        "kind": _kind(entry),
        "is_flag": isinstance(entry.content, ANSWERS)
        or bool(raised_flags(Journal.of([entry]))),
        "record": text_of(entry),
    }


def _kind(entry: Entry) -> str:
    content = entry.content
    if isinstance(content, DoseEntry):
        return f"dose_{Intake(content.intake).value}"
    return type(content).__name__.lower()
