"""The plan as JSON (contract 4.3): every number that is a dose is a decimal string."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from stepwell.documents.calendar_entries import calendar_entries
from stepwell.documents.ending_json import aftercare_document, sleep_document
from stepwell.documents.views import (
    DoseView,
    LevelView,
    PlanView,
    QuantityView,
    StepLevels,
    StepView,
    SupplyNoteView,
    TakeView,
)
from stepwell.documents.wording import MODELLED
from stepwell.plan.crossover import Crossover
from stepwell.plan.finding import Finding
from stepwell.plan.proposal import Supply


SCHEMA = "stepwell/plan/1"
INDENT = "  "
ONE_VALUE = json.JSONEncoder(ensure_ascii=False)


def plan_json(view: PlanView) -> str:
    """Write the plan; the same view gives the same bytes."""
    return json_text(plan_document(view))


def json_text(document: dict[str, Any]) -> str:
    """Write a document with a final line break, and its decimals exactly."""
    return _written(document, "\n") + "\n"


def _written(value: Any, line: str) -> str:
    """Write a value as ``json.dumps`` does, which cannot write decimals.

    ``line`` begins a new line, as far in as the value stands.
    """
    if isinstance(value, Decimal):
        return f"{value:f}"
    inner = line + INDENT
    if isinstance(value, Mapping) and value:
        rows = [
            f"{ONE_VALUE.encode(key)}: {_written(each, inner)}"
            for key, each in value.items()
        ]
        return f"{{{inner}{f',{inner}'.join(rows)}{line}}}"
    if isinstance(value, list) and value:
        rows = [_written(each, inner) for each in value]
        return f"[{inner}{f',{inner}'.join(rows)}{line}]"
    return ONE_VALUE.encode(value)


def plan_document(view: PlanView) -> dict[str, Any]:
    """The plan as plain values."""
    return {
        "schema": SCHEMA,
        "outcome": view.outcome,
        "status": view.edition.status.value,
        "edition": _edition(view),
        "software": view.software,
        "formulary": view.fingerprint,
        "market": view.market,
        "equivalence": view.equivalence,
        "current": [
            {"time": dose.time.value, "drug": dose.drug, "mg": dose.mg}
            for dose in view.today
        ],
        "steps": [_step(step) for step in view.steps],
        "stop_date": _day(view.stop_date),
        "final_dose_mg": view.final_dose_mg,
        "crossover": _crossover(view.crossover),
        "supply": [_supply(row) for row in view.supply],
        "reviews": [day.isoformat() for day in view.reviews],
        "supply_notes": [_supply_note(note) for note in view.supply_notes],
        "findings": [finding_document(finding) for finding in view.findings],
        "modelled": {
            "what_this_is": MODELLED,
            "change_over": list(view.change_over),
            "drugs": [level_document(levels) for levels in view.levels],
        },
        "sleep": sleep_document(view.sleep),
        "aftercare": aftercare_document(view.aftercare),
        "assumptions": list(view.assumptions),
        "sources": list(view.sources),
        **({} if view.request is None else {"request": view.request}),
    }


def _edition(view: PlanView) -> dict[str, Any]:
    edition = view.edition
    return {
        "version": edition.version,
        "replaces": edition.replaces,
        "superseded_by": edition.superseded_by,
        "person": edition.person or None,
        "agreed_with": edition.agreed_with,
        "agreed_on": _day(edition.agreed_on),
        "check_code": edition.check or None,
        "valid_until": _day(edition.valid_until),
        "series": edition.series or None,
        "calendar_entries": max(edition.entries, len(calendar_entries(view))),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _crossover(crossover: Crossover | None) -> dict[str, Any] | None:
    if crossover is None:
        return None
    return {"drug": crossover.old, "last_step": crossover.last_step}


def finding_document(finding: Finding) -> dict[str, Any]:
    """A finding as plain values; ``step`` is null for the whole plan."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "step": finding.step,
        "text": finding.text,
        "source": finding.source,
        "would_change": finding.would_change,
    }


def _step(step: StepView) -> dict[str, Any]:
    return {
        "number": step.number,
        "start": step.start.isoformat(),
        "days": step.days,
        "doses": [_dose(dose) for dose in step.doses],
        "total_mg": dict(step.total_mg),
        "diazepam_equivalent_mg": {"low": step.low, "high": step.high},
        "reduction_of_current_percent": step.percent,
        "occupancy_points": step.points,
        "modelled": _step_levels(step.levels) if step.levels else None,
        "reasons": list(step.reasons),
    }


def _step_levels(levels: StepLevels) -> dict[str, Any]:
    """The level on the last day; ``null`` for a ratio without an end."""
    return {
        "level_percent_of_today": {
            "slow": levels.slow,
            "typical": levels.percent,
            "fast": levels.fast,
        },
        "peak_trough_ratio": levels.ratio or None,
        "fluctuation_percent": levels.fluctuation,
    }


def level_document(levels: LevelView) -> dict[str, Any]:
    """What is said of the modelled level of one drug, as plain values."""
    if levels.reason:
        return {"drug": levels.drug, "drawn": False, "reason": levels.reason}
    return {
        "drug": levels.drug,
        "drawn": True,
        "grade": levels.grade,
        "judge_after_days": levels.judge_after_days,
        "today": {each.id: _quantity(each) for each in levels.quantities},
        "peak_trough_ratio_on_diazepam": levels.on_diazepam or None,
        "text": list(levels.sentences),
    }


def _quantity(quantity: QuantityView) -> dict[str, Any]:
    """A modelled quantity; ``null`` where there is a reason instead of a number."""
    return {
        "unit": quantity.unit,
        "slow": quantity.slow or None,
        "typical": quantity.typical or None,
        "fast": quantity.fast or None,
        "reason": quantity.reason or None,
    }


def _dose(dose: DoseView) -> dict[str, Any]:
    return {
        "time": dose.time.value,
        "drug": dose.drug,
        "mg": dose.mg,
        "take": [_take(part) for part in dose.take],
        "text": dose.text,
    }


def _take(part: TakeView) -> dict[str, str]:
    if part.volume_ml:
        return {
            "product": part.product,
            "concentration_mg_per_ml": part.concentration_mg_per_ml,
            "volume_ml": part.volume_ml,
        }
    return {
        "product": part.product,
        "strength_mg": part.strength_mg,
        "count": part.count,
    }


def _supply(row: Supply) -> dict[str, str | None]:
    return {
        "product": row.product,
        "from": row.first_day,
        "to": row.last_day,
        "count": row.count,
        "spare": row.spare,
        "unit": row.unit,
        "hand_out": row.hand_out,
        "step_back": row.step_back,
        "collect_from": row.collect_from,
        "collect_by": row.collect_by,
    }


def _supply_note(note: SupplyNoteView) -> dict[str, str | None]:
    return {
        "kind": note.kind,
        "product": note.product,
        "day": _day(note.day),
        "act_by": _day(note.act_by),
        "text": note.text,
    }
