"""The journal as a CSV table: one row per entry, a column per key."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from stepwell.interop.csv_table import Layout, table_rows
from stepwell.interop.errors import InputError, shown
from stepwell.interop.fields import Fields
from stepwell.interop.journal_kinds import KEYS
from stepwell.interop.journal_limits import MOST_ENTRIES


LAYOUT = Layout("journal", KEYS, ("id", "occurred_at", "kind"), MOST_ENTRIES)
AS_WRITTEN = ("text", "reason", "medicine_note", "caffeine_alcohol")
"""The spaces around these cells are kept; around all others they mean nothing."""
LISTS = ("yes", "no", "flags", "answers")
NUMBERS = (
    "rating",
    "answers",
    "total",
    "latency_min",
    "awakenings",
    "awake_min",
    "quality",
    "naps_min",
)
SEPARATOR = ";"
WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,11})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its place and its cells by column, as they were written."""

    place: str
    values: dict[str, str]

    def fields(self) -> Fields:
        """The plain values of the cells that are not empty; raises InputError."""
        plain = {
            key: _plain(key, cell, f"{self.place}, {key}")
            for key, cell in self.values.items()
            if cell.strip()
        }
        return Fields(self.place, plain, joint=", ")


def read_rows(text: str) -> list[Row]:
    """Read every row; raises InputError where this is not such a table."""
    return [Row(place, cells) for place, cells in table_rows(text, LAYOUT)]


def rough_rows(text: str) -> Iterator[Row]:
    """Give what can be made out of a table that cannot be read."""
    try:
        for number, cells in enumerate(csv.DictReader(io.StringIO(text, newline=""))):
            known = {key: cells[key] for key in KEYS if isinstance(cells.get(key), str)}
            yield Row(f"row {number + 2}", known)
    except csv.Error:
        return


def _plain(key: str, cell: str, field: str) -> Any:
    """The value of a cell as JSON would have it."""
    if key in AS_WRITTEN:
        return cell
    if key in LISTS:
        parts = cell.split(SEPARATOR)
        return [
            _single(key, part.strip(), f"{field}[{position}]")
            for position, part in enumerate(parts)
        ]
    return _single(key, cell.strip(), field)


def _single(key: str, word: str, field: str) -> str | int:
    if key not in NUMBERS:
        return word
    if not WHOLE.fullmatch(word):
        sentence = f"{shown(word)} is not a whole number; write one such as 7"
        raise InputError.at(field, sentence)
    return int(word)
