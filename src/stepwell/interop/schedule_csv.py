"""The table of contract 4.4: one row per step and drug, milligrams per time of day."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from stepwell.formulary import Formulary
from stepwell.interop.csv_table import Layout, table_rows
from stepwell.interop.errors import InputError, shown
from stepwell.interop.fields import read_day
from stepwell.interop.names import drug_name_reader
from stepwell.plan.regimen import Regimen
from stepwell.plan.schedule import Period, Schedule
from stepwell.plan.times import DoseTime
from stepwell.quantities import Mass, QuantityError
from stepwell.quantities.reading import read_number


TIME_COLUMNS = {f"{time.value}_mg": time for time in DoseTime}
COLUMNS = ("start", "days", "drug", *TIME_COLUMNS)
MOST_ROWS, MOST_DAYS = 5_000, 3_660
LAYOUT = Layout("schedule", COLUMNS, COLUMNS, MOST_ROWS)
PLAIN = "write milligrams as a plain number such as 0.5, without a unit"


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it was read; ``place`` names it (the header is row 1)."""

    place: str
    start: date
    days: int
    drug: str
    amounts: tuple[tuple[DoseTime, Mass], ...]


def read_schedule_csv(text: str, formulary: Formulary) -> Schedule:
    """Read the table; raises InputError naming the row and the column."""
    rows = [
        _row(place, {name: cell.strip() for name, cell in cells.items()}, formulary)
        for place, cells in table_rows(text, LAYOUT)
    ]
    if not rows:
        raise InputError("the schedule has no rows; the first is what is taken today")
    periods = tuple(_periods(rows))
    _check_days(periods, rows)
    if periods[0].regimen.is_nothing:
        sentence = "the first row is what is taken today, and it takes nothing"
        raise InputError.at(rows[0].place, sentence)
    return Schedule(periods, ends=periods[-1].regimen.is_nothing)


def _row(place: str, cells: Mapping[str, str], formulary: Formulary) -> Row:
    return Row(
        place=place,
        start=read_day(cells["start"], f"{place}, start"),
        days=_days(cells["days"], f"{place}, days"),
        drug=drug_name_reader(formulary)(cells["drug"], f"{place}, drug"),
        amounts=tuple(
            (time, _amount(cells[column], f"{place}, {column}"))
            for column, time in TIME_COLUMNS.items()
        ),
    )


def _days(cell: str, field: str) -> int:
    plausible = cell.isascii() and cell.isdigit() and len(cell) <= 4
    if not plausible or not 1 <= int(cell) <= MOST_DAYS:
        sentence = f"{shown(cell)} is not a whole number of days, 1 to {MOST_DAYS}"
        raise InputError.at(field, sentence)
    return int(cell)


def _amount(cell: str, field: str) -> Mass:
    if not cell:
        return Mass(0)
    try:
        return Mass.mg(read_number(cell))
    except QuantityError as problem:
        what = str(problem).rpartition("; write")[0]
        raise InputError.at(field, f"{what}; {PLAIN}") from None


def _periods(rows: Iterable[Row]) -> Iterator[Period]:
    groups = groupby(rows, key=lambda row: row.start)
    for number, (start, same_start) in enumerate(groups):
        together = list(same_start)
        _check_group(together)
        doses = [
            (row.drug, time, amount) for row in together for time, amount in row.amounts
        ]
        yield Period(number, start, together[0].days, Regimen.of(doses))


def _check_group(rows: list[Row]) -> None:
    drugs: set[str] = set()
    for row in rows:
        if row.drug in drugs:
            sentence = f"{row.drug} stands twice in the step of {row.start.isoformat()}"
            raise InputError.at(f"{row.place}, drug", sentence)
        if row.days != rows[0].days:
            sentence = f"rows of one start have the same days, here {rows[0].days}"
            raise InputError.at(f"{row.place}, days", sentence)
        drugs.add(row.drug)


def _check_days(periods: tuple[Period, ...], rows: list[Row]) -> None:
    """Refuse gaps and overlaps: each step begins where the one before ends."""
    places = {row.start: row.place for row in reversed(rows)}
    for earlier, later in pairwise(periods):
        if later.start != earlier.end:
            kind = "a gap" if later.start > earlier.end else "an overlap"
            expected = earlier.end.isoformat()
            sentence = f"there is {kind}; this step has to start on {expected}"
            raise InputError.at(f"{places[later.start]}, start", sentence)
