"""Derived values agree with those computed independently, to the last printed digit."""

import csv
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from kinetics.real_drugs import DRAWN, model_of
from kinetics.strategies import history_of
from stepwell.kinetics.modes import modes_of
from stepwell.kinetics.quantities import Value, computed
from stepwell.kinetics.settled import Settled


with (Path(__file__).parent / "golden_quantities.csv").open() as file:
    ROWS = list(csv.DictReader(line for line in file if not line.startswith("#")))
DAYS = ("days_to_50_percent", "days_to_90_percent", "days_to_95_percent")
COARSE = {
    ("zolpidem_cr", 24): ("536", "544.1"),
    ("zolpidem_cr", 12): ("19.6", "19.497"),
}
"""Printed numbers that came from too coarse a grid, and what a dense one gives."""


def within_last_digit(found, printed):
    digit = Decimal(1).scaleb(Decimal(printed).as_tuple().exponent)
    return abs(Decimal(found) - Decimal(printed)) <= digit


def day_of(formulation, interval_h):
    """One dose of 1 mg every so many hours, settled, as the active moiety."""
    model = model_of(formulation)
    modes = modes_of(model)
    weights = modes.weights @ np.array(
        [each.potency.typical for each in model.analytes]
    )
    return Settled(modes, history_of([(0.0, 1.0)]), weights, interval_h)


def test_every_formulation_that_is_drawn_has_a_row():
    """No formulation of grade A to C goes without golden values."""
    assert {row["formulation"] for row in ROWS} == set(DRAWN)


@pytest.mark.parametrize("name", DAYS)
@pytest.mark.parametrize("row", ROWS, ids=[row["formulation"] for row in ROWS])
def test_days_to_a_new_level(row, name):
    """Days to 50, 90 and 95 % of a new level are those computed independently."""
    found = computed(day_of(row["formulation"], 24.0))[name]
    assert within_last_digit(found.number, row[name])


@pytest.mark.parametrize("interval_h", [24, 12, 8])
@pytest.mark.parametrize("row", ROWS, ids=[row["formulation"] for row in ROWS])
def test_peak_over_lowest(row, interval_h):
    """Highest over lowest level at 24, 12 and 8 h are those computed independently."""
    formulation, printed = row["formulation"], row[f"peak_trough_q{interval_h}"]
    found = computed(day_of(formulation, float(interval_h)))["peak_trough_ratio"]
    coarse = COARSE.get((formulation, interval_h))
    if coarse is not None:
        assert printed == coarse[0]
        assert within_last_digit(found.number, coarse[1])
    elif float(printed) > 1e4:
        assert found == Value(None, "it is practically gone between doses")
    else:
        assert within_last_digit(found.number, printed)
