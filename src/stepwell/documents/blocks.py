"""Text as blocks, laid out for a width: plain lines, each with the name of a style.

What paints the styles (a terminal) is not known here; without paint the lines are
the plain text.
"""

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace


NARROWEST, WIDEST = 40, 110
INDENT = "      "


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text and its style: title, heading, rule, strong, dim, a severity."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """The beginning of a section; ``is_marked`` if it carries the mark of the page."""

    text: str
    style: str = "heading"
    is_marked: bool = False

    def lines(self, width: int) -> Iterator[Line]:
        """Lay it out, with a rule below and an empty line before."""
        yield Line("")
        for line in textwrap.wrap(self.text, width):
            yield Line(line, self.style)
        yield Line("-" * width, "rule")


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph; ``mark`` hangs to the left of it."""

    text: str
    style: str = ""
    mark: str = ""

    def lines(self, width: int) -> Iterator[Line]:
        """Lay it out."""
        hanging = " " * len(self.mark)
        for line in textwrap.wrap(
            self.text,
            width,
            initial_indent=self.mark,
            subsequent_indent=hanging,
            break_on_hyphens=False,
            break_long_words=False,
        ):
            yield Line(line, self.style)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; a column that is too wide for the page wraps.

    ``numbers`` are the positions of the columns that are set flush right; ``below``
    is a line under each row, as wide as the page.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()
    below: tuple[str, ...] = ()

    def lines(self, width: int) -> Iterator[Line]:
        """Lay it out."""
        widths = self._widths(width)
        if any(self.header):
            yield from self._row(self.header, widths, "strong")
        for position, row in enumerate(self.rows):
            yield from self._row(row, widths, "")
            for text in self.below[position : position + 1]:
                yield from Para(text, mark=INDENT).lines(width)

    def _widths(self, width: int) -> list[int]:
        columns = list(zip(self.header, *self.rows, strict=True))
        natural = [max(len(cell) for cell in column) for column in columns]
        longest_word = [
            max(len(word) for cell in column for word in (cell.split() or [""]))
            for column in columns
        ]
        while sum(natural) + 2 * (len(natural) - 1) > width:
            slack = [
                each - word for each, word in zip(natural, longest_word, strict=True)
            ]
            widest = max(range(len(slack)), key=slack.__getitem__)
            if slack[widest] <= 0:
                break
            natural[widest] -= 1
        return natural

    def _row(
        self, cells: tuple[str, ...], widths: list[int], style: str
    ) -> Iterator[Line]:
        wrapped = [
            textwrap.wrap(cell, max(width, 1), break_on_hyphens=False) or [""]
            for cell, width in zip(cells, widths, strict=True)
        ]
        for height in range(max(len(lines) for lines in wrapped)):
            texts = [lines[height] if height < len(lines) else "" for lines in wrapped]
            yield Line(self._aligned(texts, widths), style)

    def _aligned(self, texts: list[str], widths: list[int]) -> str:
        cells = (
            text.rjust(width) if at in self.numbers else text.ljust(width)
            for at, (text, width) in enumerate(zip(texts, widths, strict=True))
        )
        return "  ".join(cells).rstrip()


@dataclass(frozen=True, slots=True)
class Gap:
    """An empty line."""

    def lines(self, width: int) -> Iterator[Line]:
        """Lay it out."""
        yield Line("")


@dataclass(frozen=True, slots=True)
class ByWidth:
    """A table for wide pages and another for pages below ``least`` characters."""

    wide: Table
    narrow: Table
    least: int

    def lines(self, width: int) -> Iterator[Line]:
        """Lay out the one that suits the width."""
        yield from (self.wide if width >= self.least else self.narrow).lines(width)


Block = Heading | Para | Table | ByWidth | Gap


def laid_out(blocks: Iterable[Block], width: int, mark: str = "") -> list[Line]:
    """Lay blocks out for a width in characters, within readable bounds.

    ``mark`` is the word before each marked heading, such as DRAFT.
    """
    kept = min(max(width, NARROWEST), WIDEST)
    return [line for block in blocks for line in _marked(block, mark).lines(kept)]


def _marked(block: Block, mark: str) -> Block:
    if isinstance(block, Heading) and block.is_marked and mark:
        return replace(block, text=f"{mark} | {block.text}")
    return block


def plain(lines: Iterable[Line]) -> str:
    """The lines as plain text."""
    return "".join(f"{line.text}\n" for line in lines)
