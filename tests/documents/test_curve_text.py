"""The curve in words: what any picture says, for those who cannot see it."""

import re
from datetime import timedelta

import pytest

from curves import (
    DIAZEPAM_20,
    PLANNED,
    SCALE,
    both_drawn,
    curve_of,
    diazepam_curve,
    example,
    partly_drawn,
    without_model,
)
from factories import FORMULARY, START, make_request, tablets
from stepwell.documents.blocks import NARROWEST, WIDEST, plain
from stepwell.documents.curve_text import WIDE_ENOUGH, curve_text
from stepwell.documents.curve_view import CurveView, landmarks
from stepwell.documents.figures import figures
from stepwell.documents.plan_levels import plan_levels
from stepwell.documents.wording import NOT_A_PRESCRIBER, WHAT_THIS_IS_NOT
from stepwell.kinetics.people import Eliminator
from stepwell.plan.plan import Dose, Plan, Step
from stepwell.plan.regimen import Regimen
from stepwell.plan.request import Goal
from stepwell.plan.times import DoseTime
from stepwell.quantities import Mass


ROW = re.compile(r"^ *(?:\d+  )?(\d{4}-\d{2}-\d{2})((?: +[\d.]+)+)", re.MULTILINE)
TABLET = "gb/zopiclone/film-coated-tablet/3.75"
CURVES = {
    **{name: lambda name=name: example(name)[2] for name in PLANNED},
    "both drawn": both_drawn,
    "partly drawn": partly_drawn,
    "not drawn": without_model,
}


def page(curve, width=88):
    return plain(curve_text(curve, width))


def one_line(text):
    return " ".join(text.split())


def table(curve, width=88):
    """The first three numbers of each row, as printed, by date."""
    rows = ROW.findall(page(curve, width))
    return {date: tuple(numbers.split()[:3]) for date, numbers in rows}


@pytest.mark.parametrize("name", CURVES)
def test_it_says_what_it_is(name):
    """A draft, modelled and not measured, by nobody who prescribes; on every page."""
    text = one_line(page(CURVES[name]()))
    assert text.startswith("DRAFT | The modelled level in a gradual reduction of ")
    assert NOT_A_PRESCRIBER in text
    assert "Modelled, not measured" in text
    assert "measured level" not in text.lower()
    for sentence in WHAT_THIS_IS_NOT:
        assert sentence in text


@pytest.mark.parametrize("width", range(NARROWEST, WIDEST + 1))
def test_no_line_is_too_long(width):
    """From 40 to 110 characters everything fits."""
    for name in ("lorazepam-us", "both drawn", "partly drawn", "not drawn"):
        lines = [line.text for line in curve_text(CURVES[name](), width)]
        assert max(map(len, lines)) <= width


@pytest.mark.parametrize("name", PLANNED)
@pytest.mark.parametrize("width", [NARROWEST, 60, WIDE_ENOUGH - 1, WIDE_ENOUGH, 200])
def test_no_example_is_too_wide(name, width):
    """Nor is any example, at the widths where the layout changes."""
    lines = [line.text for line in curve_text(example(name)[2], width)]
    assert max(map(len, lines)) <= min(width, WIDEST)


@pytest.mark.parametrize("name", [each for each in CURVES if each != "not drawn"])
@pytest.mark.parametrize("width", [NARROWEST, 88])
def test_every_landmark_is_a_row_with_its_numbers(name, width):
    """Day, date, lowest, mean and highest, on wide pages and on narrow ones."""
    curve = CURVES[name]()
    days = curve.typical
    wanted = {
        curve.day(place).isoformat(): tuple(
            figures(float(each[place])) for each in (days.low, days.mean, days.high)
        )
        for _, place in landmarks(curve)
    }
    assert table(curve, width) == wanted


@pytest.mark.parametrize("width", [NARROWEST, 88])
def test_slow_and_fast_eliminators_have_their_numbers(width):
    """Also where they have a line of their own."""
    curve = example("lorazepam-us")[2]
    text = one_line(page(curve, width))
    slow, fast = (
        figures(float(each[0])) for each in (curve.slow_mean, curve.fast_mean)
    )
    on_wide = rf"2027-01-04 .* {slow} +{fast} +the first day"
    on_narrow = f"Day 1, the first day; slow {slow}, fast {fast}"
    assert re.search(on_wide, text) or on_narrow in text


