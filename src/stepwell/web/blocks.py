"""The blocks of a text as a page shows them: the same words as everywhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from typing import Any

from stepwell.documents.blocks import Block
from stepwell.documents.paper.from_blocks import set_blocks


@dataclass(frozen=True, slots=True)
class PageBlocks:
    """What stands before the first section, and the sections."""

    top: list[dict[str, Any]]
    sections: list[dict[str, Any]]

    @property
    def headings(self) -> list[dict[str, Any]]:
        """What a list of contents names."""
        return [block for block in self.sections if block["kind"] == "heading"]


def page_blocks(blocks: Iterable[Block]) -> PageBlocks:
    """Blocks for the template: a heading has an id, a cell the name of its column."""
    numbers = count(1)
    shown = [_shown(block, numbers) for block in set_blocks(blocks)]
    kinds = [block["kind"] for block in shown]
    first = kinds.index("heading")
    return PageBlocks(shown[:first], shown[first:])


def _shown(block: dict[str, Any], numbers: Iterable[int]) -> dict[str, Any]:
    if block["kind"] == "heading":
        return block | {"id": f"part-{next(iter(numbers))}"}
    if block["kind"] != "table":
        return block
    if not any(block["header"]):
        return block | {"kind": "pairs"}
    rows = [list(zip(block["header"], row, strict=True)) for row in block["rows"]]
    return block | {"cells": rows}
