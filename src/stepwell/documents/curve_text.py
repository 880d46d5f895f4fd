"""The curve in words and a table: the text alternative of the picture."""

from collections.abc import Iterator

from stepwell.documents.blocks import Block, ByWidth, Gap, Line, Para, Table, laid_out
from stepwell.documents.curve_view import CurveView, landmarks
from stepwell.documents.figures import figures
from stepwell.documents.finding_blocks import bullets, section
from stepwell.documents.wording import DRAFT, NOT_A_PRESCRIBER


HEADER = ("Day", "Date", "Lowest", "Mean", "Highest", "Slow", "Fast", "What it is")
NUMBERS = frozenset({0, 2, 3, 4, 5, 6})
NARROW, NARROW_NUMBERS = (1, 2, 3, 4), frozenset({1, 2, 3})
WIDE_ENOUGH = 76
"""Below this only these columns are left; the rest has a line of its own."""
COLUMNS = (
    "Lowest, mean and highest: of that day, in a typical person. Slow and fast: the"
    " day's mean in somebody who clears the medicine more slowly (or faster) than nine"
    " of ten people."
)
PICTURES = "--format svg -o FILE or --format png -o FILE draws this as a picture."


def curve_text(view: CurveView, width: int = 80) -> list[Line]:
    """Lay the curve out for a width in characters."""
    return laid_out(list(_blocks(view)), width, DRAFT)


def _blocks(view: CurveView) -> Iterator[Block]:
    yield Para(f"{DRAFT} | {view.title}", "title")
    yield Para(NOT_A_PRESCRIBER, "dim")
    yield Gap()
    for note in view.notes:
        yield Para(note, "dim")
    for drug in view.drugs:
        yield section(drug.drug)
        if drug.reason:
            yield Para(f"No level is drawn: {drug.reason}.")
        yield from bullets(drug.sentences)
    if view.is_drawn:
        yield section("The level over the plan")
        yield _table(view)
        yield Para(COLUMNS, "dim")
        yield Para(PICTURES, "dim")
    yield section("What this is not")
    yield from bullets(view.what_this_is_not)


def _table(view: CurveView) -> ByWidth:
    rows = tuple(_rows(view))
    narrow = Table(
        tuple(HEADER[at] for at in NARROW),
        tuple(tuple(row[at] for at in NARROW) for row in rows),
        NARROW_NUMBERS,
        below=tuple(
            f"Day {day}, {what}; slow {slow}, fast {fast}"
            for day, _, _, _, _, slow, fast, what in rows
        ),
    )
    return ByWidth(Table(HEADER, rows, NUMBERS), narrow, WIDE_ENOUGH)


def _rows(view: CurveView) -> Iterator[tuple[str, ...]]:
    for words, place in landmarks(view):
        numbers = (
            view.typical.low,
            view.typical.mean,
            view.typical.high,
            view.slow_mean,
            view.fast_mean,
        )
        shown = (figures(float(each[place])) for each in numbers)
        yield (str(place + 1), view.day(place).isoformat(), *shown, words)
