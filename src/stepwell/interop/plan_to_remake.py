"""Our own plan read back whole: the plan itself, and the request it was made from.

Both together are what a plan can be made anew from.  So only a proposed plan will do
that carries its request and names products that exist.
"""

from collections.abc import Iterator
from typing import Any

from stepwell.formulary import Formulary
from stepwell.interop.errors import InputError, shown
from stepwell.interop.fields import Fields, read_list
from stepwell.interop.plan_edition import check_the_code, read_edition
from stepwell.interop.plan_reader import (
    STEP_KEYS,
    Brought,
    plan_fields,
    read_plan,
)
from stepwell.plan.edition import Edition
from stepwell.plan.plan import Plan, Step
from stepwell.plan.request import Method, Request


MOST_REASONS, LONGEST_REASON = 100, 2_000
AGAIN = "make the plan again with this version"


def read_remakeable(document: Any, formulary: Formulary) -> tuple[Plan, Request]:
    """Read a proposed plan and its request; raises InputError naming the field."""
    fields = plan_fields(document)
    if fields.values.get("outcome") == "refused":
        sentence = f"the plan was refused; change the request, then {AGAIN}"
        raise InputError.at("outcome", sentence)
    if not fields.has("request"):
        sentence = f"the plan does not say what it was made from; {AGAIN}"
        raise InputError.at("request", sentence)
    brought = read_plan(document, formulary)
    request = brought.request
    assert request is not None  # it is there, and was read
    _check_way(brought, request)
    _check_products(brought, formulary.with_products(request.custom_products))
    return _plan(brought, document), request


def read_printable(
    document: Any, formulary: Formulary
) -> tuple[Plan, Request, Edition]:
    """Read a proposed plan, its request and its version; raises InputError."""
    plan, request = read_remakeable(document, formulary)
    fields = plan_fields(document)
    edition = read_edition(fields)
    check_the_code(fields, plan, edition)
    return plan, request, edition


def _stops(brought: Brought) -> bool:
    return brought.schedule.periods[-1].regimen.is_nothing


def _check_way(brought: Brought, request: Request) -> None:
    """Raise InputError where plan and request disagree on the end or the way."""
    if request.goal.stops != _stops(brought):
        raise InputError.at("stop_date", f"this contradicts request.goal; {AGAIN}")
    crosses = request.method is Method.CROSSOVER
    if crosses != (brought.crossover is not None):
        raise InputError.at("crossover", f"this contradicts request.method; {AGAIN}")


def _check_products(brought: Brought, known: Formulary) -> None:
    for period in brought.schedule.periods:
        for part in (part for dose in period.doses for part in dose.parts):
            if part.product not in known.products:
                sentence = f"{shown(part.product)} is no product known here; {AGAIN}"
                raise InputError.at(f"steps[{period.number - 1}].doses", sentence)


def _plan(brought: Brought, document: Any) -> Plan:
    today, *_ = brought.schedule.periods
    steps = tuple(_steps(brought, document))
    try:
        return Plan(
            start=today.end,
            before=today.regimen,
            steps=steps,
            stop_date=steps[-1].end if _stops(brought) else None,
            crossover=brought.crossover,
        )
    except ValueError as problem:
        raise InputError.at("steps", f"{problem}; {AGAIN}") from None


def _steps(brought: Brought, document: Any) -> Iterator[Step]:
    read_reasons = read_list(_read_reason, MOST_REASONS)
    for position, value in enumerate(document["steps"]):
        period = brought.schedule.periods[position + 1]
        fields = Fields.of(value, f"steps[{position}]", STEP_KEYS)
        yield Step(
            number=period.number,
            start=period.start,
            days=period.days,
            doses=period.doses,
            reasons=fields.required("reasons", read_reasons),
        )


def _read_reason(value: Any, field: str) -> str:
    if not isinstance(value, str) or not value.isprintable():
        raise InputError.at(field, f"{shown(value)} is not text on one line")
    if len(value) > LONGEST_REASON:
        raise InputError.at(field, f"it is longer than {LONGEST_REASON} characters")
    return value
