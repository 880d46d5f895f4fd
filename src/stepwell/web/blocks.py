"""The blocks of a text as a page shows them: the same words as everywhere."""

from collections.abc import Iterable
from typing import Any

from stepwell.documents.blocks import Block
from stepwell.documents.paper.from_blocks import set_blocks


def page_blocks(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """Blocks for the template, and each cell of a table beside its heading."""
    return [_with_cells(block) for block in set_blocks(blocks)]


def _with_cells(block: dict[str, Any]) -> dict[str, Any]:
    if block["kind"] != "table":
        return block
    header = block["header"]
    if not any(header):
        return block | {"kind": "pairs"}
    rows = [list(zip(header, row, strict=True)) for row in block["rows"]]
    return block | {"cells": rows}
