"""The curve as JSON and CSV for other programs: one entry a day, or a row an hour."""

import csv
import io
from collections.abc import Iterator
from typing import Any

import numpy as np

from stepwell.documents.curve_view import CurveView
from stepwell.documents.plan_json import json_text, level_document
from stepwell.kinetics.forecast import Forecast
from stepwell.kinetics.people import Eliminator
from stepwell.kinetics.rates import Floats


SCHEMA = "stepwell/curve/1"
SIGNIFICANT = 5
HOURS = 24


def curve_json(view: CurveView) -> str:
    """Write the curve; the same view gives the same bytes."""
    return json_text(curve_document(view))


def curve_document(view: CurveView) -> dict[str, Any]:
    """The curve as plain values."""
    return {
        "schema": SCHEMA,
        "status": "draft",
        "software": view.software,
        "start": view.start.isoformat(),
        "stop_date": view.plan.stop_date.isoformat() if view.plan.stop_date else None,
        "notes": list(view.notes),
        "what_this_is_not": list(view.what_this_is_not),
        "drugs": [level_document(drug) for drug in view.drugs],
        "days": list(_days(view)) if view.is_drawn else [],
    }


def _days(view: CurveView) -> Iterator[dict[str, Any]]:
    typical, (least, most) = view.typical, view.widest
    means = [(each, each.typical.analyte_means) for each in view.levels.drawn]
    for place in range(len(typical.mean)):
        yield {
            "date": view.day(place).isoformat(),
            "low": _short(typical.low[place]),
            "mean": _short(typical.mean[place]),
            "high": _short(typical.high[place]),
            "slow_mean": _short(view.slow_mean[place]),
            "fast_mean": _short(view.fast_mean[place]),
            "least_mean": _short(least[place]),
            "most_mean": _short(most[place]),
            "mean_of": {
                drug: _short(mean[place]) for drug, mean in view.mean_of.items()
            },
            "mean_ng_per_ml": {
                each.drug: dict(
                    zip(_names(each), map(_short, mean[place]), strict=True)
                )
                for each, mean in means
            },
        }


def curve_csv(view: CurveView) -> str:
    """One row an hour: the active level in a typical, slow and fast eliminator."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["date", "hour", *(f"active_{speed}" for speed in Eliminator)])
    if view.is_drawn:
        hours = np.arange(HOURS * len(view.typical.mean), dtype=np.float64)
        levels = [_active(view, speed, hours) for speed in Eliminator]
        for place in range(len(hours)):
            day, hour = divmod(place, HOURS)
            numbers = (_short(each[place]) for each in levels)
            rows.writerow([view.day(day).isoformat(), hour, *numbers])
    return out.getvalue()


def _active(view: CurveView, speed: Eliminator, hours: Floats) -> Floats:
    found = [each.exposures[speed].active_at(hours) for each in view.levels.drawn]
    return np.asarray(np.sum(found, axis=0), dtype=np.float64)


def _names(forecast: Forecast) -> tuple[str, ...]:
    return forecast.body.known.model.names


def _short(number: float) -> float:
    return float(f"{number:.{SIGNIFICANT}g}")
