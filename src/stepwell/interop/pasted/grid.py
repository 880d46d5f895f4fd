"""A table in pasted text: a header of times of day, and a row for each step."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from stepwell.interop.errors import InputError, shown
from stepwell.interop.pasted import items as items
from stepwell.interop.pasted.days import read_days
from stepwell.interop.pasted.items import Amount, Counted, Named, Since, Until
from stepwell.interop.pasted.names import Names
from stepwell.interop.pasted.parse import read_items
from stepwell.interop.pasted.statement import Said, Statement
from stepwell.interop.pasted.tokens import Line, line_of
from stepwell.interop.pasted.words import (
    DAY_UNITS,
    INTERPRETED,
    MASS_UNITS,
    NOW,
    TIMES,
)
from stepwell.plan.times import DoseTime
from stepwell.quantities import Mass
from stepwell.quantities.mass import total


GAP = re.compile(r"\t|\||[ \u00a0]{2,}")
RULE = re.compile(r"[\s|:+=\-–—_]+")
BARE = re.compile(r"[0-9]+(?:\.[0-9]+)?", re.ASCII)
PADDING = frozenset("dose doses in the at of daily ( ) time no number".split())
LABELS = frozenset("period stage when dates date start from starting".split())
ENDS = frozenset("to until end".split())
NUMBERS = (["step"], ["no"], ["no", "."], ["#"], ["step", "no"], ["step", "number"])
LENGTHS = frozenset("duration length days for".split())
DRUGS = frozenset("drug medicine medication".split())
TOTALS = frozenset("total".split())
NO_DOSE = ("", "-", "–", "—", "nil", "none", "0")
NO_UNIT = "the number has no unit, and the header neither; write mg behind it"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its kind, the time or unit of days it stands for, the unit of doses."""

    kind: str
    time: DoseTime | None = None
    days: str = ""
    unit: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a table."""

    columns: tuple[Column, ...]

    def check(self, place: str) -> None:
        """Raise InputError when two columns stand for the same time of day."""
        times = [column.time for column in self.columns if column.kind == "dose"]
        for time in times:
            if time is not None and times.count(time) > 1:
                sentence = f"two columns are read as {time.value}; join them"
                raise InputError.at(place, sentence)

    @property
    def notes(self) -> tuple[str, ...]:
        """What was settled about words that leave room."""
        return tuple(column.note for column in self.columns if column.note)


def cells_of(text: str) -> list[str]:
    """Part a line at tabs, bars and wide gaps; one cell where it has none."""
    plain = text.strip(" \u00a0")
    if "|" in plain:
        plain = plain.removeprefix("|").removesuffix("|")
    mark = "|" if "|" in plain else "\t" if "\t" in plain else None
    cells = plain.split(mark) if mark else GAP.split(plain)
    return [cell.strip() for cell in cells]


def is_rule(text: str) -> bool:
    """Tell whether a line only draws the frame of a table."""
    return bool(text.strip()) and RULE.fullmatch(text) is not None


def read_header(place: str, text: str, unit: str) -> Header | None:
    """Read a line as the header of a table, or give nothing where it is none."""
    cells = cells_of(text)
    if len(cells) < 2 or any(mark.isnumeric() for mark in text):
        return None
    columns = [_column(line_of(place, cell), unit) for cell in cells]
    known = [column for column in columns if column is not None]
    if len(known) < len(columns) or not any(c.kind == "dose" for c in known):
        return None
    header = Header(tuple(known))
    header.check(place)
    return header


def _column(line: Line, unit: str) -> Column | None:
    words = [token.text for token in line.tokens]
    named = [word for word in words if word in MASS_UNITS]
    rest = [word for word in words if word not in PADDING and word not in MASS_UNITS]
    unit = named[0] if named else unit
    if words in NUMBERS:
        return Column("number")
    if len(rest) != 1:
        return None
    word = rest[0]
    if word in ENDS:
        return Column("until")
    if word in TIMES:
        return Column("dose", TIMES[word], "", unit, INTERPRETED.get(word, ""))
    if word in TOTALS:
        return Column("total", unit=unit)
    if word in DRUGS:
        return Column("drug")
    if word in ("week", "weeks", "day"):
        return Column("label", days=word)
    if word in LABELS:
        return Column("label")
    return (
        Column("length", days=word if word in DAY_UNITS else "")
        if (word in LENGTHS)
        else None
    )


def read_row(
    place: str, text: str, header: Header, names: Names, number: int
) -> Statement:
    """Read a row; raises InputError naming the line and the cell.

    ``number`` is its own below the header, from 1.
    """
    cells = cells_of(text)
    if len(cells) != len(header.columns):
        sentence = f"it has {len(cells)} cells, and the header has"
        raise InputError.at(place, f"{sentence} {len(header.columns)}")
    row = Statement(line_of(place, text), then=True, notes=header.notes)
    drug: str | None = None
    totals: list[tuple[Column, Line]] = []
    for column, cell in zip(header.columns, cells, strict=True):
        line = line_of(place, cell)
        if column.kind == "dose":
            row = replace(row, doses=(*row.doses, _said(column, line, names)))
        elif column.kind == "total":
            totals.append((column, line))
        elif column.kind == "drug":
            drug = _drug(line, names)
        elif column.kind == "length":
            row = replace(row, lasting=_lasting(column, line, now=row.now))
        else:
            row = _labelled(row, column, line, names, number)
    row = replace(row, doses=tuple(_with(drug, said) for said in row.doses))
    _check_totals(row, totals, names)
    return replace(row, nothing=not any(said.mass for said in row.doses))


def _with(drug: str | None, said: Said) -> Said:
    return Said(said.drug or drug, said.time, said.mass)


def _drug(line: Line, names: Names) -> str:
    found = names.read(line, 0) if line.tokens else None
    if found is None or found[1] < len(line.tokens):
        return line.refuse(0, len(line.tokens), "the cell has to name one drug")
    return found[0]


def _lasting(column: Column, line: Line, *, now: bool) -> int | None:
    text = line.text
    if now:
        if text.lower() not in NO_DOSE:
            line.refuse(0, len(line.tokens), "what is taken now has no length here")
        return None
    if column.days and BARE.fullmatch(text):
        line = line_of(line.place, f"{text} {column.days}")
    start = 1 if line.text_at(0) == "for" else 0
    found = read_days(line, start)
    if found is None or found.past < len(line.tokens):
        return line.refuse(0, len(line.tokens), "the cell has to say how many days")
    return found.days


def _labelled(
    row: Statement, column: Column, line: Line, names: Names, number: int
) -> Statement:
    if column.kind == "number":
        if line.text != str(number):
            why = f"the rows have to count 1, 2, 3, and this is row {number}"
            raise InputError.at(line.place, f"{shown(line.text)} does not fit: {why}")
        return row
    if column.kind == "until":
        line = line_of(line.place, f"to {line.text}")
    starts_bare = line.kind_at(0) == "number" and line.text_at(1) not in DAY_UNITS
    if column.days and starts_bare:
        line = line_of(line.place, f"{column.days} {line.text}")
    if line.text_at(0) in NOW and len(line.tokens) == 1:
        return replace(row, now=True)
    placed = read_items(line, names)
    kinds = [type(each.item) for each in placed if each.item != items.BREAK]
    if len(set(kinds)) < len(kinds):
        line.refuse(0, len(line.tokens), "the cell says twice which days")
    for each in placed:
        item = each.item
        if isinstance(item, Counted):
            row = replace(row, counted=item)
        elif isinstance(item, Since):
            row = replace(row, since=item.day)
        elif isinstance(item, Until):
            row = replace(row, until=item.day)
        elif item != items.BREAK:
            line.refuse(each.first, each.past, "the cell has to say which days")
    if row.counted is None and row.since is None and row.until is None:
        line.refuse(0, len(line.tokens), "the cell has to say which days")
    return row


def _said(column: Column, line: Line, names: Names) -> Said:
    assert column.time is not None
    drug, mass = _cell_mass(column, line, names)
    return Said(drug, column.time, mass)


def _cell_mass(column: Column, line: Line, names: Names) -> tuple[str | None, Mass]:
    if line.text.lower() in NO_DOSE:
        return None, Mass(0)
    if BARE.fullmatch(line.text):
        if not column.unit:
            line.refuse(0, 1, NO_UNIT)
        line = line_of(line.place, f"{line.text} {column.unit}")
    placed = [each.item for each in read_items(line, names)]
    drugs = [item.drug for item in placed if isinstance(item, Named)]
    amounts = [item for item in placed if isinstance(item, Amount)]
    named = [*drugs, *(amount.drug for amount in amounts if amount.drug)]
    if len(amounts) != 1 or len(drugs) + 1 != len(placed) or len(named) > 1:
        line.refuse(0, len(line.tokens), "the cell has to hold one dose")
    return (named[0] if named else None), amounts[0].mass


def _check_totals(
    row: Statement, totals: Sequence[tuple[Column, Line]], names: Names
) -> None:
    """Refuse a row whose total is not the sum of its doses."""
    for column, line in totals:
        made = total([said.mass for said in row.doses])
        _, told = _cell_mass(column, line, names)
        if told != made:
            why = f"the doses of the row add up to {made.mg_text} mg"
            raise InputError.at(line.place, f"{shown(line.text)} does not fit: {why}")
