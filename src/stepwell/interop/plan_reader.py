"""Our own plan (schema ``stepwell/plan/1``) read back as a schedule.

Everything the document says twice has to agree: parts with milligrams, sentences
with parts, strengths with the formulary.  A plan that was edited by hand and no
longer agrees with itself is refused.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from stepwell.dispensing import read_dose_sentence
from stepwell.formulary import Formulary
from stepwell.interop.errors import InputError, shown
from stepwell.interop.fields import (
    Fields,
    Reader,
    read_choice,
    read_day,
    read_list,
    read_text,
    read_whole,
)
from stepwell.interop.names import drug_name_reader
from stepwell.interop.plan_claims import (
    check_comparisons,
    check_end,
    check_outcome,
    check_request,
    check_totals,
    read_table,
)
from stepwell.interop.plan_crossover import read_plan_crossover
from stepwell.interop.plan_edition import read_edition
from stepwell.interop.plan_parts import read_milligrams, read_parts
from stepwell.interop.request_reader import read_request
from stepwell.plan.crossover import Crossover
from stepwell.plan.edition import FIRST, Edition
from stepwell.plan.plan import Dose
from stepwell.plan.regimen import NOTHING_TAKEN, Regimen
from stepwell.plan.request import Request
from stepwell.plan.schedule import Period, Schedule
from stepwell.plan.times import DoseTime
from stepwell.safety.scale import Scale


SCHEMA = "stepwell/plan/1"
PLAN_KEYS = (
    "schema",
    "outcome",
    "status",
    "edition",
    "software",
    "formulary",
    "market",
    "equivalence",
    "current",
    "steps",
    "stop_date",
    "final_dose_mg",
    "crossover",
    "supply",
    "reviews",
    "supply_notes",
    "findings",
    "modelled",
    "sleep",
    "aftercare",
    "assumptions",
    "sources",
    "request",
)
STEP_KEYS = (
    "number",
    "start",
    "days",
    "doses",
    "total_mg",
    "diazepam_equivalent_mg",
    "reduction_of_current_percent",
    "occupancy_points",
    "modelled",
    "reasons",
)
MOST_STEPS, MOST_DAYS, MOST_DOSES = 5_000, 3_660, 48
TODAY_DAYS = 14
"""How long today's dose is taken to have lasted, and how long the end is watched."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A schedule that somebody brings, and by what it was made, where it says so."""

    schedule: Schedule
    market: str | None = None
    equivalence: str | None = None
    request: Request | None = None
    crossover: Crossover | None = None
    edition: Edition = FIRST


def plan_fields(document: Any) -> Fields:
    """Check that it is a plan of ours; raises InputError."""
    fields = Fields.of(document, "", PLAN_KEYS)
    if fields.required("schema", read_text) != SCHEMA:
        raise InputError.at("schema", f"only {SCHEMA} can be read")
    return fields


def read_plan(document: Any, formulary: Formulary) -> Brought:
    """Read a plan as a schedule; raises InputError naming the field."""
    fields = plan_fields(document)
    request = fields.optional("request", _request_reader(formulary), None)
    known = formulary.with_products(request.custom_products if request else ())
    steps = fields.required("steps", read_list(_step_reader(known), MOST_STEPS))
    if not steps:
        raise InputError.at("steps", "the plan was refused and has no steps to review")
    edition = read_edition(fields)
    market, equivalence = read_table(fields, formulary)
    proposed = check_outcome(fields)
    stop = _stop_date(fields)
    _check_order(steps, stop)
    today = _today(fields, formulary, steps[0].start)
    if request is not None:
        check_request(request, market, equivalence, today)
    crossover = read_plan_crossover(fields, today.regimen, len(steps))
    scale = Scale.using(formulary, equivalence)
    same_data = fields.required("formulary", read_text) == formulary.fingerprint
    for earlier, step in pairwise((today, *steps)):
        value, field = document["steps"][step.number - 1], f"steps[{step.number - 1}]"
        check_totals(value, field, step.regimen)
        if same_data:
            check_comparisons(value, field, (earlier.regimen, step.regimen), scale)
    check_end(fields, steps, proposed=proposed)
    after = [] if stop is None else [_nothing(steps[-1].number + 1, stop)]
    schedule = Schedule((today, *steps, *after), ends=proposed)
    return Brought(schedule, market, equivalence, request, crossover, edition)


