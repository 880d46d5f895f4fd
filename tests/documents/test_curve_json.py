"""The curve for other programs: JSON by the day, CSV by the hour, one and the same."""

import csv
import io
import json
from collections import defaultdict
from datetime import date, timedelta
from functools import cache

import pytest

from curves import (
    DIAZEPAM_20,
    PLANNED,
    both_drawn,
    crossed_over,
    curve_of,
    diazepam_curve,
    example,
    partly_drawn,
    without_model,
)
from schemas import validator
from stepwell import __version__
from stepwell.documents.curve_json import curve_csv, curve_json
from stepwell.documents.curve_view import landmarks
from stepwell.documents.figures import figures
from stepwell.documents.plan_json import plan_document
from stepwell.documents.wording import MODELLED, NOT_A_PRESCRIBER
from stepwell.kinetics.people import Eliminator
from stepwell.plan.request import Goal
from stepwell.quantities import Mass


SCHEMA = validator("curve")
LEVELS = ("low", "mean", "high", "slow_mean", "fast_mean", "least_mean", "most_mean")
OTHERS = [both_drawn, crossed_over, partly_drawn, without_model, diazepam_curve]


def document(curve):
    return json.loads(curve_json(curve))


@cache
def of_example(name):
    return document(example(name)[2])


def rows(curve):
    return list(csv.DictReader(io.StringIO(curve_csv(curve))))


@pytest.mark.parametrize("name", PLANNED)
def test_examples_follow_the_schema(name):
    """Every example, as it is published."""
    found = of_example(name)
    SCHEMA.validate(found)
    assert found["software"] == __version__
    assert all(drug["drawn"] for drug in found["drugs"])
    assert found["days"]


@pytest.mark.parametrize("curve", OTHERS)
def test_other_curves_follow_the_schema(curve):
    """Two drugs, a part that is drawn, and none."""
    found = document(curve())
    SCHEMA.validate(found)
    assert bool(found["days"]) == any(drug["drawn"] for drug in found["drugs"])


def test_a_lower_dose_follows_the_schema():
    """Without a stop there is null."""
    found = document(curve_of(DIAZEPAM_20, goal=Goal(reduce_to=Mass.mg("15"))))
    SCHEMA.validate(found)
    assert found["stop_date"] is None


def test_it_says_what_it_is():
    """Modelled, and not a prescriber; a draft."""
    found = document(diazepam_curve())
    assert found["status"] == "draft"
    assert MODELLED in found["notes"]
    assert NOT_A_PRESCRIBER in found["what_this_is_not"]
    assert "measured level" not in curve_json(diazepam_curve()).lower()


def test_what_is_left_out_is_said():
    """A program that adds nothing up itself can say it, too."""
    notes = document(partly_drawn())["notes"]
    assert any("loprazolam is not in it" in note for note in notes)


def test_a_drug_without_a_level_has_a_reason():
    """Drawn false, and no day."""
    found = document(without_model())
    (drug,) = found["drugs"]
    assert set(drug) == {"drug", "drawn", "reason"}
    assert "grade D" in drug["reason"]
    assert found["days"] == []


@pytest.mark.parametrize("name", PLANNED)
def test_days_have_no_gap(name):
    """From the first day on, through the whole plan and beyond, each day once."""
    view = example(name)[1]
    dates = [date.fromisoformat(day["date"]) for day in of_example(name)["days"]]
    assert dates[0] == view.start
    assert dates[-1] > view.stop_date
    assert dates == [view.start + timedelta(days=place) for place in range(len(dates))]


@pytest.mark.parametrize("name", PLANNED)
def test_levels_are_in_order(name):
    """Lowest, mean, highest; fast, typical, slow; least and most around them."""
    for day in of_example(name)["days"]:
        assert day["low"] <= day["mean"] <= day["high"]
        assert day["fast_mean"] <= day["mean"] <= day["slow_mean"]
        assert day["least_mean"] <= day["fast_mean"]
        assert day["slow_mean"] <= day["most_mean"]


@pytest.mark.parametrize("name", PLANNED)
def test_the_plan_says_the_same_of_each_drug(name):
    """The plan's JSON and the curve's have one and the same entry."""
    view = example(name)[1]
    assert of_example(name)["drugs"] == plan_document(view)["modelled"]["drugs"]


@pytest.mark.parametrize("name", PLANNED)
def test_the_plan_says_the_same_of_each_step(name):
    """The per cent of a step are those of its last day in the curve."""
    view, found = example(name)[1], of_example(name)
    today = {
        speed: float(found["drugs"][0]["today"]["cavg"][speed]) for speed in Eliminator
    }
    by_date = {day["date"]: day for day in found["days"]}
    for step in plan_document(view)["steps"]:
        first = date.fromisoformat(step["start"])
        last = by_date[(first + timedelta(days=step["days"] - 1)).isoformat()]
        said = step["modelled"]["level_percent_of_today"]
        for speed, key in (
            ("slow", "slow_mean"),
            ("typical", "mean"),
            ("fast", "fast_mean"),
        ):
            share = 100 * last[key] / today[speed]
            assert int(said[speed]) == pytest.approx(share, abs=0.51 + 0.06 * share)


