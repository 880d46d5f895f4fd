"""Findings, sources and notices as blocks, the same for a plan and for a review."""

from collections.abc import Iterable, Iterator

from stepwell.documents.blocks import Block, Gap, Heading, Para
from stepwell.documents.views import FindingGroup


HEADINGS = {
    "stop": "Stop: this must not be done",
    "lock": "Only a prescriber may agree",
    "caution": "Caution",
    "info": "Good to know",
}
"""The severities in the order they are read, with their headings."""


def finding_blocks(
    groups: Iterable[FindingGroup], severities: Iterable[str] = tuple(HEADINGS)
) -> Iterator[Block]:
    """Give the findings by severity, the gravest first."""
    held = list(groups)
    for severity in severities:
        matching = [group for group in held if group.severity == severity]
        if matching:
            yield section(f"{HEADINGS[severity]} ({len(matching)})", severity)
        for position, group in enumerate(matching):
            if position:
                yield Gap()
            yield from finding_block(group)


def can_change(group: FindingGroup) -> bool:
    """Tell whether the rule names anything that would change it."""
    return bool(group.would_change) and not group.would_change.startswith("nothing")


def section(title: str, style: str = "heading") -> Heading:
    """The heading of a section; every one of them says whether this is a draft."""
    return Heading(title, style, is_marked=True)


def bullets(texts: Iterable[str]) -> Iterator[Block]:
    """Give each text as an item."""
    for text in texts:
        yield Para(text, mark="  * ")


def finding_block(group: FindingGroup, *, changes: bool = True) -> Iterator[Block]:
    """One finding; ``changes`` says what would change it."""
    title = f", {group.title}" if group.title else ""
    yield Para(f"{group.rule}{title}: {group.where}", group.severity)
    more = f" (and {group.more} more like it)" if group.more else ""
    yield Para(f"{group.text}{more}", mark="  ")
    if changes and can_change(group):
        yield Para(f"What would change it: {group.would_change}.", mark="  ")
    yield Para(f"Source: {group.source}", "dim", mark="  ")
