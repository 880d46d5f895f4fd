"""Published schedules: the gradual ones pass the limits, the fast ones do not."""

import csv
from pathlib import Path

import pytest

from factories import review_case, schedule_from
from stepwell.plan.finding import Severity
from stepwell.plan.times import DoseTime
from stepwell.safety import review


FILES = sorted((Path(__file__).parents[1] / "fixtures/schedules").glob("*.csv"))
GRADUAL = [file for file in FILES if not file.name.startswith("fast_")]
FAST = [file for file in FILES if file.name.startswith("fast_")]


def stops(file):
    steps = {}
    with file.open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            _, doses = steps.setdefault(row["start"], (int(row["days"]), {}))
            for time in DoseTime:
                amount = row[f"{time.value}_mg"]
                if amount and float(amount):
                    doses[row["drug"], time.value] = f"{amount} mg"
    case = review_case(schedule_from(steps.values()))
    return [
        finding.rule for finding in review(case) if finding.severity is Severity.STOP
    ]


def test_there_are_schedules_of_both_kinds():
    """The fixtures hold gradual schedules and fast ones."""
    assert GRADUAL
    assert FAST


@pytest.mark.parametrize("file", GRADUAL, ids=lambda file: file.stem)
def test_a_published_gradual_schedule_draws_no_stop(file):
    """No limit of ours forbids what gradual schedules in print do."""
    assert stops(file) == []


@pytest.mark.parametrize("file", FAST, ids=lambda file: file.stem)
def test_a_published_fast_schedule_breaks_the_cap(file):
    """Schedules with large cuts are refused."""
    assert "G02" in stops(file)
