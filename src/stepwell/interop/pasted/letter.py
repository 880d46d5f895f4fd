"""The letter as a whole, line by line.

It is read by hand (tokens, then items, then steps), so that each refusal can show the
very words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from stepwell.formulary import Formulary
from stepwell.interop.errors import InputError
from stepwell.interop.pasted.grid import (
    Header,
    cells_of,
    is_rule,
    read_header,
    read_row,
)
from stepwell.interop.pasted.lines import read_line
from stepwell.interop.pasted.names import Names
from stepwell.interop.pasted.numbering import without_marks
from stepwell.interop.pasted.parse import is_prose, is_title
from stepwell.interop.pasted.reading import Pasted, Reading
from stepwell.interop.pasted.said import step_words
from stepwell.interop.pasted.statement import Statement
from stepwell.interop.pasted.steps import build
from stepwell.interop.pasted.tokens import Line, line_of
from stepwell.plan.times import DoseTime


MOST_CHARACTERS, MOST_LINES, LONGEST_LINE = 60_000, 500, 600
LINE_ENDS = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
IN_MG = re.compile(r"\(?(all )?(doses?|amounts?)( are)? in (mg|milligrams)[.:)]*")


@dataclass(slots=True)
class _Reader:
    """What was read so far, and what holds for the lines to come."""

    names: Names
    statements: list[Statement] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    header: Header | None = None
    rows: int = 0
    usual: DoseTime | None = None
    unit: str = ""

    def take(self, place: str, text: str, shown_text: str) -> None:
        """Read one line."""
        if not text.strip():
            self.header = None
            return
        if self._table(place, shown_text):
            return
        line = line_of(place, text)
        if IN_MG.fullmatch(line.text.lower()):
            self.unit = "mg"
        elif is_prose(line, self.names) or _is_plain_title(line, self.names):
            self.left_out.append(f'{place}: "{line.text}"')
        else:
            self._line(line)

    def _table(self, place: str, text: str) -> bool:
        """Read a row or a header of a table, and tell whether it was one."""
        if self.header is not None:
            if is_rule(text):
                return True
            if len(cells_of(text)) > 1:
                self.rows += 1
                row = read_row(place, text, self.header, self.names, self.rows)
                self.statements.append(row)
                return True
            self.header = None
        self.header, self.rows = read_header(place, text, self.unit), 0
        return self.header is not None

    def _line(self, line: Line) -> None:
        if is_title(line, self.names):
            drugs = [t.text for t in line.tokens if t.text in self.names.drugs]
            if len(set(drugs)) > 1:
                line.refuse(0, len(line.tokens), "a title can name one drug only")
            self.statements.append(Statement(line, heading=drugs[0]))
            return
        statements = read_line(line, self.names, self.usual)
        if not statements:
            self.left_out.append(f'{line.place}: "{line.text}"')
        for statement in statements:
            if statement.usual_time and self.usual:
                statement.refuse("the time of every dose is said twice")
            self.usual = statement.usual_time or self.usual
            self.statements.append(statement)


def _is_plain_title(line: Line, names: Names) -> bool:
    """Tell whether it is a title without a drug, such as ``Reduction plan:``."""
    named = any(token.text in names.drugs for token in line.tokens)
    return is_title(line, names) and not named


def read_pasted(
    text: str,
    formulary: Formulary,
    start: date | None = None,
    now: str | None = None,
) -> Pasted:
    """Read a pasted letter; raises InputError with the part that is not understood.

    ``start`` is the first day of the first step and ``now`` what is taken now, as
    text, each where the letter does not say it.
    """
    reader = _Reader(Names.of(formulary))
    given = None if now is None else _now(now, reader.names)
    for place, plain, raw in _lines(text):
        reader.take(place, plain, raw)
    built = build(reader.statements, start, given)
    reading = Reading(
        tuple(step_words(step) for step in built.steps),
        built.notes,
        tuple(reader.left_out),
    )
    return Pasted(built.schedule, reading)


def _now(text: str, names: Names) -> Statement:
    """Read what is taken now from the words of the option ``--now``."""
    if len(text) > LONGEST_LINE:
        raise InputError.at("--now", f"it is longer than {LONGEST_LINE} characters")
    statements = read_line(line_of("--now", text), names, None)
    if len(statements) != 1 or not statements[0].doses:
        sentence = "write the doses of one day, such as 5 mg morning, 10 mg night"
        raise InputError.at("--now", sentence)
    said = statements[0]
    if said.has_length or said.since or said.ongoing:
        raise InputError.at("--now", "write the doses only, without dates or lengths")
    return said


def _lines(text: str) -> Iterator[tuple[str, str, str]]:
    """Each line with its place, without its bullet or number, and as it was."""
    if len(text) > MOST_CHARACTERS:
        sentence = f"the text is longer than {MOST_CHARACTERS} characters"
        raise InputError(f"{sentence}; paste the schedule only")
    lines = LINE_ENDS.split(text)
    if len(lines) > MOST_LINES:
        raise InputError(f"the text has more than {MOST_LINES} lines")
    for number, line in enumerate(lines, start=1):
        if len(line) > LONGEST_LINE:
            sentence = f"it is longer than {LONGEST_LINE} characters"
            raise InputError.at(
                f"line {number}", f"{sentence}; put each step on a line"
            )
    for number, (plain, raw) in enumerate(
        zip(without_marks(lines), lines, strict=True), start=1
    ):
        yield f"line {number}", plain, raw
