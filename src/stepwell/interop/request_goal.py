"""Where the plan shall end."""

from datetime import date
from typing import Any

from stepwell.interop.errors import InputError
from stepwell.interop.fields import (
    Fields,
    read_day,
    read_dose,
    read_text,
    read_yes_or_no,
)
from stepwell.plan.crossover import DIAZEPAM
from stepwell.plan.regimen import Regimen
from stepwell.plan.request import Goal, Method
from stepwell.quantities import Mass


GOAL_KEYS = ("stop", "reduce_to", "drug", "by", "final_dose")
TO_STOP = ("by", "final_dose")
PAIR = 'write {"stop": true}, or {"reduce_to": "5 mg"} for a lower dose, not both'


def read_goal(
    value: Any, field: str, today: Regimen, start: date, method: Method
) -> Goal:
    """Read the block ``goal`` of somebody who takes ``today`` from ``start`` on."""
    fields = Fields.of(value, field, GOAL_KEYS)
    _check_pair(fields)
    coming = DIAZEPAM if method is Method.CROSSOVER else None
    drug = _drug(fields, today, coming)
    return Goal(
        reduce_to=_below_today(fields, "reduce_to", drug, today, coming),
        drug=drug if fields.has("drug") else None,
        by=_by(fields, start),
        final_dose=_below_today(fields, "final_dose", drug, today, coming),
    )


def _check_pair(fields: Fields) -> None:
    stops = fields.optional("stop", read_yes_or_no, not fields.has("reduce_to"))
    if stops == fields.has("reduce_to"):
        raise InputError.at(fields.path, PAIR)
    for key in TO_STOP:
        if fields.has(key) and not stops:
            sentence = "this goes with stopping, not with reduce_to"
            raise InputError.at(fields.at(key), sentence)


def _drug(fields: Fields, today: Regimen, coming: str | None) -> str | None:
    """The drug that is meant: one taken now, or the one that a crossover brings in."""
    drug = None
    if fields.has("drug"):
        drug = fields.required("drug", read_text)
        if drug not in (*today.drugs, coming):
            sentence = f"it has to be one that is taken now: {', '.join(today.drugs)}"
            raise InputError.at(fields.at("drug"), sentence)
    return drug or (today.drugs[0] if len(today.drugs) == 1 else None)


def _below_today(
    fields: Fields, key: str, drug: str | None, today: Regimen, coming: str | None
) -> Mass | None:
    """A dose below today's; what a crossover raises is compared by the planner."""
    if not fields.has(key):
        return None
    amount = fields.required(key, read_dose)
    if drug is None:
        sentence = f"several drugs are taken; say which one {key} means"
        raise InputError.at(fields.at("drug"), sentence)
    if drug != coming and amount >= today.total(drug):
        sentence = (
            f"{amount.words} is not below today's {today.total(drug).words} of {drug}"
        )
        raise InputError.at(fields.at(key), sentence)
    return amount


def _by(fields: Fields, start: date) -> date | None:
    if not fields.has("by"):
        return None
    day = fields.required("by", read_day)
    if day <= start:
        sentence = f"{day.isoformat()} is not after the start {start.isoformat()}"
        raise InputError.at(fields.at("by"), sentence)
    return day