def _request_reader(formulary: Formulary) -> Reader[Request]:
    def read(value: Any, field: str) -> Request:
        return read_request(value, formulary, field)

    return read


def _today(fields: Fields, formulary: Formulary, start: date) -> Period:
    read = read_list(_amount_reader(formulary), MOST_DOSES, least=1)
    taken = Regimen.of(fields.required("current", read))
    first_day = start - timedelta(days=TODAY_DAYS)
    return Period(0, first_day, TODAY_DAYS, taken)


def _nothing(number: int, start: date) -> Period:
    return Period(number, start, TODAY_DAYS, NOTHING_TAKEN)


def _stop_date(fields: Fields) -> date | None:
    if fields.values.get("stop_date") is None:
        return None
    return fields.required("stop_date", read_day)


def _check_order(steps: tuple[Period, ...], stop: date | None) -> None:
    day = steps[0].start
    for position, step in enumerate(steps):
        if step.start != day or step.number != position + 1:
            sentence = f"step {position + 1} has to start on {day.isoformat()}"
            raise InputError.at(f"steps[{position}].start", sentence)
        day = step.end
    if stop is not None and stop != day:
        sentence = f"it has to be {day.isoformat()}, the day after the last step"
        raise InputError.at("stop_date", sentence)


def _amount_reader(formulary: Formulary) -> Reader[tuple[str, DoseTime, Any]]:
    read_drug = drug_name_reader(formulary)

    def read(value: Any, field: str) -> tuple[str, DoseTime, Any]:
        fields = Fields.of(value, field, ("time", "drug", "mg"))
        return (
            fields.required("drug", read_drug),
            fields.required("time", read_choice(DoseTime)),
            fields.required("mg", read_milligrams),
        )

    return read


def _step_reader(formulary: Formulary) -> Reader[Period]:
    def read(value: Any, field: str) -> Period:
        fields = Fields.of(value, field, STEP_KEYS)
        read_doses = read_list(_dose_reader(formulary), MOST_DOSES, least=1)
        doses = fields.required("doses", read_doses)
        return Period(
            number=fields.required("number", read_whole(1, MOST_STEPS)),
            start=fields.required("start", read_day),
            days=fields.required("days", read_whole(1, MOST_DAYS)),
            regimen=Regimen.of((dose.drug, dose.time, dose.amount) for dose in doses),
            doses=doses,
        )

    return read


def _dose_reader(formulary: Formulary) -> Reader[Dose]:
    read_drug = drug_name_reader(formulary)

    def read(value: Any, field: str) -> Dose:
        fields = Fields.of(value, field, ("time", "drug", "mg", "take", "text"))
        try:
            dose = Dose(
                time=fields.required("time", read_choice(DoseTime)),
                drug=fields.required("drug", read_drug),
                amount=fields.required("mg", read_milligrams),
                parts=fields.required("take", read_parts(formulary)),
            )
        except InputError:
            raise
        except ValueError as problem:
            raise InputError.at(field, problem) from None
        fields.required("text", _sentence_reader(dose))
        return dose

    return read


def _sentence_reader(dose: Dose) -> Reader[str]:
    """Make a reader that refuses a sentence which says another dose."""

    def read(value: Any, field: str) -> str:
        sentence = read_text(value, field)
        try:
            said = read_dose_sentence(sentence)
        except ValueError:
            problem = f"{shown(sentence)} is not a dose sentence"
            raise InputError.at(field, problem) from None
        amounts = [part.amount for part in said.parts]
        agrees = (said.drug, said.time, said.amount) == (
            dose.drug,
            dose.time,
            dose.amount,
        ) and amounts == [part.amount for part in dose.parts]
        if not agrees:
            problem = (
                f"the sentence does not say the {dose.amount.words} of the numbers"
            )
            raise InputError.at(field, problem)
        return sentence

    return read
