"""Blocks of the page in words, as what a template sets: the same words on paper."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from stepwell.documents.blocks import Block, ByWidth, Gap, Heading, Para, Table
from stepwell.documents.finding_blocks import HEADINGS


ITEM = "  * "
TITLES = ("strong", *HEADINGS)
"""The styles of a paragraph that heads a part: bold, or a severity."""


def set_blocks(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """Give each block as plain values; items that follow each other are one list."""
    kept = (block for block in blocks if not isinstance(block, Gap))
    return [
        given
        for is_item, group in groupby(kept, key=_is_item)
        for given in ([_items(group)] if is_item else [_set(each) for each in group])
    ]


def _is_item(block: Block) -> bool:
    return isinstance(block, Para) and block.mark == ITEM


def _items(group: Iterable[Block]) -> dict[str, Any]:
    return {"kind": "items", "texts": [block.text for block in _paras(group)]}


def _paras(group: Iterable[Block]) -> Iterator[Para]:
    return (block for block in group if isinstance(block, Para))


def _set(block: Block) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"kind": "heading", "text": block.text, "style": block.style}
    if isinstance(block, Table | ByWidth):
        return _table(block.wide if isinstance(block, ByWidth) else block)
    assert isinstance(block, Para)  # gaps are left out
    if block.style in TITLES and not block.mark.strip():
        return {"kind": "part", "text": block.text, "style": block.style}
    indent = len(block.mark)
    return {"kind": "para", "text": block.text, "style": block.style, "indent": indent}


def _table(table: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "header": list(table.header),
        "rows": [list(row) for row in table.rows],
        "aligned": [
            "right" if place in table.numbers else "left"
            for place in range(len(table.header))
        ],
    }