def test_every_day_stands_once():
    """After a fall to a quarter, one row says that it is below all these parts."""
    whole, quarter = (
        Dose(DoseTime.BEDTIME, "zopiclone", part.amount, (part,))
        for part in (tablets(TABLET, "2"), tablets(TABLET, "1/2"))
    )
    later = START + timedelta(days=14)
    before = Regimen.of([(whole.drug, whole.time, whole.amount)])
    steps = (Step(1, START, 14, (whole,)), Step(2, later, 14, (quarter,)))
    plan = Plan(START, before, steps, None)
    request = make_request({("zopiclone", "bedtime"): "7.5 mg"}, market="gb")
    curve = CurveView("A", plan, plan_levels(plan, request, FORMULARY, SCALE))
    words = [words for words, _ in landmarks(curve)]
    assert words[0] == "the first day"
    assert words[1] == (
        "first at three quarters of the first day's level; first at half of the first"
        " day's level"
    )
    days = [date for date, _ in ROW.findall(page(curve))]
    assert len(days) == len(set(days)) == len(words)


def test_landmarks_come_in_the_order_of_their_days():
    """The first day, parts of its level, the last day, and then almost nothing."""
    for name in PLANNED:
        found = list(landmarks(example(name)[2]))
        places = [place for _, place in found if place]
        assert found[0] == ("the first day", 0)
        assert found[-1][0] == "almost nothing left"
        assert places == sorted(places)


def test_almost_nothing_is_left_only_after_the_last_dose():
    """The last doses are less than a 32nd of the first, and not nothing yet."""
    curve = diazepam_curve()
    found = dict(landmarks(curve))
    stop = (curve.plan.stop_date - curve.start).days
    last = found["the last day of the plan"]
    assert last == stop - 1
    mean = curve.typical.mean
    assert mean[last] < mean[0] / 32
    assert found["almost nothing left"] >= stop
    assert mean[found["almost nothing left"]] <= mean[last] / 32
    assert mean[found["almost nothing left"] - 1] > mean[last] / 32


def test_a_lower_dose_ends_without_a_stop():
    """Nothing is said to be gone, and the last day is the plan's."""
    curve = curve_of(DIAZEPAM_20, goal=Goal(reduce_to=Mass.mg("10")))
    words = [words for words, _ in landmarks(curve)]
    assert "almost nothing left" not in words
    assert words[-1] == "the last day of the plan"
    assert "almost nothing left" not in page(curve)


def test_a_drug_without_a_level_has_its_reason_and_no_table():
    """Loprazolam: why, and no number that somebody could take for a level."""
    text = page(without_model())
    assert "No level is drawn: too little is known of how loprazolam" in one_line(text)
    assert "grade D" in text
    assert "The level over the plan" not in text
    assert "--format svg" not in text
    assert not ROW.search(text)


def test_a_part_is_not_taken_for_the_whole():
    """Where one of two drugs is drawn, that is said above every number."""
    curve = partly_drawn()
    text = one_line(page(curve))
    warning = "The level drawn is that of diazepam alone; loprazolam is not in it."
    assert warning in text
    assert text.index(warning) < text.index("| The level over the plan")
    for other in (both_drawn(), without_model()):
        assert "is not in it" not in one_line(page(other))


def test_every_drug_has_a_section():
    """With the sentences of each."""
    text = one_line(page(both_drawn()))
    for drug in both_drawn().drugs:
        assert f"DRAFT | {drug.drug} -" in text
        for sentence in drug.sentences:
            assert sentence in text


def test_hours_that_were_taken_for_granted_are_said():
    """When a dose is taken to be swallowed is an assumption, and stands there."""
    text = one_line(page(diazepam_curve()))
    assert "08:00 (morning), 13:00 (midday), 18:00 (evening), 22:00 (bedtime)" in text


@pytest.mark.parametrize("name", PLANNED)
def test_the_widest_band_holds_everything(name):
    """The mean of every eliminator lies between the least and the most."""
    curve = example(name)[2]
    least, most = curve.widest
    for speed in Eliminator:
        mean = curve.levels.total(speed).mean
        assert (least <= mean * (1 + 1e-9)).all()
        assert (most >= mean * (1 - 1e-9)).all()


def test_why_not_says_each_reason_once():
    """Of two drugs with one reason it is said once."""
    assert "loprazolam" in without_model().why_not
    assert diazepam_curve().why_not == ""