@pytest.mark.parametrize("name", PLANNED)
def test_concentrations_are_those_of_the_analytes(name):
    """Of the drug and its active metabolites in ng/mL, each by its name."""
    curve = example(name)[2]
    (drug,) = curve.levels.drawn
    for place, day in enumerate(of_example(name)["days"]):
        (named,) = day["mean_ng_per_ml"]
        assert named == drug.drug
        assert list(day["mean_ng_per_ml"][named]) == list(drug.body.known.model.names)
        first = day["mean_ng_per_ml"][named][drug.drug]
        assert first == pytest.approx(drug.typical.analyte_means[place, 0], rel=1e-4)


def test_a_known_concentration():
    """Diazepam 10 mg a day: about 260 ng/mL, and nordazepam about as much again."""
    means = document(diazepam_curve())["days"][0]["mean_ng_per_ml"]["diazepam"]
    assert means["diazepam"] == pytest.approx(2 * 260, rel=0.03)
    assert means["nordazepam"] == pytest.approx(2 * 343, rel=0.03)


@pytest.mark.parametrize("curve", [both_drawn, crossed_over, diazepam_curve])
def test_the_means_of_the_drugs_add_up(curve):
    """Each stands on the one scale, so that together they are the day's mean."""
    drawn = {each.drug for each in curve().levels.drawn}
    for day in document(curve())["days"]:
        assert set(day["mean_of"]) == drawn
        assert sum(day["mean_of"].values()) == pytest.approx(day["mean"], rel=1e-4)


def test_two_drugs_have_their_own_concentrations():
    """Active levels are added, concentrations are not."""
    day = document(both_drawn())["days"][0]
    assert set(day["mean_ng_per_ml"]) == {"lorazepam", "diazepam"}
    assert set(day["mean_ng_per_ml"]["lorazepam"]) == {"lorazepam"}


@pytest.mark.parametrize("name", PLANNED)
def test_csv_has_a_row_an_hour(name):
    """Twenty-four a day, for as many days as the JSON has."""
    curve = example(name)[2]
    found = rows(curve)
    days = [day["date"] for day in of_example(name)["days"]]
    assert list(found[0]) == [
        "date",
        "hour",
        "active_slow",
        "active_typical",
        "active_fast",
    ]
    assert [(row["date"], int(row["hour"])) for row in found] == [
        (day, hour) for day in days for hour in range(24)
    ]


@pytest.mark.parametrize("name", [*PLANNED, "both"])
def test_csv_and_json_say_the_same(name):
    """Every hour lies within its day, and the hours' mean is near the day's."""
    curve = both_drawn() if name == "both" else example(name)[2]
    days = {day["date"]: day for day in document(curve)["days"]}
    typical, slow = defaultdict(list), defaultdict(list)
    for row in rows(curve):
        day = days[row["date"]]
        level = float(row["active_typical"])
        assert day["low"] * 0.9999 <= level <= day["high"] * 1.0001
        assert float(row["active_fast"]) <= level <= float(row["active_slow"])
        typical[row["date"]].append(level)
        slow[row["date"]].append(float(row["active_slow"]))
    for day, found in days.items():
        assert sum(typical[day]) / 24 == pytest.approx(found["mean"], rel=0.1)
        assert sum(slow[day]) / 24 == pytest.approx(found["slow_mean"], rel=0.1)


@pytest.mark.parametrize("name", PLANNED)
def test_no_level_is_below_nothing(name):
    """Not even by rounding."""
    curve = example(name)[2]
    for row in rows(curve):
        assert min(float(row[f"active_{speed}"]) for speed in Eliminator) >= 0


def test_csv_without_a_level_has_its_heading_alone():
    """Nothing is made up."""
    assert rows(without_model()) == []
    assert curve_csv(without_model()).startswith("date,hour,active_slow,")


@pytest.mark.parametrize("name", PLANNED)
def test_the_words_have_the_numbers_of_the_json(name):
    """What is printed is what a program reads, with two figures."""
    curve = example(name)[2]
    days = of_example(name)["days"]
    for _, place in landmarks(curve):
        for key, numbers in (
            ("low", curve.typical.low),
            ("mean", curve.typical.mean),
            ("high", curve.typical.high),
        ):
            printed = figures(float(numbers[place]))
            assert float(printed) == pytest.approx(days[place][key], rel=0.05)


@pytest.mark.parametrize("curve", OTHERS)
def test_same_curve_same_bytes(curve):
    """Writing it twice gives the same."""
    assert curve_json(curve()) == curve_json(curve())
    assert curve_csv(curve()) == curve_csv(curve())


def test_levels_have_five_figures():
    """No digits that nobody knows."""
    for day in of_example("lorazepam-us")["days"]:
        for key in LEVELS:
            assert day[key] == float(f"{day[key]:.5g}")
