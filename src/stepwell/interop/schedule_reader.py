"""A schedule that somebody brings: our own plan, a table (CSV) or a pasted letter."""

import re
from dataclasses import dataclass
from datetime import date

from stepwell.formulary import Formulary
from stepwell.interop.documents_in import parse_json
from stepwell.interop.errors import InputError
from stepwell.interop.pasted import Reading, read_pasted
from stepwell.interop.plan_reader import PLAN_KEYS, Brought, read_plan
from stepwell.interop.request_reader import REQUEST_KEYS
from stepwell.interop.schedule_csv import COLUMNS, read_schedule_csv
from stepwell.plan.schedule import Schedule


FHIR_LATER = (
    "this version does not read FHIR yet; write the schedule as CSV with the columns"
    " start,days,drug,morning_mg,midday_mg,evening_mg,bedtime_mg"
)
REQUEST = (
    "this is a request, not a schedule; make a plan of it first (./stepwell plan FILE"
    " --format json -o plan.json) and review plan.json"
)
AS_JSON = (
    "; make it again with ./stepwell plan FILE --format json -o plan.json and review"
    " plan.json"
)
OURS = {
    "date,time,drug,mg,product,": "this is the table of days of a plan, not a schedule",
    "BEGIN:VCALENDAR": "this is a calendar, not a schedule",
    "DRAFT | ": "this is the text of a plan or a review, not a schedule",
}
"""How our other documents begin, and what they are."""
REQUEST_ONLY = set(REQUEST_KEYS) - set(PLAN_KEYS)
TOML_LINE = re.compile(rf"\s*(\[\[?)?({'|'.join(REQUEST_KEYS)})(\.\w+)?\s*(=|\])")


CELL_ENDS = re.compile(r"[,;\t|]")
CSV_ROW = re.compile(r"\s*[0-9]{4}-[0-9]{2}-[0-9]{2}\s*,\s*[0-9]+\s*,")
MILLIGRAMS = ("_mg", "_mcg")
LEAST_COLUMNS = 2
FOR_LETTERS = "this is for a pasted letter only; a table or plan says it itself"


@dataclass(frozen=True, slots=True)
class Beside:
    """What is told beside a pasted letter: the first day, and what is taken now."""

    start: date | None = None
    now: str | None = None


NOTHING_BESIDE = Beside()


def read_schedule(text: str, formulary: Formulary) -> Schedule:
    """Read a schedule from text, right or wrong, for review; raises InputError."""
    return read_brought(text, formulary).schedule


def read_brought(text: str, formulary: Formulary) -> Brought:
    """Read a schedule and, from our own plan, by what it was made."""
    return read_with_reading(text, formulary)[0]


def read_with_reading(
    text: str, formulary: Formulary, beside: Beside = NOTHING_BESIDE
) -> tuple[Brought, Reading | None]:
    """Read a schedule and, from a pasted letter, how it was read.

    Raises InputError.
    """
    begun = text.lstrip()
    _refuse_our_others(begun)
    if begun.startswith(("{", "[")):
        _refuse_beside(beside)
        return _of_json(text, formulary), None
    if looks_like_csv(begun):
        _refuse_beside(beside)
        return Brought(read_schedule_csv(text, formulary)), None
    pasted = read_pasted(text, formulary, beside.start, beside.now)
    return Brought(pasted.schedule), pasted.reading


def looks_like_csv(begun: str) -> bool:
    """Tell whether text without leading blanks begins as our table, right or wrong."""
    first = begun.partition("\n")[0].lower()
    names = {cell.strip() for cell in CELL_ENDS.split(first)}
    ours = len(names & set(COLUMNS)) >= LEAST_COLUMNS and "," in first
    in_mg = any(name.endswith(MILLIGRAMS) for name in names)
    return not begun or ours or in_mg or CSV_ROW.match(first) is not None


def _refuse_beside(beside: Beside) -> None:
    for name, value in (("--start", beside.start), ("--now", beside.now)):
        if value is not None:
            raise InputError.at(name, FOR_LETTERS)


def _of_json(text: str, formulary: Formulary) -> Brought:
    document = parse_json(text)
    if isinstance(document, dict) and "resourceType" in document:
        raise InputError(FHIR_LATER)
    if _is_request(document):
        raise InputError(REQUEST)
    return read_plan(document, formulary)


def _is_request(document: object) -> bool:
    if not isinstance(document, dict) or "schema" in document:
        return False
    return bool(REQUEST_ONLY & set(document))


def _refuse_our_others(begun: str) -> None:
    """Say what a document of ours is that cannot be reviewed, and what to do."""
    for beginning, what in OURS.items():
        if begun.startswith(beginning):
            raise InputError(what + AS_JSON)
    lines = (line for line in begun.split("\n") if line.strip())
    first = next((line for line in lines if not line.startswith("#")), "")
    if TOML_LINE.match(first):
        raise InputError(REQUEST)
