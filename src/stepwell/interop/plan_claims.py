"""What a plan says a second time: totals, equivalents, the end, supply, the outcome.

All of it follows from the steps, so whatever contradicts them was changed by hand.
"""

from typing import Any

from stepwell.formulary import Formulary
from stepwell.interop.errors import InputError, shown
from stepwell.interop.fields import Fields, read_list, read_text
from stepwell.interop.names import read_market, table_reader
from stepwell.interop.plan_supply import check_notes, check_supply
from stepwell.plan.finding import Severity
from stepwell.plan.regimen import Regimen
from stepwell.plan.request import Request
from stepwell.plan.schedule import Period
from stepwell.quantities.decimals import rounded_text, scaled_text
from stepwell.safety.cap import Change
from stepwell.safety.case import regimen_of
from stepwell.safety.scale import Scale


FINDING_KEYS = ("rule", "severity", "step", "text", "source", "would_change")
MOST_FINDINGS = 50_000
OUTCOMES = ("proposed", "refused")


def read_table(fields: Fields, formulary: Formulary) -> tuple[str, str]:
    """Read the market and the equivalence table that the plan was made by."""
    return (
        fields.required("market", read_market),
        fields.required("equivalence", table_reader(formulary)),
    )


def check_request(
    request: Request, market: str, equivalence: str, today: Period
) -> None:
    """Raise InputError where the request is not the one that the plan was made from."""
    both = {
        "market": (request.market, market),
        "start": (request.start, today.end),
        "current": (regimen_of(request.current), today.regimen),
        "equivalence": (request.equivalence or equivalence, equivalence),
    }
    for key, (asked, planned) in both.items():
        if asked != planned:
            sentence = "this contradicts the plan; make the plan again from a request"
            raise InputError.at(f"request.{key}", sentence)


def check_outcome(fields: Fields) -> bool:
    """Tell whether the plan is proposed; raises InputError where findings differ."""
    outcome = fields.required("outcome", read_text)
    read = read_list(_read_severity, MOST_FINDINGS)
    stopped = Severity.STOP.value in fields.required("findings", read)
    if outcome not in OUTCOMES or (outcome == "refused") != stopped:
        wanted = "refused" if stopped else "proposed"
        sentence = f"{shown(outcome)} contradicts the findings; it has to be {wanted}"
        raise InputError.at("outcome", sentence)
    return outcome == "proposed"


def check_end(fields: Fields, steps: tuple[Period, ...], *, proposed: bool) -> None:
    """Raise InputError where the last dose or the supply contradict the steps."""
    if not proposed:
        for key, empty in (("stop_date", None), ("final_dose_mg", None)):
            _agree(key, fields.values.get(key), empty)
        _agree("supply", fields.values.get("supply"), [])
        _agree("supply_notes", fields.values.get("supply_notes", []), [])
        return
    last = steps[-1].regimen
    final = last.total(last.drugs[0]).mg_text if len(last.drugs) == 1 else None
    _agree("final_dose_mg", fields.values.get("final_dose_mg"), final)
    check_supply(fields, steps)
    check_notes(fields)


def check_totals(value: Any, field: str, regimen: Regimen) -> None:
    """Raise InputError where a step's totals contradict its doses."""
    totals = {drug: regimen.total(drug).mg_text for drug in regimen.drugs}
    _agree(f"{field}.total_mg", value.get("total_mg"), totals)


def check_comparisons(
    value: Any, field: str, regimens: tuple[Regimen, Regimen], scale: Scale
) -> None:
    """Raise InputError where a step is compared otherwise than its table does.

    ``regimens`` are the one before the step and its own.  Only for a plan made with
    the same data: numbers of other data may differ and are not used by the review.
    """
    low, high = scale.range_mg(regimens[1])
    levels = [scale.diazepam_mg(regimen) for regimen in regimens]
    change = Change(levels[0], levels[1])
    wanted = {
        "diazepam_equivalent_mg": {
            "low": scaled_text((low * 100) // 1, 2),
            "high": scaled_text(-((-high * 100) // 1), 2),
        },
        "reduction_of_current_percent": rounded_text(change.fraction * 100, 1),
        "occupancy_points": rounded_text(change.points, 1),
    }
    for key, follows in wanted.items():
        _agree(f"{field}.{key}", value.get(key), follows)


def _agree(field: str, said: Any, follows: object) -> None:
    if said != follows:
        raise InputError.at(field, f"this contradicts the steps: {_words(follows)}")


def _words(follows: object) -> str:
    if follows is None or follows == []:
        return "there is none"
    if isinstance(follows, dict):
        said = ", ".join(f"{key} {value}" for key, value in follows.items())
        return f"they give {said}"
    return f"they give {follows}"


def _read_severity(value: Any, field: str) -> str:
    return Fields.of(value, field, FINDING_KEYS).required("severity", read_text)
