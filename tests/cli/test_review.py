"""``stepwell review``: a second look at a stranger's schedule and at our own."""

import json
from pathlib import Path

import pytest


SCHEDULES = Path(__file__).parents[2] / "examples" / "schedules"
HEADER = "start,days,drug,morning_mg,midday_mg,evening_mg,bedtime_mg\n"


def test_dangerous_schedule_is_stopped(stepwell):
    """Status 3, the reasons first, and what to do."""
    done = stepwell("review", SCHEDULES / "too-fast.csv")
    assert done.status == 3
    assert "Do not follow this schedule" in done.out
    assert "G01" in done.out
    assert "G02" in done.out
    assert "not a substitute for a prescriber" in done.out


def test_gradual_schedule_is_not_stopped(stepwell):
    """No rule forbids it; that is not said to make it right."""
    done = stepwell("review", SCHEDULES / "gradual.csv")
    assert done.status == 0
    assert "Stop" not in done.out


@pytest.mark.parametrize(("name", "status"), [("too-fast", 3), ("gradual", 0)])
def test_json_has_the_same_findings_as_a_plan(stepwell, name, status):
    """Findings have the keys that a plan's have."""
    done = stepwell("review", SCHEDULES / f"{name}.csv", "--format", "json")
    assert done.status == status
    document = json.loads(done.out)
    severities = {found["severity"] for found in document["findings"]}
    assert ("stop" in severities) == (status == 3)
    for found in document["findings"]:
        keys = {"rule", "severity", "step", "text", "source", "would_change"}
        assert set(found) == keys


def test_own_plan_is_reviewed(stepwell, request_file, tmp_path):
    """What plan writes, review reads, and finds nothing to stop."""
    output = tmp_path / "plan.json"
    stepwell("plan", request_file(), "--format", "json", "-o", output)
    done = stepwell("review", output, "--market", "us")
    assert done.status == 0
    assert "vadod2021" in done.out


def test_own_plan_keeps_its_market_and_table(stepwell, request_file, tmp_path):
    """A us plan is judged by its own table unless another is named."""
    output = tmp_path / "plan.json"
    stepwell("plan", request_file(), "--format", "json", "-o", output)
    own = stepwell("review", output)
    assert own.status == 0
    assert "Market:             us" in own.out
    assert "(vadod2021)" in own.out
    other = stepwell("review", output, "--market", "gb", "--equivalence", "ashton2002")
    assert "Market:             gb" in other.out
    assert "Compared by:        Ashton 2002" in other.out


def test_forged_levels_do_not_change_a_review(stepwell, request_file, tmp_path):
    """A review reads doses and no levels, whatever somebody wrote there."""
    output = tmp_path / "plan.json"
    stepwell("plan", request_file(), "--format", "json", "-o", output)
    before = stepwell("review", output, "--format", "json")
    document = json.loads(output.read_text())
    assert document["modelled"]["drugs"][0]["drawn"]
    document["modelled"] = {"what_this_is": "Proven safe.", "drugs": []}
    for step in document["steps"]:
        step["modelled"]["level_percent_of_today"]["typical"] = "100"
    output.write_text(json.dumps(document))
    after = stepwell("review", output, "--format", "json")
    assert after == before
    assert "Proven safe" not in after.out


def test_implausible_dose_is_reviewed_and_said(stepwell, tmp_path):
    """A hundred milligrams today may be a slip, and is never cut alone."""
    rows = "2027-01-04,14,diazepam,100,,,50\n2027-01-18,14,diazepam,95,,,50\n"
    (tmp_path / "schedule.csv").write_text(HEADER + rows)
    done = stepwell("review", "schedule.csv")
    words = " ".join(done.out.split())
    assert "counts as about 150 mg of diazepam by ashton2002" in words
    assert "do not stop or cut on your own" in words
    document = json.loads(stepwell("review", "schedule.csv", "--format", "json").out)
    assert "decimal point" in document["warning"]


def test_person_and_table_refine_the_review(stepwell, tmp_path):
    """Rare use is no dependence; the table in use is named."""
    rows = "2027-01-04,14,zopiclone,,,,7.5\n2027-01-18,14,zopiclone,,,,\n"
    (tmp_path / "schedule.csv").write_text(HEADER + rows)
    (tmp_path / "me.toml").write_text('using_since = "2026-12"\ndays_per_week = 1\n')
    alone = stepwell("review", "schedule.csv", "--equivalence", "bnf_sps")
    refined = stepwell("review", "schedule.csv", "--person", "me.toml")
    assert alone.status == 3
    assert "bnf_sps" in alone.out
    assert "Taken since" in refined.out
    assert "2026" in refined.out
    assert "G01" not in refined.out


def test_a_single_step_is_reviewed(stepwell, tmp_path):
    """A schedule of today alone breaks off, and that is said."""
    rows = "2027-01-04,14,lorazepam,2,,,2\n"
    (tmp_path / "schedule.csv").write_text(HEADER + rows)
    done = stepwell("review", "schedule.csv")
    assert "does not say what follows" in done.out


def test_schedule_from_standard_input(stepwell):
    """``-`` reads the schedule from standard input."""
    content = (SCHEDULES / "gradual.csv").read_bytes()
    assert stepwell("review", "-", stdin=content).status == 0


def test_size_limit_of_a_schedule(stepwell, tmp_path):
    """Our own longest plans fit; ten megabytes do not."""
    (tmp_path / "schedule.csv").write_bytes(b" " * 10_000_000)
    done = stepwell("review", "schedule.csv")
    assert done.status == 2
    assert "8 MB" in done.sentence
