"""Other medicines that start or stop around the plan, known to us or not."""

from datetime import date
from typing import Any

from stepwell.formulary.modifier import plain_name
from stepwell.interop.errors import InputError
from stepwell.interop.fields import (
    Fields,
    read_day,
    read_list,
    read_text,
    refuse_twice,
)
from stepwell.plan.request import CoDrug


MOST_CO_DRUGS, LONGEST_NAME = 40, 80
QUOTE = '"'
"""Not in a name: findings quote the name, and nothing may look like their own words."""


def read_co_drugs(fields: Fields) -> tuple[CoDrug, ...]:
    """Read the list ``co_drugs``; a name that no table knows is kept for G20."""
    read = read_list(_read_co_drug, MOST_CO_DRUGS)
    co_drugs = fields.optional("co_drugs", read, ())
    entries = [(plain_name(each.name), each.started, each.stopped) for each in co_drugs]
    refuse_twice(entries, fields.at("co_drugs"), "this medicine with these days")
    return co_drugs


def _read_co_drug(value: Any, field: str) -> CoDrug:
    fields = Fields.of(value, field, ("name", "started", "stopped"))
    name = fields.required("name", read_co_drug_name)
    started = fields.optional("started", read_day, None)
    stopped = fields.optional("stopped", read_day, None)
    if started is None and stopped is None:
        raise InputError.at(field, "say when it starts or stops: started or stopped")
    _check_order(fields, started, stopped)
    return CoDrug(name, started, stopped)


def read_co_drug_name(value: Any, field: str) -> str:
    """Read the name of a medicine; the spaces in it count as one each."""
    name = " ".join(read_text(value, field).split())
    if len(name) > LONGEST_NAME:
        raise InputError.at(field, f"give a name of at most {LONGEST_NAME} letters")
    if QUOTE in name:
        raise InputError.at(field, "write the name without quotation marks")
    return name


def _check_order(fields: Fields, started: date | None, stopped: date | None) -> None:
    if started is not None and stopped is not None and stopped <= started:
        sentence = f"{stopped.isoformat()} is not after {started.isoformat()}"
        raise InputError.at(fields.at("stopped"), sentence)
