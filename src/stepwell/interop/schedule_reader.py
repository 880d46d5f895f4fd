"""A schedule that somebody brings: our own plan (JSON) or a table (CSV)."""

from stepwell.formulary import Formulary
from stepwell.interop.documents_in import parse_json
from stepwell.interop.errors import InputError
from stepwell.interop.plan_reader import read_plan
from stepwell.interop.schedule_csv import read_schedule_csv
from stepwell.plan.schedule import Schedule


FHIR_LATER = (
    "this version does not read FHIR yet; write the schedule as CSV with the columns"
    " start,days,drug,morning_mg,midday_mg,evening_mg,bedtime_mg"
)


def read_schedule(text: str, formulary: Formulary) -> Schedule:
    """Read a schedule from text, right or wrong, for review; raises InputError."""
    if not text.lstrip().startswith(("{", "[")):
        return read_schedule_csv(text, formulary)
    document = parse_json(text)
    if isinstance(document, dict) and "resourceType" in document:
        raise InputError(FHIR_LATER)
    return read_plan(document, formulary)
