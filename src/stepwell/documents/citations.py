"""Citation lines: each names its work, where to find it, and how far it was checked."""

from collections.abc import Iterable

from stepwell.sources import Bibliography, Work


STATED = {"custom": "custom: stated by the requester (unverified)"}


def citations(work_ids: Iterable[str], works: Bibliography) -> tuple[str, ...]:
    """Give one line per known work, in the order of first use."""
    lines = []
    for work_id in dict.fromkeys(work_ids):
        if work_id in works:
            lines.append(citation(works[work_id]))
        elif work_id in STATED:
            lines.append(STATED[work_id])
    return tuple(lines)


def citation(work: Work) -> str:
    """Write a work on one line."""
    place = f"doi:{work.doi}" if work.doi else work.url
    known = f"{work.id}: {work.citation}"
    return f"{known} {place} ({work.mark.value}; seen: {work.seen})".replace("  ", " ")
