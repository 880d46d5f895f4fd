"""A CSV table whose columns are known: each row as its place and cells by column."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from stepwell.interop.errors import InputError, nearest, shown


SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}
NO_TABLE = "this is not a CSV table; quotes do not match, or a cell is too long"


@dataclass(frozen=True, slots=True)
class Layout:
    """What a table holds: its columns, those that cannot be left out, how many rows."""

    what: str
    columns: tuple[str, ...]
    required: tuple[str, ...]
    most_rows: int


def table_rows(text: str, layout: Layout) -> Iterator[tuple[str, dict[str, str]]]:
    """Give each row that is not empty with its place, cells as they were written.

    The header is row 1.  Raises InputError naming the row.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    read = -1
    try:
        header = _header(next(reader, []), layout)
        read = 0
        for read, cells in enumerate(reader, start=1):
            place = f"row {read + 1}"
            if not any(cell.strip() for cell in cells):
                continue
            if read > layout.most_rows:
                sentence = f"the {layout.what} has more than {layout.most_rows} rows"
                raise InputError(sentence)
            yield place, _cells(place, header, cells)
    except csv.Error:
        raise InputError.at(f"row {read + 2}", NO_TABLE) from None


def _cells(place: str, header: list[str], cells: list[str]) -> dict[str, str]:
    if len(cells) != len(header):
        sentence = f"it has {len(cells)} cells, and the header has {len(header)}"
        raise InputError.at(place, sentence)
    return dict(zip(header, cells, strict=True))


def _header(cells: list[str], layout: Layout) -> list[str]:
    names = [cell.strip() for cell in cells]
    for mark, what in SEPARATORS.items():
        if len(names) == 1 and mark in cells[0]:
            sentence = f"the cells are separated by {what}; separate them with commas"
            raise InputError.at("row 1", sentence)
    for name in names:
        if name not in layout.columns:
            way_out = nearest(name, layout.columns)
            sentence = f"the column {shown(name)} is not known; {way_out}"
            raise InputError.at("row 1", sentence)
        if names.count(name) > 1:
            raise InputError.at("row 1", f"the column {name} stands there twice")
    for name in layout.required:
        if name not in names:
            write = ",".join(layout.required)
            sentence = f"the column {name} is missing; write {write}"
            raise InputError.at("row 1", sentence)
    return names
