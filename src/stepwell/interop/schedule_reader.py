"""A schedule that somebody brings: our own plan (JSON) or a table (CSV)."""

import re

from stepwell.formulary import Formulary
from stepwell.interop.documents_in import parse_json
from stepwell.interop.errors import InputError
from stepwell.interop.plan_reader import PLAN_KEYS, Brought, read_plan
from stepwell.interop.request_reader import REQUEST_KEYS
from stepwell.interop.schedule_csv import read_schedule_csv
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


def read_schedule(text: str, formulary: Formulary) -> Schedule:
    """Read a schedule from text, right or wrong, for review; raises InputError."""
    return read_brought(text, formulary).schedule


def read_brought(text: str, formulary: Formulary) -> Brought:
    """Read a schedule and, from our own plan, by what it was made."""
    begun = text.lstrip()
    _refuse_our_others(begun)
    if not begun.startswith(("{", "[")):
        return Brought(read_schedule_csv(text, formulary))
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
